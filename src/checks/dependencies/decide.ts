import { distributionOf } from '../../python/distribution-names.ts'
import { topOf } from '../../python/module-names.ts'
import { normalizeName, parseRequirement, type Requirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import {
  extrasWith,
  isLikelyFrom,
  requirementsOf,
  siblingOf,
  testProviders,
} from '../diagnosis/declared-distributions.ts'
import { declare } from '../diagnosis/declaring.ts'
import { missingDistributions, namesExtra, statementOf } from '../diagnosis/missing-distributions.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import { whereInCheckout } from '../diagnosis/where.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { RuntimeInstallation } from '../install/facts.ts'
import type { FactsOf, Finding, Severity, Where } from '../rules.ts'
import type { ScannedImport } from './facts.ts'
import { isOwnCode } from './own-code.ts'

/** What the wheel's modules import of other distributions is declared, and not there by chance. */
export function checkDependencies(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const installation = completed(facts.install)
  if (contents === undefined || installation?.kind !== 'installed') return []
  const seen = undeclaredAsSeen(facts, contents, installation)
  const next = undeclaredNext(facts, contents, installation)
  return [
    ...onePerDistribution([...seen, ...next]),
    ...untaken(facts, contents),
    ...transitive(facts, contents, installation),
  ]
}

type Installed = Extract<RuntimeInstallation, { kind: 'installed' }>

type Undeclared = Extract<Finding, { rule: 'dependency-undeclared' }>

function undeclaredAsSeen(facts: PackageFacts, contents: Contents, installation: Installed): Undeclared[] {
  return missingDistributions(facts).map(({ module, imported, neededBy, error }) => {
    const { extras, ...rest } = describe(imported, facts, contents, installation)
    // Code that needs an extra may say so to its users, and so may code that catches the error; that is for them to judge.
    const isMeant =
      extras.length > 0 || namesExtra(error) || statementOf(error, module, facts)?.when === 'guarded'
    return {
      rule: 'dependency-undeclared',
      severity: isMeant ? 'warning' : 'error',
      facts: { ...rest, extras, neededBy, others: [] },
      where: whereInCheckout(error, contents) ?? placeOf(module, facts, contents),
    }
  })
}

/** What those lack who already fail for want of something else: they come no further than there. */
function undeclaredNext(facts: PackageFacts, contents: Contents, installation: Installed): Undeclared[] {
  const failed = new Set(missingDistributions(facts).flatMap(({ neededBy }) => neededBy))
  const called = contents.wheel.entryPoints.map(({ name }) => `the script ${name}`)
  const isOpen = (who: string) => failed.has(who) || (who.startsWith('the script ') && !called.includes(who))
  return lacking(facts, contents)
    .filter(({ when, reached }) => when === 'import' && reached.length > 0 && reached.every(isOpen))
    .map((statement) => ({
      rule: 'dependency-undeclared' as const,
      severity: 'warning' as const,
      facts: {
        ...describe(statement.module, facts, contents, installation),
        neededBy: statement.reached,
        others: [],
      },
      where: whereOf(statement),
    }))
    .filter((finding) => finding.facts.extras.length === 0)
}

/** What is imported where nothing that was seen comes: one note for all. */
function untaken(facts: PackageFacts, contents: Contents): Finding[] {
  const installation = completed(facts.install)
  if (installation?.kind !== 'installed') return []
  const told = new Set(missingDistributions(facts).map(({ module }) => module))
  const names = requirementsOf(contents).map(({ name }) => name)
  const shipped = new Set(contents.wheel.files.flatMap(({ path }) => path.replace(/\.\w+$/, '').split('/')))
  // What the package knows to be optional at one place it knows at all.
  const optional = new Set(
    lacking(facts, contents)
      .filter(({ when }) => when === 'guarded')
      .map(({ module }) => topOf(module)),
  )
  const found = new Map<string, ScannedImport>()
  for (const statement of lacking(facts, contents)) {
    const { module, when, reached, file } = statement
    const top = topOf(module)
    const { distribution } = distributionOf(module, { providers: testProviders(facts) })
    if (optional.has(top) || (when === 'import' && reached.length > 0) || !isOwnCode(file)) continue
    if (told.has(top) || pythonsWith(module) !== undefined || found.has(top)) continue
    // What code finds by a path of its own, and what is declared under another name.
    if (shipped.has(top) || isLikelyFrom(module, distribution, names)) continue
    found.set(top, statement)
  }
  const [first, ...others] = found.values()
  if (first === undefined) return []
  const place = ({ module, source, file, line }: ScannedImport) =>
    `${topOf(module)} (${source ?? file}:${line})`
  return [
    {
      rule: 'dependency-undeclared',
      severity: 'note',
      facts: {
        ...describe(first.module, facts, contents, installation),
        neededBy: [],
        others: others.map(place),
      },
      where: whereOf(first),
    },
  ]
}

/** The imports of what is not there; what the checkout has and the wheel lacks is told elsewhere. */
function lacking(facts: PackageFacts, { unshippedModules }: Contents): ScannedImport[] {
  return (completed(facts.dependencies)?.imports ?? []).filter(
    ({ module, providers }) =>
      providers.length === 0 && !unshippedModules.has(module) && !unshippedModules.has(topOf(module)),
  )
}

function describe(
  module: string,
  facts: PackageFacts,
  contents: Contents,
  { providers, distributions }: Installed,
): Omit<FactsOf['dependency-undeclared'], 'neededBy' | 'others'> {
  // A module that is gone from a package which is there; else one whose distribution may be there without it.
  const sibling = siblingOf(module, facts.project)
  const [owner] = sibling === undefined ? (providers[topOf(module)] ?? []) : [sibling.name]
  const { distribution, known } =
    owner === undefined
      ? distributionOf(module, { providers: testProviders(facts) })
      : { distribution: owner, known: true }
  const named = requirementsOf(contents).filter(({ name }) => name === normalizeName(distribution))
  const installed = distributions.find(({ name }) => normalizeName(name) === normalizeName(distribution))
  const python = pythonsWith(module) ?? null
  const { project } = facts
  return {
    module: owner === undefined ? topOf(module) : module,
    distribution,
    known,
    sibling: sibling?.path ?? null,
    declared: named.some(({ ofExtra }) => ofExtra === undefined),
    installed: installed?.version ?? null,
    python,
    extras: extrasWith(distribution, contents),
    ...declare(distribution, project, python ?? undefined),
  }
}

function onePerDistribution(findings: readonly Undeclared[]): Undeclared[] {
  const found = new Map<string, Undeclared>()
  for (const finding of findings) {
    const key = normalizeName(finding.facts.distribution)
    const known = found.get(key)
    const neededBy = [...new Set([...(known?.facts.neededBy ?? []), ...finding.facts.neededBy])]
    const first = known ?? finding
    found.set(key, { ...first, facts: { ...first.facts, neededBy } })
  }
  return [...found.values()]
}

/** What is there only because another dependency needs it. */
function transitive(facts: PackageFacts, contents: Contents, { distributions }: Installed): Finding[] {
  const direct = requirementsOf(contents).filter(({ ofExtra }) => ofExtra === undefined)
  const names = new Set(direct.map(({ name }) => name))
  const own = normalizeName(contents.wheel.metadata.name)
  const pinned = pinnedBy(direct, distributions)
  const found = new Map<string, ScannedImport[]>()
  for (const statement of completed(facts.dependencies)?.imports ?? []) {
    const { providers, when, reached, file } = statement
    const [first] = providers
    if (first === undefined || when !== 'import' || reached.length === 0 || !isOwnCode(file)) continue
    if (providers.map(normalizeName).some((name) => names.has(name) || name === own || pinned.has(name)))
      continue
    found.set(first, [...(found.get(first) ?? []), statement])
  }
  return [...found].map(([distribution, statements]) => {
    const [first] = statements as [ScannedImport, ...ScannedImport[]]
    const files = new Set(statements.map(({ file }) => file))
    return {
      rule: 'dependency-transitive',
      severity: 'warning' satisfies Severity,
      facts: {
        module:
          normalizeName(topOf(first.module)) === normalizeName(distribution) ? distribution : first.module,
        distribution,
        broughtBy: bringer(distribution, direct, distributions) ?? null,
        files: files.size,
        ...declare(distribution, facts.project),
      },
      where: whereOf(first),
    }
  })
}

/** What direct dependencies pin to one version: they and it are one thing in two parts. */
function pinnedBy(direct: readonly Requirement[], distributions: Installed['distributions']): Set<string> {
  const names = new Set(direct.map(({ name }) => name))
  const requirements = distributions
    .filter(({ name }) => names.has(normalizeName(name)))
    .flatMap(({ requires }) => requires.flatMap((text) => parseRequirement(text) ?? []))
  return new Set(
    requirements
      .filter(({ text }) => /===?\s*[\w.!+-]+\s*(?:[,)]|$)/.test(text.split(';')[0] as string))
      .map(({ name }) => name),
  )
}

