import { completed, type PackageFacts } from '../facts.ts'

/** Returns the names of the built distributions, for a passed check. */
export function summarizeBuild({ build }: PackageFacts): string | undefined {
  const value = completed(build)
  return value?.kind === 'built'
    ? `${fileName(value.sdist.file)}, and from it ${fileName(value.wheel.file)}`
    : undefined
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) as string
}
