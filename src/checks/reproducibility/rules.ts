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
    title: 'Wheel built from sdist differs',
    why: 'Redistributors, and installers that find no matching wheel, build from the sdist and get a different package.',
    message: ({ missing, changed, absent, cause }) => {
      const lacks =
        missing.length === 0
          ? ''
          : `The wheel built from the sdist lacks ${listSome(missing, 3)}, which the wheel built from the source tree contains${describeAbsent(missing, absent)}.${because(cause)}`
      const differs =
        changed.length === 0
          ? ''
          : `${listSome(changed, 3)} ${changed.length === 1 ? 'differs' : 'differ'} between the wheel built from the sdist and the wheel built from the source tree.`
      return [lacks, differs].filter(Boolean).join(' ')
    },
    fix: ({ absent, ...packaging }) =>
      absent.length > 0
        ? sdistFix(packaging, absent)
        : 'The build reads something that only the checkout has, such as the git history or a file. Include it in the sdist, or do not read it in setup.py or the build hook.',
  },
  'not-reproducible': {
    title: 'Non-reproducible build',
    why: 'Users cannot verify that the published wheel was built from the public source.',
    message: ({ member, how }) =>
      member === null
        ? `The first build of the wheel from the sdist succeeded, but the second ${how}.`
        : `Two builds of the wheel from the same sdist differ: ${member} ${how}.`,
    fix: () =>
      'Do not write timestamps other than SOURCE_DATE_EPOCH, absolute paths or random values during the build, and sort sets and directory listings.',
  },
}

/** Which of the missing files the sdist lacks, as the end of a sentence. */
function describeAbsent(missing: readonly string[], absent: readonly string[]): string {
  if (absent.length === 0) return ''
  const isAll = absent.length === missing.length && absent.every((file) => missing.includes(file))
  const subject = isAll ? (missing.length === 1 ? 'it' : 'they') : listSome(absent, 3)
  return `: ${subject} ${absent.length === 1 ? 'is' : 'are'} not in the sdist`
}
