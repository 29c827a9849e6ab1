import { basename, dirname, isAbsolute, relative } from 'node:path'

/** A line of a file that code stands in. */
export interface Place {
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/** A line that the guard writes; `as_installed_guard.py` says what is in it. */
export interface GuardLine {
  readonly kind: 'exec' | 'extension' | 'open' | 'staged' | 'child' | 'loaded'
  /** Absolute. */
  readonly path: string
  readonly importer: Place | null
  readonly entry: string | null
  readonly origin:
    | { readonly kind: 'PYTHONPATH' | 'program'; readonly file: null; readonly line: null }
    | ({ readonly kind: 'code' } & Place)
    | null
}

/** How something of the checkout came to be used. */
export type Way =
  /** Code put an entry on sys.path. */
  | 'code'
  /** pytest did, as `pythonpath` in its settings says. */
  | 'setting'
  /** A .pth file of the environment did. */
  | 'pth'
  /** A Python was started with the entry in PYTHONPATH. */
  | 'PYTHONPATH'
  /** A Python was started in the folder, or with a script that lies there. */
  | 'program'
  /** It was named by its path. */
  | 'path'

/** What brought the tests to the checkout. */
export interface Culprit {
  readonly way: Way
  /** The entry of sys.path, absolute; null where none was needed. */
  readonly entry: string | null
  /** The file that did it, and the line where that is known. Relative to the checkout where it lies there. */
  readonly by: { readonly file: string; readonly line: number | null } | null
}

/** Something of the original checkout that was used while the tests ran. */
export interface Leak {
  readonly kind: 'exec' | 'extension' | 'open'
  /** Absolute, in the original checkout. */
  readonly path: string
  readonly culprit: Culprit
}

/** `pythonpath` of pytest's settings; both absolute. */
export interface PytestPaths {
  readonly entries: readonly string[]
  readonly inifile: string | null
}

/** What else may have put an entry on sys.path than code. */
export interface Settings {
  readonly pythonpath: PytestPaths
  /** Of the environment of the tests. */
  readonly pth: readonly { readonly file: string; readonly lines: readonly string[] }[]
}

/** What was used of the checkout, each path once, what was executed before what was only read. */
export function leaksOf(lines: readonly GuardLine[], settings: Settings): Leak[] {
  const seen = new Map<string, Leak>()
  for (const line of lines) {
    const { kind, path } = line
    if (kind === 'staged' || kind === 'child' || kind === 'loaded') continue
    const known = seen.get(path)
    const culprit = culpritOf(line, lines, settings)
    // A module that is executed is read first; and of several that used it, the one whose culprit is known is told.
    const better =
      known === undefined ||
      (known.kind === 'open' && kind !== 'open') ||
      (known.culprit.by === null && culprit.by !== null && kind !== 'open')
    if (better) seen.set(path, { kind, path, culprit })
  }
  return [...seen.values()].sort((a, b) => Number(a.kind === 'open') - Number(b.kind === 'open'))
}

function culpritOf(line: GuardLine, lines: readonly GuardLine[], { pythonpath, pth }: Settings): Culprit {
  const { kind, path, importer, entry } = line
  // Whoever handed the folder, or a program in it, to the process that used it.
  const starter = lines.find(
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
  // Another process may know what this one was only handed down: a worker has the sys.path of its controller.
  const origin =
    line.origin ?? lines.find((one) => one.entry === entry && one.origin?.kind === 'code')?.origin
  if (origin?.kind === 'code') return { way: 'code', entry, by: { file: origin.file, line: origin.line } }
  return { way: origin?.kind ?? 'code', entry, by: starter?.importer ?? null }
}

/** The same places, relative to the checkout where they lie in it or in the stage that stands for it. */
export function inCheckout(
  leaks: readonly Leak[],
  stage: string,
  sourceOf: (file: string) => string | undefined,
): Leak[] {
  return leaks.map((leak) => {
    const { by } = leak.culprit
    if (by === null) return leak
    const staged = relative(stage, by.file)
    const outside = staged.startsWith('..') || isAbsolute(staged)
    const file = outside ? (sourceOf(by.file) ?? by.file) : staged.replaceAll('\\', '/')
    return { ...leak, culprit: { ...leak.culprit, by: { ...by, file } } }
  })
}