/** The direct dependency through which a distribution is installed. */
function bringer(
  wanted: string,
  direct: readonly Requirement[],
  distributions: Installed['distributions'],
): string | undefined {
  const byName = new Map(distributions.map((one) => [normalizeName(one.name), one]))
  const seen = new Set<string>()
  const waiting = direct.map((requirement) => ({ ...requirement, through: requirement.name }))
  for (const { name, extras, through } of waiting) {
    if (name === normalizeName(wanted)) return byName.get(through)?.name ?? through
    const key = `${name}[${extras}]`
    if (seen.has(key)) continue
    seen.add(key)
    for (const text of byName.get(name)?.requires ?? []) {
      const requirement = parseRequirement(text)
      if (requirement === undefined) continue
      const { ofExtra } = requirement
      if (ofExtra === undefined || extras.includes(ofExtra)) waiting.push({ ...requirement, through })
    }
  }
  return undefined
}

function placeOf(module: string, facts: PackageFacts, contents: Contents): Where | undefined {
  const statement = lacking(facts, contents).find(
    (one) => topOf(one.module) === module && one.when === 'import' && one.reached.length > 0,
  )
  return statement === undefined ? undefined : whereOf(statement)
}

function whereOf({ source, line }: ScannedImport): Where | undefined {
  return source === undefined ? undefined : { file: source, line }
}
