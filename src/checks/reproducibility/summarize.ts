import { completed, type PackageFacts } from '../facts.ts'
import { checkRebuilds } from './decide.ts'

export function summarizeRebuilds(facts: PackageFacts): string | undefined {
  const [value, build] = [completed(facts.rebuild), completed(facts.build)]
  if (value === undefined) return undefined
  if (build?.kind !== 'built')
    return `the wheel from the tree ${value.fromTree.kind === 'built' ? 'can' : 'cannot'} be built`
  const broken = checkRebuilds(facts).map(({ rule }) => rule)
  const tree = `the wheel from the tree has ${broken.includes('sdist-incomplete') ? 'other' : 'the same'} files`
  const again =
    value.again === undefined
      ? 'two builds are not compared without a commit, whose time they would share'
      : broken.includes('not-reproducible')
        ? 'a second build differs'
        : value.again.kind === 'built' && value.again.wheel.sha256 === build.wheel.sha256
          ? 'a second build gives it again'
          : 'a second build gives it again but for what is compiled'
  return `${tree}; ${again}`
}
