import { pathToFileURL } from 'node:url'
import { normalizeName, parseRequirement } from './requirement.ts'
import { type Inventory, originProblems } from './virtual-environment.ts'

/** The wheel of a workspace member, built in this run. */
export interface SiblingWheel {
  readonly name: string
  readonly version: string
  /** Absolute. */
  readonly file: string
  /** Hexadecimal. */
  readonly sha256: string
  /** The Requires-Dist fields of its metadata. */
  readonly requirements: readonly string[]
}

/**
 * Finds the workspace members that requirements name, and their transitive dependencies among the workspace members.
 *
 * @throws Inconclusive if one of them cannot be built
 */
export type FindSiblings = (requirements: readonly string[]) => Promise<readonly SiblingWheel[]>

/** A direct reference to the wheel, which takes precedence over any version on an index (PEP 440). */
function directReference({ name, file }: SiblingWheel, extras: readonly string[] = []): string {
  return `${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`} @ ${pathToFileURL(file)}`
}

/** Installer arguments that pin workspace members to their wheels of this run. */
export interface SiblingPins {
  /** With these, an installer does not look a name up on the index (dependency confusion). */
  readonly constraints: readonly string[]
  /** Additional requirements, as pip before 26 ignores constraints for a name with extras. */
  readonly pipRequirements: readonly string[]
}

/**
 * The pins for an installation.
 *
 * @param requirements those of the wheel under test, and those that are installed with it
 * @param extras the requested extras of the wheel under test
 */
export function pinsOf(
  siblings: readonly SiblingWheel[],
  requirements: readonly string[],
  extras: readonly string[] = [],
): SiblingPins {
  return {
    constraints: siblings.map((sibling) => directReference(sibling)),
    pipRequirements: requirementsWithExtras(siblings, requirements, extras),
  }
}

function requirementsWithExtras(
  siblings: readonly SiblingWheel[],
  requirements: readonly string[],
  extras: readonly string[],
): string[] {
  const byName = new Map(siblings.map((sibling) => [normalizeName(sibling.name), sibling]))
  const found = new Set<string>()
  const seen = new Set<string>()
  const queue = [{ texts: requirements, extras }]
  for (const { texts, extras: active } of queue) {
    for (const text of texts) {
      const requirement = parseRequirement(text)
      const sibling = requirement && byName.get(requirement.name)
      if (requirement === undefined || sibling === undefined) continue
      const { ofExtra } = requirement
      if (ofExtra !== undefined && !active.map(normalizeName).includes(normalizeName(ofExtra))) continue
      const key = `${requirement.name}[${requirement.extras}]`
      if (requirement.extras.length > 0) {
        const marker = ofExtra === undefined ? /;(.*)$/.exec(text)?.[1]?.trim() : undefined
        found.add(directReference(sibling, requirement.extras) + (marker ? ` ; ${marker}` : ''))
      }
      if (seen.has(key)) continue
      seen.add(key)
      queue.push({ texts: sibling.requirements, extras: requirement.extras })
    }
  }
  return [...found]
}

/** The sibling wheels that are installed in an environment. */
export function siblingsIn({ distributions }: Inventory, siblings: readonly SiblingWheel[]): SiblingWheel[] {
  const names = new Set(distributions.map(({ name }) => normalizeName(name)))
  return siblings.filter(({ name }) => names.has(normalizeName(name)))
}

/** Problems with workspace members in an environment: each must be installed from its wheel of this run. */
export function siblingProblems({ distributions }: Inventory, siblings: readonly SiblingWheel[]): string[] {
  const byName = new Map(siblings.map((sibling) => [normalizeName(sibling.name), sibling]))
  return distributions.flatMap((installed) => {
    const sibling = byName.get(normalizeName(installed.name))
    return sibling === undefined ? [] : originProblems(installed, sibling)
  })
}
