import type { Culprit } from './evidence/leaks.ts'
import { dataFix, junkFix, type Packaging, sdistFix, shipFix, strayFix, typingFix } from './fixes.ts'
import { describeFeature, floorFix, type NewerFeature } from './floor-fixes.ts'
import { type MetadataFault, metadataFix } from './metadata-fixes.ts'
import { count, list, listSome } from './sentence.ts'

/** How much a broken rule weighs: only an error makes the verdict `fail`. */
export type Severity = 'error' | 'warning' | 'note'

/** The facts that show that a rule is broken. Plain values without wording, as they stand in the report. */
export interface FactsOf {
  'build-failed': Packaging & {
    step: string
    words: readonly string[]
    /** A file that the step asked for and that the sdist lacks. */
    absent: string | null
    /** The wheel from the tree can be built, so that it is the sdist that lacks something. */
    treeBuilds: boolean
  }
  'sdist-incomplete': Packaging & {
    missing: readonly string[]
    changed: readonly string[]
    /** Those of the missing files that are not in the sdist; a folder with `/` where nothing of it is. */
    absent: readonly string[]
    cause: string | null
  }
  'not-reproducible': { member: string | null; how: string }
  'metadata-invalid': MetadataFault & { files: readonly string[]; problem: string }
  'junk-shipped': Packaging & {
    artifact: string
    what: string
    paths: readonly string[]
    /** Whoever has it has access to something. */
    secret: boolean
    /** They lie among tests, examples or templates. */
    example: boolean
  }
  'stray-top-level': Packaging & {
    name: string
    source: string
    /** Only the wheel from the tree has it. */
    inTreeAlone: boolean
  }
  'stdlib-shadowed': { name: string; source: string }
  'module-missing': Packaging & {
    module: string
    source: string
    neededBy: readonly string[]
    cause: string | null
  }
  'data-missing': Packaging & {
    path: string
    source: string
    neededBy: readonly string[]
    siblings: number
    /** Folder of the package that it is data of, as installed. */
    package: string
    cause: string | null
  }
  'typing-marker-missing': Packaging & {
    path: string
    source: string
    /** It is in the checkout; else the classifier alone says that the package is typed. */
    tracked: boolean
    /** The wheel from the tree has it: it is lost on the way through the sdist. */
    inTree: boolean
    package: string
    cause: string | null
  }
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
  'import-failed': {
    module: string
    error: string
    /** A public name; a module or a name of its own that is missing; only the checkout has it; or: not the artifact. */
    why: 'public' | 'own-module' | 'own-name' | 'checkout' | 'elsewhere'
    /** What was installed too, as it was asked for. */
    extras: readonly string[]
    others: readonly { readonly module: string; readonly error: string }[]
  }
  'dependency-undeclared': {
    module: string
    distribution: string
    known: boolean
    /** As a dependency of every installation, and not of an extra alone. */
    declared: boolean
    /** The version of the distribution that is installed all the same, without the module. */
    installed: string | null
    /** The Pythons whose standard library has the module: `<3.12`. */
    python: string | null
    extras: readonly string[]
    /** Nobody where nothing that was seen comes to the import. */
    neededBy: readonly string[]
    table: string
    line: string
    /** More of the same, each with a place. */
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
  'entry-point-broken': { group: string; script: string; value: string; problem: string }
  'script-failed': {
    script: string
    command: string
    /** How it answered; what passes makes no finding. */
    answer: 'killed' | 'cannot-be-loaded' | 'traceback' | 'ended-non-zero'
    ending: string
    words: readonly string[]
    inconclusive: boolean
    extras: readonly string[]
  }
  'script-timeout': { script: string; command: string; seconds: number }
  'tests-failed': { nodeid: string; when: string; message: string }
  'tests-missing': { reason: string }
  'tests-import-checkout': { path: string; kind: string } & Culprit
  'version-invalid': { version: string; reason: string }
  'version-disagrees': {
    distribution: string
    version: string
    /** What says otherwise, as it is asked in Python. */
    by: string
    /** What it says; null where it asks for the version of a distribution that is not there. */
    claimed: string | null
  }
  'version-not-bumped': {
    version: string
    previous: string
    tag: string
    changed: readonly string[]
    lower: boolean
    policy: string
  }
  'version-taken': { version: string; tag: string; commit: string }
  'tag-mismatch': { tag: string; version: string; tagVersion: string | null }
}

export type Rule = keyof FactsOf

/** A place in the checkout. */
export interface Where {
  /** Relative to the repository's root, with `/`. */
  readonly file: string
  /** 1-based. */
  readonly line?: number | undefined
}

/** A broken rule with the facts that show it. */
export type Finding = {
  [R in Rule]: {
    readonly rule: R
    readonly severity: Severity
    readonly facts: FactsOf[R]
    readonly where?: Where | undefined
  }
}[Rule]

interface Words<R extends Rule> {
  readonly title: string
  /** Why it matters to who installs the package. */
  readonly why: string
  /** One sentence with the facts. */
  readonly message: (facts: FactsOf[R]) => string
  /** What mends it, as text to follow or to paste. */
  readonly fix: (facts: FactsOf[R]) => string
}

/** Every rule that is checked, in the order of the documentation. The compiler refuses a rule without words. */
export const RULES: { readonly [R in Rule]: Words<R> } = {
  'build-failed': {
    title: 'The package cannot be built',
    why: 'Nobody can install what cannot be built; from an sdist, every user builds.',
    message: ({ step, words, absent, treeBuilds }) =>
      `${step === 'build requirements' ? 'Installing' : 'Building'} the ${step} failed: ${words.join(' / ')}${treeBuilds || absent !== null ? `. ${treeBuilds ? 'The wheel from the tree can be built' : 'The checkout has it'}: ${absent ?? 'something that the build reads'} is not in the sdist.` : ''}`,
    fix: ({ step, absent, ...packaging }) => {
      if (step === 'build requirements')
        return 'Mend build-system.requires: the installer cannot install what it names.'
      if (absent !== null) return sdistFix(packaging, [absent])
      return 'Run "python -m build" in a fresh clone to see the same failure. What the build reads must be tracked by git and be in the sdist.'
    },
  },
  'sdist-incomplete': {
    title: 'The sdist does not make the wheel that the checkout makes',
    why: 'Whoever builds from the sdist, as distributions and installers without a fitting wheel do, gets another package.',
    message: ({ missing, changed, absent, cause }) => {
      const lacks =
        missing.length === 0
          ? ''
          : `The wheel that is built from the sdist lacks ${listSome(missing, 3)}, which the wheel from the tree has${absent.length === 0 ? '' : `: the sdist does not hold ${listSome(absent, 3)}`}.${because(cause)}`
      const differs =
        changed.length === 0
          ? ''
          : `${listSome(changed, 3)} ${changed.length === 1 ? 'is' : 'are'} not the same in the wheel that is built from the sdist as in the wheel from the tree.`
      return [lacks, differs].filter(Boolean).join(' ')
    },
    fix: ({ absent, ...packaging }) =>
      absent.length > 0
        ? sdistFix(packaging, absent)
        : 'The build reads something that only the checkout has: let it ask neither git nor files outside of the sdist, or put into the sdist what it asks for.',
  },
  'not-reproducible': {
    title: 'Two builds of the same commit differ',
    why: 'Nobody can check that what was published comes from the source.',
    message: ({ member, how }) =>
      member === null
        ? `The wheel was built from the sdist twice, and the second build ${how}.`
        : `The wheel was built from the sdist twice, and ${member} ${how} in the second.`,
    fix: () =>
      'What the build writes must come from the source alone: no time but SOURCE_DATE_EPOCH, no path of the machine, no random name, and sets and folder listings in sorted order.',
  },
  'metadata-invalid': {
    title: 'The package index would refuse the files',
    why: 'The release fails at its last step, when the tag is pushed and half of it may be uploaded.',
    message: ({ files, problem }) => `${files.join(', ')} ${problem}.`,
    fix: metadataFix,
  },
  'junk-shipped': {
    title: 'Something is published that nobody means to publish',
    why: 'What is on the index is there for everyone, for ever.',
    message: ({ artifact, what, paths, secret }) =>
      secret
        ? `${listSome(paths, 3)} in the ${artifact} ${paths.length === 1 ? 'holds' : 'hold'} ${what}.`
        : `The ${artifact} has ${what}: ${listSome(paths, 3)}.`,
    fix: (facts) => junkFix(facts, facts),
  },
  'stray-top-level': {
    title: 'The wheel installs a name that is not its own',
    why: 'It lands in the site-packages of every user, where it hides or overwrites the same name of other packages.',
    message: ({ name, inTreeAlone }) =>
      `The wheel${inTreeAlone ? ' that is built from the tree' : ''} installs a top-level "${name}".`,
    fix: (facts) => strayFix(facts, facts.name, facts.source),
  },
  'stdlib-shadowed': {
    title: 'A module has the name of one of the standard library',
    why: 'Python looks into its standard library first: nobody can import it where it is installed.',
    message: ({ name }) =>
      `The wheel installs a top-level "${name}", and "import ${name}" gives the module of the standard library.`,
    fix: ({ name, source }) => `Rename ${source}, or move it into a package: "from package import ${name}".`,
  },
  'module-missing': {
    title: 'A module is not in the wheel',
    why: 'It works in the checkout, where the file lies beside the rest, and fails for everyone who installs.',
    message: ({ module, source, neededBy, cause }) =>
      `${source} is not in the wheel${neededBy.length > 0 ? `, but ${listSome(neededBy, 3)} ${neededBy.length > 1 ? 'need' : 'needs'} ${module}` : ''}.${because(cause)}`,
    fix: (facts) => shipFix(facts, facts.source, facts.module),
  },
  'data-missing': {
    title: 'A data file is not in the wheel',
    why: 'Code that reads it works in the checkout and fails for everyone who installs.',
    message: ({ source, neededBy, siblings, cause }) =>
      `${source} is not in the wheel, but ${neededBy.length > 0 ? `${listSome(neededBy, 3)} ${neededBy.length > 1 ? 'read' : 'reads'} it` : `${count(siblings, 'file')} of the same kind beside it ${siblings === 1 ? 'is' : 'are'}`}.${because(cause)}`,
    fix: (facts) => dataFix(facts, facts.source, facts.path, facts.package),
  },
  'typing-marker-missing': {
    title: 'Type checkers do not see that the package is typed',
    why: 'Without py.typed beside the package type checkers ignore its annotations (PEP 561).',
    message: ({ path, source, tracked, cause }) =>
      `${tracked ? `${source} is not in the wheel` : `The classifier "Typing :: Typed" is set, and the wheel has no ${path}`}.${because(cause)}`,
    fix: (facts) => typingFix(facts, facts),
  },
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
  'import-failed': {
    title: 'The package does not import',
    why: 'What does not import cannot be used, and in the checkout it does not show.',
    message: ({ module, error, why, extras, others }) => {
      const names = others.map((other) => other.module)
      if (why === 'elsewhere')
        return `${count(others.length + 1, 'other module does', 'other modules do')} not import here, for want of something optional, of settings or of another platform: ${listSome([module, ...names], 3)}.`
      const from = `from the installed wheel${extras.length > 0 ? ` with the extra ${list(extras)}` : ''}`
      const checkout = why === 'checkout' ? ', and works from the sources of the checkout' : ''
      return `"import ${module}" fails ${from}${checkout}: ${error}${names.length > 0 ? ` (and so ${names.length > 1 ? 'do' : 'does'} ${listSome(names, 3)})` : ''}.`
    },
    fix: ({ module, why }) => IMPORT_FIXES[why].replaceAll('MODULE', module),
  },
  'dependency-undeclared': {
    title: 'A dependency is not declared',
    why: 'It is there on the machines of the developers, and missing for everyone else.',
    message: (facts) => {
      const { module, distribution, known, declared, installed, python, extras, neededBy, others } = facts
      const of = known && distribution !== module ? ` of ${distribution}` : ''
      if (neededBy.length === 0)
        return `Neither a dependency nor an extra declares ${listSome([`${module}${of}`, ...others], 5)}; nothing that was run here came to where ${others.length > 0 ? 'they are' : 'it is'} imported.`
      const which = `which ${listSome(neededBy, 3)} ${neededBy.length > 1 ? 'need' : 'needs'}`
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
  'entry-point-broken': {
    title: 'An entry point leads to nothing',
    why: 'The command or plug-in is installed, or claimed, and cannot be used.',
    message: ({ group, script, value, problem }) => `${entryTitle(group, script)} = "${value}" ${problem}.`,
    fix: ({ group, script, problem }) => entryFix(group, script, problem),
  },
  'script-failed': {
    title: 'A console script fails',
    why: 'The command is the package, for who installs it to use it.',
    message: ({ command, ending, words, inconclusive }) =>
      `"${command}" ${ending}${words.length > 0 ? `: ${words.join(' / ')}` : ''}${inconclusive ? '; it is not known whether that is meant' : ''}.`,
    fix: ({ script, inconclusive }) =>
      inconclusive
        ? `Say how it answers, in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nargs = ["--version"]  # what to call it with\nexit = 0               # the status it then ends with\n# or: skip = "the reason"`
        : 'Mend what the error names. To see it: install the wheel into an empty environment, and run the command there.',
  },
  'script-timeout': {
    title: 'A console script does not end',
    why: 'It hangs, or it is a server that should not be asked for its help.',
    message: ({ command, seconds }) => `"${command}" did not end within ${seconds} s.`,
    fix: ({ script }) =>
      `If it is a server, say so in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nskip = "a server: it does not end"`,
  },
  'tests-failed': {
    title: 'A test fails against the installed package',
    why: 'It was run on exactly what users install.',
    message: ({ nodeid, when, message }) =>
      `${nodeid} ${when === 'call' ? 'fails' : when === 'collect' ? 'cannot be collected' : when === 'run' ? 'did not work' : `fails in its ${when}`}: ${message}`,
    fix: ({ when }) =>
      when === 'collect'
        ? 'If a test requirement is missing, add it to [dependency-groups] test, or name it by test-requirements.'
        : 'If it passes in the checkout, something that it needs is not in the wheel.',
  },
  'tests-missing': {
    title: 'No test ran',
    why: 'A suite that runs nothing passes whatever is broken.',
    message: ({ reason }) => `No test ran: ${reason}.`,
    fix: () =>
      'Let pytest find and run the tests (testpaths and python_files in its settings), or say in pyproject.toml why there are none for it:\n[tool.as-installed.tests]\nskip = "the reason"',
  },
  'tests-import-checkout': {
    title: 'The tests used the checkout, not the installed package',
    why: 'They pass on files that users do not get.',
    message: ({ path, kind, ...culprit }) =>
      `${path} of the checkout was ${kind === 'open' ? 'read' : 'executed'} while the tests ran: ${blame(culprit)}.`,
    fix: ({ entry, by }) =>
      `${entry === null ? 'Do not name the checkout' : `Remove ${entry}`}${by === null ? '' : ` in ${place(by)}`}: what the tests need of the package is installed, and paths relative to the tests lead into a copy.`,
  },
  'version-invalid': {
    title: 'The version is not one',
    why: 'Installers and indexes order versions by PEP 440; what is none cannot be released.',
    message: ({ version, reason }) => `The version ${version} ${reason}.`,
    fix: () => 'Use a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440).',
  },
  'version-disagrees': {
    title: 'The package says another version of itself than its metadata',
    why: 'Users, bug reports and programs that compare versions are told what is not so.',
    message: ({ distribution, version, by, claimed }) =>
      claimed === null
        ? `The package asks for its version by ${by}, but it is installed as ${distribution} (${version}), and nothing of that name is.`
        : `The wheel has version ${version}, but ${by} is "${claimed}".`,
    fix: ({ distribution, version, by, claimed }) =>
      claimed === null
        ? `Ask for importlib.metadata.version("${distribution}").`
        : `Set ${by.split('.').at(-1)} = "${version}", or read it where it is written once:\nfrom importlib.metadata import version\n\n__version__ = version("${distribution}")`,
  },
  'version-not-bumped': {
    title: 'What ships has changed and the version has not',
    why: 'Two different packages with one version cannot be told apart; an index refuses the second.',
    message: ({ version, previous, tag, changed, lower }) => {
      const standing = lower
        ? `The version ${version} is lower than ${previous}, which was tagged as ${tag}`
        : `The version is still ${version}, as at the last tag ${tag}`
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ''}.`
    },
    fix: ({ previous }) => `Raise the version above ${previous}.`,
  },
  'version-taken': {
    title: 'The version was released already',
    why: 'A version names one package for ever.',
    message: ({ version, tag, commit }) =>
      `The version ${version} was tagged already: ${tag} is at ${commit.slice(0, 10)}, another commit.`,
    fix: ({ version }) => `Raise the version above ${version}.`,
  },
  'tag-mismatch': {
    title: 'The tag is not the version of the artifact',
    why: 'What is published under the tag carries another version.',
    message: ({ tag, version, tagVersion }) =>
      `The tag is ${tag}${tagVersion === null ? ', which names no version' : ''}, but the wheel that was built has version ${version}.`,
    fix: ({ tag, tagVersion, version }) =>
      tagVersion === null
        ? `Tag the commit as v${version}.`
        : `Set the version to ${tagVersion} and tag again, or tag v${version} instead of ${tag}.`,
  },
}

function because(cause: string | null): string {
  return cause === null ? '' : ` ${cause}.`
}

function entryTitle(group: string, name: string): string {
  if (group === 'console_scripts') return `The console script ${name}`
  return group === 'gui_scripts' ? `The GUI script ${name}` : `The entry point ${name} of the group ${group}`
}

function entryFix(group: string, name: string, problem: string): string {
  if (/^overwrites|^and | command of /.test(problem)) return `Give ${name} another name.`
  const table =
    group === 'console_scripts'
      ? '[project.scripts]'
      : group === 'gui_scripts'
        ? '[project.gui-scripts]'
        : `[project.entry-points."${group}"]`
  const [what, form] = group.endsWith('_scripts')
    ? ['a module and a function', 'package.module:function']
    : ['something', 'package.module:name']
  return `Let ${name} name ${what} that the wheel contains, as "${form}", where the build backend reads it from (${table}).`
}

const TO_SEE_IT =
  'To see it: install the wheel into an empty environment, and there run: python -c "import MODULE"'

const IMPORT_FIXES: Readonly<Record<FactsOf['import-failed']['why'], string>> = {
  public: `Mend what the error names. ${TO_SEE_IT}`,
  'own-module': `Add the module that is missing, or remove the import of it. ${TO_SEE_IT}`,
  'own-name': `Define the name that is missing, or import it from where it is. ${TO_SEE_IT}`,
  checkout: `Let the build ship what it reads or imports, as it is in the checkout. ${TO_SEE_IT}`,
  elsewhere: 'Nothing, if these modules are meant for those who have more installed.',
}

/** What brought the tests to the checkout, as a clause. */
function blame({ way, entry, by }: Culprit): string {
  const who = by === null ? 'something' : place(by)
  switch (way) {
    case 'code':
      return `${who} puts ${entry} on sys.path`
    case 'setting':
      return `pythonpath in ${who} names ${entry}`
    case 'pth':
      return `${who} of the environment puts ${entry} on sys.path`
    case 'PYTHONPATH':
      return `${who} starts a Python with ${entry} in PYTHONPATH`
    case 'program':
      return `${who} starts a Python ${entry === null ? 'with it' : `in ${entry}`}`
    case 'path':
      return `${who} asks for it by its path`
  }
}

function place({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`
}

/** Address of the page of a rule. */
export function docsPage(rule: Rule): string {
  return `https://github.com/as-installed/as-installed/blob/main/docs/rules/${rule}.md`
}
