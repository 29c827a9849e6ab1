/** A finding, as far as a comparison of two runs needs it. */
export interface ComparedFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly message: string
  readonly ignored?: string
  readonly facts?: object
}

/** What a run found, before or after edits. */
export interface RunResult {
  readonly findings: readonly ComparedFinding[]
  /** The names of all files in the wheel; undefined without a wheel. */
  readonly wheel: readonly string[] | undefined
}

/** The result of edits: accepted, or the reason why they are no fix, as a clause. */
export type Acceptance =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly reason: string }

/**
 * Decides whether edits fix findings: they are gone, no new ones came, and the wheel has all files that it had.
 *
 * @param targets the findings of `before` that the edits are to fix
 * @param unwanted files that the wheel may lose, by name
 */
export function judgeFix(
  before: RunResult,
  after: RunResult,
  targets: readonly ComparedFinding[],
  unwanted: (file: string) => boolean,
): Acceptance {
  if (after.wheel === undefined) return rejected('no wheel is built')
  const remaining = after.findings.filter(isOpen)
  const target = targets.find((one) => remaining.some((other) => isSame(one, other)))
  if (target !== undefined) return rejected(`${target.rule} remains`)
  const known = before.findings.filter(isOpen)
  const unverified = before.wheel === undefined
  const isNew = (finding: ComparedFinding) =>
    !known.some((one) => isSame(one, finding)) && (finding.severity === 'error' || !unverified)
  const added = remaining.find(isNew)
  if (added !== undefined) return rejected(`it brings ${added.rule}: ${added.message}`)
  const files = new Set(after.wheel.map(withoutVersion))
  const lost = (before.wheel ?? []).find((file) => !files.has(withoutVersion(file)) && !unwanted(file))
  return lost === undefined ? { kind: 'accepted' } : rejected(`the wheel loses ${lost}`)
}

function rejected(reason: string): Acceptance {
  return { kind: 'rejected', reason }
}

function isOpen({ severity, ignored }: ComparedFinding): boolean {
  return severity !== 'note' && ignored === undefined
}

/** Edits move lines, so positions do not count. */
function isSame(one: ComparedFinding, other: ComparedFinding): boolean {
  if (one.rule !== other.rule) return false
  const missing = missingFiles(one)
  const isSameFiles = missing !== undefined && missing === missingFiles(other)
  return isSameFiles || withoutPositions(one.message) === withoutPositions(other.message)
}

/** The message about missing files states why they are missing, which the edit of a setting for others changes. */
function missingFiles({ rule, facts = {} }: ComparedFinding): string | undefined {
  if (rule !== 'module-missing' && rule !== 'data-missing') return undefined
  const { files, builtFrom } = facts as { files?: readonly string[]; builtFrom?: string }
  return files === undefined ? undefined : JSON.stringify([builtFrom, files])
}

function withoutPositions(message: string): string {
  return message.replaceAll(/:\d+\b/g, '')
}

/** The name of the directory of metadata has the version, which a fix may change. */
function withoutVersion(file: string): string {
  return file.replace(/^[^/]+(\.dist-info|\.data)\//, '$1/')
}
