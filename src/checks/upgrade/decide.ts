import { normalizeName } from '../../python/requirement.ts'
import { dependenciesLocation, dependencyTable } from '../diagnosis/dependency-declaration.ts'
import { describeImportError } from '../diagnosis/import-error.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding, Severity } from '../rules.ts'
import type { Upgrade, UpgradeInstallation } from './facts.ts'

/** Reports what works in a clean environment but fails after an upgrade from the last release. */
export function checkUpgrade(facts: PackageFacts): Finding[] {
  const upgrade = completed(facts.upgrade)
  if (upgrade === undefined) return []
  const handedOver = handedOverFiles(upgrade)
  // Deleted modules cannot be imported either, which only pip shows: uv removes the last release first.
  const problems = handedOver.length > 0 ? handedOver : installationProblems(upgrade.installation, facts)
  return problems.map(({ severity = 'error', ...problem }) => ({
    rule: 'upgrade-broken',
    severity,
    facts: {
      tag: upgrade.tag.name,
      owner: null,
      error: null,
      outdated: [],
      table: dependencyTable(facts.project),
      ...problem,
    },
    where: dependenciesLocation(facts.project),
  }))
}

type Problem = Pick<FactsOf['upgrade-broken'], 'way' | 'names'> &
  Partial<FactsOf['upgrade-broken']> & { readonly severity?: Severity }

function handedOverFiles({ handedOver }: Upgrade): Problem[] {
  const owners = [...new Set(handedOver.map(({ owner }) => owner))]
  return owners.map((owner) => ({
    way: 'handed-over',
    names: handedOver.flatMap((file) => (file.owner === owner ? [file.path] : [])),
    owner,
  }))
}

function installationProblems(installation: UpgradeInstallation, facts: PackageFacts): Problem[] {
  if (installation.kind === 'refused')
    return [{ way: 'refused', names: installation.output.map((line) => line.trim()) }]
  if (installation.kind !== 'upgraded') return []
  return [
    ...failedImports(installation, facts),
    ...newConflicts(installation, facts),
    ...leftFiles(installation),
  ]
}

type Upgraded = Extract<UpgradeInstallation, { kind: 'upgraded' }>

/** Modules that can be imported in the clean environment only. */
function failedImports(upgraded: Upgraded, facts: PackageFacts): Problem[] {
  const works = new Set(
    (completed(facts.imports) ?? []).flatMap(({ module, outcome }) =>
      outcome === 'imported' ? [module] : [],
    ),
  )
  const failed = upgraded.imports.filter(
    ({ module, outcome }) => works.has(module) && (outcome === 'failed' || outcome === 'exited'),
  )
  const [first] = failed
  if (first === undefined) return []
  return [
    {
      way: 'import',
      names: failed.map(({ module }) => module),
      error: describeImportError(first),
      outdated: outdatedDependencies(upgraded, facts),
    },
  ]
}

/** Dependencies that stay at the version installed with the last release. */
function outdatedDependencies(
  { distributions }: Upgraded,
  facts: PackageFacts,
): FactsOf['upgrade-broken']['outdated'] {
  const clean = completed(facts.install)
  if (clean?.kind !== 'installed') return []
  return distributions.flatMap(({ name, version }) => {
    const other = clean.distributions.find((one) => normalizeName(one.name) === normalizeName(name))
    return other === undefined || other.version === version
      ? []
      : [{ name, installed: version, clean: other.version }]
  })
}

function newConflicts({ conflicts }: Upgraded, facts: PackageFacts): Problem[] {
  const clean = completed(facts.install)
  const trimmed = (lines: readonly string[]) => lines.map((line) => line.trim())
  const known = new Set(clean?.kind === 'installed' ? trimmed(clean.conflicts) : [])
  const names = trimmed(conflicts).filter((line) => !known.has(line))
  return names.length === 0 ? [] : [{ way: 'conflict', names, severity: 'warning' }]
}

function leftFiles({ left }: Upgraded): Problem[] {
  return left.length === 0 ? [] : [{ way: 'left', names: left, severity: 'warning' }]
}
