import type { Text } from './texts.ts'

/** An expression that texts must not use, and what to write instead. */
export interface Banned {
  /** Matches the expression in its banned sense; a space matches any white space, also a line break. */
  readonly pattern: string
  readonly instead: string
  /** Comments in code may use the expression. */
  readonly prose?: true
}

/** Expressions that no engineer would say, and verbs for persons, which programs are not. */
const PHRASES: readonly Banned[] = [
  { pattern: 'alone', instead: 'only' },
  { pattern: '(?:tells?|told|telling)(?! (?:apart|users))', instead: 'reports, shows, prints' },
  { pattern: 'asks?|asked|asking', instead: 'requests, queries, needs' },
  { pattern: 'answers?|answered', instead: 'returns, result, response' },
  { pattern: 'speaks?|spoken|accuses?|accused', instead: 'names, reports' },
  { pattern: 'knows', instead: 'has, finds, handles' },
  { pattern: 'mends?|mended', instead: 'fix, correct' },
  { pattern: 'for want of', instead: 'because there is no' },
  { pattern: 'for ever', instead: 'forever, stays pending' },
  // As in "an address that is none". "There is none" is English, and "none" a value of settings.
  { pattern: '(?<!there )(?:is|are) none(?! of)(?<!mode is none)', instead: 'is no ..., is invalid, has no' },
  {
    pattern: '(?<!there )(?:is|are) no(?= \\w)(?! (?:longer|more|different))',
    instead: 'is not a',
    prose: true,
  },
  { pattern: 'all the same', instead: 'anyway' },
  { pattern: '(?:be|been|is|are|was|were) had', instead: 'obtained, available' },
  { pattern: 'who installs', instead: 'users' },
  { pattern: 'what it takes', instead: 'what is needed' },
  { pattern: 'one a line', instead: 'one per line' },
  { pattern: 'as it stands', instead: 'unchanged, as is' },
  { pattern: 'leads? to nothing', instead: 'is broken, does not exist' },
  { pattern: 'by chance', instead: 'transitively, accidentally' },
  { pattern: 'here and there', instead: 'in some places' },
  { pattern: 'for every', instead: 'for each' },
  { pattern: 'in the way of', instead: 'as ... does' },
]

/** Home-made terms for what has a name in Python packaging, git, pytest or GitHub. */
const TERMS: readonly Banned[] = [
  // A sentence about a workflow may name the artifacts that it uploads; `artifacts` is also a setting of hatchling.
  {
    pattern:
      '(?<!\\b(?:upload\\w*|download\\w*|workflow|jobs?|matrix|GitHub\\S*)\\b[^.|]{0,90})(?<![-/])artifacts?(?![-:/=])(?! (?:=|takes|of \\[tool))',
    instead: 'distribution, sdist, wheel',
  },
  { pattern: 'what ships|what is shipped|that ships?|what is published', instead: 'wheel contents' },
  { pattern: 'top-level names?', instead: 'import package, top-level module' },
  { pattern: 'the tree|from (?:a|the) tree', instead: 'source tree' },
  { pattern: '(?:the|a) rebuild', instead: 'reproducibility, second build' },
  { pattern: 'modules? read', instead: 'modules scanned' },
  { pattern: 'scripts? called', instead: 'console scripts run' },
  { pattern: '(?<!seeded )defects?', instead: 'error, warning', prose: true },
  { pattern: 'also seen', instead: 'note, warning' },
  { pattern: 'undecided|(?:could|can) ?not be decided', instead: 'inconclusive' },
  { pattern: '(?<!table )cells?(?!:)(?! of (?:a|the) table)', instead: 'job (of the matrix)' },
  { pattern: 'proposals?|proposed branch', instead: 'pull request' },
  { pattern: 'checks? to require|required checks?', instead: 'required status check' },
  { pattern: 'requirements of (?:the|its|their) tests|test requirements', instead: 'test dependencies' },
  { pattern: 'installed set', instead: 'environment' },
  { pattern: 'contradicts? itself', instead: 'has conflicting dependencies' },
  { pattern: 'siblings?(?! wheels?)|neighbou?rs?', instead: 'workspace member', prose: true },
  { pattern: 'rings?(?! buffer)', instead: 'dependency cycle' },
  { pattern: 'sources? of (?:the|a) version', instead: 'version source' },
  {
    pattern: '(?:left|leaves?|leaving) (?:(?:it|them|this|that) )?out|taken away|takes? away',
    instead: 'skipped, excluded, omitted',
  },
  { pattern: 'lowest versions that are declared|floors?', instead: 'lower bound, minimum Python' },
  { pattern: 'by (?:name|place) alone', instead: 'keyword-only, positional-only' },
  { pattern: 'time limits?', instead: 'timeout' },
  { pattern: 'folders?', instead: 'directory' },
  { pattern: 'pages? of links', instead: '`--find-links` page' },
  { pattern: 'own cost|as-installed itself(?=:? \\d)', instead: 'overhead' },
  { pattern: 'one after another', instead: 'critical path, sequentially', prose: true },
  { pattern: 'waivers?|waived?|waives', instead: 'override, skip label' },
  { pattern: 'normal forms?', instead: 'normalized names' },
  { pattern: 'words of (?:the installer|pip|uv)', instead: 'installer output' },
  { pattern: '(?<!type )guards?', instead: 'audit hook' },
  { pattern: 'stage of the tests', instead: 'test sandbox' },
  { pattern: 'groundwork|speaker|foresees?|furnish(?:es|ed)?', instead: 'the term of the glossary' },
  { pattern: 'not reached', instead: 'skipped' },
]

export const BANNED: readonly Banned[] = [...PHRASES, ...TERMS]

/** A use of a banned expression. */
export interface Hit {
  /** Relative to the root of the repository. */
  readonly file: string
  readonly line: number
  /** As it is in the text, on one line. */
  readonly found: string
  readonly instead: string
}

const EXPRESSIONS = BANNED.map(({ pattern, instead, prose = false }) => ({
  expression: new RegExp(`(?<![\\w$.@-])(?:${pattern.replaceAll(' ', '\\s+')})(?![\\w$]|-\\w|\\.\\w)`, 'gi'),
  instead,
  prose,
}))

/** Finds the banned expressions in a text of a file. */
export function findBanned({ text, line, isComment }: Text, file = ''): Hit[] {
  return EXPRESSIONS.filter(({ prose }) => !(prose && isComment))
    .flatMap(({ expression, instead }) =>
      [...text.matchAll(expression)].map((match) => ({
        file,
        line: line + linesBefore(text, match.index),
        found: match[0].replace(/\s+/g, ' '),
        instead,
      })),
    )
    .sort((a, b) => a.line - b.line)
}

export const showHit = ({ file, line, found, instead }: Hit): string =>
  `${file}:${line}: \`${found}\` → ${instead}`

function linesBefore(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1
}
