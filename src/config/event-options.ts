import type { EVENT_CHOICES, Event } from './event.ts'

/** The options that override the detected event; undefined: not given. */
export interface EventOptions {
  readonly event: (typeof EVENT_CHOICES)[number] | undefined
  readonly tag: string | undefined
  /** A branch or commit. */
  readonly base: string | undefined
}

/**
 * Returns the event of a run: the detected one, as far as the options do not override it.
 *
 * @param problem receives what contradicts, as a sentence
 */
export function eventOf(detected: Event, options: EventOptions, problem: (message: string) => void): Event {
  const { tag, base } = options
  const kind = options.event ?? impliedKind(detected, options)
  if (tag !== undefined && kind !== 'tag')
    problem(`tag is "${tag}", but event is "${kind}". Omit one of them, or set event to "tag".`)
  if (base !== undefined && (kind === 'tag' || kind === 'none'))
    problem(baseWithoutUse(base, tag, detected, kind))
  const given = base === undefined ? {} : { baseRef: base }
  switch (kind) {
    case 'none':
      return { kind }
    case 'tag': {
      const name = tag ?? (detected.kind === 'tag' ? detected.tag : undefined)
      if (name === undefined)
        problem('event is "tag", but the run is not for a tag. Name the tag with --tag.')
      return {
        kind,
        tag: name ?? '',
        defaultBranch: detected.kind === 'tag' ? detected.defaultBranch : undefined,
      }
    }
    case 'branch':
      return detected.kind === 'branch'
        ? { ...detected, ...given }
        : { kind, branch: '', before: undefined, ...given }
    case 'merge-queue':
      if (detected.kind === 'merge-queue') return { ...detected, ...given }
      if (base === undefined) problem(needsBase(kind))
      return { kind, baseBranch: branchOf(base), baseCommit: undefined, ...given }
    case 'pull-request':
      if (detected.kind === 'pull-request') return { ...detected, ...given }
      if (base === undefined) problem(needsBase(kind))
      return {
        kind,
        baseBranch: branchOf(base),
        headBranch: detected.kind === 'branch' ? detected.branch : '',
        baseCommit: undefined,
        labels: [],
        ...given,
      }
  }
}

/** The kind of the event if it is not given: what is detected, unless the tag or the base requires another one. */
function impliedKind(detected: Event, { tag, base }: EventOptions): Event['kind'] {
  if (tag !== undefined) return 'tag'
  // Without it, a pull request looks like a push of its branch on some systems, and like a laptop on unknown ones.
  if (base !== undefined && (detected.kind === 'branch' || detected.kind === 'none')) return 'pull-request'
  return detected.kind
}

function baseWithoutUse(
  base: string,
  tag: string | undefined,
  detected: Event,
  kind: 'tag' | 'none',
): string {
  const name = tag ?? (detected.kind === 'tag' ? detected.tag : undefined)
  const event =
    kind === 'none' ? 'event is "none"' : `the run is for the tag${name === undefined ? '' : ` ${name}`}`
  return `base is "${base}", but ${event}, which has no base. Omit base, or set event to "pull-request".`
}

function needsBase(kind: string): string {
  return `event is "${kind}", but no base branch is detected. Name it with --base.`
}

/** The name of a branch, without the remote. */
function branchOf(base = ''): string {
  return base.replace(/^(refs\/heads\/|(refs\/remotes\/)?origin\/)/, '')
}
