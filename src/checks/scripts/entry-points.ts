import { isEmptyWheel } from '../../distribution/empty-wheel.ts'
import { type EntryPoint, misspelling, SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { entryPointLocation } from '../diagnosis/entry-point-location.ts'
import { isExplained } from '../diagnosis/explained-failures.ts'
import { isUnshippedPackageModule } from '../diagnosis/failures.ts'
import { describeImportError } from '../diagnosis/import-error.ts'
import { type ImportFailureCause, importFailureCause } from '../diagnosis/import-failure-cause.ts'
import { importFailures, isSameError } from '../diagnosis/import-failures.ts'
import { isNamedAfter } from '../diagnosis/plugin-host.ts'
import { RESERVED_COMMANDS } from '../diagnosis/reserved-commands.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { EntryPointEvidence } from './facts.ts'

/** Reports entry points that the wheel lacks, that cannot be installed, or whose object does not exist. */
export function checkEntryPoints(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const { entryPoints = [], absentObjects = [] } = completed(facts.scripts) ?? {}
  const declarations = contents.wheel.entryPoints.flatMap((entryPoint) =>
    checkDeclaration(entryPoint, facts, contents),
  )
  const others = entryPoints.filter(({ entryPoint }) => !absentObjects.includes(entryPoint))
  return [
    ...missingFromWheel(facts, contents),
    ...declarations,
    ...caseCollisions(facts, contents),
    ...absentObjects.flatMap((entryPoint) => lackedObject(entryPoint, facts, contents)),
    ...others.flatMap((evidence) => checkImported(evidence, facts, contents)),
  ]
}

/** Makes a finding for an entry point, at its position in the checkout. */
export function brokenEntryPoint(
  { group, name, value }: Pick<EntryPoint, 'group' | 'name' | 'value'>,
  problem: string,
  facts: PackageFacts,
  severity: Severity = 'error',
): Finding {
  const where = entryPointLocation({ group, name }, facts)
  return { rule: 'entry-point-broken', severity, facts: { group, script: name, value, problem }, where }
}

function missingFromWheel(facts: PackageFacts, { wheel }: Contents): Finding[] {
  // The parser of setup.cfg lower-cases option names, which are the group names.
  const key = ({ group, name }: { group: string; name: string }) => `${group.toLowerCase()} ${name}`
  const built = new Set(wheel.entryPoints.map(key))
  return facts.project.declaredEntryPoints
    .filter((declared) => !built.has(key(declared)))
    .map((declared) =>
      brokenEntryPoint(declared, `is declared in ${declared.file}, but missing from the wheel`, facts),
    )
}

/** Checks an entry point without running or importing it. */
function checkDeclaration(entryPoint: EntryPoint, facts: PackageFacts, contents: Contents): Finding[] {
  const problem =
    misspelling(entryPoint) ??
    overwrittenCommand(entryPoint, contents.wheel) ??
    missingModule(entryPoint, contents)
  return problem === undefined ? [] : [brokenEntryPoint(entryPoint, problem, facts)]
}

function overwrittenCommand({ group, name }: EntryPoint, { metadata }: Wheel): string | undefined {
  if (!SCRIPT_GROUPS.includes(group)) return undefined
  const owner = RESERVED_COMMANDS.find(([program]) => program.test(name))?.[1]
  if (owner === undefined || normalizeName(metadata.name) === owner) return undefined
  return `overwrites a command of ${owner}`
}

/** Reports commands whose names differ only in case: on a case-insensitive file system they are one file. */
function caseCollisions(facts: PackageFacts, { wheel }: Contents): Finding[] {
  const scripts = wheel.entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group))
  return scripts.flatMap((script, i) => {
    const twin = scripts
      .slice(0, i)
      .find(({ name }) => name !== script.name && name.toLowerCase() === script.name.toLowerCase())
    if (twin === undefined) return []
    const problem = `and ${twin.name} are the same file on Windows and macOS, whose file systems ignore case`
    return [brokenEntryPoint(script, problem, facts, 'warning')]
  })
}

