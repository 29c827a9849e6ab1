import { expect, test } from '@jest/globals'
import type { Event } from '../../src/config/event.ts'
import { ConfigurationError } from '../../src/program/errors.ts'
import { findBaseBranch } from '../../src/repository/base-branch.ts'

/** A history in which main is at `main`, and the commits have the parents. */
const history = (parents: readonly string[]) => ({
  head: 'head',
  parentsOf: async () => [...parents],
  commitOf: async (ref: string) => ({ main: 'main-tip', old: 'old', abbreviated: 'whole' })[ref],
})
const PLAIN = history(['parent'])
const MERGE = history(['first', 'second'])

const request = (given: object = {}): Event => ({
  ...{ kind: 'pull-request', baseBranch: 'main', headBranch: 'topic', baseCommit: undefined, labels: [] },
  ...given,
})
const queue = (given: object = {}): Event => ({
  ...{ kind: 'merge-queue', baseBranch: 'main', baseCommit: undefined },
  ...given,
})

test.each<[string, Event, typeof PLAIN, string | undefined]>([
  ['no event', { kind: 'none' }, MERGE, undefined],
  ['a tag', { kind: 'tag', tag: 'v1', defaultBranch: 'main' }, MERGE, undefined],
  ['a merge into the base', request({ baseCommit: 'old' }), MERGE, 'first'],
  ['a head that is itself a merge', request({ baseCommit: 'old', isHead: true }), MERGE, 'old'],
  ['a head', request({ baseCommit: 'old' }), PLAIN, 'old'],
  ['an abbreviated commit', request({ baseCommit: 'abbreviated', isHead: true }), PLAIN, 'whole'],
  ['a commit that cannot be found', request({ baseCommit: 'unknown', isHead: true }), PLAIN, 'main-tip'],
  ['no commit', request({ isHead: true }), MERGE, 'main-tip'],
  ['neither a commit nor the branch', request({ baseBranch: 'gone', isHead: true }), PLAIN, undefined],
  ['a given base', request({ baseRef: 'main', baseCommit: 'old' }), MERGE, 'main-tip'],
  ['a merge queue', queue({ baseCommit: 'old' }), MERGE, 'old'],
  ['a merge queue without a commit', queue(), MERGE, 'first'],
  ['a given base of a merge queue', queue({ baseCommit: 'old', baseRef: 'main' }), MERGE, 'main-tip'],
])('the base of %s', async (_, event, commits, expected) => {
  expect((await findBaseBranch(commits, event))?.commit).toBe(expected)
})

test('a given base that does not exist is a configuration error', async () => {
  const finding = findBaseBranch(PLAIN, request({ baseRef: 'mian' }))
  await expect(finding).rejects.toThrow(
    new ConfigurationError([
      {
        message: 'Unknown base "mian": neither the checkout nor the remote origin has this branch or commit.',
      },
    ]),
  )
})
