import { list, listSome } from '../../program/sentence.ts'
import { normalizeName } from '../../python/requirement.ts'
import { PYTHON_2 } from '../diagnosis/standard-library.ts'
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
    /** The extras for users that declare it. */
    extras: readonly string[]
    /** The extras for developers that declare it, such as `dev` and `test`. */
    developerExtras: readonly string[]
    /** Imports, scripts and entry points that execute the import; empty if none did. */
    neededBy: readonly string[]
    table: string
    line: string
    /** Further undeclared modules, each with file and line. */
    others: readonly string[]
    /** Whether functions of modules that users import come to it; only if `neededBy` is empty. */
    lazily: boolean
    /** The version in the test environment, if it supports all Pythons of the package. */
    resolved?: string | undefined
    /** The distributions of other findings: an import that fails hides those after it. */
    alongside?: readonly { readonly distribution: string; readonly resolved?: string | undefined }[]
  }
  'dependency-incompatible': {
    /** The installed distribution that lacks the module or name, or that cannot be imported itself. */
    distribution: string
    version: string
    module: string
    /** Null if the module itself is missing. */
    name: string | null
    /** The exception that it raises when it is imported; null if it lacks a module or name. */
    error: string | null
    /** Another installed distribution whose code imports it; null if it is the package's own code. */
    importedBy: string | null
    /** The requirement that admits the version; null if only another dependency requires the distribution. */
    requirement: string | null
    /** The table that declares dependencies. */
    table: string
    /** The newest version on the index that has the module or name; null if it is not known. */
    newestWith: string | null
    /** An upper bound that excludes the versions without it; null if it is not known. */
    below: string | null
    /** Whether a function has the import, which was not executed. */
    inFunction: boolean
    neededBy: readonly string[]
    /** If it fails with pre-releases only: these, and the versions with which it works. Empty otherwise. */
    prereleases: readonly { readonly name: string; readonly version: string; readonly final: string | null }[]
  }
  'dependency-transitive': {
    module: string
    distribution: string
    broughtBy: string | null
    files: number
    table: string
    line: string
    /** The installed version, if it supports all Pythons of the package. */
    resolved?: string | undefined
  }
  'dependency-unused': {
    distribution: string
    /** As in the metadata. */
    requirement: string
    /** Whether it is a tool for testing, checking or documenting. */
    isDeveloperTool: boolean
    table: string
  }
  'path-hack': { file: string; folder: string; inTests: boolean; others: readonly string[] }
}

