import { posix } from 'node:path'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { PathHack } from './facts.ts'
import { isOwnCode } from './own-code.ts'

interface Judged {
  readonly hack: PathHack
  readonly severity: Severity
  /** For a person, as the checkout has it. */
  readonly folder: string
}

/** Neither shipped code nor a test finds what it imports by a path into the checkout. */
export function checkPathHacks(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const hacks = completed(facts.dependencies)?.hacks ?? []
  // In a function or on a condition it is what the program is for, as far as that can be known.
  const judged = hacks
    .filter(({ when }) => when === 'import')
    .flatMap((hack) => (hack.by === 'tests' ? judgeTest(hack, contents, facts) : judge(hack, contents)) ?? [])
  return (['error', 'warning', 'note'] as const).flatMap((severity) => [
    ...together(judged.filter((one) => one.severity === severity && one.hack.by !== 'tests')),
    ...together(judged.filter((one) => one.severity === severity && one.hack.by === 'tests')),
  ])
}

/** One finding for all that weigh the same. */
function together([first, ...rest]: readonly Judged[]): Finding[] {
  if (first === undefined) return []
  const { hack, severity, folder } = first
  const { file, source, line, by } = hack
  const others = rest.map(({ hack: other }) => `${other.source ?? other.file}:${other.line}`)
  return [
    {
      rule: 'path-hack',
      severity,
      facts: { file: source ?? file, folder, inTests: by === 'tests', others: [...new Set(others)] },
      where: source === undefined ? undefined : { file: source, line },
    },
  ]
}

function judge(hack: PathHack, { wheel, sourceMap }: Contents): Judged | undefined {
  const { file, from, folder, reached } = hack
  if (!isOwnCode(file)) return undefined
  const severity = reached.length > 0 ? 'error' : 'note'
  // A path from the current folder: of who runs it, whoever that is. A tool for the user's own code means just that.
  if (from === 'cwd') {
    const weight = folder.startsWith('..')
      ? severity
      : folder === '.' || severity === 'note'
        ? 'note'
        : 'warning'
    return { hack, severity: weight, folder: `"${folder}"` }
  }
  if (from === 'scripts') return isWithin(folder, '.') ? undefined : { hack, severity, folder: `"${folder}"` }
  const [top = ''] = folder.split('/')
  const isOwn = wheel.topLevels.some(({ name, kind }) => kind !== 'module' && name === top)
  if (isOwn || isWithin(folder, posix.dirname(file))) return undefined
  const root = sourceMap.roots.get(file.split('/')[0] as string)
  const inCheckout = root === undefined ? folder : posix.join(posix.dirname(root), folder)
  return { hack, severity, folder: inCheckout.startsWith('..') ? `"${inCheckout}"` : named(inCheckout) }
}

/** A test that makes the checkout's own sources importable. The tests were run where they are not. */
function judgeTest(hack: PathHack, { sourceMap }: Contents, { project }: PackageFacts): Judged | undefined {
  const folder = posix.join(hack.from === 'cwd' ? project.path : '.', hack.folder)
  const holds = [...sourceMap.roots.values()].some((root) => posix.dirname(root) === folder)
  return holds ? { hack, severity: 'warning', folder: named(folder) } : undefined
}

function named(folder: string): string {
  return folder === '.' ? 'the root of the checkout' : `the folder ${folder} of the checkout`
}

function isWithin(folder: string, around: string): boolean {
  const relative = posix.relative(around, folder)
  return relative === '' || !relative.startsWith('..')
}
