import { count, list, listSome } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about the last release. */
export interface ReleaseDiffRuleFacts {
  'release-shrunk': {
    /** Of the last release. */
    tag: string
    kind: 'files' | 'command' | 'plugin' | 'extra' | 'module' | 'typing' | 'python'
    /** What was lost: installed paths, names, or Python versions. */
    names: readonly string[]
    /** Of lost files. */
    directory: string | null
    /** Whether git still tracks the files. */
    isTracked: boolean
  }
}

export const RELEASE_DIFF_RULES: RuleTexts<ReleaseDiffRuleFacts> = {
  'release-shrunk': {
    title: 'Lost since the last release',
    why: 'Users of the last release rely on it, and neither the version nor the changelog announces its removal.',
    message: (lost) => `${describeLost(lost)}.`,
    fix: (lost) => fixFor(lost),
  },
}

type LostFacts = ReleaseDiffRuleFacts['release-shrunk']

function describeLost({ tag, kind, names, directory, isTracked }: LostFacts): string {
  switch (kind) {
    case 'files': {
      const origin = isTracked ? ', which git still tracks' : ', which the build generated'
      const files = names.map((name) => name.slice((directory ?? '').length))
      return `${count(names.length, 'file')} of ${directory} ${names.length === 1 ? 'was' : 'were'} in the wheel of ${tag} and ${names.length === 1 ? 'is' : 'are'} not in this one${origin}: ${listSome(files, 3)}`
    }
    case 'command':
      return `${tag} had the ${names.length === 1 ? 'command' : 'commands'} ${list(names)}, which this wheel lacks`
    case 'plugin':
      return `${tag} had the entry ${names.length === 1 ? 'point' : 'points'} ${list(names)}, which this wheel lacks`
    case 'extra':
      return `${tag} had the ${names.length === 1 ? 'extra' : 'extras'} ${list(names)}, which this wheel lacks`
    case 'module':
      return `${tag} had the import ${names.length === 1 ? 'package' : 'packages'} ${list(names)}, which this wheel lacks`
    case 'typing':
      return `${tag} had the marker py.typed, which this wheel lacks, so that type checkers ignore its annotations`
    case 'python':
      return `${tag} supports Python ${list(names)}, which Requires-Python of this patch release excludes`
  }
}

function fixFor({ kind, names, isTracked }: LostFacts): string {
  switch (kind) {
    case 'files':
      return isTracked
        ? 'Compare the packaging settings with those of the last release, and include the files again. If they were removed on purpose, name them in the changelog.'
        : 'Compare the build with that of the last release: a build hook or a compiler may be missing. If the files were removed on purpose, name them in the changelog.'
    case 'python':
      return 'Allow these Pythons in Requires-Python, raise the minor version instead of the patch version, or name them in the changelog.'
    default:
      return `Restore ${list(names)}, raise the version by a breaking release, or announce the removal in the changelog.`
  }
}
