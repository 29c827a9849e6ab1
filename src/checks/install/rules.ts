import { listSome } from '../../program/sentence.ts'
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
    title: 'Installation failed',
    why: 'Users get the same error.',
    message: ({ words, extra }) =>
      `Installing the wheel${extra === undefined ? '' : ` with the extra ${extra}`} into a clean environment failed: ${words.join(' / ')}`,
    fix: () => 'Correct the dependency or the metadata that the installer output names.',
  },
  'dependency-conflict': {
    title: 'Conflicting dependencies',
    why: 'The installed versions are incompatible, and code that needs another version fails.',
    message: ({ conflicts, extra }) =>
      `The dependencies conflict after installing the wheel${extra === undefined ? '' : ` with the extra ${extra}`}: ${conflicts.join('; ')}.`,
    fix: () => 'Change the version ranges in dependencies so that one set of versions satisfies all of them.',
  },
  'file-collision': {
    title: 'Conflicting installed files',
    why: 'Installers overwrite one of the files without a warning, so code imports or reads the wrong one.',
    message: ({ way, owner, paths }) => {
      const some = listSome(paths, 3)
      switch (way) {
        case 'other':
          return `The wheel and ${owner}, which is installed with it, both install ${some}.`
        case 'twice':
          return `Several files of the wheel have the same installed path: ${some}.`
        case 'case':
          return `The wheel contains files that are the same file on Windows and macOS, which ignore case: ${some}.`
      }
    },
    fix: ({ way, owner, paths, topLevel, source, ...packaging }) => {
      const [path = '', other = ''] = paths
      if (way === 'case') return `Rename ${path} or ${other}.`
      if (way === 'twice')
        return `Exclude ${path} or ${other} from the wheel in the settings of ${packaging.backend}.`
      if (path.startsWith('bin/'))
        return `Rename the command ${path.slice(4)}, or delete it if the command of ${owner} is the same.`
      return topLevel === null || source === null
        ? `Move ${path} into an import package that no other distribution installs, or delete it and use that of ${owner}.`
        : `Use ${topLevel} of the distribution ${owner}, or rename your own. ${excludeFix(packaging, { name: topLevel, source, problem: 'name' })}`
    },
  },
}
