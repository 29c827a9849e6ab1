import { posix } from 'node:path'
import type { Contents } from '../contents/facts.ts'
import { isFirstPartyCode } from '../diagnosis/first-party-code.ts'
import { locationOfStatement } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { PathHack } from './facts.ts'

interface RatedHack {
  readonly hack: PathHack
  readonly severity: Severity
  /** Directory in the checkout, for messages. */
  readonly folder: string
}

/** Reports shipped code and tests that add directories of the checkout to sys.path. */
export function checkPathHacks(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const hacks = completed(facts.dependencies)?.hacks ?? []
  // A change to sys.path in a function or on a condition may be the purpose of the program.
  const rated = hacks
    .filter(({ when }) => when === 'import')
    .flatMap(
      (hack) =>
        (hack.by === 'tests' ? rateTest(hack, contents, facts) : rateShippedCode(hack, contents)) ?? [],
    )
  return (['error', 'warning', 'note'] as const).flatMap((severity) => [
    ...oneFinding(rated.filter((one) => one.severity === severity && one.hack.by !== 'tests')),
    ...oneFinding(rated.filter((one) => one.severity === severity && one.hack.by === 'tests')),
  ])
}

/** Returns one finding for all hacks of the same severity. */
function oneFinding([first, ...rest]: readonly RatedHack[]): Finding[] {
  if (first === undefined) return []
  const { hack, severity, folder } = first
  const { file, source, by } = hack
  const others = rest.map(({ hack: other }) => `${other.source ?? other.file}:${other.line}`)
  return [
    {
      rule: 'path-hack',
      severity,
      facts: { file: source ?? file, folder, inTests: by === 'tests', others: [...new Set(others)] },
      where: locationOfStatement(hack),
    },
  ]
}

function rateShippedCode(hack: PathHack, { wheel, sourceMap }: Contents): RatedHack | undefined {
  const { file, from, folder, reached } = hack
  if (!isFirstPartyCode(file)) return undefined
  const severity = reached.length > 0 ? 'error' : 'note'
  // Tools for the user's own code add the current directory on purpose.
  if (from === 'cwd') {
    const cwdSeverity = folder.startsWith('..')
      ? severity
      : folder === '.' || severity === 'note'
        ? 'note'
        : 'warning'
    return { hack, severity: cwdSeverity, folder: `"${folder}"` }
  }
  if (from === 'scripts') return isWithin(folder, '.') ? undefined : { hack, severity, folder: `"${folder}"` }
  const [top = ''] = folder.split('/')
  const isShippedPackage = wheel.topLevels.some(({ name, kind }) => kind !== 'module' && name === top)
  if (isShippedPackage || isWithin(folder, posix.dirname(file))) return undefined
  const root = sourceMap.roots.get(file.split('/')[0] as string)
  const inCheckout = root === undefined ? folder : posix.join(posix.dirname(root), folder)
  return {
    hack,
    severity,
    folder: inCheckout.startsWith('..') ? `"${inCheckout}"` : describeDirectory(inCheckout),
  }
}

/** Rates tests that make the sources of the package importable, which the test sandbox does not contain. */
function rateTest(hack: PathHack, { sourceMap }: Contents, { project }: PackageFacts): RatedHack | undefined {
  const directory = posix.join(hack.from === 'cwd' ? project.path : '.', hack.folder)
  const hasSources = [...sourceMap.roots.values()].some((root) => posix.dirname(root) === directory)
  return hasSources ? { hack, severity: 'warning', folder: describeDirectory(directory) } : undefined
}

function describeDirectory(directory: string): string {
  return directory === '.' ? 'the repository root' : `the directory ${directory}`
}

function isWithin(directory: string, parent: string): boolean {
  const relative = posix.relative(parent, directory)
  return relative === '' || !relative.startsWith('..')
}
