import { count, list, listSome } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about upgrades. */
export interface UpgradeRuleFacts {
  'upgrade-broken': {
    /** Of the last release. */
    tag: string
    /**
     * `handed-over`: another distribution now has files of the last release; `refused`: the installer fails; `import`:
     * modules cannot be imported; `conflict`: installed distributions conflict; `left`: files stay behind.
     */
    way: 'handed-over' | 'refused' | 'import' | 'conflict' | 'left'
    /** Installed paths, lines of the installer, or modules. */
    names: readonly string[]
    /** The distribution that now has the files. */
    owner: string | null
    /** Of the first import that fails. */
    error: string | null
    /** Dependencies that the upgrade leaves at another version than a clean installation. */
    outdated: readonly { readonly name: string; readonly installed: string; readonly clean: string }[]
    /** The table that declares the dependencies. */
    table: string
  }
}

export const UPGRADE_RULES: RuleTexts<UpgradeRuleFacts> = {
  'upgrade-broken': {
    title: 'Broken after an upgrade',
    why: 'Users of the last release who upgrade get a broken environment, while a new installation works.',
    message: (facts) => `${describeUpgrade(facts)}.`,
    fix: (facts) => fixFor(facts),
  },
}

type UpgradeFacts = UpgradeRuleFacts['upgrade-broken']

function describeUpgrade({ tag, way, names, owner, error, outdated }: UpgradeFacts): string {
  switch (way) {
    case 'handed-over':
      return `An upgrade from ${tag} with pip deletes ${count(names.length, 'file')} of ${owner}: ${listSome(names, 3)}. ${tag} installed ${names.length === 1 ? 'it' : 'them'} itself, and pip removes the files of the last release after it has installed the dependencies`
    case 'refused':
      return `The wheel cannot be installed over ${tag}: ${names.join(' / ')}`
    case 'import': {
      const versions = outdated.map(({ name, installed, clean }) => `${name} ${installed} (not ${clean})`)
      const kept = versions.length === 0 ? '' : `, which keeps ${listSome(versions, 3)}`
      return `After an upgrade from ${tag}${kept}, ${list(names.slice(0, 3))} cannot be imported: ${error}`
    }
    case 'conflict':
      return `After an upgrade from ${tag}, ${list(names)}`
    case 'left':
      return `After an upgrade from ${tag}, ${count(names.length, 'file')} of packages that this release removes ${names.length === 1 ? 'stays' : 'stay'} behind, so that Python still finds them as namespace packages: ${listSome(names, 3)}`
  }
}

function fixFor({ tag, way, owner, outdated, table }: UpgradeFacts): string {
  switch (way) {
    case 'handed-over':
      return `Install the files under a new import name in ${owner}, or keep them in this distribution and depend on no other that has them. If the move is intended, tell users to run "pip install --force-reinstall --no-deps ${owner}" after the upgrade, and ignore this rule with that reason.`
    case 'refused':
      return `Keep the paths that the installer names as they were in ${tag}, or rename what replaces them.`
    case 'import':
      return outdated.length === 0
        ? 'Remove what the modules find of the last release, or keep what they need of it.'
        : `Raise the lower bound of ${list(outdated.map(({ name }) => name))} in ${table} to a version with which the modules can be imported.`
    case 'conflict':
      return `Have the distributions that ${tag} depended on allow this version, or name in the changelog what users must uninstall.`
    case 'left':
      return 'Write files that are made at run time into a directory of the user, not into the package, and name in the changelog what users must delete.'
  }
}
