import { type EntryPoint, misspelling, SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf, topOf } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { isOwnMissing } from '../diagnosis/needs.ts'
import { PROGRAMS } from '../diagnosis/replaced-programs.ts'
import { whereDeclared } from '../diagnosis/where-declared.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { EntryPointEvidence } from './facts.ts'

/** Every entry point, of whatever group, is there, can be installed, and leads to something. */
export function checkEntryPoints(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  return [
    ...declaredNotBuilt(facts, contents),
    ...contents.wheel.entryPoints.flatMap((entryPoint) => checkEntry(entryPoint, facts, contents)),
    ...sameName(facts, contents),
    ...(completed(facts.scripts)?.entryPoints ?? []).flatMap((evidence) =>
      checkLoaded(evidence, facts, contents),
    ),
  ]
}

/** A broken entry point, with where it is declared. */
export function brokenEntry(
  { group, name, value }: Pick<EntryPoint, 'group' | 'name' | 'value'>,
  problem: string,
  facts: PackageFacts,
  severity: Severity = 'error',
): Finding {
  const where = whereDeclared({ group, name }, facts)
  return { rule: 'entry-point-broken', severity, facts: { group, script: name, value, problem }, where }
}

function declaredNotBuilt(facts: PackageFacts, { wheel }: Contents): Finding[] {
  // The reader of setup.cfg does not keep upper case in the names of groups.
  const key = ({ group, name }: { group: string; name: string }) => `${group.toLowerCase()} ${name}`
  const built = new Set(wheel.entryPoints.map(key))
  return facts.project.declaredEntryPoints
    .filter((claim) => !built.has(key(claim)))
    .map((claim) => brokenEntry(claim, `is declared in ${claim.file} but is not in the wheel`, facts))
}

/** What can be said of an entry without running it. */
function checkEntry(entryPoint: EntryPoint, facts: PackageFacts, contents: Contents): Finding[] {
  const problem =
    misspelling(entryPoint) ??
    overwrittenProgram(entryPoint, contents.wheel) ??
    moduleNotThere(entryPoint, contents)
  if (problem !== undefined) return [brokenEntry(entryPoint, problem, facts)]
  const others = sharedWith(entryPoint, facts, contents.wheel)
  if (others.length === 0) return []
  const shared = `is a command of ${others.join(' and ')} too, so that the one that is installed last overwrites the other`
  return [brokenEntry(entryPoint, shared, facts, 'warning')]
}

function overwrittenProgram({ group, name }: EntryPoint, { metadata }: Wheel): string | undefined {
  if (!SCRIPT_GROUPS.includes(group)) return undefined
  const owner = PROGRAMS.find(([program]) => program.test(name))?.[1]
  if (owner === undefined || normalizeName(metadata.name) === owner) return undefined
  return `overwrites the command of ${owner}`
}

/** Other distributions of the environment that bring a command of the same name. */
function sharedWith({ group, name }: EntryPoint, facts: PackageFacts, { metadata }: Wheel): string[] {
  const installation = completed(facts.install)
  if (!SCRIPT_GROUPS.includes(group) || installation?.kind !== 'installed') return []
  const owners = installation.programs?.[name] ?? installation.programs?.[`${name}.exe`] ?? []
  return owners.filter((owner) => normalizeName(owner) !== normalizeName(metadata.name))
}

/** Two commands that are one file where upper and lower case are not told apart. */
function sameName(facts: PackageFacts, { wheel }: Contents): Finding[] {
  const scripts = wheel.entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group))
  return scripts.flatMap((script, i) => {
    const twin = scripts
      .slice(0, i)
      .find(({ name }) => name !== script.name && name.toLowerCase() === script.name.toLowerCase())
    if (twin === undefined) return []
    const problem = `and ${twin.name} are one file on Windows and macOS, which do not tell upper from lower case`
    return [brokenEntry(script, problem, facts, 'warning')]
  })
}

/** The module of an entry is not in the wheel, and is of no other distribution's making. */
function moduleNotThere({ module }: EntryPoint, contents: Contents): string | undefined {
  const { wheel, unshippedModules } = contents
  // A module that is missing from a shipped package is told as such.
  if (module === '' || isOwnMissing(module, contents)) return undefined
  const source = unshippedModules.get(module)
  if (source !== undefined)
    return `names the module ${module}, which is not in the wheel (its source is ${source})`
  const own = wheel.topLevels.some(({ name, kind }) => name === topOf(module) && kind !== 'namespace')
  return !own || isShipped(module, wheel)
    ? undefined
    : `names the module ${module}, which is neither in the wheel nor in the checkout`
}

function isShipped(module: string, { files }: Wheel): boolean {
  return files.some(({ path }) => `${moduleOf(path)}.`.startsWith(`${module}.`))
}

/** An entry whose module imports, and has no such attribute. What keeps a module from importing is told of the module. */
function checkLoaded(
  { entryPoint, outcome, error }: EntryPointEvidence,
  facts: PackageFacts,
  { wheel }: Contents,
): Finding[] {
  const { module, attribute } = entryPoint
  if (outcome !== 'failed' || error?.type !== 'AttributeError' || attribute === undefined) return []
  // Raised by the look-up itself, or by a module that answers for its attributes.
  if (error.frames.length > 1 || error.frames.some((frame) => frame.function !== '__getattr__')) return []
  if (misspelling(entryPoint) !== undefined || !isShipped(module, wheel)) return []
  // Launchers import it from the module, which finds a submodule as well.
  if (SCRIPT_GROUPS.includes(entryPoint.group) && isShipped(`${module}.${attribute.split('.')[0]}`, wheel))
    return []
  return [brokenEntry(entryPoint, `names ${attribute}, which ${module} does not have`, facts)]
}
