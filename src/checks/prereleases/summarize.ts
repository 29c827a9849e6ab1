import { list } from '../../program/sentence.ts'
import { describeRepeated } from '../diagnosis/repeated-results.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns what was repeated with the pre-releases. */
export function summarizePrereleases({ prerelease }: PackageFacts): string | undefined {
  const value = prerelease && completed(prerelease)
  if (value === undefined) return undefined
  const versions = value.prereleases.map(({ name, version }) => `${name}==${version}`)
  return `${describeRepeated(value)} with ${list(versions)}`
}
