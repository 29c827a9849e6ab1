import type { RootContent } from 'mdast'
import { count } from '../../program/sentence.ts'
import type { PackageReport, VerifiedPython } from '../report.ts'
import { codeBlock, escapeHtml, folded, paragraph, plain } from './markdown.ts'

type Environment = Pick<VerifiedPython, 'environment' | 'dependencies'>

/** The Python, the installer and the dependencies as they were resolved, folded; of each Python. */
export function environment(one: PackageReport): RootContent[] {
  const pythons = (one.pythons ?? []).flatMap((each) =>
    'verdict' in each && each.environment !== undefined ? [each] : [],
  )
  const environments: readonly Environment[] = pythons.length > 1 ? pythons : [one]
  return environments.flatMap((each) => {
    if (each.environment === undefined) return []
    const { dependencies = [] } = each
    const lines = dependencies.map(({ name, version }) => `${name}==${version}`)
    return folded(
      escapeHtml(describe(each)),
      lines.length === 0 ? [paragraph([plain('No dependencies.')])] : [codeBlock(lines.join('\n'))],
    )
  })
}

/** `Environment: Python 3.11.7 (linux-x86_64) · uv 0.13.8 · 12 dependencies` */
function describe({ environment, dependencies = [] }: Environment): string {
  if (environment === undefined) return ''
  const { python, implementation, platform, installer } = environment
  const name = implementation === 'cpython' ? 'Python' : implementation
  return [
    `Environment: ${name} ${python}${platform === undefined ? '' : ` (${platform})`}`,
    installer.version === null ? installer.name : `${installer.name} ${installer.version}`,
    count(dependencies.length, 'dependency', 'dependencies'),
  ].join(' · ')
}
