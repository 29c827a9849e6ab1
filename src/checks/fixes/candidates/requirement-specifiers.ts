/** `name[extras]`, version specifiers, and the marker with its semicolon (PEP 508). */
const REQUIREMENT = /^(\s*[\w.-]+\s*(?:\[[^\]]*\])?)\s*(\(?)([^();@]*)(\)?)(\s*(?:;.*)?)$/s

/**
 * Returns a requirement with other version specifiers, and its own extras and marker: `click[x]>=8,<8.1; os_name == "nt"`.
 *
 * @returns undefined for a direct reference, which has none
 */
export function withSpecifiers(
  requirement: string,
  change: (specifiers: readonly string[]) => readonly string[],
): string | undefined {
  const [, name, open, specifiers = '', close, marker = ''] = REQUIREMENT.exec(requirement) ?? []
  if (name === undefined || (open === '') !== (close === '')) return undefined
  const items = specifiers
    .split(',')
    .map((one) => one.replaceAll(/\s/g, ''))
    .filter(Boolean)
  return `${name.trimEnd()}${change(items).join(',')}${marker.trimEnd()}`
}

/** Replaces the upper bounds of version specifiers by a lower one. */
export function below(bound: string): (specifiers: readonly string[]) => readonly string[] {
  return (specifiers) => [...specifiers.filter((one) => !/^<=?/.test(one)), bound]
}

/** Replaces the lower bounds of version specifiers by a higher one: `>=2`. */
export function atLeast(bound: string): (specifiers: readonly string[]) => readonly string[] {
  return (specifiers) => [bound, ...specifiers.filter((one) => !/^>=?/.test(one))]
}

/**
 * Returns a version constraint of poetry with other bounds: `^4` and `<5` are `^4,<5`.
 *
 * @returns undefined for alternatives (`||`), and for what is no version
 */
export function withConstraints(
  constraint: string,
  change: (specifiers: readonly string[]) => readonly string[],
): string | undefined {
  if (/[|@]/.test(constraint)) return undefined
  const items = constraint
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== '*')
  return change(items).join(',')
}
