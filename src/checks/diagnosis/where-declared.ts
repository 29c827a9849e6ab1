import type { EntryPoint } from '../../distribution/entry-points.ts'
import type { PackageFacts } from '../facts.ts'
import type { Where } from '../rules.ts'

/** The line of the configuration that declares an entry point. */
export function whereDeclared(
  { group, name }: Pick<EntryPoint, 'group' | 'name'>,
  { project }: PackageFacts,
): Where | undefined {
  const claim = project.declaredEntryPoints.find((one) => one.group === group && one.name === name)
  return claim === undefined ? undefined : { file: claim.file, line: claim.line }
}
