import { isPackageName } from '../../distribution/top-level-names.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { parentDirectories } from '../../repository/checkout.ts'

type Installed = Pick<Wheel, 'files' | 'metadata'>

/** The files of the last release, in its import packages, that the wheel lacks. */
export function droppedFiles(previous: Pick<Wheel, 'files'>, wheel: Pick<Wheel, 'files'>): string[] {
  const kept = new Set(wheel.files.map(({ path }) => path))
  return previous.files.map(({ path }) => path).filter((path) => !kept.has(path) && isOfPackage(path))
}

/** Whether a path belongs to an import package, not to a directory such as `tests` that several distributions install by mistake. */
function isOfPackage(path: string): boolean {
  const [top = '', ...rest] = path.split('/')
  return isPackageName(top.replace(/\.py$/, '')) && (rest.length > 0 || /\.(py|so|pyd)$/.test(top))
}

/** The outermost import packages of the last release of which the wheel has no file. */
export function droppedDirectories(previous: Pick<Wheel, 'files'>, wheel: Pick<Wheel, 'files'>): string[] {
  const kept = directoriesOf(wheel)
  const packages = previous.files.flatMap(({ path }) => /^(.+)\/__init__\.py$/.exec(path)?.[1] ?? [])
  const dropped = new Set(packages.filter((directory) => !kept.has(directory)))
  return [...dropped].filter(
    (directory) => !parentDirectories(directory).some((parent) => dropped.has(parent)),
  )
}

/**
 * Whether the wheel installed over the last release may differ from the wheel in a clean environment: with the same
 * requirements, only a directory can stay behind.
 */
export function differsAfterUpgrade(previous: Installed, wheel: Installed): boolean {
  const before = new Set(previous.metadata.requirements)
  const after = new Set(wheel.metadata.requirements)
  const isSame = before.size === after.size && [...before].every((one) => after.has(one))
  const kept = directoriesOf(wheel)
  return !isSame || [...directoriesOf(previous)].some((directory) => !kept.has(directory))
}

function directoriesOf({ files }: Pick<Wheel, 'files'>): Set<string> {
  return new Set(files.flatMap(({ path }) => parentDirectories(path)))
}
