import { list, listSome } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about imports of other distributions. */
export interface DependencyRuleFacts {
  'dependency-undeclared': {
    module: string
    distribution: string
    known: boolean
    /** Directory of the workspace member that provides the module; null for other distributions. */
    sibling: string | null
    /** Whether it is a dependency, possibly with an environment marker, and not only a dependency of an extra. */
    declared: boolean
    /** The installed version of the distribution, which lacks the module; null if it is not installed. */
    installed: string | null
    /** Version specifier of the Pythons whose standard library has the module: `<3.12`. */
    python: string | null
    extras: readonly string[]
    /** Imports and scripts that execute the import; empty if none is known to. */
    neededBy: readonly string[]
    table: string
    line: string
    /** Further undeclared modules, each with file and line. */
    others: readonly string[]
  }
  'dependency-transitive': {
    module: string
    distribution: string
    broughtBy: string | null
    files: number
    table: string
    line: string
  }
  'path-hack': { file: string; folder: string; inTests: boolean; others: readonly string[] }
}

/** The texts of the rules about imports of other distributions. */
export const DEPENDENCY_RULES: RuleTexts<DependencyRuleFacts> = {
  'dependency-undeclared': {
    title: 'A dependency is not declared',
    why: 'It is there on the machines of the developers, and missing for everyone else.',
    message: (facts) => {
      const { module, distribution, known, sibling, declared, installed, python, extras, neededBy, others } =
        facts
      const repositoryNote = sibling === null ? '' : `, which is in this repository (${sibling})`
      const of = (known && distribution !== module ? ` of ${distribution}` : '') + repositoryNote
      if (neededBy.length === 0)
        return `Neither a dependency nor an extra declares ${listSome([`${module}${of}`, ...others], 5)}; nothing that was run here came to where ${others.length > 0 ? 'they are' : 'it is'} imported.`
      const which = `${sibling === null ? 'which' : 'and'} ${listSome(neededBy, 3)} ${neededBy.length > 1 ? 'need' : 'needs'}${sibling === null ? '' : ' it'}`
      if (installed !== null)
        return `${distribution} ${installed} is installed and has no module ${module}, ${which}.`
      if (python !== null) return `Only Python ${python} has the module ${module}, ${which}.`
      if (declared)
        return `${distribution} is declared for other environments alone, and not here for its module ${module}, ${which}.`
      return `${extras.length > 0 ? `Only the extra ${list(extras, 'or')}` : 'No dependency'} declares the module ${module}${of}, ${which}.`
    },
    fix: (facts) => {
      const { module, distribution, known, declared, installed, python, extras, neededBy, table, line } =
        facts
      if (neededBy.length === 0)
        return `Add what users need to ${table}, or to an extra. Where they can do without it, catch the ImportError.`
      if (installed !== null)
        return `Import from what replaced ${module}, or declare a version range of ${distribution} that still has it, in ${table}.`
      if (python !== null && !known)
        return `Import from what replaced ${module}, or set requires-python to "${python}".`
      if (declared)
        return `Take the condition (after the semicolon) off ${distribution} in ${table}, or import it under the same condition.`
      return `Add to ${table}: ${line}${known ? '' : ' (the name on the index may differ from the name of the module)'}${extras.length > 0 ? `; or import it where only those come who asked for the extra ${list(extras, 'or')}` : ''}`
    },
  },
  'dependency-transitive': {
    title: 'A dependency is there by chance',
    why: 'The day that the other dependency does without it, a release that has not changed stops working.',
    message: ({ module, distribution, broughtBy, files }) =>
      `${distribution === module ? distribution : `${module} of ${distribution}`} is imported${files > 1 ? ` (by ${files} modules)` : ''} and not declared: it is there only because ${broughtBy ?? 'another dependency'} needs it.`,
    fix: ({ table, line }) => `Add to ${table}: ${line}`,
  },
  'path-hack': {
    title: 'Code finds its imports by a path into the checkout',
    why: 'Where the package is installed, that path leads to another folder or nowhere.',
    message: ({ file, folder, inTests, others }) =>
      `${file} puts ${folder} on sys.path${others.length > 0 ? `, and so ${others.length > 1 ? 'do' : 'does'} ${listSome(others, 3)}` : ''}${inTests ? ': run anywhere else, these tests use the checkout and not what is installed' : ''}.`,
    fix: ({ inTests }) =>
      inTests
        ? 'Remove the line, and install the package for its tests: pip install -e .'
        : 'Remove the line. Import what lies in the package from the package ("from package import module"), move into it what it needs from beside it, and declare the rest as dependencies.',
  },
}
