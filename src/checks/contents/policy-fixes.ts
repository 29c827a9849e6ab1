import { type Packaging, sdistFix } from '../fixes/packaging.ts'

/** Returns the fix for license files that a distribution lacks (PEP 639). */
export function licenseFix(
  packaging: Packaging,
  paths: readonly string[],
  artifacts: readonly string[],
): string {
  if (!artifacts.includes('wheel')) return sdistFix(packaging, paths)
  const names = paths.map((path) => path.split('/').at(-1) as string)
  const list = names.map((name) => `"${name}"`).join(', ')
  const them = names.length === 1 ? 'it' : 'them'
  switch (packaging.configuration) {
    case 'pyproject.toml':
      return `List ${them} in [project], with a current build backend (PEP 639):\nlicense-files = [${list}]`
    case 'setup.cfg':
      return `List ${them} in [metadata] of setup.cfg:\nlicense_files =\n${names.map((name) => `    ${name}`).join('\n')}`
    case 'setup.py':
      return `List ${them} in setup.py:\nlicense_files=[${list}],`
  }
}

/** Returns the fix for contents that the policy of the project does not allow. */
export function policyFix(
  packaging: Packaging,
  {
    artifact,
    way,
    pattern,
    paths,
  }: { artifact: string; way: 'missing' | 'forbidden' | 'lost'; pattern: string; paths: readonly string[] },
): string {
  const { backend } = packaging
  switch (way) {
    case 'missing':
      return `Commit a file that matches "${pattern}", and include it in the ${artifact} in the settings of ${backend}.`
    case 'forbidden':
      return `Exclude ${paths.length === 1 ? paths[0] : `"${pattern}"`} from the ${artifact} in the settings of ${backend}, or delete ${paths.length === 1 ? 'it' : 'the files'}.`
    case 'lost':
      return `${sdistFix(packaging, outermost(paths))}\nList files that do not belong in the sdist in except of [tool.as-installed.contents.sdist].`
  }
}

/** The directories of many files, with a slash at the end. */
function outermost(paths: readonly string[]): string[] {
  if (paths.length <= 5) return [...paths]
  return [...new Set(paths.map((path) => (path.includes('/') ? `${path.split('/')[0]}/` : path)))]
}
