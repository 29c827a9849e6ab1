import { list, listSome } from '../../program/sentence.ts'
import { excludeFix, type Packaging } from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about installation. */
export interface InstallRuleFacts {
  'install-failed': { words: readonly string[]; extra?: string }
  'dependency-conflict': { conflicts: readonly string[]; extra?: string }
  'file-collision': Packaging & {
    /** With another distribution, with another member of the wheel, or with one on a case-insensitive file system. */
    way: 'other' | 'twice' | 'case'
    /** The name of the other distribution. */
    owner: string | null
    /** Relative to site-packages; `bin/NAME` for scripts. */
    paths: readonly string[]
    /** The top-level package of the wheel that contains all of them, and its source. */
    topLevel: string | null
    source: string | null
  }
}

/** The texts of the rules about installation. */
export const INSTALL_RULES: RuleTexts<InstallRuleFacts> = {
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
  'file-collision': {
    title: 'Overwritten file',
    why: 'The distribution that is installed last replaces the file of the other one, and uninstalling one breaks both.',
    message: ({ way, owner, paths }) => {
      const some = listSome(paths, 3)
      switch (way) {
        case 'other':
          return `The wheel and ${owner}, which is installed with it, both install ${some}.`
        case 'twice':
          return `Several members of the wheel are installed as one file: ${some}.`
        case 'case':
          return `The wheel contains files that are one file on Windows and macOS, which ignore case: ${some}.`
      }
    },
    fix: ({ way, owner, paths, topLevel, source, ...packaging }) => {
      const [path = '', other = ''] = paths
      if (way === 'case') return `Rename ${path} or ${other}.`
      if (way === 'twice')
        return `Remove ${path} or ${other} from what ${packaging.backend} puts into the wheel.`
      if (path.startsWith('bin/'))
        return `Rename the command ${path.slice(4)}, or delete it where ${owner} provides the same one.`
      return topLevel === null || source === null
        ? `Move ${path} into an import package that no other distribution installs, or delete it and import that of ${owner}.`
        : `Remove ${topLevel} from the wheel, and import that of ${owner}; if it is your own code, rename it. ${excludeFix(packaging, { name: topLevel, source, problem: 'name' })}`
    },
  },
}
