import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { pathInSitePackages, type Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { InstalledCollision } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'
import { entryPointLocation } from '../diagnosis/entry-point-location.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { RESERVED_COMMANDS } from '../diagnosis/reserved-commands.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity, SourceLocation } from '../rules.ts'

/** Reports files of the wheel that overwrite files of a dependency, or each other. */
export function checkCollisions(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  return [
    ...withOthers(facts, contents),
    ...finding(facts, contents, 'twice', installedTwice(contents.wheel)),
    ...finding(facts, contents, 'case', differingInCase(contents.wheel)),
  ]
}

function withOthers(facts: PackageFacts, contents: Contents): Finding[] {
  const installation = completed(facts.install)
  if (installation?.kind !== 'installed') return []
  const owners = new Map<string, InstalledCollision[]>()
  for (const one of installation.collisions ?? []) {
    if (severityOf(one) !== undefined && !isReserved(one.path))
      owners.set(one.owner, [...(owners.get(one.owner) ?? []), one])
  }
  return [...owners].flatMap(([owner, all]): Finding[] => {
    // Files that break code come before a README at the top level of site-packages.
    const worst = all.some((one) => severityOf(one) === 'error') ? 'error' : 'warning'
    const paths = all.filter((one) => severityOf(one) === worst).map(({ path }) => path)
    return finding(facts, contents, 'other', paths, owner, worst)
  })
}

/** Undefined if the two distributions can be installed together. */
function severityOf({ path, same, namespace }: InstalledCollision): Severity | undefined {
  const isInit = /(^|\/)__init__\.py$/.test(path)
  const isOutside = path.startsWith('../')
  if (same) return isInit || isOutside || moduleOf(path) === undefined ? undefined : 'warning'
  if (namespace) return 'warning'
  if (isOutside) return isScript(path) ? 'error' : 'warning'
  // No code reads a README or LICENSE at the top level of site-packages.
  return path.includes('/') || moduleOf(path) !== undefined ? 'error' : 'warning'
}

/** The rule `entry-point-broken` reports the commands of Python and its tools. */
function isReserved(path: string): boolean {
  const command =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.exe$/i, '') ?? ''
  return isScript(path) && RESERVED_COMMANDS.some(([name]) => name.test(command))
}

/** RECORD has paths relative to site-packages: `../../../bin/demo`. */
function isScript(path: string): boolean {
  return /^(\.\.\/)+(bin|Scripts)\//i.test(path)
}

function finding(
  facts: PackageFacts,
  contents: Contents,
  way: 'other' | 'twice' | 'case',
  paths: readonly string[],
  owner: string | null = null,
  severity: Severity = 'error',
): Finding[] {
  if (paths.length === 0) return []
  const shown = paths.map((path) => (isScript(path) ? `bin/${path.split('/').at(-1)}` : path))
  const top = topLevelOf(paths, contents)
  return [
    {
      rule: 'file-collision',
      severity,
      facts: { way, owner, paths: shown, ...top, ...packagingOf(facts) },
      where: whereOf(paths[0] as string, facts, contents),
    },
  ]
}

/** The top-level package that contains all of the paths, if the wheel has others. */
function topLevelOf(
  paths: readonly string[],
  { wheel, sourceMap }: Contents,
): { topLevel: string | null; source: string | null } {
  const tops = new Set(paths.map((path) => path.split('/')[0] as string))
  const [top = ''] = tops
  const name = moduleOf(top) ?? top
  const source = sourceMap.roots.get(name)
  return tops.size === 1 && source !== undefined && wheel.topLevels.length > 1
    ? { topLevel: name, source }
    : { topLevel: null, source: null }
}

function whereOf(path: string, facts: PackageFacts, contents: Contents): SourceLocation | undefined {
  const source = contents.sourceMap.sourceOf(path)
  if (source !== undefined) return { file: source }
  const name = path
    .split('/')
    .at(-1)
    ?.replace(/\.exe$/, '')
  const script = contents.wheel.entryPoints.find(
    (entry) => SCRIPT_GROUPS.includes(entry.group) && entry.name === name,
  )
  return isScript(path) && script !== undefined ? entryPointLocation(script, facts) : undefined
}

/** Members with the same installed path, such as `demo/a.py` and `demo-1.0.data/purelib/demo/a.py`. */
function installedTwice({ members }: Wheel): string[] {
  const seen = new Map<string, string>()
  return members.flatMap(({ name }) => {
    const path = pathInSitePackages(name) ?? name
    const other = seen.get(path)
    seen.set(path, name)
    // The same member twice is an invalid archive: the rule `metadata-invalid`.
    return other === undefined || other === name ? [] : [other, name]
  })
}

/** Members that are one file on Windows and macOS, if the wheel can be installed there. */
function differingInCase({ file, members }: Wheel): string[] {
  if (/-(many|musl)?linux[^-]*\.whl$/.test(file)) return []
  const seen = new Map<string, string>()
  return members.flatMap(({ name }) => {
    const key = name.normalize('NFC').toLowerCase()
    const other = seen.get(key)
    seen.set(key, name)
    return other === undefined || other === name ? [] : [other, name]
  })
}
