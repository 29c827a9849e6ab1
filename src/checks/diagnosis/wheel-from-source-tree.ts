import type { Wheel } from '../../distribution/wheel.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the wheel built directly from the source tree; undefined if that build failed. */
export function wheelFromSourceTree(facts: PackageFacts): Wheel | undefined {
  const fromSourceTree = completed(facts.rebuild)?.fromSourceTree
  return fromSourceTree?.kind === 'built' ? fromSourceTree.wheel : undefined
}
