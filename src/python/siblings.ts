import { pathToFileURL } from 'node:url'
import { normalizeName, parseRequirement } from './requirement.ts'
import { type Inventory, originProblems } from './virtual-environment.ts'

/** A package of the same repository, as it was built in this run. */
export interface SiblingWheel {
  readonly name: string
  readonly version: string
  /** Absolute. */
  readonly file: string
  /** Of the content; hexadecimal. */
  readonly sha256: string
  /** Every Requires-Dist, as written. */
  readonly requirements: readonly string[]
}

/**
 * Finds the packages of the same repository that requirements name, and those that these need in turn.
 *
 * @throws Inconclusive when one cannot be had
 */
export type FindSiblings = (requirements: readonly string[]) => Promise<readonly SiblingWheel[]>

/** The wheel as the one thing that its name stands for, whatever an index has. */
function pinned({ name, file }: SiblingWheel, extras: readonly string[] = []): string {
  return `${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`} @ ${pathToFileURL(file)}`
}

/** What an installer is told of siblings: whoever needs one gets the wheel of this run. */
export interface SiblingPins {
  /** An index that has the name too is not asked for it (dependency confusion). */
  readonly constraints: readonly string[]
  /** Before version 26 pip does not hold a name with extras to a constraint. */
  readonly forPip: readonly string[]
}

/**
 * What holds siblings to the wheels of this run.
 *
 * @param requirements what names them: those of the wheel that is installed, and of what is installed with it
 * @param extras of that wheel
 */
export function pinsOf(
  siblings: readonly SiblingWheel[],
  requirements: readonly string[],
  extras: readonly string[] = [],
): SiblingPins {
  return {
    constraints: siblings.map((sibling) => pinned(sibling)),
    forPip: requirementsWithExtras(siblings, requirements, extras),
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
  const waiting = [{ texts: requirements, extras }]
  for (const { texts, extras: active } of waiting) {
    for (const text of texts) {
      const requirement = parseRequirement(text)
      const sibling = requirement && byName.get(requirement.name)
      if (requirement === undefined || sibling === undefined) continue
      const { ofExtra } = requirement
      if (ofExtra !== undefined && !active.map(normalizeName).includes(normalizeName(ofExtra))) continue
      const key = `${requirement.name}[${requirement.extras}]`
      if (requirement.extras.length > 0) {
        const marker = ofExtra === undefined ? /;(.*)$/.exec(text)?.[1]?.trim() : undefined
        found.add(pinned(sibling, requirement.extras) + (marker ? ` ; ${marker}` : ''))
      }
      if (seen.has(key)) continue
      seen.add(key)
      waiting.push({ texts: sibling.requirements, extras: requirement.extras })
    }
  }
  return [...found]
}

/** The siblings that an environment holds. */
export function siblingsIn({ distributions }: Inventory, siblings: readonly SiblingWheel[]): SiblingWheel[] {
  const names = new Set(distributions.map(({ name }) => normalizeName(name)))
  return siblings.filter(({ name }) => names.has(normalizeName(name)))
}

/** What is wrong with the siblings in an environment: each must be the wheel of this run. */
export function siblingProblems({ distributions }: Inventory, siblings: readonly SiblingWheel[]): string[] {
  const byName = new Map(siblings.map((sibling) => [normalizeName(sibling.name), sibling]))
  return distributions.flatMap((installed) => {
    const sibling = byName.get(normalizeName(installed.name))
    return sibling === undefined ? [] : originProblems(installed, sibling)
  })
}
