import { expect, test } from '@jest/globals'
import { checkContents } from '../../../src/checks/contents/decide.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { completedWith, contentsOf, factsOf, SDIST, short } from '../facts.ts'

interface Files {
  readonly tracked?: readonly string[]
  readonly wheel?: readonly string[]
  readonly sdist?: readonly string[]
  readonly bytes?: number
}

/** `[tool.as-installed]`, and the files of a package. */
function found(settings: object, { tracked = [], wheel = [], sdist = ['PKG-INFO'], bytes = 1 }: Files) {
  const shipped = ['demo/__init__.py', ...wheel]
  const facts = factsOf({ shipped })
  const contents = contentsOf({ shipped })
  const sources = tracked.map((path) => ({ path, sha256: path }))
  const read = readSettings(settings, 'pyproject.toml', () => undefined)
  expect(read.problems).toEqual([])
  return checkContents({
    ...facts,
    project: { ...facts.project, settings: read.settings },
    contents: completedWith({ ...contents, sources }),
    build: completedWith({
      kind: 'built' as const,
      wheel: { ...contents.wheel, bytes },
      sdist: { ...SDIST, files: sdist },
      seconds: 1,
    }),
  })
}

test.each<[string, Files, object | undefined]>([
  [
    'in both',
    { tracked: ['LICENSE'], wheel: ['demo-1.0.dist-info/licenses/LICENSE'], sdist: ['LICENSE'] },
    undefined,
  ],
  [
    'in the old place',
    { tracked: ['COPYING'], wheel: ['demo-1.0.dist-info/COPYING'], sdist: ['COPYING'] },
    undefined,
  ],
  [
    'elsewhere in the wheel',
    { tracked: ['LICENSE'], wheel: ['demo/LICENSE'], sdist: ['LICENSE'] },
    undefined,
  ],
  ['in neither', { tracked: ['LICENSE.txt'] }, { paths: ['LICENSE.txt'], artifacts: ['wheel', 'sdist'] }],
  [
    'in the sdist only',
    { tracked: ['LICENCE'], sdist: ['LICENCE'] },
    { paths: ['LICENCE'], artifacts: ['wheel'] },
  ],
  [
    'of several, one',
    {
      tracked: ['LICENSE-MIT', 'NOTICE'],
      wheel: ['demo-1.0.dist-info/licenses/NOTICE'],
      sdist: ['LICENSE-MIT', 'NOTICE'],
    },
    { paths: ['LICENSE-MIT'], artifacts: ['wheel'] },
  ],
  ['of another project', { tracked: ['vendor/LICENSE', 'docs/COPYING'] }, undefined],
  [
    'in code',
    { tracked: ['license.py', 'license_header.toml', 'licenses.json', 'LICENSES/MIT.txt'] },
    undefined,
  ],
  ['not there', {}, undefined],
])('license-missing: a license %s', (_, files, expected) => {
  const [finding, ...others] = found({}, files)
  expect(others).toEqual([])
  expect(finding?.rule).toBe(expected && 'license-missing')
  if (expected !== undefined) expect(finding?.facts).toMatchObject(expected)
})

test.each<[string, object, number, string[]]>([
  ['small', {}, 1e6, []],
  ['above the limit of PyPI', {}, 105e6, ['warning size-exceeded']],
  ['above its own', { 'max-size': '500 kB' }, 600e3, ['warning size-exceeded']],
  ['below its own', { 'max-size': '1.5 MB' }, 1.4e6, []],
  ['with a limit above that of PyPI', { 'max-size': '1 GB' }, 105e6, ['warning size-exceeded']],
])('size-exceeded: a wheel %s', (_, settings, bytes, expected) => {
  expect(short(found(settings, { bytes }))).toEqual(expected)
})

const POLICY: readonly (readonly [string, object, Files, object[]])[] = [
  ['none', {}, { tracked: ['tests/a.py'] }, []],
  ['a required file', { wheel: { require: ['demo/py.typed'] } }, { wheel: ['demo/py.typed'] }, []],
  [
    'a required file that is missing',
    { wheel: { require: ['demo/py.typed'] } },
    { wheel: ['demo/a.py', 'demo/b.py'] },
    [{ artifact: 'wheel', way: 'missing', pattern: 'demo/py.typed' }],
  ],
  ['a required directory', { sdist: { require: ['tests/'] } }, { sdist: ['tests/data/.keep'] }, []],
  [
    'forbidden files',
    { wheel: { forbid: ['**/*.ipynb'] } },
    { wheel: ['demo/a.ipynb', 'demo/b/c.ipynb'] },
    [{ artifact: 'wheel', way: 'forbidden', paths: ['demo/a.ipynb', 'demo/b/c.ipynb'] }],
  ],
  [
    'all tracked files',
    { sdist: { 'all-tracked': true, except: ['website/'] } },
    {
      tracked: ['tests/a.py', '.gitignore', '.github/x.yml', 'website/a.md', 'CHANGES.md'],
      sdist: ['CHANGES.md'],
    },
    [{ artifact: 'sdist', way: 'lost', paths: ['tests/a.py'] }],
  ],
]
test.each(POLICY)('contents-policy: %s', (_, contents, files, expected) => {
  const findings = found({ contents }, files)
  expect(findings.map(({ facts }) => facts)).toMatchObject(expected)
  for (const { rule } of findings) expect(rule).toBe('contents-policy')
})
