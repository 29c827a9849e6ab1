import { expect, test } from '@jest/globals'
import type { Event } from '../../src/config/event.ts'
import { type EventOptions, eventOf } from '../../src/config/event-options.ts'

const NONE: Event = { kind: 'none' }
const TAG: Event = { kind: 'tag', tag: 'v1.0', defaultBranch: 'main' }
const BRANCH: Event = { kind: 'branch', branch: 'topic', before: 'b'.repeat(40) }
const REQUEST: Event = {
  ...{ kind: 'pull-request', baseBranch: 'main', headBranch: 'topic', baseCommit: 'a'.repeat(40) },
  ...{ isHead: true, labels: ['no-version-bump'] },
}
const QUEUE: Event = { kind: 'merge-queue', baseBranch: 'main', baseCommit: undefined }

const apply = (detected: Event, given: Partial<EventOptions>) => {
  const problems: string[] = []
  const options = { event: undefined, tag: undefined, base: undefined, ...given }
  return { event: eventOf(detected, options, (message) => problems.push(message)), problems }
}

test.each<[string, Event, Partial<EventOptions>, Event]>([
  ['no options, no event', NONE, {}, NONE],
  ['no options', REQUEST, {}, REQUEST],
  ['a tag without a CI system', NONE, { tag: 'v2' }, { kind: 'tag', tag: 'v2', defaultBranch: undefined }],
  ['another tag than the detected one', TAG, { tag: 'v2' }, { ...TAG, tag: 'v2' }],
  [
    'a tag in the run of a branch',
    BRANCH,
    { tag: 'v2' },
    { kind: 'tag', tag: 'v2', defaultBranch: undefined },
  ],
  ['the detected tag', TAG, { event: 'tag' }, TAG],
  ['no event', TAG, { event: 'none' }, NONE],
  [
    'a tag that is built as a branch',
    TAG,
    { event: 'branch' },
    { kind: 'branch', branch: '', before: undefined },
  ],
  [
    'a base without a CI system is a pull request',
    NONE,
    { base: 'main' },
    {
      ...{ kind: 'pull-request', baseBranch: 'main', headBranch: '', baseCommit: undefined, labels: [] },
      ...{ baseRef: 'main' },
    },
  ],
  [
    'a base in the run of a branch is a pull request of that branch',
    BRANCH,
    { base: 'origin/main' },
    {
      ...{ kind: 'pull-request', baseBranch: 'main', headBranch: 'topic', baseCommit: undefined, labels: [] },
      ...{ baseRef: 'origin/main' },
    },
  ],
  [
    'another base of a pull request keeps its labels',
    REQUEST,
    { base: 'next' },
    { ...REQUEST, baseRef: 'next' },
  ],
  ['a base of a merge queue', QUEUE, { base: 'abc123' }, { ...QUEUE, baseRef: 'abc123' }],
  ['a base of a push', BRANCH, { event: 'branch', base: 'abc123' }, { ...BRANCH, baseRef: 'abc123' }],
  [
    'a merge queue that the CI system does not name',
    BRANCH,
    { event: 'merge-queue', base: 'main' },
    { ...QUEUE, baseRef: 'main' },
  ],
])('%s', (_, detected, options, expected) => {
  expect(apply(detected, options)).toEqual({ event: expected, problems: [] })
})

test.each<[string, Event, Partial<EventOptions>, string]>([
  [
    'a tag and another event',
    NONE,
    { tag: 'v1', event: 'branch' },
    'tag is "v1", but event is "branch". Omit one of them, or set event to "tag".',
  ],
  [
    'a tag and a base',
    NONE,
    { tag: 'v1', base: 'main' },
    'base is "main", but the run is for the tag v1, which has no base. Omit base, or set event to "pull-request".',
  ],
  [
    'a base in the run of a tag, whose version would not be checked',
    TAG,
    { base: 'main' },
    'base is "main", but the run is for the tag v1.0, which has no base. Omit base, or set event to "pull-request".',
  ],
  [
    'a base without an event',
    NONE,
    { event: 'none', base: 'main' },
    'base is "main", but event is "none", which has no base. Omit base, or set event to "pull-request".',
  ],
  [
    'a tag without a name',
    BRANCH,
    { event: 'tag' },
    'event is "tag", but the run is not for a tag. Name the tag with --tag.',
  ],
  [
    'a pull request without a base',
    BRANCH,
    { event: 'pull-request' },
    'event is "pull-request", but no base branch is detected. Name it with --base.',
  ],
  [
    'a merge queue without a base',
    NONE,
    { event: 'merge-queue' },
    'event is "merge-queue", but no base branch is detected. Name it with --base.',
  ],
])('%s is a contradiction', (_, detected, options, expected) => {
  expect(apply(detected, options).problems).toEqual([expected])
})
