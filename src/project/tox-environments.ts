import { isStringArray, parseTomlLeniently, type TomlTable, table } from '../config/toml.ts'
import { type Ini, parseIni } from './ini.ts'
import { requirementArguments } from './requirements-file.ts'

/** The dependencies of an environment of tox. */
export interface ToxEnvironment {
  /** `[testenv]`, or the table of TOML. */
  readonly section: string
  readonly file: string
  /** Whether the file is in the INI format. */
  readonly isIni: boolean
  /** Whether it is the environment that all others inherit from. */
  readonly isBase: boolean
  /** Lines of `deps`, and the arguments of `pip install` in its commands. */
  readonly lines: readonly string[]
  readonly extras: readonly string[]
  readonly groups: readonly string[]
}

/** The files that can configure tox. */
export interface ToxFiles {
  readonly toxIni: string | undefined
  readonly toxToml: string | undefined
  readonly setupCfg: Ini
  readonly pyproject: TomlTable
}

/** Returns the environments of tox, the base environments first. */
export function toxEnvironments({ toxIni, toxToml, setupCfg, pyproject }: ToxFiles): ToxEnvironment[] {
  const inPyproject = table(table(pyproject.tool).tox)
  const legacy = inPyproject.legacy_tox_ini
  const inis: [string, Ini][] = [
    ['tox.ini', parseIni(toxIni ?? '')],
    ['setup.cfg', setupCfg],
    ['pyproject.toml', parseIni(typeof legacy === 'string' ? legacy : '')],
  ]
  const tomls: [string, TomlTable][] = [
    ['tox.toml', parseTomlLeniently(toxToml ?? '')],
    ['pyproject.toml', inPyproject],
  ]
  const all = [
    ...inis.flatMap(([file, ini]) => iniEnvironments(file, ini)),
    ...tomls.flatMap(([file, toml]) => tomlEnvironments(file, toml)),
  ].filter(({ lines, extras, groups }) => lines.length + extras.length + groups.length > 0)
  return [...all.filter(({ isBase }) => isBase), ...all.filter(({ isBase }) => !isBase)]
}

function iniEnvironments(file: string, ini: Ini): ToxEnvironment[] {
  return [...ini].flatMap(([section, environment]): ToxEnvironment[] => {
    if (!/^testenv($|:)/.test(section)) return []
    const values = (key: string) => (environment.get(key) ?? '').split(/[\n,]/).map((value) => value.trim())
    const commands = `${environment.get('commands_pre') ?? ''}\n${environment.get('commands') ?? ''}`
    const deps = (environment.get('deps') ?? '')
      .split('\n')
      .flatMap((line) => substitute(line.trim(), ini, section))
    return [
      {
        section: `[${section}]`,
        file,
        isIni: true,
        isBase: section === 'testenv',
        lines: [...deps, ...installedByCommands(commands)].flatMap(applicable),
        extras: values('extras').flatMap(applicable),
        groups: values('dependency_groups').flatMap(applicable),
      },
    ]
  })
}

function tomlEnvironments(file: string, toml: TomlTable): ToxEnvironment[] {
  const sections: [string, TomlTable][] = [
    ['env_run_base', table(toml.env_run_base)],
    ...Object.entries(table(toml.env)).map(([name, value]): [string, TomlTable] => [
      `env.${name}`,
      table(value),
    ]),
  ]
  return sections.map(([section, environment]) => {
    const values = (key: string) => (isStringArray(environment[key]) ? environment[key] : [])
    return {
      section,
      file,
      isIni: false,
      isBase: section === 'env_run_base',
      lines: values('deps').flatMap(applicable),
      extras: values('extras'),
      groups: values('dependency_groups'),
    }
  })
}

/** Replaces a reference such as `{[base]deps}` by the lines of that key. */
function substitute(line: string, ini: Ini, from: string): string[] {
  const [, section = '', key = ''] = /^\{\[([^\]]+)\](\w+)\}$/.exec(line) ?? []
  if (section === '') return [line]
  if (section === from) return []
  const lines = (ini.get(section)?.get(key) ?? '').split('\n')
  return lines.flatMap((one) => substitute(one.trim(), ini, section))
}

/** The factors of a representative environment, which runs the tests on one Python. */
const FACTORS = new Set(['py', 'py3', 'test', 'tests', 'unit', 'pytest'])

/**
 * Returns a line without its factor condition (`!lint: x`), and with its substitutions (`{toxinidir}`, `{env:X:default}`)
 * replaced; nothing if the condition does not hold or a substitution is not known.
 */
function applicable(line: string): string[] {
  const [, condition, conditional] = /^([\w,{}.!-]+):\s+(.*)$/.exec(line) ?? []
  if (condition !== undefined && !holds(condition)) return []
  const text = (conditional ?? line)
    .replace(/\{(?:toxinidir|tox_root|toxworkdir\/\.\.)\}/g, '.')
    .replace(/\{env:\w+(?::([^{}]*))?\}/g, '$1')
    .trim()
  return text === '' || /[{}]/.test(text) ? [] : [text]
}

/** Evaluates a factor condition: `,` separates alternatives, `-` joins factors, `!` negates one (tox documentation). */
function holds(condition: string): boolean {
  return condition
    .split(',')
    .some((alternative) =>
      alternative
        .split('-')
        .every((factor) => (factor.startsWith('!') ? !FACTORS.has(factor.slice(1)) : FACTORS.has(factor))),
    )
}

/** The arguments of `pip install` in commands, as lines of a requirements file. */
function installedByCommands(commands: string): string[] {
  return commands.split('\n').flatMap((line) => {
    const args = /\bpip3? install\s+(.*)$/.exec(line)?.[1]
    return args === undefined ? [] : requirementArguments(args.split(/\s+/))
  })
}
