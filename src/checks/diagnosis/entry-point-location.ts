import type { EntryPoint } from '../../distribution/entry-points.ts'
import type { PackageFacts } from '../facts.ts'
import type { SourceLocation } from '../rules.ts'

/** Returns the line of the configuration that declares an entry point; undefined if it was not found. */
export function entryPointLocation(
  { group, name }: Pick<EntryPoint, 'group' | 'name'>,
  { project }: PackageFacts,
): SourceLocation | undefined {
  const declared = project.declaredEntryPoints.find((one) => one.group === group && one.name === name)
  return declared === undefined ? undefined : { file: declared.file, line: declared.line }
}
