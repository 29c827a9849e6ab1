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
    title: 'Broken upgrade',
    why: 'Users of the last release who upgrade get a broken environment, while a new installation works.',
    message: (facts) => `${describeUpgrade(facts)}.`,
    fix: (facts) => fixFor(facts),
  },
}

type UpgradeFacts = UpgradeRuleFacts['upgrade-broken']

function describeUpgrade({ tag, way, names, owner, error, outdated }: UpgradeFacts): string {
  switch (way) {
    case 'handed-over':
      return `An upgrade from ${tag} with pip deletes ${count(names.length, 'file')} of ${owner}: ${listSome(names, 3)}. ${tag} contains ${names.length === 1 ? 'it' : 'them'} too, and pip removes the files of the old version after it has installed the dependencies`
    case 'refused':
      return `The wheel cannot be installed over ${tag}: ${names.join(' / ')}`
    case 'import': {
      const versions = outdated.map(
        ({ name, installed, clean }) => `${name} ${installed} (a new installation has ${clean})`,
      )
      const kept = versions.length === 0 ? '' : `, which keeps ${listSome(versions, 3)}`
      return `${listSome(names, 3)} cannot be imported after an upgrade from ${tag}${kept}: ${error}`
    }
    case 'conflict':
      return `An upgrade from ${tag} leaves conflicting dependencies: ${list(names.map((line) => line.replace(/\.$/, '')))}`
    case 'left':
      return `An upgrade from ${tag} leaves ${count(names.length, 'file')} in packages that this release removes, and Python imports these as namespace packages: ${listSome(names, 3)}`
  }
}

function fixFor({ tag, way, owner, outdated, table }: UpgradeFacts): string {
  switch (way) {
    case 'handed-over':
      return `Give the modules in ${owner} a new import name, or keep them in this distribution and depend on no other that has them. If the move is intended, document "pip install --force-reinstall --no-deps ${owner}" in the changelog, and ignore this rule with that reason.`
    case 'refused':
      return `Keep the paths in the installer output as they were in ${tag}, or rename what replaces them.`
    case 'import':
      return outdated.length === 0
        ? `Check which files of ${tag} remain after the upgrade, and rename the modules that they shadow.`
        : `Set the lower bound of ${list(outdated.map(({ name }) => name))} in ${table} to a version with which the modules can be imported.`
    case 'conflict':
      return `Release versions of the conflicting distributions that allow this one, or document in the changelog what users must uninstall.`
    case 'left':
      return 'Write files at run time to a user directory, not into the package, and document in the changelog which files users must delete.'
  }
}
