import { completed, type PackageFacts } from '../facts.ts'
import { checkRebuilds } from './decide.ts'

/** Returns whether the wheel from the source tree and a second build are the same. */
export function summarizeRebuilds(facts: PackageFacts): string | undefined {
  const [value, build] = [completed(facts.rebuild), completed(facts.build)]
  if (value === undefined) return undefined
  if (build?.kind !== 'built' || build.sdistFailure !== undefined)
    return `the wheel from the tree ${value.fromSourceTree.kind === 'built' ? 'can' : 'cannot'} be built`
  const broken = checkRebuilds(facts).map(({ rule }) => rule)
  const tree = `the wheel from the tree has ${broken.includes('sdist-incomplete') ? 'other' : 'the same'} files`
  const again =
    value.second === undefined
      ? 'two builds are not compared without a commit, whose time they would share'
      : broken.includes('not-reproducible')
        ? 'a second build differs'
        : value.second.kind === 'built' && value.second.wheel.sha256 === build.wheel.sha256
          ? 'a second build gives it again'
          : 'a second build gives it again but for what is compiled'
  return `${tree}; ${again}`
}
