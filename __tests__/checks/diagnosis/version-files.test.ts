import { expect, test } from '@jest/globals'
import { versionInFile } from '../../../src/checks/diagnosis/version-files.ts'

const json = (value: object) => JSON.stringify(value, null, 1)

test.each<[string, string, string, string | undefined, number?]>([
  ['a citation', 'CITATION.cff', 'cff-version: 1.2.0\ntitle: demo\nversion: 1.10\n', '1.10', 3],
  ['a quoted version', 'CITATION.cff', 'version: "v1.0"\n', 'v1.0', 1],
  ['a citation without a version', 'CITATION.cff', 'cff-version: 1.2.0\n', undefined],
  ['invalid YAML', 'CITATION.cff', 'version: [1\n', undefined],
  ['codemeta', 'codemeta.json', json({ name: 'x', version: '1.0' }), '1.0', 3],
  ['codemeta, for software', 'codemeta.json', json({ version: '2', softwareVersion: '1.0' }), '1.0', 3],
  [
    'an MCP server',
    'server.json',
    json({ version: '1.0', packages: [{ identifier: 'acme-demo', version: '1.0' }] }),
    '1.0',
    2,
  ],
  ['another server', 'server.json', json({ version: '1.0', packages: [{ identifier: 'x' }] }), undefined],
  ['another file of that name', 'server.json', json({ version: '1.0' }), undefined],
  ['npm', 'package.json', json({ name: '@acme/acme_demo', version: '1.0.0-rc.1' }), '1.0.0-rc.1', 3],
  ['another npm package', 'package.json', json({ name: 'frontend', version: '1.0' }), undefined],
  ['invalid JSON', 'package.json', '{', undefined],
  ['pixi', 'pixi.toml', '[workspace]\nname = "acme-demo"\nversion = "1.0"\n', '1.0', 3],
  ['another workspace of pixi', 'pixi.toml', '[workspace]\nname = "all"\nversion = "1.0"\n', undefined],
  [
    'the lock file of pixi',
    'pixi.lock',
    'version: 6\npackages:\n- pypi: https://x\n  name: six\n  version: 1.17\n- pypi: ./\n  name: acme-demo\n  version: 1.0\n',
    '1.0',
    8,
  ],
  ['Sphinx', 'docs/conf.py', 'version = "1"\nrelease = "1.0"\n', '1.0', 2],
  ['Sphinx, computed', 'docs/conf.py', 'release = version("demo")\n', undefined],
  [
    'conda',
    'recipe/meta.yaml',
    '{% set name = "acme-demo" %}\n{% set version = "1.0" %}\npackage:\n  name: {{ name }}\n',
    '1.0',
    2,
  ],
  ['conda, computed', 'recipe/meta.yaml', 'package:\n  name: acme-demo\n  version: {{ v }}\n', undefined],
  ['a snap', 'snap/snapcraft.yaml', "name: acme-demo\nversion: '1.0'\n", '1.0', 2],
  ['a snap of git', 'snap/snapcraft.yaml', 'name: acme-demo\nversion: git\n', undefined],
  ['another file', 'other.json', '{"version": "1.0"}', undefined],
  // Not a parameter for each value: jest would pass a callback for the missing line.
])('the version in %s', (...[, file, content, version, line]) => {
  expect(versionInFile(file, content, 'acme-demo')).toEqual(
    version === undefined ? undefined : { version, line },
  )
})
