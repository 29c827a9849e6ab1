import { expect, test } from '@jest/globals'
import { parse, type TomlTable } from 'smol-toml'
import { parseToml } from '../../src/config/toml.ts'
import { entryPointsInPyproject, entryPointsInSetupCfg } from '../../src/project/declared-entry-points.ts'
import { parseIni } from '../../src/project/ini.ts'

test.each<[string, string, string, string[]]>([
  ['scripts', 'project', '[project.scripts]\nd = "m:f"', ['2 console_scripts d m:f']],
  ['GUI scripts', 'project', '[project.gui-scripts]\nd = "m:f"', ['2 gui_scripts d m:f']],
  [
    'other groups',
    'project',
    '[project.entry-points.pytest11]\nd = "m"\n[project.entry-points."a.b"]\ne = "m:f"',
    ['2 pytest11 d m', '4 a.b e m:f'],
  ],
  ['plugins of poetry', 'poetry', '[poetry.plugins."a.b"]\nd = "m:f"', ['2 a.b d m:f']],
  ['a file of poetry', 'poetry', '[poetry.scripts]\nd = { reference = "d.sh", type = "file" }', []],
  ['something else', 'project', '[project]\nscripts = 3\nentry-points = ["x"]', []],
])('entry points of pyproject.toml: %s', (_, table, toml, expected) => {
  const entryPoints = entryPointsInPyproject(
    parse(toml)[table] as TomlTable,
    [table],
    'pyproject.toml',
    parseToml(toml).lineOf,
  )
  expect(entryPoints.map(({ group, name, value, line }) => `${line} ${group} ${name} ${value}`)).toEqual(
    expected,
  )
})

test('entry points of setup.cfg', () => {
  const setupCfg = parseIni(
    '[options.entry_points]\nconsole_scripts =\n  d = m:f\n  # e = m:g\n  h=m:i [x]\npytest11 = p = m\n',
  )
  const entryPoints = entryPointsInSetupCfg(setupCfg, 'setup.cfg')
  expect(entryPoints.map(({ group, name, value }) => `${group} ${name} ${value}`)).toEqual([
    'console_scripts d m:f',
    'console_scripts h m:i [x]',
    'pytest11 p m',
  ])
  expect(entryPointsInSetupCfg(parseIni('[options]\n'), 'setup.cfg')).toEqual([])
})
