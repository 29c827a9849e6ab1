import { expect, test } from '@jest/globals'
import {
  type CacheChoice,
  cachePolicy,
  cacheSetByCaller,
  cachesEnvironments,
} from '../../src/config/cache-policy.ts'
import { readEvent } from '../../src/config/read-event.ts'

const SERVICE = { ACTIONS_RUNTIME_TOKEN: 'token', ACTIONS_RESULTS_URL: 'https://results.invalid/' }
const branch = { GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' }
const tag = { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' }

test.each([
  ['push', branch, 'a push to a branch'],
  ['pull_request', branch, 'a pull request'],
  ['merge_group', branch, 'a merge queue'],
  ['workflow_dispatch', branch, 'a manual run'],
  ['schedule', branch, 'a schedule'],
])('auto is on for %s', (event, ref, reason) => {
  const environment = { ...SERVICE, ...ref, GITHUB_EVENT_NAME: event }
  expect(cachePolicy('auto', environment)).toEqual({ uses: true, reason, maySave: true })
})

test.each([
  ['push', tag, 'a tag'],
  ['workflow_dispatch', tag, 'a tag'],
  ['release', tag, 'a tag'],
  ['release', branch, 'the event release'],
  ['pull_request_target', branch, 'the event pull_request_target'],
  ['workflow_run', branch, 'the event workflow_run'],
  ['issue_comment', branch, 'the event issue_comment'],
  ['constructor', branch, 'the event constructor'],
  ['', {}, 'the event is not known'],
])('auto is off for %s (%j)', (event, ref, reason) => {
  const environment = { ...SERVICE, ...ref, GITHUB_EVENT_NAME: event }
  expect(cachePolicy('auto', environment)).toEqual({ uses: false, reason })
})

test.each([
  ['off', {}, { uses: false, reason: 'option cache' }],
  ['on', {}, { uses: true, reason: 'option cache', maySave: true }],
  ['on', tag, { uses: true, reason: 'option cache', maySave: true }],
  ['on', { ACTIONS_CACHE_MODE: 'none' }, { uses: false, reason: 'cache-mode is none' }],
  [
    'on',
    { ACTIONS_CACHE_MODE: 'Read' },
    { uses: true, reason: 'option cache, cache-mode is read', maySave: false },
  ],
  ['on', { ACTIONS_CACHE_MODE: 'write-only' }, { uses: true, reason: 'option cache', maySave: true }],
  ['on', { ACTIONS_RESULTS_URL: '' }, { uses: false, reason: 'this runner has no cache service' }],
  ['on', { ACTIONS_RUNTIME_TOKEN: '' }, { uses: false, reason: 'this runner has no cache service' }],
] as const)('%s, with %j', (choice, environment, policy) => {
  expect(cachePolicy(choice, { ...SERVICE, ...environment })).toEqual(policy)
})

test.each([
  ['auto', 'uv', { UV_CACHE_DIR: '/theirs' }, 'UV_CACHE_DIR is set'],
  ['auto', 'pip', { PIP_NO_CACHE_DIR: '1' }, 'PIP_NO_CACHE_DIR is set'],
  ['auto', 'pip', { UV_CACHE_DIR: '/theirs' }, undefined],
  ['on', 'uv', { UV_CACHE_DIR: '/theirs' }, undefined],
] as const)('%s, %s and %j', (choice, installer, environment, reason) => {
  expect(cacheSetByCaller(choice, installer, environment)).toBe(reason)
})

test.each<[string, CacheChoice, NodeJS.ProcessEnv, boolean]>([
  ['a laptop', 'auto', {}, true],
  ['a laptop with cache off', 'off', {}, false],
  [
    'a branch',
    'auto',
    { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'branch' },
    true,
  ],
  ['a pull request', 'auto', { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' }, true],
  ['a tag', 'auto', { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'tag' }, false],
  ['a tag with cache on', 'on', { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'tag' }, true],
  ['a tag on GitLab', 'auto', { GITLAB_CI: 'true', CI_COMMIT_TAG: 'v1.0' }, false],
  ['a branch on GitLab', 'auto', { GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main' }, true],
  ['a release', 'auto', { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'release' }, false],
  [
    'a pull request with pull_request_target',
    'auto',
    { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request_target' },
    false,
  ],
])('whether environments are cached for %s', (_, choice, environment, expected) => {
  expect(cachesEnvironments(choice, environment, readEvent(environment))).toBe(expected)
})
