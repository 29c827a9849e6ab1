import type { Wheel } from '../../distribution/wheel.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** The wheel that was built from the tree, if it could be. */
export function wheelFromTree(facts: PackageFacts): Wheel | undefined {
  const fromTree = completed(facts.rebuild)?.fromTree
  return fromTree?.kind === 'built' ? fromTree.wheel : undefined
}
