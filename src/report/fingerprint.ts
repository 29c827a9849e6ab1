import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import type { FactsOf, Finding, Rule } from '../checks/rules.ts'
import type { ReportedFinding } from './report.ts'

/**
 * The facts of each rule that say which finding it is. Lines, versions, counts, temporary paths and lists of files are
 * no part of them, nor is anything that depends on the environment: they change while the finding stays the same.
 */
const IDENTITY: { readonly [R in Rule]: (facts: FactsOf[R]) => readonly unknown[] } = {
  'build-failed': ({ step, absent }) => [step, absent],
  'metadata-ignored': ({ fields }) => fields.map(({ field }) => field),
  'build-deprecated': ({ setting, message }) => [setting ?? withoutNumbers(message)],
  'sdist-incomplete': () => [],
  'not-reproducible': () => [],
  'wheel-empty': () => [],
  'junk-shipped': ({ artifact, what }) => [artifact, what],
  'stray-top-level': ({ name, problem }) => [name, problem],
  'stdlib-shadowed': ({ name }) => [name],
  'module-missing': ({ module }) => [module],
  'data-missing': ({ path }) => [posix.dirname(path)],
  'pattern-unmatched': ({ setting }) => [setting],
  'typing-marker-missing': (facts) => [facts.package],
  'license-missing': () => [],
  'size-exceeded': ({ file }) => [file.endsWith('.whl') ? 'wheel' : 'sdist'],
  'contents-policy': ({ artifact, way, pattern }) => [artifact, way, pattern],
  'metadata-invalid': ({ problem }) => [withoutNumbers(problem)],
  'requires-python-false': ({ path, kind, feature }) => [path, kind, feature],
  'dependency-pinned': () => [],
  'wheel-tag-unpublishable': ({ problem, module }) => [problem, module],
  'install-failed': ({ extra }) => [extra ?? null],
  'dependency-conflict': ({ extra }) => [extra ?? null],
  'file-collision': ({ way, owner, topLevel }) => [way, owner, topLevel],
  // Which modules are tolerated depends on the environment.
  'import-failed': ({ why, module }) => (why === 'elsewhere' ? [why] : [module]),
  'import-warning': ({ slow }) => [slow === null ? 'messages' : slow.module],
  'dependency-undeclared': ({ module }) => [module],
  'dependency-incompatible': (facts) => [
    facts.distribution,
    facts.module,
    facts.name,
    facts.prereleases.length > 0,
  ],
  'dependency-transitive': ({ module }) => [module],
  'dependency-unused': ({ distribution }) => [distribution],
  'path-hack': ({ file }) => [file],
  'entry-point-broken': ({ group, script }) => [group, script],
  'script-failed': ({ kind, script }) => [kind, script],
  'script-timeout': ({ script }) => [script],
  'tests-failed': ({ cause, nodeid }) => causeIdentity(cause, nodeid),
  'tests-missing': () => [],
  'tests-import-checkout': ({ way, path }) => [way, path],
  'lower-bound-false': () => [],
  'version-invalid': () => [],
  'version-disagrees': ({ place, by }) => [place, withoutNumbers(by)],
  'version-not-bumped': ({ branch }) => [branch],
  'bump-too-small': () => [],
  'version-bumped': ({ branch }) => [branch],
  'tag-mismatch': () => [],
  'tag-off-branch': ({ branch }) => [branch],
  'changelog-missing': ({ file }) => [file],
  'version-taken': ({ branch }) => [branch],
  'release-shrunk': ({ kind, directory }) => [kind, directory],
  'upgrade-broken': ({ way, owner }) => [way, owner],
}

/** What distinguishes a finding from the other findings of its rule in the package. */
export function identityOf<R extends Rule>({
  rule,
  facts,
}: Extract<Finding, { rule: R }>): readonly unknown[] {
  // The type of Finding ensures that rule and facts belong together, which a generic lookup loses.
  return (IDENTITY[rule] as (facts: unknown) => readonly unknown[])(facts)
}

/** Returns the fingerprint of a finding: 32 hexadecimal digits. */
export function fingerprintOf(packagePath: string, rule: Rule, identity: readonly unknown[]): string {
  return digest([packagePath, rule, ...identity])
}

/** Makes the fingerprints of a package unique: of equal ones, the second and later ones are numbered. */
export function withUniqueFingerprints(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const { fingerprint } = finding
    if (fingerprint === undefined) return finding
    const before = seen.get(fingerprint) ?? 0
    seen.set(fingerprint, before + 1)
    return before === 0 ? finding : { ...finding, fingerprint: digest([fingerprint, before]) }
  })
}

function digest(values: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 32)
}

function causeIdentity(cause: FactsOf['tests-failed']['cause'], nodeid: string): readonly unknown[] {
  switch (cause.kind) {
    case 'dependency':
      return [cause.kind, cause.name]
    case 'service':
    case 'program':
      return [cause.kind, withoutNumbers(cause.name)]
    case 'file':
      // An absolute path is in a temporary directory.
      return [cause.kind, posix.isAbsolute(cause.path) ? posix.basename(cause.path) : cause.path]
    case 'other':
      return [cause.kind, nodeid]
    default:
      return [cause.kind]
  }
}

function withoutNumbers(text: string): string {
  return text.replaceAll(/\d+/g, '')
}