/** Describes the module if it belongs to this package but is not in the wheel. */
function missingModule({ module }: EntryPoint, contents: Contents): string | undefined {
  const { wheel, unshippedModules } = contents
  // The rule `module-missing` reports a module that is missing from a shipped import package.
  if (module === '' || isEmptyWheel(wheel) || isUnshippedPackageModule(module, contents)) return undefined
  const source = unshippedModules.get(module)
  if (source !== undefined)
    return `points to the module ${module}, which is not in the wheel (source: ${source})`
  const own = wheel.topLevels.some(
    ({ name, kind }) => name === topLevelModule(module) && kind !== 'namespace',
  )
  return !own || isShipped(module, wheel)
    ? undefined
    : `points to the module ${module}, which is neither in the wheel nor in the checkout`
}

function isShipped(module: string, { files }: Wheel): boolean {
  return files.some(({ path }) => `${moduleOf(path)}.`.startsWith(`${module}.`))
}

/** Reports an entry point that its host or launcher cannot load. */
function checkImported(evidence: EntryPointEvidence, facts: PackageFacts, contents: Contents): Finding[] {
  const { entryPoint, outcome } = evidence
  if (outcome === 'imported' || misspelling(entryPoint) !== undefined) return []
  if (lacksAttribute(evidence)) return lackedObject(entryPoint, facts, contents)
  const error = loadingError(evidence, facts)
  if (error === undefined) return []
  const host = evidence.host === undefined ? '' : ` with ${evidence.host} installed`
  return [brokenEntryPoint(entryPoint, `cannot be loaded${host}: ${error}`, facts)]
}

function lackedObject(entryPoint: EntryPoint, facts: PackageFacts, { wheel }: Contents): Finding[] {
  const { module, attribute } = entryPoint
  if (!isShipped(module, wheel) || isFoundByLauncher(entryPoint, wheel)) return []
  return [brokenEntryPoint(entryPoint, `points to ${attribute}, which does not exist in ${module}`, facts)]
}

/** Whether the attribute lookup itself raised an AttributeError, or the module's `__getattr__` (PEP 562). */
function lacksAttribute({ entryPoint, outcome, error }: EntryPointEvidence): boolean {
  if (outcome !== 'failed' || error?.type !== 'AttributeError' || entryPoint.attribute === undefined)
    return false
  return error.frames.length <= 1 && error.frames.every((frame) => frame.function === '__getattr__')
}

/** The launcher of a script uses `from module import attribute`, which also finds submodules. */
function isFoundByLauncher({ group, module, attribute }: EntryPoint, wheel: Wheel): boolean {
  const first = attribute?.split('.')[0]
  return SCRIPT_GROUPS.includes(group) && isShipped(`${module}.${first}`, wheel)
}

/**
 * Describes why loading an entry point fails for each user; undefined if another finding reports that, or if it needs
 * its host, settings, a display, another platform or an optional dependency.
 */
function loadingError(
  { entryPoint, ...attempt }: EntryPointEvidence,
  facts: PackageFacts,
): string | undefined {
  const { error, outcome } = attempt
  // A crash without a display is usual for GUI toolkits.
  if (error === undefined || outcome !== 'failed') return undefined
  if (isExplained(error, facts) || isImportFailure(error, facts)) return undefined
  const cause = importFailureCause(entryPoint.module, attempt, facts)
  if (cause.kind === 'undeclared' && isNamedAfter(entryPoint.group, topLevelModule(cause.module)))
    return undefined
  return FAULTS.includes(cause.kind) ? describeImportError(attempt) : undefined
}

/** Whether the check of imports has decided about the same exception. */
function isImportFailure(error: PythonError, facts: PackageFacts): boolean {
  return importFailures(facts).some(
    ({ attempt }) => attempt.error !== undefined && isSameError(attempt.error, error),
  )
}

/** The causes for which the package or its dependencies are at fault, not the environment of the user. */
const FAULTS: readonly ImportFailureCause['kind'][] = [
  'own-module',
  'own-data',
  'own-name',
  'checkout',
  'own-exception',
  'undeclared',
  'incompatible',
  'dependency-broken',
  'circular',
]
