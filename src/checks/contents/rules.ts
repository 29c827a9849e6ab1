import { because, count, listSome } from '../../program/sentence.ts'
import type { ExcludePattern } from '../diagnosis/exclusion-reason.ts'
import {
  emptyWheelFix,
  junkFix,
  missingDataFix,
  moduleFix,
  type Packaging,
  strayFix,
  typingFix,
} from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'
import { licenseFix, policyFix } from './policy-fixes.ts'

/** A setting that refers to a missing file, for messages. */
export interface DeclaredBy {
  readonly pattern: string
  /** `package-data of [tool.setuptools]` */
  readonly setting: string
  /** `pyproject.toml:12` */
  readonly position: string
}

/** The facts of the rules about the wheel's contents. */
export interface ContentsRuleFacts {
  'wheel-empty': Packaging & {
    /** The source of the empty wheel. */
    builtFrom: 'sdist' | 'source tree'
    /** Number of files of the wheel built from the other one. */
    filesInOtherWheel: number
    /** A module of the wheel with an invalid name. */
    unimportable: string | null
    /** Directories of the import packages of the source tree, and files of its modules. */
    packages: readonly string[]
    /** The setting by which the project declares that it has no packages. */
    declaration: string | null
    /** Number of declared dependencies. */
    requirements: number
    cause: string | null
  }
  'junk-shipped': Packaging & {
    artifact: string
    what: string
    paths: readonly string[]
    /** The files contain credentials. */
    secret: boolean
    /** The files belong to tests, examples or templates. */
    example: boolean
  }
  'stray-top-level': Packaging & {
    name: string
    source: string
    /** `name`: an unrelated or generic name; the others cannot be imported as modules or packages. */
    problem: 'name' | 'init' | 'file' | 'directory' | 'unimportable'
    /** Only the wheel built directly from the source tree has it. */
    inTreeAlone: boolean
    /** Entry points that refer to it. */
    entryPoints: readonly { readonly name: string; readonly value: string }[]
    /** Packages of the wheel into which its modules can be moved. */
    packages: readonly string[]
  }
  'stdlib-shadowed': { name: string; source: string }
  'module-missing': Packaging & {
    module: string
    source: string
    /** All missing files of the directory that the module represents. */
    files: readonly string[]
    /** The imports, scripts and tests that failed without it, and the entry points that name it. */
    neededBy: readonly string[]
    /** Lines of READMEs and code that import it, if it is next to the packages of the wheel. */
    importedBy: readonly string[]
    /** It is next to the packages of the wheel, not in one of them. */
    beside: boolean
    /** The framework that loads it without a reference in code: `Django loads migrations`. */
    convention: string | null
    /** The packaging setting that refers to it. */
    declaredBy: DeclaredBy | null
    /** Tag of the last release, if its wheel contains it. */
    lastRelease: string | null
    /** How to correct the setting that refers to it. */
    declarationFix: string | null
    /** The top-level packages that the wheel must have. */
    topLevels: readonly string[]
    /** The sources of the top-level modules and packages of the wheel: `src/demo`, `helper.py`. */
    sources: readonly string[]
    /** The source of the wheel that lacks it. */
    builtFrom: 'sdist' | 'source tree'
    cause: string | null
    excludedBy: ExcludePattern | null
  }
  'data-missing': Packaging & {
    /** Installed path of the first file. */
    path: string
    source: string
    /** All missing files of the directory. */
    files: readonly string[]
    /** Installed paths of all missing files. */
    installed: readonly string[]
    /** The imports, scripts and tests that failed without the files, and the lines that read them. */
    neededBy: readonly string[]
    /** Lines that read them only if they exist, or only when a developer runs the code. */
    possiblyReadBy: readonly string[]
    /** The framework that loads them without a reference in code: `Django loads templates`. */
    convention: string | null
    /** The packaging setting that refers to them. */
    declaredBy: DeclaredBy | null
    /** Tag of the last release, if its wheel contains them. */
    lastRelease: string | null
    /** How to correct the setting that refers to them. */
    declarationFix: string | null
    siblings: number
    /** Installed directory of the package that contains the files. */
    package: string
    /** The source of the wheel that lacks them. */
    builtFrom: 'sdist' | 'source tree'
    cause: string | null
    excludedBy: ExcludePattern | null
  }
  'pattern-unmatched': {
    /** `include of [tool.hatch.build]`. */
    setting: string
    /** With their positions: `pyproject.toml:12`. */
    patterns: readonly { readonly pattern: string; readonly position: string }[]
  }
  'typing-marker-missing': Packaging & {
    path: string
    source: string
    /** Whether git tracks the marker; otherwise only the classifier declares the package as typed. */
    tracked: boolean
    /** The wheel built directly from the source tree contains it, so the sdist lacks it. */
    inTree: boolean
    package: string
    cause: string | null
  }
  'license-missing': Packaging & {
    /** Relative to the checkout. */
    paths: readonly string[]
    /** The distributions that lack them: `wheel`, `sdist`. */
    artifacts: readonly string[]
  }
  'size-exceeded': {
    file: string
    bytes: number
    limit: number
    /** Whether the limit is the project's own. */
    isOwn: boolean
  }
  'contents-policy': Packaging & {
    artifact: 'wheel' | 'sdist'
    way: 'missing' | 'forbidden' | 'lost'
    /** Empty if tracked files are lost. */
    pattern: string
    paths: readonly string[]
  }
}

