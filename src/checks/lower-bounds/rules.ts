import { list, listSome } from '../../program/sentence.ts'
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
    title: 'The lowest versions that are declared do not work',
    why: 'Who already has such a version keeps it when installing the package, which then fails.',
    message: ({ dependencies, failures, words }) => {
      if (failures.length === 0)
        return `The lowest versions that are declared cannot be installed for this Python: ${words.join(' / ')}`
      const what = failures.map((failure) => failure.what)
      return `With the lowest versions that are declared (${list(dependencies)}) ${listSome(what, 3)} ${what.length > 1 ? 'fail' : 'fails'}, which ${what.length > 1 ? 'work' : 'works'} with the highest: ${failures[0]?.error}.`
    },
    fix: ({ table }) =>
      `Raise the lower bounds in ${table} to versions with which it works, or support the lower ones, and run with --resolution lowest-direct again.`,
  },
}
