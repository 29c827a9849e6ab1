import { list, listSome } from '../program/sentence.ts'
import { describeFeature, floorFix, type NewerFeature } from './metadata/requires-python-fixes.ts'
import type { WordsOf } from './rule.ts'

/** The facts of the rules on installing: that it works, and that what is declared for it holds. */
export interface InstallFacts {
  'install-failed': { words: readonly string[]; extra?: string }
  'dependency-conflict': { conflicts: readonly string[]; extra?: string }
  'requires-python-false': NewerFeature & {
    /** The oldest Python that is looked at, and all of Requires-Python. */
    floor: string
    requiresPython: string
    path: string
    line: number
    /** Whether that Python said so itself. */
    asked: boolean
  }
  'dependency-pinned': { pins: readonly string[] }
  'lower-bound-false': {
    /** What is declared, as it was installed: `click==8.0.0`. */
    dependencies: readonly string[]
    /** What worked with the highest versions and does not with these. */
    failures: readonly { readonly what: string; readonly error: string }[]
    /** The installer's words, where these versions cannot be installed. */
    words: readonly string[]
    table: string
  }
}

export const INSTALL_RULES: WordsOf<InstallFacts> = {
  'install-failed': {
    title: 'The wheel cannot be installed',
    why: 'Users see the same refusal.',
    message: ({ words, extra }) =>
      `Installing the wheel${extra === undefined ? '' : ` with the extra ${extra}`} into a clean environment failed: ${words.join(' / ')}`,
    fix: () => 'Mend the dependencies or the metadata that the installer names.',
  },
  'dependency-conflict': {
    title: 'The installed set contradicts itself',
    why: 'What is installed together does not work together.',
    message: ({ conflicts, extra }) =>
      `After a clean install${extra === undefined ? '' : ` with the extra ${extra}`} ${list(conflicts)}.`,
    fix: () => 'Change the version ranges of the dependencies so that one set fits them all.',
  },
  'requires-python-false': {
    title: 'Requires-Python allows a Python that it does not run on',
    why: 'Installers trust it: users of that Python get a package that fails, in place of an older release that works.',
    message: ({ floor, requiresPython, path, line, feature, kind }) =>
      `Requires-Python ${requiresPython} allows Python ${floor}, which lacks what ${path}:${line} uses: ${describeFeature(kind, feature)}.`,
    fix: floorFix,
  },
  'dependency-pinned': {
    title: 'A library pins a dependency',
    why: 'Whoever needs another version of it, or its next security fix, cannot install the two together.',
    message: ({ pins }) =>
      `It allows one version only of ${list(pins.map((pin) => pin.split('==')[0] as string))}: ${list(pins)}.`,
    fix: ({ pins }) =>
      `Allow a range, and pin in a lock file: ${pins.map((pin) => `"${pin.replace('==', '>=')}"`).join(', ')}`,
  },
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
