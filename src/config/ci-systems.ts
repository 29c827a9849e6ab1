import type { Event } from './event.ts'

/** A CI system other than GitHub Actions, known by its environment variables. */
export interface CiSystem {
  readonly name: string
  readonly isRunning: (environment: NodeJS.ProcessEnv) => boolean
  readonly readEvent: (environment: NodeJS.ProcessEnv) => Event
}

/**
 * The CI systems whose events are read. Sources: the pages "Predefined CI/CD variables" (GitLab), "Environment variables"
 * (Buildkite), "Use predefined variables" (Azure Pipelines), "Built-in environment variables" (CircleCI), "Using a
 * Jenkinsfile" and the help of the Branch API plugin (Jenkins), "Variables and secrets" (Bitbucket).
 */
export const CI_SYSTEMS: readonly CiSystem[] = [
  { name: 'GitLab CI', isRunning: (env) => env.GITLAB_CI === 'true', readEvent: gitlab },
  { name: 'Buildkite', isRunning: (env) => env.BUILDKITE === 'true', readEvent: buildkite },
  { name: 'Azure Pipelines', isRunning: (env) => isSet(env.TF_BUILD), readEvent: azure },
  { name: 'CircleCI', isRunning: (env) => env.CIRCLECI === 'true', readEvent: circle },
  { name: 'Jenkins', isRunning: (env) => isSet(env.JENKINS_URL), readEvent: jenkins },
  {
    name: 'Bitbucket Pipelines',
    isRunning: (env) => isSet(env.BITBUCKET_BUILD_NUMBER),
    readEvent: bitbucket,
  },
]

function gitlab(env: NodeJS.ProcessEnv): Event {
  const target = env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME
  if (isSet(env.CI_COMMIT_TAG)) return tag(env.CI_COMMIT_TAG, env.CI_DEFAULT_BRANCH)
  if (isSet(target)) {
    // Set only in pipelines of merged results and merge trains, which run on a merge into the target branch.
    const mergedInto = commit(env.CI_MERGE_REQUEST_TARGET_BRANCH_SHA)
    if (env.CI_MERGE_REQUEST_EVENT_TYPE === 'merge_train')
      return { kind: 'merge-queue', baseBranch: target, baseCommit: mergedInto }
    const base = { branch: target, commit: mergedInto ?? commit(env.CI_MERGE_REQUEST_DIFF_BASE_SHA) }
    const head = env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME
    const checkedOut = mergedInto === undefined ? 'head' : 'merge'
    return pullRequest(base, head, checkedOut, env.CI_MERGE_REQUEST_LABELS)
  }
  return branch(
    env.CI_COMMIT_BRANCH,
    env.CI_PIPELINE_SOURCE === 'push' ? env.CI_COMMIT_BEFORE_SHA : undefined,
  )
}

function buildkite(env: NodeJS.ProcessEnv): Event {
  if (isSet(env.BUILDKITE_TAG)) return tag(env.BUILDKITE_TAG, env.BUILDKITE_PIPELINE_DEFAULT_BRANCH)
  if (isSet(env.BUILDKITE_MERGE_QUEUE_BASE_BRANCH))
    return {
      kind: 'merge-queue',
      baseBranch: env.BUILDKITE_MERGE_QUEUE_BASE_BRANCH,
      baseCommit: commit(env.BUILDKITE_MERGE_QUEUE_BASE_COMMIT),
    }
  const base = env.BUILDKITE_PULL_REQUEST_BASE_BRANCH
  if (isSet(env.BUILDKITE_PULL_REQUEST) && env.BUILDKITE_PULL_REQUEST !== 'false' && isSet(base))
    return pullRequest(
      { branch: base },
      env.BUILDKITE_BRANCH,
      // With the setting "Build the merge commit", refs/pull/7/merge is checked out.
      env.BUILDKITE_PULL_REQUEST_USING_MERGE_REFSPEC === 'true' ? 'merge' : 'head',
      env.BUILDKITE_PULL_REQUEST_LABELS,
    )
  return branch(env.BUILDKITE_BRANCH)
}

function azure(env: NodeJS.ProcessEnv): Event {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(env.BUILD_SOURCEBRANCH ?? '') ?? []
  if (kind === 'tags') return tag(name)
  const target = withoutPrefix(env.SYSTEM_PULLREQUEST_TARGETBRANCH)
  if (env.BUILD_REASON === 'PullRequest' && isSet(target))
    return pullRequest({ branch: target }, withoutPrefix(env.SYSTEM_PULLREQUEST_SOURCEBRANCH), 'merge')
  return branch(name)
}

/** No variable names the base branch of a pull request: such a run is one of its branch. */
function circle(env: NodeJS.ProcessEnv): Event {
  return isSet(env.CIRCLE_TAG) ? tag(env.CIRCLE_TAG) : branch(env.CIRCLE_BRANCH)
}

function jenkins(env: NodeJS.ProcessEnv): Event {
  if (isSet(env.TAG_NAME)) return tag(env.TAG_NAME)
  // Whether the head or a merge is checked out depends on the configuration of the job, which no variable names.
  if (isSet(env.CHANGE_TARGET)) return pullRequest({ branch: env.CHANGE_TARGET }, env.CHANGE_BRANCH, 'head')
  // The git plugin names the remote, too.
  return branch(env.BRANCH_NAME ?? env.GIT_BRANCH?.replace(/^origin\//, ''), env.GIT_PREVIOUS_COMMIT)
}

function bitbucket(env: NodeJS.ProcessEnv): Event {
  const base = env.BITBUCKET_PR_DESTINATION_BRANCH
  if (isSet(env.BITBUCKET_TAG)) return tag(env.BITBUCKET_TAG)
  if (isSet(env.BITBUCKET_PR_ID) && isSet(base))
    // The destination branch is merged into the source branch, so that the first parent is the source branch.
    return pullRequest(
      { branch: base, commit: commit(env.BITBUCKET_PR_DESTINATION_COMMIT) },
      env.BITBUCKET_BRANCH,
      'head',
    )
  return branch(env.BITBUCKET_BRANCH)
}

function tag(name = '', defaultBranch?: string): Event {
  return { kind: 'tag', tag: name, defaultBranch: isSet(defaultBranch) ? defaultBranch : undefined }
}

/**
 * @param checkedOut `merge` if the checkout is a merge whose first parent is of the base branch
 * @param labels separated by commas
 */
function pullRequest(
  base: { readonly branch: string; readonly commit?: string | undefined },
  headBranch = '',
  checkedOut: 'head' | 'merge' = 'head',
  labels = '',
): Event {
  const names = labels.split(',').map((label) => label.trim())
  return {
    kind: 'pull-request',
    baseBranch: base.branch,
    headBranch,
    baseCommit: base.commit,
    labels: names.filter(Boolean),
    ...(checkedOut === 'head' ? { isHead: true } : {}),
  }
}

function branch(name: string | undefined, before?: string): Event {
  return isSet(name) ? { kind: 'branch', branch: name, before: commit(before) } : { kind: 'none' }
}

/** For a new branch, the commit before the push consists of zeros. */
function commit(text: string | undefined): string | undefined {
  return text === undefined || /^0*$/.test(text) ? undefined : text
}

function withoutPrefix(ref: string | undefined): string | undefined {
  return ref?.replace(/^refs\/heads\//, '')
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
