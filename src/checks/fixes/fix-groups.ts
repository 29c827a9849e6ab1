import type { Candidate } from './edit.ts'

/** Findings that the same edits may fix. */
export interface FixGroup<F> {
  readonly findings: readonly F[]
  readonly candidates: readonly Candidate[]
}

/** Groups findings whose first candidate is the same; those without candidates are omitted. */
export function groupByFix<F>(
  findings: readonly F[],
  candidatesOf: (finding: F) => readonly Candidate[],
): FixGroup<F>[] {
  const groups = new Map<string, { findings: F[]; candidates: readonly Candidate[] }>()
  for (const finding of findings) {
    const candidates = candidatesOf(finding)
    const [first] = candidates
    if (first === undefined) continue
    const key = JSON.stringify(first.edits)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { findings: [finding], candidates })
    else group.findings.push(finding)
  }
  return [...groups.values()]
}
