import type { ComparedFinding } from './compared-finding.ts'
import { isHidden } from './hidden-errors.ts'

/** The results of a run, before or after edits. */
export interface RunResult<F extends ComparedFinding = ComparedFinding> {
  readonly findings: readonly F[]
  /** The names of all files in the wheel; undefined without a wheel. */
  readonly wheel: readonly string[] | undefined
  /** The names of the checks without a result, for reasons outside the package. */
  readonly inconclusive?: readonly string[]
  /** Whether tests ran. */
  readonly testsRan?: boolean
}

/** The result of edits. */
export type Acceptance<F> =
  | { readonly kind: 'accepted' }
  /** They fix the targets, but there are errors that were warnings before or that the targets certainly hid. */
  | { readonly kind: 'worsening'; readonly errors: readonly F[] }
  /** The targets are gone, but there are new errors, which they may have hidden. */
  | { readonly kind: 'revealing'; readonly errors: readonly F[] }
  /** The reason why they are not a fix, as a clause. */
  | { readonly kind: 'rejected'; readonly reason: string }

/** The rules whose errors hide others, because code cannot be built, installed or imported. */
const HIDING = new Set([
  'build-failed',
  'install-failed',
  'wheel-empty',
  'module-missing',
  'sdist-incomplete',
])

/** Whether a defect hides others, so that a fix shows what could not be checked before. */
export function hidesOthers({ rule }: { readonly rule: string }): boolean {
  return HIDING.has(rule)
}

/**
 * Decides whether edits fix findings: they are gone, there are no new ones, and the wheel still has all its files. Warnings
 * that the findings may have hidden do not count as new.
 *
 * @param targets the findings of `before` that the edits are to fix
 * @param unwanted files that the wheel may lose, by name
 */
export function judgeFix<F extends ComparedFinding>(
  before: RunResult<F>,
  after: RunResult<F>,
  targets: readonly ComparedFinding[],
  unwanted: (file: string) => boolean,
): Acceptance<F> {
  if (after.wheel === undefined) return rejected('no wheel is built')
  const unchecked = after.inconclusive?.find((check) => before.inconclusive?.includes(check) !== true)
  if (unchecked !== undefined) return rejected(`the check ${unchecked} is inconclusive`)
  const remaining = after.findings.filter(isOpen)
  const target = targets.find((one) => remaining.some((other) => isSameFinding(one, other)))
  if (target !== undefined) return rejected(`${target.rule} remains`)
  const files = new Set(after.wheel.map(withoutVersion))
  const old = new Set((before.wheel ?? []).map(withoutVersion))
  // A package that was installed without its parent package.
  const isMoved = (file: string) => [...files].some((one) => one.endsWith(`/${file}`) && !old.has(one))
  const lost = (before.wheel ?? []).find(
    (file) => !files.has(withoutVersion(file)) && !unwanted(file) && !isMoved(file),
  )
  if (lost !== undefined) return rejected(`the wheel loses ${lost}`)
  const known = before.findings.filter(isOpen)
  const added = remaining
    .filter((finding) => !known.some((one) => isSameFinding(one, finding)))
    // An error that keeps tests from running hides it.
    .filter(({ rule, severity }) => rule !== 'tests-missing' || severity === 'error')
    .filter((finding) => !isOfOldFile(finding, before.wheel))
  const errors = added.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    const areHidden = errors.every((one) => isHidden(one, targets, before.testsRan === true))
    return { kind: areHidden ? 'worsening' : 'revealing', errors }
  }
  const [warning] = targets.some(hidesOthers) ? [] : added
  if (warning !== undefined) return rejected(`it causes ${warning.rule}: ${warning.message}`)
  const worse = remaining.filter((finding) => {
    const same = known.filter((one) => isSameFinding(one, finding))
    return finding.severity === 'error' && same.every(({ severity }) => severity === 'warning')
  })
  return worse.length > 0 ? { kind: 'worsening', errors: worse } : { kind: 'accepted' }
}

/** Whether it is a warning about a top-level entry that was installed before: which ones are unrelated depends on the others. */
function isOfOldFile(
  { rule, severity, facts = {} }: ComparedFinding,
  wheel: readonly string[] = [],
): boolean {
  const { name } = facts as { name?: string }
  if (rule !== 'stray-top-level' || severity === 'error' || name === undefined) return false
  return wheel.some((file) => file === name || file === `${name}.py` || file.startsWith(`${name}/`))
}

function rejected(reason: string): Acceptance<never> {
  return { kind: 'rejected', reason }
}

function isOpen({ severity, ignored }: ComparedFinding): boolean {
  return severity !== 'note' && ignored === undefined
}

/** Whether two runs report the same finding. Edits move lines, and each run has its own temporary directory, so positions and directories are ignored. */
export function isSameFinding(one: ComparedFinding, other: ComparedFinding): boolean {
  if (one.rule !== other.rule) return false
  // Its message lists the files that changed since the last release, to which edits add theirs.
  if (one.rule === 'version-not-bumped') return true
  const missing = missingFiles(one)
  if (areFewerTests(one, other)) return true
  const isSameFiles = missing !== undefined && missing === missingFiles(other)
  const lacking = lackingName(one)
  const isSameName = lacking !== undefined && lacking === lackingName(other)
  return isSameFiles || isSameName || withoutPlaces(one.message) === withoutPlaces(other.message)
}

/** Whether a finding about errors on many lines of the tests has only tests of an earlier one. */
function areFewerTests(earlier: ComparedFinding, later: ComparedFinding): boolean {
  if (earlier.rule !== 'tests-failed') return false
  const { merged } = (earlier.facts ?? {}) as { merged?: { tests: readonly string[] } }
  const { merged: others, tests = [] } = (later.facts ?? {}) as {
    merged?: { tests: readonly string[] }
    tests?: readonly string[]
  }
  const left = others?.tests ?? tests
  return merged !== undefined && left.length > 0 && left.every((test) => merged.tests.includes(test))
}

/** The name that a dependency lacks: it is the same finding if another version lacks it, too. */
function lackingName({ rule, facts = {} }: ComparedFinding): string | undefined {
  if (rule !== 'dependency-incompatible') return undefined
  const { distribution, module, name } = facts as { distribution?: string; module?: string; name?: string }
  return distribution === undefined ? undefined : JSON.stringify([distribution, module, name])
}

/** The missing files: the message also states the reason, which may change after edits of other settings. */
function missingFiles({ rule, facts = {} }: ComparedFinding): string | undefined {
  if (rule !== 'module-missing' && rule !== 'data-missing') return undefined
  const { files, builtFrom } = facts as { files?: readonly string[]; builtFrom?: string }
  return files === undefined ? undefined : JSON.stringify([builtFrom, files])
}

function withoutPlaces(message: string): string {
  return message
    .replaceAll(/(?<![\w.\\/-])(?:[A-Za-z]:)?[\\/](?:[^\s"'`:\\/]+[\\/])+/g, '/')
    .replaceAll(/\b0x[0-9a-f]+/gi, '0x')
    .replaceAll(/:\d+\b/g, '')
}

/** Replaces the name of the metadata directory, as a fix may change the version; newer backends put licenses into `licenses`. */
function withoutVersion(file: string): string {
  return file.replace(/^[^/]+(\.dist-info|\.data)\/(licenses\/)?/, '$1/')
}
