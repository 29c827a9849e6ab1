import { because, listSome } from '../../program/sentence.ts'
import { type Packaging, sdistFix } from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about reproducible builds. */
export interface ReproducibilityRuleFacts {
  'sdist-incomplete': Packaging & {
    missing: readonly string[]
    changed: readonly string[]
    /** The missing files that are not in the sdist; a completely absent directory has a trailing `/`. */
    absent: readonly string[]
    cause: string | null
  }
  'not-reproducible': { member: string | null; how: string }
}

export const REPRODUCIBILITY_RULES: RuleTexts<ReproducibilityRuleFacts> = {
  'sdist-incomplete': {
    title: 'The sdist does not make the wheel that the checkout makes',
    why: 'Whoever builds from the sdist, as distributions and installers without a fitting wheel do, gets another package.',
    message: ({ missing, changed, absent, cause }) => {
      const lacks =
        missing.length === 0
          ? ''
          : `The wheel that is built from the sdist lacks ${listSome(missing, 3)}, which the wheel from the tree has${absent.length === 0 ? '' : `: the sdist does not hold ${listSome(absent, 3)}`}.${because(cause)}`
      const differs =
        changed.length === 0
          ? ''
          : `${listSome(changed, 3)} ${changed.length === 1 ? 'is' : 'are'} not the same in the wheel that is built from the sdist as in the wheel from the tree.`
      return [lacks, differs].filter(Boolean).join(' ')
    },
    fix: ({ absent, ...packaging }) =>
      absent.length > 0
        ? sdistFix(packaging, absent)
        : 'The build reads something that only the checkout has: let it ask neither git nor files outside of the sdist, or put into the sdist what it asks for.',
  },
  'not-reproducible': {
    title: 'Two builds of the same commit differ',
    why: 'Nobody can check that what was published comes from the source.',
    message: ({ member, how }) =>
      member === null
        ? `The wheel was built from the sdist twice, and the second build ${how}.`
        : `The wheel was built from the sdist twice, and ${member} ${how} in the second.`,
    fix: () =>
      'What the build writes must come from the source alone: no time but SOURCE_DATE_EPOCH, no path of the machine, no random name, and sets and folder listings in sorted order.',
  },
}