/** The texts of the rules about the wheel's contents. */
export const CONTENTS_RULES: RuleTexts<ContentsRuleFacts> = {
  'wheel-empty': {
    title: 'Empty wheel',
    why: 'pip installs the wheel without an error, but the package cannot be imported.',
    message: ({ builtFrom, filesInOtherWheel, unimportable, packages, declaration, cause }) => {
      const other = builtFrom === 'sdist' ? 'source tree' : 'sdist'
      const wheel = filesInOtherWheel > 0 ? `The wheel built from the ${builtFrom}` : 'The wheel'
      const empty =
        unimportable === null
          ? `${wheel} contains no modules and no data files`
          : `${wheel} contains no importable module: ${unimportable} is not a valid module name`
      const but =
        filesInOtherWheel > 0
          ? `, but the wheel built from the ${other} contains ${count(filesInOtherWheel, 'file')}`
          : packages.length > 0
            ? `, but the source tree contains ${listSome(packages, 3)}`
            : ''
      return `${empty}${but}${declaration === null ? '' : ` (${declaration})`}.${because(cause)}`
    },
    fix: (facts) => emptyWheelFix(facts, facts),
  },
  'junk-shipped': {
    title: 'Unwanted or secret file in distribution',
    why: 'Anyone can download published files, and deleting the release does not undo that.',
    message: ({ artifact, what, paths, secret }) =>
      secret
        ? `${listSome(paths, 3)} in the ${artifact} ${paths.length === 1 ? 'contains' : 'contain'} ${what}.`
        : `The ${artifact} contains ${what}: ${listSome(paths, 3)}.`,
    fix: (facts) => junkFix(facts, facts),
  },
  'stray-top-level': {
    title: 'Unexpected top-level entry in wheel',
    why: 'It is installed directly into site-packages, where it hides or overwrites the same name of other distributions.',
    message: ({ name, problem, inTreeAlone, entryPoints }) => {
      const wheel = inTreeAlone ? 'The wheel built directly from the source tree' : 'The wheel'
      const entry = {
        name: `"${name}"`,
        init: `${name}, which is in no package,`,
        file: name,
        directory: `the directory ${name}, which contains no modules,`,
        unimportable: `${name}, which is not a valid module name,`,
      }[problem]
      const scripts = entryPoints.map((entryPoint) => entryPoint.name)
      return `${wheel} installs ${entry} at the top level of site-packages${scripts.length === 0 ? '' : `; ${scripts.length === 1 ? 'the entry point' : 'the entry points'} ${listSome(scripts, 3)} ${scripts.length === 1 ? 'refers' : 'refer'} to it`}.`
    },
    fix: (facts) => strayFix(facts, facts),
  },
  'stdlib-shadowed': {
    title: 'Module shadowed by standard library',
    why: 'Python searches the standard library before site-packages, so users cannot import the module.',
    message: ({ name }) =>
      `The wheel installs the top-level module "${name}", but "import ${name}" imports the standard-library module.`,
    fix: ({ name, source }) =>
      `Rename ${source}, or move it into an import package: "from PACKAGE import ${name}".`,
  },
  'module-missing': {
    title: 'Missing module in wheel',
    why: 'It can be imported in the checkout, but not from the installed package.',
    message: (facts) => {
      const { module, source, files, neededBy, importedBy, beside, convention, builtFrom, cause } = facts
      const reason =
        neededBy.length > 0
          ? `, but ${listSome(neededBy, 3)} ${neededBy.length > 1 ? 'need' : 'needs'} ${module}`
          : convention !== null
            ? `, but ${convention}`
            : intended(facts) !== undefined
              ? `, but ${intended(facts)}`
              : importedBy.length > 0
                ? `, but ${listSome(importedBy, 3)} ${importedBy.length > 1 ? 'import' : 'imports'} it`
                : beside
                  ? ', although it is next to the packages of the wheel'
                  : ''
      return `${describeFiles(source, files)} not in ${wheelBuiltFrom(builtFrom)}${reason}.${because(cause)}`
    },
    fix: (facts) => moduleFix(facts, facts),
  },
  'data-missing': {
    title: 'Missing data file in wheel',
    why: 'Code that reads it works in the checkout, but fails in the installed package.',
    message: (facts) => {
      const { source, files, neededBy, possiblyReadBy, convention, siblings, builtFrom, cause } = facts
      const them = files.length > 1 ? 'them' : 'it'
      const reads = (readers: readonly string[], verb: string) =>
        `${listSome(readers, 3)} ${verb}${readers.length > 1 ? '' : 's'} ${them}`
      const reason =
        neededBy.length > 0
          ? `, but ${reads(neededBy, 'read')}`
          : convention !== null
            ? `, but ${convention}`
            : intended(facts) !== undefined
              ? `, but ${intended(facts)}`
              : possiblyReadBy.length > 0
                ? `, but ${listSome(possiblyReadBy, 3)} may read ${them}`
                : siblings > 0
                  ? `, but ${count(siblings, 'similar file')} in the same directory ${siblings === 1 ? 'is' : 'are'}`
                  : ''
      return `${describeFiles(source, files)} not in ${wheelBuiltFrom(builtFrom)}${reason}.${because(cause)}`
    },
    fix: (facts) => missingDataFix(facts, facts),
  },
  'pattern-unmatched': {
    title: 'Unmatched packaging pattern',
    why: 'The files it was written for are not included, or were renamed or deleted.',
    message: ({ setting, patterns }) =>
      `${listSome(
        patterns.map(({ pattern, position }) => `"${pattern}" (${position})`),
        5,
      )} in ${setting} ${patterns.length === 1 ? 'matches' : 'match'} no file in the source tree, the sdist or the wheel.`,
    fix: ({ patterns }) =>
      `Correct or delete ${patterns.length === 1 ? `"${patterns[0]?.pattern}"` : 'them'}.`,
  },
  'typing-marker-missing': {
    title: 'Missing py.typed marker',
    why: 'Type checkers ignore the annotations of a package without py.typed (PEP 561).',
    message: ({ path, source, tracked, cause }) =>
      `${tracked ? `${source} is not in the wheel` : `The classifier "Typing :: Typed" is set, but the wheel does not contain ${path}`}.${because(cause)}`,
    fix: (facts) => typingFix(facts, facts),
  },
  'license-missing': {
    title: 'Missing license file',
    why: 'Most licenses require their text in each copy, and distributors such as conda-forge and Debian need it in the sdist.',
    message: ({ paths, artifacts }) =>
      `${listSome(paths, 3)} ${paths.length === 1 ? 'is' : 'are'} missing from the ${artifacts.join(' and the ')}.`,
    fix: (facts) => licenseFix(facts, facts.paths, facts.artifacts),
  },
  'size-exceeded': {
    title: 'Distribution too large',
    why: 'PyPI rejects files larger than 100 MiB, and each installation downloads the wheel.',
    message: ({ file, bytes, limit, isOwn }) =>
      `${file} is ${megabytes(bytes)}, larger than ${isOwn ? 'max-size' : 'the PyPI limit'} (${megabytes(limit)}).`,
    fix: ({ file, isOwn }) =>
      `List the largest files with "python -m ${file.endsWith('.whl') ? 'zipfile' : 'tarfile'} -l ${file}", and exclude those that users do not need.${isOwn ? ' Or raise max-size in [tool.as-installed].' : ''}`,
  },
  'contents-policy': {
    title: 'Contents policy violation',
    why: 'The project requires or forbids these files in [tool.as-installed.contents].',
    message: ({ artifact, way, pattern, paths }) => {
      switch (way) {
        case 'missing':
          return `The ${artifact} contains no file that matches the required pattern "${pattern}".`
        case 'forbidden':
          return `The ${artifact} contains ${listSome(paths, 3)}: the pattern "${pattern}" is forbidden.`
        case 'lost':
          return `The sdist lacks ${count(paths.length, 'tracked file')}: ${listSome(paths, 5)}.`
      }
    },
    fix: (facts) => policyFix(facts, facts),
  },
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

function wheelBuiltFrom(source: 'sdist' | 'source tree'): string {
  return source === 'sdist' ? 'the wheel' : 'the wheel built directly from the source tree'
}

/** The evidence that the project intends to include a file. */
function intended({
  files,
  declaredBy,
  lastRelease,
}: {
  readonly files: readonly string[]
  readonly declaredBy: DeclaredBy | null
  readonly lastRelease: string | null
}): string | undefined {
  const them = files.length > 1 ? 'them' : 'it'
  if (declaredBy !== null)
    return `"${declaredBy.pattern}" in ${declaredBy.setting === declaredBy.position.split(':')[0] ? declaredBy.position : `${declaredBy.setting} (${declaredBy.position})`} refers to ${them}`
  return lastRelease === null ? undefined : `the wheel of the last release (${lastRelease}) contains ${them}`
}

/** `src/demo/a.css is`; `12 files in src/demo/static (a.css, b.css, js/c.js and 9 more) are`. */
function describeFiles(source: string, files: readonly string[]): string {
  if (files.length < 2) return `${source} is`
  const directory = commonDirectory(files)
  const names = files.map((file) => file.slice(directory.length))
  return `${count(files.length, 'file')} in ${directory.slice(0, -1) || '.'} (${listSome(names, 3)}) are`
}

/** The innermost directory of all files, with a trailing slash; empty for the root. */
function commonDirectory(files: readonly string[]): string {
  const [first = '', ...others] = files
  let directory = first.slice(0, first.lastIndexOf('/') + 1)
  while (!others.every((file) => file.startsWith(directory)))
    directory = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1)
  return directory
}