/** The texts of the rules about imports of other distributions. */
export const DEPENDENCY_RULES: RuleTexts<DependencyRuleFacts> = {
  'dependency-undeclared': {
    title: 'Undeclared dependency',
    why: 'It is installed on the machines of the developers and in CI, and missing for every user.',
    message: (facts) => {
      const { module, distribution, known, sibling, declared, installed, python, neededBy, others } = facts
      const repositoryNote = sibling === null ? '' : `, which is in this repository (${sibling})`
      const isNamedAlike =
        distribution === module || (sibling === null && normalizeName(distribution) === normalizeName(module))
      const of = (known && !isNamedAlike ? ` of ${distribution}` : '') + repositoryNote
      if (neededBy.length === 0) {
        const names = listSome([`${module}${of}`, ...others], 5)
        const [it, is] = others.length > 0 ? ['them', 'are'] : ['it', 'is']
        if (python === PYTHON_2 && others.length === 0)
          return `The module ${module}, which functions of modules that users import need, is in the standard library of Python 2 only.`
        return facts.lazily
          ? `No dependency declares ${names}, and functions of modules that users import need ${it}.`
          : `Neither a dependency nor an extra declares ${names}. No import and no script executed the line where ${others.length > 0 ? 'they' : 'it'} ${is} imported.`
      }
      const need = `${sibling === null ? 'which' : 'and'} ${needs(neededBy)}${sibling === null ? '' : ' it'}`
      if (installed !== null)
        return `${distribution} ${installed} is installed and has no module ${module}, ${need}.`
      if (python === PYTHON_2)
        return `The module ${module}, ${need}, is in the standard library of Python 2 only.`
      if (python !== null) return `Only Python ${python} has the module ${module}, ${need}.`
      if (declared)
        return `${distribution} is declared with an environment marker that excludes this environment, and its module ${module} is missing, ${need}.`
      return `${declaringExtras(facts)} declares the module ${module}${of}, ${need}.`
    },
    fix: (facts) => {
      const { module, distribution, known, declared, installed, python, extras, neededBy, others } = facts
      const { table, line } = facts
      if (python === PYTHON_2 && !known && others.length === 0)
        return `Import what replaced ${module} in Python 3.`
      if (neededBy.length === 0)
        return `Add what users need to ${table}, or to an extra. Where the package works without it, catch the ImportError.`
      if (installed !== null)
        return `Import from what replaced ${module}, or declare a version range of ${distribution} that still has it, in ${table}.`
      if (python !== null && !known)
        return `Import from what replaced ${module}, or set requires-python to "${python}".`
      if (declared)
        return `Remove the environment marker (after the semicolon) of ${distribution} in ${table}, or import it under the same condition.`
      const nameNote = known ? '' : ' (the name on the index may differ from the name of the module)'
      const guardNote =
        extras.length > 0
          ? `. Or import it only in what users of the extra ${list(extras, 'or')} need, so that ${neededBy[0]} works without it`
          : ''
      return `Add to ${table}: ${line}${nameNote}${guardNote}`
    },
  },
  'dependency-incompatible': {
    title: 'Incompatible version of a dependency',
    why: 'pip installs the newest version that the requirement admits, and with it the package fails for every user.',
    message: (facts) => {
      if (facts.prereleases.length > 0) return describePrereleases(facts)
      const { distribution, version, module, name, error, importedBy, requirement, neededBy, inFunction } =
        facts
      const problem =
        error !== null
          ? `${distribution} ${version} cannot be imported (${error})`
          : `${distribution} ${version} has no ${name === null ? `module ${module}` : `${name} in ${module}`}`
      const importer = importedBy === null ? '' : `, which ${importedBy} imports`
      const needed = inFunction
        ? `a function that ${list(neededBy.slice(0, 3))} can reach imports it`
        : `${needs(neededBy)} it`
      const admitted =
        requirement === null
          ? 'no requirement of the package excludes that version'
          : `"${requirement}" admits that version`
      return `${problem}${importer}: ${needed}, and ${admitted}.`
    },
    fix: ({
      distribution,
      version,
      module,
      name,
      error,
      importedBy,
      requirement,
      table,
      newestWith,
      below,
      prereleases,
    }) => {
      if (prereleases.length > 0) {
        const range = `"${boundedRequirement(requirement ?? distribution, `<${below}`)}"`
        const adapt =
          importedBy !== null
            ? `Report it to ${importedBy}`
            : error !== null
              ? `Support ${distribution} ${below} before it is released`
              : `Import what replaced ${name === null ? module : `${name} of ${module}`} before ${distribution} ${below} is released`
        return `${adapt}, or exclude it in ${table}: ${range}`
      }
      const what = name === null ? module : `${name} of ${module}`
      const bound = below === null ? (newestWith === null ? undefined : `<=${newestWith}`) : `<${below}`
      if (error !== null || importedBy !== null) {
        const culprit = importedBy ?? distribution
        return `Require a version of ${culprit} that works with the others, in ${table}${bound === undefined ? '' : `, or "${distribution}${bound}"`}.`
      }
      const port = `Import what replaced ${what}`
      if (bound === undefined)
        return `${port}, or exclude ${version} from the range of ${distribution} in ${table}.`
      return `${port}, or declare the upper bound in ${table}: "${boundedRequirement(requirement ?? distribution, bound)}"`
    },
  },
  'dependency-transitive': {
    title: 'A dependency is there by chance',
    why: 'The day that the other dependency does without it, a release that has not changed stops working.',
    message: ({ module, distribution, broughtBy, files }) =>
      `${distribution === module ? distribution : `${module} of ${distribution}`} is imported${files > 1 ? ` (by ${files} modules)` : ''} and not declared: it is there only because ${broughtBy ?? 'another dependency'} needs it.`,
    fix: ({ table, line }) => `Add to ${table}: ${line}`,
  },
  'dependency-unused': {
    title: 'Unused dependency',
    why: 'Every user installs it, and it can conflict with what else they install.',
    message: ({ requirement, isDeveloperTool }) =>
      isDeveloperTool
        ? `"${requirement}" is a dependency, and only developers of the package use it: no file of the wheel mentions it.`
        : `"${requirement}" is a dependency, and no file of the wheel mentions it or its modules.`,
    fix: ({ distribution, isDeveloperTool, table }) =>
      isDeveloperTool
        ? `Move ${distribution} from ${table} to a dependency group or an extra.`
        : `Remove ${distribution} from ${table}, unless another dependency needs it.`,
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

function describePrereleases({
  module,
  name,
  error,
  importedBy,
  neededBy,
  prereleases,
}: DependencyRuleFacts['dependency-incompatible']): string {
  const versions = list(prereleases.map((one) => `${one.name} ${one.version}`))
  const finals = list(prereleases.flatMap((one) => (one.final === null ? [] : `${one.name} ${one.final}`)))
  const [fail, work] = neededBy.length > 1 ? ['fail', 'work'] : ['fails', 'works']
  const without = finals === '' ? 'without it' : `with ${finals}`
  const result = `${listSome(neededBy, 3)} ${fail}, which ${work} ${without}`
  if (error !== null)
    return `With the ${prereleases.length > 1 ? 'pre-releases' : 'pre-release'} ${versions} ${result}: ${error}.`
  const importer = importedBy === null ? '' : `, which ${importedBy} imports`
  return `The pre-release ${versions} has no ${name === null ? `module ${module}` : `${name} in ${module}`}${importer}: with it ${result}.`
}

/** The verb with its subject: what needs a module. Scripts that import the package fail as a consequence. */
function needs(neededBy: readonly string[]): string {
  const imports = neededBy.filter((label) => label.startsWith('import '))
  const subjects = imports.length > 0 ? imports : neededBy
  return `${listSome(subjects, 3)} ${subjects.length > 1 ? 'need' : 'needs'}`
}

/** The subject of the sentence about what declares a module. */
function declaringExtras({
  extras,
  developerExtras,
}: Pick<DependencyRuleFacts['dependency-undeclared'], 'extras' | 'developerExtras'>): string {
  if (extras.length > 0) return `Only the extra ${list(extras, 'or')}`
  if (developerExtras.length > 0)
    return `Only the extra ${list(developerExtras, 'or')}, which is for developers,`
  return 'No dependency'
}

/** A requirement with one more version specifier (PEP 508): `click>=8,<8.1; python_version < '4'`. */
function boundedRequirement(requirement: string, bound: string): string {
  const [specifier = '', ...markers] = requirement.split(';')
  const [, name = '', versions = ''] =
    /^\s*([\w.-]+(?:\[[^\]]*\])?)\s*\(?([^)]*)\)?\s*$/.exec(specifier) ?? []
  const bounds = [...versions.split(',').map((one) => one.trim()), bound].filter(Boolean)
  return [
    `${name || specifier.trim()}${bounds.join(',')}`,
    // Double quotes would end the string in pyproject.toml.
    ...markers.map((marker) => ` ${marker.trim().replaceAll('"', "'")}`),
  ].join(';')
}
