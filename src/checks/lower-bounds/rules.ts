import { capitalize, list } from '../../program/sentence.ts'
import { quoteCommands } from '../diagnosis/quoted-commands.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about lower bounds. */
export interface LowerBoundRuleFacts {
  'lower-bound-false': {
    /** The installed versions of the direct dependencies, such as `click==8.0.0`. */
    dependencies: readonly string[]
    /** What fails with these versions and works with the highest. */
    failures: readonly { readonly what: string; readonly error: string }[]
    /** The error lines of the installer; empty if the versions could be installed. */
    words: readonly string[]
    table: string
    /** Normalized name of a direct dependency -> its highest version, with which the package works. */
    resolved?: Readonly<Record<string, string>>
  }
}

export const LOWER_BOUND_RULES: RuleTexts<LowerBoundRuleFacts> = {
  'lower-bound-false': {
    title: 'Lower bound too low',
    why: 'pip keeps an installed version that the requirement allows, and the package fails with it.',
    message: ({ dependencies, failures, words }) => {
      if (failures.length === 0)
        return `The lowest allowed versions of the dependencies cannot be installed on this Python: ${words.join(' / ')}`
      const what = failures.map((failure) => failure.what)
      const [fail, work] = what.length > 1 ? ['fail', 'work'] : ['fails', 'works']
      return `${capitalize(quoteCommands(what))} ${fail} with the lowest allowed versions (${list(dependencies)}), but ${work} with the highest: ${failures[0]?.error}.`
    },
    fix: ({ table }) =>
      `Raise the lower bounds in ${table}, or support the older versions. To check: as-installed --resolution lowest-direct`,
  },
}
