import { explain } from '@renovatebot/pep440'
import { normalizeName } from '../../python/requirement.ts'
import { exceptionChain } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { dependenciesLocation, dependencyTable } from '../diagnosis/dependency-declaration.ts'
import { brokenDependency, lackingDependency } from '../diagnosis/lacking-dependency.ts'
import { type RepeatedFailure, repeatedFailures } from '../diagnosis/repeated-failures.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding } from '../rules.ts'
import type { Prerelease, PrereleaseRun } from './facts.ts'

/** What fails with a pre-release for the same cause. */
interface Breakage {
  readonly prereleases: readonly [Prerelease, ...Prerelease[]]
  /** What the first of them lacks; undefined if the cause is another one. */
  readonly lacking: Pick<FactsOf['dependency-incompatible'], 'module' | 'name' | 'importedBy'> | undefined
  readonly failures: readonly [RepeatedFailure, ...RepeatedFailure[]]
}

/** Warns of what fails with pre-releases of the dependencies only: it will fail when they become final. */
export function checkPrereleases(facts: PackageFacts): Finding[] {
  const run = facts.prerelease === undefined ? undefined : completed(facts.prerelease)
  const contents = completed(facts.contents)
  if (run === undefined || contents === undefined) return []
  const groups = new Map<string, Breakage>()
  for (const failure of repeatedFailures(run, facts)) {
    const cause = causeOf(failure, run, contents, facts)
    const key = JSON.stringify(cause)
    const known = groups.get(key)
    groups.set(key, { ...cause, failures: known === undefined ? [failure] : [...known.failures, failure] })
  }
  return [...groups.values()].map((breakage) => findingFor(breakage, contents, facts))
}

function causeOf(
  { exception }: RepeatedFailure,
  run: PrereleaseRun,
  contents: Contents,
  facts: PackageFacts,
): Pick<Breakage, 'prereleases' | 'lacking'> {
  const find = (distribution: string | undefined) =>
    distribution === undefined
      ? undefined
      : run.prereleases.find(({ name }) => normalizeName(name) === normalizeName(distribution))
  for (const error of exception === undefined ? [] : exceptionChain(exception)) {
    const lacking = lackingDependency(error, contents, run.installed)
    const prerelease = find(lacking?.distribution)
    if (lacking === undefined || prerelease === undefined) continue
    const { module, name, importedBy } = lacking
    return { prereleases: [prerelease], lacking: { module, name, importedBy } }
  }
  const broken =
    exception === undefined
      ? undefined
      : find(brokenDependency(exception, contents, run.installed, facts)?.distribution)
  if (broken !== undefined) return { prereleases: [broken], lacking: undefined }
  // The package uses its own dependencies.
  const [first, ...others] = run.prereleases.filter(({ isDirect }) => isDirect)
  return { prereleases: first === undefined ? run.prereleases : [first, ...others], lacking: undefined }
}

function findingFor(
  { prereleases, lacking, failures }: Breakage,
  contents: Contents,
  facts: PackageFacts,
): Finding {
  const [first] = prereleases
  const requirement = requirementsOf(contents).find((one) => one.name === normalizeName(first.name))
  return {
    rule: 'dependency-incompatible',
    severity: 'warning',
    facts: {
      distribution: first.name,
      version: first.version,
      module: lacking?.module ?? first.name,
      name: lacking?.name ?? null,
      error: lacking === undefined ? failures[0].error : null,
      importedBy: lacking?.importedBy ?? null,
      requirement: requirement?.text ?? null,
      table: dependencyTable(facts.project),
      newestWith: first.final ?? null,
      below: explain(first.version)?.base_version ?? null,
      inFunction: false,
      neededBy: failures.map(({ what }) => what),
      prereleases: prereleases.map(({ name, version, final }) => ({ name, version, final: final ?? null })),
    },
    where: dependenciesLocation(facts.project),
  }
}
