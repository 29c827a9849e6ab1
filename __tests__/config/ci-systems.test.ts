import { expect, test } from '@jest/globals'
import { CI_SYSTEMS } from '../../src/config/ci-systems.ts'
import type { Event } from '../../src/config/event.ts'
import { readEvent } from '../../src/config/read-event.ts'

const SHA = 'a'.repeat(40)
const ZEROS = '0'.repeat(40)

const tag = (defaultBranch?: string): Event => ({ kind: 'tag', tag: 'v1.0', defaultBranch })
const branch = (before?: string): Event => ({ kind: 'branch', branch: 'main', before })
const request = (given: { baseCommit?: string; labels?: readonly string[]; isHead?: true } = {}): Event => ({
  ...{ kind: 'pull-request', baseBranch: 'main', headBranch: 'topic', baseCommit: undefined, labels: [] },
  ...given,
})

const GITLAB = { GITLAB_CI: 'true', CI: 'true', CI_DEFAULT_BRANCH: 'main' }
const MERGE_REQUEST = {
  ...GITLAB,
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
  CI_MERGE_REQUEST_DIFF_BASE_SHA: SHA,
}
const BUILDKITE = { BUILDKITE: 'true', BUILDKITE_TAG: '', BUILDKITE_PULL_REQUEST: 'false' }
const AZURE = { TF_BUILD: 'True', BUILD_REASON: 'IndividualCI' }
const CIRCLE = { CIRCLECI: 'true' }
const JENKINS = { JENKINS_URL: 'https://ci.example.org/' }
const BITBUCKET = { BITBUCKET_BUILD_NUMBER: '3' }

