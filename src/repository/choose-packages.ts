import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { Inconclusive } from '../program/errors.ts'
import { findChanged } from './changed-packages.ts'
import type { Packages } from './find-packages.ts'
import { History } from './history.ts'
import type { Selection } from './selection.ts'

/** The packages of one repository, and which of them are to be verified. */
export interface Chosen extends Packages, Selection {
  /** On what the selection rests, in a sentence; undefined where all were asked for. */
  readonly basis?: string
  /** Read once. */
  readonly history: () => Promise<History>
}

/**
 * Takes all packages, or those that changed where only these are asked for.
 *
 * @param scratch a temporary folder for what is fetched of the history
 */
export function choosePackages(
  found: readonly Packages[],
  config: Config,
  scratch: string,
): Promise<Chosen[]> {
  return Promise.all(found.map((one, at) => choose(one, config, join(scratch, `history-${at}`))))
}

async function choose(found: Packages, config: Config, scratch: string): Promise<Chosen> {
  let opened: Promise<History> | undefined
  const history = () => {
    opened ??= openHistory(found, scratch)
    return opened
  }
  const selection = config.changedOnly
    ? await findChanged(found, config.event, config.workflow, history)
    : { verified: found.asked, leftOut: new Map() }
  return { ...found, ...selection, history }
}

async function openHistory({ checkout }: Packages, scratch: string): Promise<History> {
  // Nobody asks for the history of what has none.
  if (checkout.head === undefined) throw new Inconclusive(`${checkout.root} has no commit.`)
  return History.open(checkout, checkout.head, scratch)
}
