import { completed, type PackageFacts } from '../facts.ts'

/** Returns the names of the built distributions, for a passed check. */
export function summarizeBuild({ build }: PackageFacts): string | undefined {
  const value = completed(build)
  if (value?.kind !== 'built') return undefined
  const [sdist, wheel] = [fileName(value.sdist.file), fileName(value.wheel.file)]
  return value.sdistFailure === undefined
    ? `built ${sdist}, then ${wheel} from it`
    : `built ${sdist}, and ${wheel} directly from the source tree`
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) as string
}