test.each<[string, NodeJS.ProcessEnv, Event]>([
  ['GitLab: a tag', { ...GITLAB, CI_COMMIT_TAG: 'v1.0' }, tag('main')],
  [
    'GitLab: a push',
    { ...GITLAB, CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: SHA },
    branch(SHA),
  ],
  [
    'GitLab: a push of a new branch',
    { ...GITLAB, CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: ZEROS },
    branch(),
  ],
  [
    'GitLab: a schedule',
    { ...GITLAB, CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: SHA },
    branch(),
  ],
  ['GitLab: a merge request', MERGE_REQUEST, request({ baseCommit: SHA, isHead: true })],
  [
    'GitLab: a merged results pipeline, with labels',
    {
      ...MERGE_REQUEST,
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'b'.repeat(40),
      CI_MERGE_REQUEST_LABELS: 'bug,no-version-bump',
    },
    request({ baseCommit: 'b'.repeat(40), labels: ['bug', 'no-version-bump'] }),
  ],
  [
    'GitLab: a merge request whose target commit is empty',
    { ...MERGE_REQUEST, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '' },
    request({ baseCommit: SHA, isHead: true }),
  ],
  [
    'GitLab: a merge train',
    {
      ...MERGE_REQUEST,
      CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train',
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'b'.repeat(40),
    },
    { kind: 'merge-queue', baseBranch: 'main', baseCommit: 'b'.repeat(40) },
  ],
  [
    'GitLab: a merge train without its target commit: the merge base of the request is older than the train',
    { ...MERGE_REQUEST, CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train' },
    { kind: 'merge-queue', baseBranch: 'main', baseCommit: undefined },
  ],
  ['Buildkite: a branch', { ...BUILDKITE, BUILDKITE_BRANCH: 'main' }, branch()],
  [
    'Buildkite: a tag',
    { ...BUILDKITE, BUILDKITE_TAG: 'v1.0', BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main' },
    tag('main'),
  ],
  [
    'Buildkite: a pull request',
    {
      ...BUILDKITE,
      BUILDKITE_PULL_REQUEST: '7',
      BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main',
      BUILDKITE_BRANCH: 'topic',
      BUILDKITE_PULL_REQUEST_LABELS: 'bug,docs',
    },
    request({ labels: ['bug', 'docs'], isHead: true }),
  ],
  [
    'Buildkite: the merge commit of a pull request',
    {
      ...BUILDKITE,
      BUILDKITE_PULL_REQUEST: '7',
      BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main',
      BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC: 'true',
      BUILDKITE_BRANCH: 'topic',
    },
    request(),
  ],
  [
    'Buildkite: a merge queue',
    {
      ...BUILDKITE,
      BUILDKITE_BRANCH: 'gh-readonly-queue/main/pr-7-abc',
      BUILDKITE_MERGE_QUEUE_BASE_BRANCH: 'main',
      BUILDKITE_MERGE_QUEUE_BASE_COMMIT: SHA,
    },
    { kind: 'merge-queue', baseBranch: 'main', baseCommit: SHA },
  ],
  ['Azure Pipelines: a branch', { ...AZURE, BUILD_SOURCEBRANCH: 'refs/heads/main' }, branch()],
  ['Azure Pipelines: a tag', { ...AZURE, BUILD_SOURCEBRANCH: 'refs/tags/v1.0' }, tag()],
  [
    'Azure Pipelines: a pull request',
    {
      TF_BUILD: 'True',
      BUILD_REASON: 'PullRequest',
      BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/topic',
    },
    request(),
  ],
  [
    'Azure Pipelines: a pull request of GitHub',
    {
      TF_BUILD: 'True',
      BUILD_REASON: 'PullRequest',
      BUILD_SOURCEBRANCH: 'refs/pull/7/merge',
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'main',
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'topic',
    },
    request(),
  ],
  ['CircleCI: a branch', { ...CIRCLE, CIRCLE_BRANCH: 'main' }, branch()],
  ['CircleCI: a tag', { ...CIRCLE, CIRCLE_TAG: 'v1.0' }, tag()],
  ['Jenkins: a branch', { ...JENKINS, BRANCH_NAME: 'main', GIT_PREVIOUS_COMMIT: SHA }, branch(SHA)],
  ['Jenkins: a job of one branch', { ...JENKINS, GIT_BRANCH: 'origin/main' }, branch()],
  ['Jenkins: a tag', { ...JENKINS, BRANCH_NAME: 'v1.0', TAG_NAME: 'v1.0' }, tag()],
  [
    'Jenkins: a pull request',
    { ...JENKINS, BRANCH_NAME: 'PR-7', CHANGE_ID: '7', CHANGE_TARGET: 'main', CHANGE_BRANCH: 'topic' },
    request({ isHead: true }),
  ],
  ['Bitbucket: a branch', { ...BITBUCKET, BITBUCKET_BRANCH: 'main' }, branch()],
  ['Bitbucket: a tag', { ...BITBUCKET, BITBUCKET_TAG: 'v1.0' }, tag()],
  [
    'Bitbucket: a pull request',
    {
      ...BITBUCKET,
      BITBUCKET_BRANCH: 'topic',
      BITBUCKET_PR_ID: '7',
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      // Abbreviated.
      BITBUCKET_PR_DESTINATION_COMMIT: SHA.slice(0, 12),
    },
    request({ baseCommit: SHA.slice(0, 12), isHead: true }),
  ],
])('%s', (_, environment, expected) => {
  expect(readEvent(environment)).toEqual(expected)
})

test.each(CI_SYSTEMS)('$name without a branch is like a laptop', ({ isRunning }) => {
  const all = [GITLAB, BUILDKITE, AZURE, CIRCLE, JENKINS, BITBUCKET]
  const [environment = {}] = all.filter(isRunning)
  expect(readEvent(environment)).toEqual({ kind: 'none' })
})

test('the variables of GitHub come first', () => {
  const environment = {
    ...JENKINS,
    BRANCH_NAME: 'main',
    GITHUB_ACTIONS: 'true',
    GITHUB_REF_TYPE: 'tag',
    GITHUB_REF_NAME: 'v1.0',
  }
  expect(readEvent(environment)).toEqual(tag())
})
