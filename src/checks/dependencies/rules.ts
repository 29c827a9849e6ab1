import { capitalize, list, listSome } from '../../program/sentence.ts'
import { normalizeName } from '../../python/requirement.ts'
import { quoteCommands } from '../diagnosis/quoted-commands.ts'
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
    /** Whether code that users can reach imports it, which was not executed; only if `neededBy` is empty. */
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
    why: 'Developers and CI have it installed. Users do not, and get a ModuleNotFoundError.',
    message: (facts) => {
      const { module, distribution, known, sibling, declared, installed, python, neededBy, others } = facts
      const isNamedAlike =
        distribution === module || (sibling === null && normalizeName(distribution) === normalizeName(module))
      const provided = known && !isNamedAlike ? ` (provided by ${distribution})` : ''
      const name = `${module}${sibling === null ? provided : ` (workspace member ${sibling})`}`
      if (neededBy.length === 0) {
        const names = listSome([name, ...others], 5)
        const isOne = others.length === 0
        if (python === PYTHON_2 && isOne)
          return `${module} is imported where users can reach it, but exists only in the standard library of Python 2.`
        if (facts.lazily)
          return `${names} ${isOne ? 'is' : 'are'} imported where users can reach ${isOne ? 'it' : 'them'}, but not declared as ${isOne ? 'a dependency' : 'dependencies'}.`
        return `${names} ${isOne ? 'is' : 'are'} imported, but not declared as ${isOne ? 'a dependency' : 'dependencies'} or in an extra. No import or script executed ${isOne ? 'this line' : 'these lines'}.`
      }
      if (installed !== null)
        return `${distribution} ${installed} has no module ${module}, but ${needs(neededBy)} it.`
      if (python === PYTHON_2)
        return `The module ${module} exists only in the standard library of Python 2, but ${needs(neededBy)} it.`
      if (python !== null)
        return `The module ${module} exists only in the standard library of Python ${python}, but ${needs(neededBy)} it.`
      if (declared)
        return `The environment marker of the dependency ${distribution} excludes this environment, but ${needs(neededBy)} its module ${module}.`
      return `${name} is ${declaredWhere(facts)}, but ${needs(neededBy)} it.`
    },
    fix: (facts) => {
      const { module, distribution, known, declared, installed, python, extras, neededBy, others } = facts
      const { table, line } = facts
      if (python === PYTHON_2 && !known && others.length === 0)
        return `Replace ${module} by its equivalent in Python 3.`
      if (neededBy.length === 0)
        return `Add ${others.length > 0 ? 'them' : 'it'} to ${table} or to an extra. If the package works without, catch the ImportError.`
      if (installed !== null)
        return `Import the replacement of ${module}, or restrict ${distribution} in ${table} to versions that have it.`
      if (python !== null && !known)
        return `Import the replacement of ${module}, or set requires-python to "${python}".`
      if (declared)
        return `Remove the environment marker of ${distribution} (the part after the semicolon) in ${table}, or import ${module} under the same condition.`
      const nameNote = known
        ? ''
        : ' (check the name: a distribution and its module can have different names)'
      const guardNote =
        extras.length > 0
          ? `. Or import it only in modules for users of the extra ${list(extras, 'or')}, so that ${quoteCommands(neededBy.slice(0, 1))} works without it`
          : ''
      return `Add to ${table}: ${line}${nameNote}${guardNote}`
    },
  },
  'dependency-incompatible': {
    title: 'Incompatible dependency version',
    why: 'pip installs the newest version that the requirement allows, and the package fails with it.',
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
        ? `A function reachable from ${quoteCommands(neededBy)} imports it`
        : capitalize(`${needs(neededBy)} it`)
      const allowed =
        requirement === null
          ? 'no requirement of the package excludes this version'
          : `"${requirement}" allows this version`
      return `${problem}${importer}. ${needed}, and ${allowed}.`
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
              ? `Support ${distribution} ${below} before its release`
              : `Replace ${name === null ? module : `${module}.${name}`} before the release of ${distribution} ${below}`
        return `${adapt}, or exclude it in ${table}: ${range}`
      }
      const what = name === null ? module : `${module}.${name}`
      const bound = below === null ? (newestWith === null ? undefined : `<=${newestWith}`) : `<${below}`
      if (error !== null || importedBy !== null) {
        const culprit = importedBy ?? distribution
        return `In ${table}, require a version of ${culprit} that works with the other dependencies${bound === undefined ? '' : `, or "${distribution}${bound}"`}.`
      }
      if (bound === undefined) return `Replace ${what}, or exclude ${distribution} ${version} in ${table}.`
      return `Replace ${what}, or declare the upper bound in ${table}: "${boundedRequirement(requirement ?? distribution, bound)}"`
    },
  },
  'dependency-transitive': {
    title: 'Import of an undeclared transitive dependency',
    why: 'If the other dependency drops it, released versions of this package stop working.',
    message: ({ module, distribution, broughtBy, files }) =>
      `${distribution === module ? distribution : `${module} (provided by ${distribution})`} is imported${files > 1 ? ` in ${files} modules` : ''}, but not declared as a dependency. It is installed only because ${broughtBy ?? 'another dependency'} requires it.`,
    fix: ({ table, line }) => `Add to ${table}: ${line}`,
  },
  'dependency-unused': {
    title: 'Unused dependency',
    why: 'All users install it, and it can conflict with their other dependencies.',
    message: ({ requirement, isDeveloperTool }) =>
      isDeveloperTool
        ? `The dependency "${requirement}" is a developer tool, and no file in the wheel mentions it.`
        : `The dependency "${requirement}" is unused: no file in the wheel mentions it or its modules.`,
    fix: ({ distribution, isDeveloperTool, table }) =>
      isDeveloperTool
        ? `Move ${distribution} from ${table} to a dependency group or an extra.`
        : `Remove ${distribution} from ${table}, unless another dependency needs it.`,
  },
  'path-hack': {
    title: 'sys.path modified',
    why: 'In the installed package, the path refers to another directory or does not exist.',
    message: ({ file, folder, inTests, others }) =>
      `${listSome([file, ...others], 4)} ${others.length > 0 ? 'add' : 'adds'} ${folder} to sys.path.${inTests ? ' Unless as-installed runs them, these tests import the checkout, not the installed package.' : ''}`,
    fix: ({ inTests }) =>
      inTests
        ? 'Delete the line, and install the package to test it: pip install -e .'
        : 'Delete the line. Import modules of the package through the package ("from package import module"), move other modules that it needs into the package, and declare the rest as dependencies.',
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
  if (error !== null)
    return `${quoteCommands(neededBy)} ${fail} with the ${prereleases.length > 1 ? 'pre-releases' : 'pre-release'} ${versions}, but ${work} ${without}: ${error}.`
  const importer = importedBy === null ? '' : `, which ${importedBy} imports`
  return `The pre-release ${versions} has no ${name === null ? `module ${module}` : `${name} in ${module}`}${importer}. ${capitalize(`${quoteCommands(neededBy)} ${fail} with it, but ${work} ${without}.`)}`
}

/** The verb with its subject: what needs a module. Scripts that import the package fail as a consequence. */
function needs(neededBy: readonly string[]): string {
  const imports = neededBy.filter((label) => label.startsWith('import '))
  const subjects = imports.length > 0 ? imports : neededBy
  return `${quoteCommands(subjects)} ${subjects.length > 1 ? 'need' : 'needs'}`
}

/** Where a module is declared, as the predicate of a sentence. */
function declaredWhere({
  extras,
  developerExtras,
}: Pick<DependencyRuleFacts['dependency-undeclared'], 'extras' | 'developerExtras'>): string {
  if (extras.length > 0) return `declared only in the extra ${list(extras, 'or')}`
  if (developerExtras.length > 0)
    return `declared only in the extra ${list(developerExtras, 'or')} for developers`
  return 'not declared as a dependency'
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
