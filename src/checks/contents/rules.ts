import { because, count, listSome } from '../../program/sentence.ts'
import { dataFix, junkFix, type Packaging, shipFix, strayFix, typingFix } from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about the wheel's contents. */
export interface ContentsRuleFacts {
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
    /** Only the wheel built directly from the source tree has it. */
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
    /** Installed directory of the package that the file is data of. */
    package: string
    cause: string | null
  }
  'typing-marker-missing': Packaging & {
    path: string
    source: string
    /** Whether git tracks the marker; if not, only the classifier declares the package as typed. */
    tracked: boolean
    /** The wheel built directly from the source tree has it, so the sdist lacks it. */
    inTree: boolean
    package: string
    cause: string | null
  }
}

/** The texts of the rules about the wheel's contents. */
export const CONTENTS_RULES: RuleTexts<ContentsRuleFacts> = {
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
