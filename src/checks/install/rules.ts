import { list } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about installation. */
export interface InstallRuleFacts {
  'install-failed': { words: readonly string[]; extra?: string }
  'dependency-conflict': { conflicts: readonly string[]; extra?: string }
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
}
