import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { Inconclusive } from '../program/errors.ts'
import { findChangedPackages } from './changed-packages.ts'
import type { RepositoryPackages } from './find-packages.ts'
import { History } from './history.ts'
import type { Selection } from './selection.ts'

/** The packages of one repository, and the selection of those to verify. */
export interface SelectedPackages extends RepositoryPackages, Selection {
  /** A sentence that explains the selection; undefined if all requested packages are selected. */
  readonly basis?: string
  /**
   * Opened on first use.
   *
   * @throws Inconclusive if there is no commit, or git fails
   */
  readonly history: () => Promise<History>
}

/**
 * Selects all requested packages, or with `changed-only` those of them that changed.
 *
 * @param scratch a temporary directory for fetched commits
 */
export function selectPackages(
  found: readonly RepositoryPackages[],
  config: Config,
  scratch: string,
): Promise<SelectedPackages[]> {
  return Promise.all(found.map((packages, at) => select(packages, config, join(scratch, `history-${at}`))))
}

async function select(found: RepositoryPackages, config: Config, scratch: string): Promise<SelectedPackages> {
  let opening: Promise<History> | undefined
  const history = () => {
    opening ??= openHistory(found, scratch)
    return opening
  }
  const selection = config.changedOnly
    ? await findChangedPackages(found, config.event, config.workflowFile, history)
    : { verified: found.requested, unchanged: new Map() }
  return { ...found, ...selection, history }
}

async function openHistory({ checkout }: RepositoryPackages, scratch: string): Promise<History> {
  if (checkout.head === undefined) throw new Inconclusive(`The repository ${checkout.root} has no commits.`)
  return History.open(checkout, checkout.head, scratch)
}
