import { tagsOf, type WheelTags } from '../../distribution/wheel-tags.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { NativeAudit } from './facts.ts'

/** The platform tags that PyPI accepts (PyPI documentation, "Upload errors"; PEP 513, 571, 599, 600, 656, 730, 738). */
const ACCEPTED = [
  /^any$/,
  /^win(32|_amd64|_arm32|_arm64|_ia64)$/,
  /^manylinux(1|2010|2014|_\d+_\d+)_\w+$/,
  /^musllinux_\d+_\d+_\w+$/,
  /^macosx_\d+_\d+_\w+$/,
  /^(ios_\d+_\d+|android_\d+|pyodide_\d+_\d+|pyemscripten_\d+_\d+)_\w+$/,
]

/**
 * Reports platform tags that PyPI rejects, and tags that the extension modules do not comply with. A wheel that is built
 * on a developer's machine or for a pull request has the tag of that machine: it is repaired before the upload, so that
 * this is a note unless a tag was pushed.
 */
export function checkPlatformTags(facts: PackageFacts): Finding[] {
  const build = completed(facts.build)
  const metadata = completed(facts.metadata)
  if (build?.kind !== 'built') return []
  const file = build.wheel.file.split(/[\\/]/).at(-1) as string
  const tags = tagsOf(file)
  const audit = metadata?.native?.kind === 'audited' ? metadata.native : undefined
  const refused = tags.platforms.filter((tag) => !ACCEPTED.some((pattern) => pattern.test(tag)))
  const native = audit === undefined ? [] : checkNative(audit, file, tags)
  if (refused.length === 0 || metadata?.isPrivate === true) return native
  return [
    {
      rule: 'wheel-tag-unpublishable',
      severity: facts.event.kind === 'tag' ? 'warning' : 'note',
      facts: {
        file,
        tags: refused,
        problem: 'refused',
        policy: audit?.policy ?? null,
        needs: audit === undefined ? [] : needsOf(audit),
        module: null,
      },
    },
    ...native,
  ]
}

function checkNative(audit: NativeAudit, file: string, { pythons, platforms }: WheelTags): Finding[] {
  const of = (
    facts: Pick<
      Extract<Finding, { rule: 'wheel-tag-unpublishable' }>['facts'],
      'tags' | 'problem' | 'needs' | 'module'
    >,
  ): Finding => ({
    rule: 'wheel-tag-unpublishable',
    severity: 'warning',
    facts: { file, policy: audit.policy, ...facts },
  })
  const exceeded = platforms.filter((tag) => exceeds(audit.policy, tag))
  return [
    ...(exceeded.length === 0
      ? []
      : [of({ tags: exceeded, problem: 'platform', needs: needsOf(audit), module: null })]),
    ...audit.modules.map(({ path, symbols }) =>
      of({
        tags: pythons,
        problem: 'abi',
        needs: symbols.map(({ name, version }) => (version === null ? name : `${name} (${version})`)),
        module: path,
      }),
    ),
  ]
}

/** Whether what a wheel complies with is newer than what its tag promises. */
function exceeds(policy: string | null, tag: string): boolean {
  const promised = libcOf(tag)
  if (policy === null || promised === undefined) return false
  const needed = libcOf(policy)
  if (needed === undefined) return policy.startsWith('linux_')
  if (needed.libc !== promised.libc) return false
  return needed.major > promised.major || (needed.major === promised.major && needed.minor > promised.minor)
}

/** Tags that name no version of glibc (PEP 600). */
const LEGACY: Readonly<Record<string, number>> = { manylinux1: 5, manylinux2010: 12, manylinux2014: 17 }

function libcOf(tag: string): { libc: string; major: number; minor: number } | undefined {
  const [, name = '', major, minor] = /^((?:many|musl)linux\d*)(?:_(\d+)_(\d+))?_/.exec(tag) ?? []
  const legacy = LEGACY[name]
  if (legacy !== undefined) return { libc: 'manylinux', major: 2, minor: legacy }
  return major === undefined ? undefined : { libc: name, major: Number(major), minor: Number(minor) }
}

/** The libraries that are not in the wheel, or else the newest version of the symbols of each system library. */
function needsOf({ policy, symbols, libraries }: NativeAudit): string[] {
  if (libraries.length > 0 && policy?.startsWith('linux_') === true) return [...libraries]
  const newest = new Map<string, string>()
  for (const symbol of symbols) {
    const family = symbol.replace(/_[\d.]+$/, '')
    const known = newest.get(family)
    if (known === undefined || symbol.localeCompare(known, 'en', { numeric: true }) > 0)
      newest.set(family, symbol)
  }
  return [...newest.values()]
}
