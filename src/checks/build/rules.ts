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
    /** The value that `dynamic` must have. */
    dynamic: readonly string[]
    /** The position of the first of them: `setup.py:8`. */
    place: string | null
  }
  'build-deprecated': Packaging & {
    /** As printed by the build backend, like `advice`. */
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
    title: 'Build failed',
    why: 'A package that does not build cannot be released, and installing from the sdist builds it on the machine of the user.',
    message: ({ step, words, absent, treeBuilds }) =>
      `${describeStep(step)} failed: ${words.join(' / ')}${describeAbsent(absent, treeBuilds)}`,
    fix: (facts) => {
      const { step, absent, treeBuilds } = facts
      if (step === 'build requirements')
        return 'Correct requires in [build-system] (pyproject.toml): the installer cannot install it.'
      if (absent !== null) return sdistFix(facts, [absent])
      if (treeBuilds)
        return 'Unpack the sdist and run "python -m build --wheel" in it to reproduce the failure, then include in the sdist what the build reads.'
      return failedBuildFix(facts)
    },
  },
  'metadata-ignored': {
    title: 'Ignored metadata',
    why: 'The distributions lack this metadata, such as dependencies, commands and extras that are declared only there.',
    message: ({ fields, place }) =>
      `setuptools ignores ${fields.map(({ field, value }) => `${field} = ${value.slice(0, 200)}`).join(', ')} ${place === null ? 'in setup.py' : `(${place})`}: dynamic in [project] does not list ${list(fields.map(({ field }) => field))}.`,
    fix: ({ dynamic, fields }) =>
      `In [project], set dynamic = [${dynamic.map((field) => `"${field}"`).join(', ')}]. Or move the ${fields.length === 1 ? 'value' : 'values'} to [project].`,
  },
  'build-deprecated': {
    title: 'Deprecated build setting',
    why: 'Builds fail with a future version of the build backend: yours, and those of users who install from the sdist.',
    message: ({ message, by }) =>
      `The build backend warns: ${message}.${by === null ? '' : by === 'overdue' ? ' The announced removal is overdue.' : ` Support ends on ${by}.`}`,
    fix: ({ setting, place, advice, url }) => {
      const change =
        setting === null ? (place ?? 'the configuration') : `${setting}${place === null ? '' : ` (${place})`}`
      return `Change ${change}.${advice === null ? '' : ` ${advice}`}${url === null ? '' : ` See ${url}`}`
    },
  },
}

function describeStep(step: string): string {
  if (step === 'build requirements') return 'Installing the build requirements'
  return `Building the ${step.replace('from the tree', 'from the source tree')}`
}

/** What the sdist lacks, as one more sentence. */
function describeAbsent(absent: string | null, treeBuilds: boolean): string {
  if (treeBuilds)
    return `. The sdist lacks ${absent ?? 'something that the build reads'}; the wheel was built directly from the source tree and verified instead.`
  return absent === null ? '' : `. The sdist lacks ${absent}, which is in the checkout.`
}
