import { list } from '../../program/sentence.ts'
import { type Packaging, sdistFix } from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'
import { type FailedSetting, failedBuildFix } from './fixes.ts'

/** The facts of the rules about building. */
export interface BuildRuleFacts {
  'build-failed': Packaging &
    FailedSetting & {
      step: string
      words: readonly string[]
      /** A file that the step reads and the sdist lacks. */
      absent: string | null
      /** The wheel can be built directly from the source tree, so the sdist lacks something. */
      treeBuilds: boolean
    }
  'metadata-ignored': {
    /** Keys of `[project]`, with their values as Python or JSON writes them. */
    fields: readonly { readonly field: string; readonly value: string }[]
    /** The normalized names of the ignored dependencies. */
    dependencies: readonly string[]
    /** The list in which they are missing, with them. */
    dynamic: readonly string[]
    /** What sets the first of them: `setup.py:8`. */
    place: string | null
  }
  'build-deprecated': Packaging & {
    /** In the words of the build backend, like `advice`. */
    message: string
    advice: string | null
    /** The end of support: a date, or `overdue`. */
    by: string | null
    url: string | null
    /** `license in [project]` */
    setting: string | null
    /** `pyproject.toml:8` */
    place: string | null
  }
}

/** The texts of the rules about building. */
export const BUILD_RULES: RuleTexts<BuildRuleFacts> = {
  'build-failed': {
    title: 'The package cannot be built',
    why: 'Nobody can install what cannot be built; from an sdist, every user builds.',
    message: ({ step, words, absent, treeBuilds }) =>
      `${step === 'build requirements' ? 'Installing' : 'Building'} the ${step} failed: ${words.join(' / ')}${treeBuilds || absent !== null ? `. ${treeBuilds ? 'A wheel can be built directly from the source tree, and was verified instead' : 'The checkout has it'}: ${absent ?? 'something that the build reads'} is not in the sdist.` : ''}`,
    fix: (facts) => {
      const { step, absent, treeBuilds } = facts
      if (step === 'build requirements')
        return 'Correct requires in [build-system]: the installer cannot install what it names.'
      if (absent !== null) return sdistFix(facts, [absent])
      if (treeBuilds)
        return 'Unpack the sdist and run "python -m build --wheel" in it to see the same failure. What the build reads must be in the sdist.'
      return failedBuildFix(facts)
    },
  },
  'metadata-ignored': {
    title: 'Ignored metadata',
    why: 'The package is published without it: users get no dependency, command or extra that only the ignored setting declares.',
    message: ({ fields, place }) =>
      `setuptools ignores ${fields.map(({ field, value }) => `${field} = ${value.slice(0, 200)}`).join(', ')} ${place === null ? 'of setup.py' : `(${place})`}, as [project] in pyproject.toml does not list ${list(fields.map(({ field }) => field))} in dynamic.`,
    fix: ({ dynamic, fields }) =>
      `Set in [project]: dynamic = [${dynamic.map((field) => `"${field}"`).join(', ')}]. Or move the ${fields.length === 1 ? 'value' : 'values'} to [project].`,
  },
  'build-deprecated': {
    title: 'Deprecated build setting',
    why: 'A future version of the build backend fails: for you, and for users who build from the sdist.',
    message: ({ message, by }) =>
      `The build backend warns: ${message}.${by === null ? '' : by === 'overdue' ? ' The announced removal is overdue.' : ` Support ends on ${by}.`}`,
    fix: ({ setting, place, advice, url }) => {
      const change =
        setting === null ? (place ?? 'the configuration') : `${setting}${place === null ? '' : ` (${place})`}`
      return `Change ${change}.${advice === null ? '' : ` ${advice}`}${url === null ? '' : ` See ${url}`}`
    },
  },
}
