import { type EntryPoint, parseEntryPoint } from '../../src/distribution/entry-points.ts'

/** The entry points of a valid entry_points.txt without comments, for tests that do not build a wheel. */
export function entryPointsOf(text: string): EntryPoint[] {
  let group = ''
  return text.split('\n').flatMap((line) => {
    const section = /^\[(.+)\]$/.exec(line)?.[1]
    group = section ?? group
    const [, name = '', value = ''] = /^(.*?) *= *(.*)$/.exec(line) ?? []
    return section !== undefined || name === '' ? [] : [parseEntryPoint(group, name, value)]
  })
}
