import { count, listSome } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the number of files and the top-level modules of the wheel, for a passed check. */
export function summarizeContents({ contents }: PackageFacts): string | undefined {
  const value = completed(contents)
  return (
    value &&
    `${count(value.wheel.files.length, 'file')} in ${listSome(value.wheel.topLevels.map(({ name }) => name)) || 'no import package'}`
  )
}
