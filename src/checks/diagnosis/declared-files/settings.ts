import { type TomlPath, table } from '../../../config/toml.ts'
import { type Project, valueAt } from '../../../project/project.ts'
import type { PackageFacts } from '../../facts.ts'
import { backendName } from '../packaging.ts'
import { patternOfItem } from '../setting-items.ts'

/** A list of patterns of another backend than setuptools. */
export interface Setting {
  readonly at: TomlPath
  readonly patterns: readonly Pattern[]
  /** Patterns without a slash match at any depth, as in .gitignore. */
  readonly isGitignore: boolean
  /** Files are installed with their path in the project, even if they are in a source directory. */
  readonly keepsPath?: boolean
  readonly problem?: string
  /** `from`: the source directory, such as `src`; empty for the root. */
  readonly fix?: (pattern: string, from: string) => string
}

interface Pattern {
  readonly text: string
  readonly index: number
}

/** Returns the settings of the project's backend that name files of the wheel, or are meant to. */
export function settingsOf(facts: PackageFacts): Setting[] {
  return SETTINGS[backendName(facts)]?.(facts.project) ?? []
}

const SETTINGS: Readonly<Record<string, (project: Project) => Setting[]>> = {
  hatchling: settingsOfHatch,
  'poetry-core': settingsOfPoetry,
  'pdm-backend': (project) => [settingIn(project, ['tool', 'pdm', 'build', 'includes'])],
  maturin: (project) => [settingIn(project, ['tool', 'maturin', 'include'])],
}

function settingIn(project: Project, at: TomlPath, more: Partial<Setting> = {}): Setting {
  return { at, patterns: patternsIn(project, at, isForWheel), isGitignore: false, ...more }
}

function patternsIn(project: Project, at: TomlPath, applies: (item: unknown) => boolean): Pattern[] {
  const value = valueAt(project, at)
  if (!Array.isArray(value)) return []
  return value.flatMap((item, index) => {
    const text = patternOfItem(item)
    return text === undefined || /^!|^\.\./.test(text) || !applies(item) ? [] : [{ text, index }]
  })
}

/** Whether an item is not for the sdist only, as with `format = "sdist"`. */
function isForWheel(item: unknown): boolean {
  const { format } = table(item)
  return format === undefined || [format].flat().includes('wheel')
}

const HATCH = ['tool', 'hatch', 'build']
const HATCH_WHEEL = [...HATCH, 'targets', 'wheel']

function settingsOfHatch(project: Project): Setting[] {
  // A setting of the wheel replaces the one of all targets.
  const isOfWheel = (key: string) => valueAt(project, [...HATCH_WHEEL, key]) !== undefined
  return [
    ...['include', 'only-include', 'packages'].map((key) =>
      settingIn(project, [...(isOfWheel(key) ? HATCH_WHEEL : HATCH), key], {
        isGitignore: key === 'include',
      }),
    ),
    settingIn(project, [...HATCH_WHEEL, 'artifacts'], { isGitignore: true }),
    settingIn(project, [...HATCH, 'artifacts'], {
      isGitignore: true,
      ...(isOfWheel('artifacts')
        ? {
            problem: 'artifacts of [tool.hatch.build.targets.wheel] replaces it for the wheel',
            fix: (pattern) => `Add "${pattern}" to artifacts of [tool.hatch.build.targets.wheel].`,
          }
        : {}),
    }),
    settingIn(project, [...HATCH, 'targets', 'sdist', 'artifacts'], {
      isGitignore: true,
      problem: 'That setting is for the sdist only',
      fix: (pattern) =>
        `Move "${pattern}" to artifacts of [tool.hatch.build], which is for the sdist and the wheel.`,
    }),
  ]
}

function settingsOfPoetry(project: Project): Setting[] {
  const include = ['tool', 'poetry', 'include']
  const hasFormat = (item: unknown) => table(item).format !== undefined
  return [
    settingIn(project, ['tool', 'poetry', 'packages']),
    settingIn(project, include, {
      patterns: patternsIn(project, include, (item) => hasFormat(item) && isForWheel(item)),
      keepsPath: true,
      fix: includeAsPackage,
    }),
    settingIn(project, include, {
      patterns: patternsIn(project, include, (item) => !hasFormat(item)),
      problem: 'Since poetry-core 2, include without format is for the sdist only',
      fix: includeAsPackage,
    }),
  ]
}

/** Unlike `include`, `packages` of poetry does not install the files below the source directory, such as `src`. */
function includeAsPackage(pattern: string, from: string): string {
  const [name = ''] = pattern.slice(from === '' ? 0 : from.length + 1).split('/')
  const item = `{ include = "${name}"${from === '' ? '' : `, from = "${from}"`} }`
  return `Remove "${pattern}" from include, and name the whole package in packages of [tool.poetry]: ${item}`
}
