import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { readEvent } from '../../src/config/read-event.ts'
import { findBaseBranch } from '../../src/repository/base-branch.ts'
import { readCheckout } from '../../src/repository/checkout.ts'
import { History } from '../../src/repository/history.ts'
import { commit, git, repository, temporaryDirectory } from './repository.ts'

const root = temporaryDirectory()
const clone = join(root, 'clone')
/** The commits of main: the one that topic began from, the one that topic merged, and the newest. */
const main = { began: '', merged: '', tip: '' }

beforeAll(() => {
  const origin = repository(join(root, 'origin'), { core: '1' })
  const head = () => git(origin, 'rev-parse', 'HEAD')
  main.began = head()
  git(origin, 'switch', '--quiet', '--create', 'topic')
  commit(origin, { topic: '1' })
  git(origin, 'switch', '--quiet', 'main')
  commit(origin, { core: '2' })
  main.merged = head()
  git(origin, 'switch', '--quiet', 'topic')
  git(origin, 'merge', '--quiet', '--no-edit', 'main')
  git(origin, 'switch', '--quiet', 'main')
  commit(origin, { core: '3' })
  main.tip = head()
  git(root, 'clone', '--quiet', `file://${origin}`, 'clone')
})

/** Checks out what a CI system does for a pull request from topic to main; returns the commit. */
const CHECKOUTS = {
  head: () => git(clone, 'checkout', '--quiet', 'origin/topic'),
  'topic merged into main': () => {
    git(clone, 'checkout', '--quiet', 'origin/main')
    git(clone, 'merge', '--quiet', '--no-ff', '--no-edit', 'origin/topic')
  },
  'main merged into topic': () => {
    git(clone, 'checkout', '--quiet', 'origin/topic')
    git(clone, 'merge', '--quiet', '--no-ff', '--no-edit', 'origin/main')
  },
}

const GITLAB = {
  GITLAB_CI: 'true',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
}
const BUILDKITE = {
  BUILDKITE: 'true',
  BUILDKITE_PULL_REQUEST: '7',
  BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main',
  BUILDKITE_BRANCH: 'topic',
}
const AZURE = {
  TF_BUILD: 'True',
  BUILD_REASON: 'PullRequest',
  SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
}
const JENKINS = { JENKINS_URL: 'https://ci.example.org/', CHANGE_TARGET: 'main', CHANGE_BRANCH: 'topic' }
const BITBUCKET = {
  BITBUCKET_BUILD_NUMBER: '3',
  BITBUCKET_PR_ID: '7',
  BITBUCKET_BRANCH: 'topic',
  BITBUCKET_PR_DESTINATION_BRANCH: 'main',
}

/** With which commits of main a pull request is compared: its tip, or the commit that topic merged. */
test.each<[string, keyof typeof CHECKOUTS, () => NodeJS.ProcessEnv, 'merged' | 'tip']>([
  ['GitLab', 'head', () => ({ ...GITLAB, CI_MERGE_REQUEST_DIFF_BASE_SHA: main.merged }), 'merged'],
  [
    'GitLab, merged results',
    'topic merged into main',
    () => ({
      ...GITLAB,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: main.merged,
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: main.tip,
    }),
    'tip',
  ],
  [
    'GitLab, a merge train',
    'topic merged into main',
    () => ({
      ...GITLAB,
      CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: main.merged,
    }),
    'tip',
  ],
  ['Buildkite', 'head', () => BUILDKITE, 'merged'],
  [
    'Buildkite, the merge commit',
    'topic merged into main',
    () => ({ ...BUILDKITE, BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC: 'true' }),
    'tip',
  ],
  ['Azure Pipelines', 'topic merged into main', () => AZURE, 'tip'],
  ['Jenkins, the head', 'head', () => JENKINS, 'merged'],
  ['Jenkins, a merge', 'topic merged into main', () => JENKINS, 'tip'],
  [
    'Bitbucket',
    'main merged into topic',
    () => ({ ...BITBUCKET, BITBUCKET_PR_DESTINATION_COMMIT: main.tip.slice(0, 12) }),
    'tip',
  ],
  [
    'GitHub',
    'topic merged into main',
    () => ({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' }),
    'tip',
  ],
])(
  '%s compares a pull request (%s) with the commit of main that it has',
  async (_, checkedOut, variables, expected) => {
    CHECKOUTS[checkedOut]()
    const checkout = await readCheckout(clone)
    const history = await History.open(checkout, checkout.head ?? '', join(root, 'scratch'))
    const base = await findBaseBranch(history, readEvent(variables()))
    expect(base?.branch).toBe('main')
    expect(await history.mergeBase(base?.commit ?? '')).toBe(main[expected])
  },
)
