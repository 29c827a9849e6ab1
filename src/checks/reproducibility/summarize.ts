import { completed, type PackageFacts } from '../facts.ts'
import { checkRebuilds } from './decide.ts'

/** Returns whether the wheel built from the source tree and a second build are the same. */
export function summarizeRebuilds(facts: PackageFacts): string | undefined {
  const [value, build] = [completed(facts.rebuild), completed(facts.build)]
  if (value === undefined) return undefined
  if (build?.kind !== 'built' || build.sdistFailure !== undefined)
    return `a wheel ${value.fromSourceTree.kind === 'built' ? 'can' : 'cannot'} be built from the source tree`
  const broken = checkRebuilds(facts).map(({ rule }) => rule)
  const contents = broken.includes('sdist-incomplete') ? 'different contents than' : 'same contents as'
  const again =
    value.second === undefined
      ? 'not built twice, as there is no commit for SOURCE_DATE_EPOCH'
      : broken.includes('not-reproducible')
        ? 'not reproducible'
        : value.second.kind === 'built' && value.second.wheel.sha256 === build.wheel.sha256
          ? 'reproducible'
          : 'reproducible except for compiled files'
  return `${contents} a wheel built from the source tree; ${again}`
}
