/** The rules that report files which a distribution should not have. */
const RULES_OF_UNWANTED_FILES = new Set([
  'junk-shipped',
  'stray-top-level',
  'stdlib-shadowed',
  'contents-policy',
  'file-collision',
])

/**
 * Returns a function that determines whether a fix of findings may remove a file from the wheel.
 *
 * @param findings with facts that name the files (`paths`) or the top-level directory or module (`name`)
 */
export function unwantedFiles(
  findings: readonly { readonly rule: string; readonly facts: object }[],
): (file: string) => boolean {
  const named = findings
    .filter(({ rule }) => RULES_OF_UNWANTED_FILES.has(rule))
    .flatMap(({ facts }) => {
      const { name, paths = [], path } = facts as { name?: string; paths?: readonly string[]; path?: string }
      return [...paths, ...[name, path].flatMap((one) => one ?? [])]
    })
  // Without its last entry point, a distribution has no such file.
  const isLastEntryPoint = (file: string) =>
    file.endsWith('.dist-info/entry_points.txt') &&
    findings.some(({ rule }) => rule === 'entry-point-broken' || rule === 'file-collision')
  return (file) =>
    isLastEntryPoint(file) ||
    named.some((one) => file === one || file === `${one}.py` || file.startsWith(`${one.replace(/\/$/, '')}/`))
}
