import type { Failure } from '../checks/diagnosis/failures.ts'
import type { Finding, Rule } from '../checks/rules.ts'

/**
 * What a broken rule harms, the worst first: every installation (or a secret is published), every import of the
 * package, a command or plugin, a part of the package, the proof that it works, its version.
 */
export const HARMS = ['install', 'import', 'command', 'part', 'tests', 'version'] as const
export type Harm = (typeof HARMS)[number]

/** The harm of each rule, unless the failures that a finding explains show a worse one. */
const HARM_OF_RULE: Readonly<Record<Rule, Harm>> = {
  'build-failed': 'install',
  'metadata-ignored': 'command',
  'build-deprecated': 'version',
  'sdist-incomplete': 'part',
  'not-reproducible': 'version',
  'wheel-empty': 'install',
  'junk-shipped': 'part',
  'stray-top-level': 'part',
  'stdlib-shadowed': 'import',
  'module-missing': 'part',
  'data-missing': 'part',
  'pattern-unmatched': 'part',
  'typing-marker-missing': 'part',
  'license-missing': 'part',
  'size-exceeded': 'version',
  'contents-policy': 'part',
  'metadata-invalid': 'install',
  'requires-python-false': 'import',
  'dependency-pinned': 'version',
  'wheel-tag-unpublishable': 'version',
  'install-failed': 'install',
  'dependency-conflict': 'install',
  'file-collision': 'install',
  'import-failed': 'part',
  'import-warning': 'part',
  'dependency-undeclared': 'part',
  'dependency-incompatible': 'part',
  'dependency-transitive': 'part',
  'dependency-unused': 'version',
  'path-hack': 'part',
  'entry-point-broken': 'command',
  'script-failed': 'command',
  'script-timeout': 'command',
  'tests-failed': 'tests',
  'tests-missing': 'tests',
  'tests-import-checkout': 'tests',
  'lower-bound-false': 'part',
  'version-invalid': 'version',
  'version-disagrees': 'version',
  'version-not-bumped': 'version',
  'bump-too-small': 'version',
  'version-bumped': 'version',
  'tag-mismatch': 'version',
  'tag-off-branch': 'version',
  'version-taken': 'version',
  'changelog-missing': 'version',
  'release-shrunk': 'part',
  'upgrade-broken': 'import',
}

/**
 * Returns what a finding harms.
 *
 * @param explained the failures that it explains
 * @param publicModules the modules that users import
 */
export function harmOf(
  finding: Finding,
  explained: readonly Pick<Failure, 'kind' | 'label'>[],
  publicModules: readonly string[],
): Harm {
  return worstHarm([
    harmOfRule(finding),
    ...ownHarm(finding, publicModules),
    ...explained.map((failure) => harmOfFailure(failure, publicModules)),
  ])
}

function harmOfRule({ rule, facts }: Finding): Harm {
  const isOfExtra = (rule === 'install-failed' || rule === 'dependency-conflict') && facts.extra !== undefined
  return isOfExtra ? 'part' : HARM_OF_RULE[rule]
}

/** The harm that the facts of a finding show. */
function ownHarm(finding: Finding, publicModules: readonly string[]): Harm[] {
  switch (finding.rule) {
    case 'junk-shipped':
      return finding.facts.secret ? ['install'] : []
    // With an extra, the package can be imported without it.
    case 'import-failed':
      return finding.facts.extras.length === 0 && publicModules.includes(finding.facts.module)
        ? ['import']
        : []
    case 'dependency-undeclared':
    case 'dependency-incompatible':
    case 'module-missing':
    case 'data-missing':
      return finding.facts.neededBy.flatMap((label): Harm[] =>
        isPublicImport(label, publicModules)
          ? ['import']
          : /^(the (script|GUI script|entry point)|python -m) /.test(label)
            ? ['command']
            : [],
      )
    default:
      return []
  }
}

function harmOfFailure(
  { kind, label }: Pick<Failure, 'kind' | 'label'>,
  publicModules: readonly string[],
): Harm {
  if (kind === 'script') return 'command'
  if (kind === 'test') return 'tests'
  return isPublicImport(label, publicModules) ? 'import' : 'part'
}

function isPublicImport(label: string, publicModules: readonly string[]): boolean {
  return publicModules.some((module) => label === `import ${module}`)
}

/** Returns the worst of several harms. */
export function worstHarm(harms: readonly [Harm, ...Harm[]]): Harm {
  return HARMS.find((harm) => harms.includes(harm)) ?? harms[0]
}

const WEIGHT = { error: 0, warning: 1, note: 2 }

/** Sorts findings by severity and then by harm, the worst first; of those that are equal, by the failures they explain. */
export function worstFirst<
  T extends {
    readonly severity: keyof typeof WEIGHT
    readonly harm?: Harm
    readonly causes?: readonly { readonly count: number }[]
  },
>(findings: readonly T[]): T[] {
  const rank = ({ harm }: T) => HARMS.indexOf(harm ?? 'part')
  const explained = ({ causes = [] }: T) => causes.reduce((sum, { count }) => sum + count, 0)
  return [...findings].sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || rank(a) - rank(b) || explained(b) - explained(a),
  )
}
