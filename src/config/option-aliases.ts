import { type GivenOptions, OPTIONS, type Option, type OptionName } from './options.ts'

/**
 * Moves the values of options that are other names of an option to that option.
 *
 * @param problem receives contradictions, as a sentence
 */
export function resolveAliases(given: GivenOptions, problem: (message: string) => void): GivenOptions {
  const resolved = { ...given }
  for (const { name, aliasOf } of OPTIONS as readonly Option[]) {
    const [alias, option] = [name as OptionName, aliasOf as OptionName | undefined]
    if (option === undefined) continue
    const [value, current] = [resolved[alias]?.trim() ?? '', resolved[option]?.trim() ?? '']
    if (value !== '' && current !== '' && value !== current)
      problem(
        `${name} is another name of ${option}, but they differ: "${value}" and "${current}". Omit ${name}.`,
      )
    if (current === '' && value !== '') resolved[option] = value
  }
  return resolved
}
