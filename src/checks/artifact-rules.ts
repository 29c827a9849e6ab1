import { count, listSome } from '../program/sentence.ts'
import {
  dataFix,
  junkFix,
  type Packaging,
  sdistFix,
  shipFix,
  strayFix,
  typingFix,
} from './fixes/packaging.ts'
import { type MetadataFault, metadataFix } from './metadata/fixes.ts'
import type { WordsOf } from './rule.ts'

/** The facts of the rules on the artifact: that it can be built, and has in it what it should and nothing else. */
export interface ArtifactFacts {
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
}

export const ARTIFACT_RULES: WordsOf<ArtifactFacts> = {
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
}

function because(cause: string | null): string {
  return cause === null ? '' : ` ${cause}.`
}
