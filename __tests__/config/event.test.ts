import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readEvent } from '../../src/config/read-event.ts'
import { comparesWithBase, type PolicySetting, policyFor } from '../../src/config/version-policy.ts'

/** The variables that GitHub sets for a ref. */
const ref = (type: 'branch' | 'tag', name: string) => ({ GITHUB_REF_TYPE: type, GITHUB_REF_NAME: name })

const NONE = { kind: 'none' }
const SHA = 'a'.repeat(40)
const REPOSITORY = { repository: { default_branch: 'trunk' } }

test.each<[string, NodeJS.ProcessEnv, unknown, unknown]>([
  ['a laptop', {}, undefined, NONE],
  ['another CI', { CI: 'true', GITHUB_REF_NAME: 'main' }, undefined, NONE],
  [
    'a push to a branch',
    { GITHUB_EVENT_NAME: 'push', ...ref('branch', 'main') },
    { before: SHA },
    { kind: 'branch', branch: 'main', before: SHA },
  ],
  [
    'a push of a new branch',
    { GITHUB_EVENT_NAME: 'push', ...ref('branch', 'topic') },
    { before: '0'.repeat(40) },
    { kind: 'branch', branch: 'topic', before: undefined },
  ],
  [
    'a push of a tag',
    { GITHUB_EVENT_NAME: 'push', ...ref('tag', 'v1') },
    { before: '0'.repeat(40), ...REPOSITORY },
    { kind: 'tag', tag: 'v1', defaultBranch: 'trunk' },
  ],
  [
    'a release',
    { GITHUB_EVENT_NAME: 'release', ...ref('tag', 'v1') },
    { action: 'published', ...REPOSITORY },
    { kind: 'tag', tag: 'v1', defaultBranch: 'trunk' },
  ],
  [
    'a dispatch on a tag',
    { GITHUB_EVENT_NAME: 'workflow_dispatch', ...ref('tag', 'v1') },
    {},
    { kind: 'tag', tag: 'v1', defaultBranch: undefined },
  ],
  [
    'a dispatch on a branch',
    { GITHUB_EVENT_NAME: 'workflow_dispatch', ...ref('branch', '1.2.x') },
    { before: SHA },
    { kind: 'branch', branch: '1.2.x', before: undefined },
  ],
  [
    'a schedule',
    { GITHUB_EVENT_NAME: 'schedule', ...ref('branch', 'main') },
    { schedule: '0 0 * * *' },
    { kind: 'branch', branch: 'main', before: undefined },
  ],
  [
    'a pull request',
    {
      GITHUB_EVENT_NAME: 'pull_request',
      ...ref('branch', '7/merge'),
      GITHUB_BASE_REF: 'main',
      GITHUB_HEAD_REF: 'topic',
    },
    {
      pull_request: {
        base: { sha: SHA, ref: 'main' },
        labels: [{ name: 'bug' }, { name: 'no-version-bump' }],
      },
    },
    {
      kind: 'pull-request',
      baseBranch: 'main',
      headBranch: 'topic',
      baseCommit: SHA,
      labels: ['bug', 'no-version-bump'],
    },
  ],
  [
    'pull_request_target',
    { GITHUB_EVENT_NAME: 'pull_request_target', ...ref('branch', 'main') },
    { pull_request: { base: { sha: SHA, ref: 'main' }, head: { ref: 'topic' } } },
    { kind: 'pull-request', baseBranch: 'main', headBranch: 'topic', baseCommit: SHA, labels: [] },
  ],
  [
    'a review, with empty variables',
    { GITHUB_EVENT_NAME: 'pull_request_review', GITHUB_BASE_REF: '', GITHUB_HEAD_REF: '' },
    { pull_request: { base: { sha: SHA, ref: 'main' }, head: { ref: 'topic' } } },
    { kind: 'pull-request', baseBranch: 'main', headBranch: 'topic', baseCommit: SHA, labels: [] },
  ],
  [
    'a pull request without a payload',
    { GITHUB_EVENT_NAME: 'pull_request' },
    undefined,
    { kind: 'pull-request', baseBranch: '', headBranch: '', baseCommit: undefined, labels: [] },
  ],
  [
    'a payload of another shape',
    { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' },
    { pull_request: { base: null, labels: 'none' } },
    { kind: 'pull-request', baseBranch: 'main', headBranch: '', baseCommit: undefined, labels: [] },
  ],
  [
    'a merge queue',
    { GITHUB_EVENT_NAME: 'merge_group', ...ref('branch', 'gh-readonly-queue/main/pr-7-abc') },
    { merge_group: { base_sha: SHA, base_ref: 'refs/heads/main', head_sha: 'b' } },
    { kind: 'merge-queue', baseBranch: 'main', baseCommit: SHA },
  ],
  ['a tag without a name', { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: '' }, undefined, NONE],
])('%s', (_, environment, payload, expected) => {
  const file = join(mkdtempSync(join(tmpdir(), 'as-installed-event-')), 'event.json')
  if (payload !== undefined) writeFileSync(file, JSON.stringify(payload))
  expect(readEvent({ ...environment, GITHUB_EVENT_PATH: file })).toEqual(expected)
})

test('an invalid payload is ignored', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'as-installed-event-')), 'event.json')
  writeFileSync(file, 'no JSON')
  const environment = { GITHUB_EVENT_NAME: 'push', ...ref('branch', 'main'), GITHUB_EVENT_PATH: file }
  expect(readEvent(environment)).toEqual({ kind: 'branch', branch: 'main', before: undefined })
})

const EVENTS = {
  none: { kind: 'none' },
  branch: { kind: 'branch', branch: 'main', before: undefined },
  tag: { kind: 'tag', tag: 'v1.0', defaultBranch: 'main' },
  pullRequest: {
    kind: 'pull-request',
    baseBranch: 'main',
    headBranch: 'topic',
    baseCommit: undefined,
    labels: [],
  },
  release: {
    kind: 'pull-request',
    baseBranch: 'main',
    headBranch: 'release-please--branches--main/components/demo',
    baseCommit: undefined,
    labels: [],
  },
  queue: { kind: 'merge-queue', baseBranch: 'main', baseCommit: undefined },
} as const

test.each<[PolicySetting | undefined, keyof typeof EVENTS, string, boolean]>([
  [undefined, 'none', 'if-shipped-changed', false],
  [undefined, 'pullRequest', 'if-shipped-changed', false],
  [undefined, 'queue', 'if-shipped-changed', true],
  ['always', 'pullRequest', 'always', true],
  ['always', 'branch', 'always', false],
  ['off', 'queue', 'off', false],
  ['never', 'pullRequest', 'never', true],
  ['never', 'release', 'if-shipped-changed', false],
  ['never', 'branch', 'never', false],
  ['never', 'tag', 'never', false],
  [{ 'pull-request': 'never', tag: 'always' }, 'pullRequest', 'never', true],
  [{ 'pull-request': 'never', tag: 'always' }, 'tag', 'always', false],
  [{ 'pull-request': 'never', tag: 'always' }, 'branch', 'if-shipped-changed', false],
  [{ 'pull-request': 'never', otherwise: 'off' }, 'branch', 'off', false],
  [{ otherwise: 'off' }, 'none', 'off', false],
  [{}, 'branch', 'if-shipped-changed', false],
])('with the setting %j, the policy for the event %s is %s', (setting, name, policy, comparesBase) => {
  const event = EVENTS[name]
  const chosen = policyFor(event, setting, ['release-please--*/**'])
  expect(chosen).toBe(policy)
  expect(comparesWithBase(event, chosen)).toBe(comparesBase)
})
