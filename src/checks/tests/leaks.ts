import { basename, dirname, isAbsolute, relative } from 'node:path'
import type { Culprit, Leak, SourceLine } from './facts.ts'

/** An event that the audit hook writes. `as_installed_audit_hook.py` documents its fields. */
export interface AuditEvent {
  readonly kind: 'exec' | 'extension' | 'open' | 'sandbox' | 'helper' | 'child' | 'loaded'
  /** Absolute. */
  readonly path: string
  readonly importer: SourceLine | null
  readonly entry: string | null
  readonly origin:
    | { readonly kind: 'PYTHONPATH' | 'program'; readonly file: null; readonly line: null }
    | ({ readonly kind: 'code' } & SourceLine)
    | null
}

/** `pythonpath` of pytest's settings; both absolute. */
export interface PytestPaths {
  readonly entries: readonly string[]
  readonly inifile: string | null
}

/** Sources of sys.path entries other than code. */
export interface Settings {
  readonly pythonpath: PytestPaths
  /** The .pth files of the test environment. */
  readonly pth: readonly { readonly file: string; readonly lines: readonly string[] }[]
}

/** The files of the checkout that were used, each once; executed files come before files that were only read. */
export function leaksOf(events: readonly AuditEvent[], settings: Settings): Leak[] {
  const seen = new Map<string, Leak>()
  for (const event of events) {
    const { kind, path } = event
    if (kind === 'sandbox' || kind === 'helper' || kind === 'child' || kind === 'loaded') continue
    if (kind === 'open' && GIT_DIRECTORY.test(path)) continue
    const known = seen.get(path)
    const culprit = culpritOf(event, events, settings)
    // Python reads a module before it executes it, and only some of several imports have a known culprit.
    const better =
      known === undefined ||
      (known.kind === 'open' && kind !== 'open') ||
      (known.culprit.by === null && culprit.by !== null && kind !== 'open')
    if (better) seen.set(path, { kind, path, culprit })
  }
  return [...seen.values()].sort((a, b) => Number(a.kind === 'open') - Number(b.kind === 'open'))
}

/** Tests of programs that work with git read the repository as an example; its files are not those of the package. */
const GIT_DIRECTORY = /[\\/]\.git[\\/]/

function culpritOf(event: AuditEvent, events: readonly AuditEvent[], { pythonpath, pth }: Settings): Culprit {
  const { kind, path, importer, entry } = event
  // The process that started a child in this directory, or with a script in it.
  const starter = events.find(
    (one) => one.kind === 'child' && (one.path === path || one.path === entry || dirname(one.path) === entry),
  )
  if (kind === 'open' || entry === null)
    return importer === null && starter !== undefined
      ? { way: 'program', entry: null, by: starter.importer }
      : { way: 'path', entry: null, by: importer }
  const { entries, inifile } = pythonpath
  if (entries.includes(entry))
    return { way: 'setting', entry, by: inifile === null ? null : { file: inifile, line: null } }
  const file = pth.find((one) => one.lines.some((text) => text.includes(entry)))
  if (file !== undefined) return { way: 'pth', entry, by: { file: basename(file.file), line: null } }
  // An xdist worker inherits sys.path from its controller, so only the events of the controller have the origin.
  const origin =
    event.origin ?? events.find((one) => one.entry === entry && one.origin?.kind === 'code')?.origin
  if (origin?.kind === 'code') return { way: 'code', entry, by: { file: origin.file, line: origin.line } }
  return { way: origin?.kind ?? 'code', entry, by: starter?.importer ?? null }
}

/** Makes the paths of leaks relative to the project, and those of their culprits relative to the checkout. */
export function relativeLeaks(
  leaks: readonly Leak[],
  project: string,
  sandbox: string,
  sourceOf: (file: string) => string | undefined,
): Leak[] {
  return leaks.map((leak) => {
    const { by } = leak.culprit
    const path = relative(project, leak.path).replaceAll('\\', '/')
    if (by === null) return { ...leak, path }
    const inSandbox = relative(sandbox, by.file)
    const outside = inSandbox.startsWith('..') || isAbsolute(inSandbox)
    const file = outside ? (sourceOf(by.file) ?? by.file) : inSandbox.replaceAll('\\', '/')
    return { ...leak, path, culprit: { ...leak.culprit, by: { ...by, file } } }
  })
}
