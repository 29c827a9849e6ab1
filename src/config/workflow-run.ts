/** The workflow run that a job belongs to, by the variables that GitHub sets. */
export interface WorkflowRun {
  readonly repository: string
  readonly workflow: string
  /** Stays the same when jobs are run again. */
  readonly id: string
  /** 1 for the first, one more each time that jobs of the run are run again. */
  readonly attempt: number
}

/** Reads what GitHub tells of the run (docs: "Default environment variables"); undefined everywhere else. */
export function readRun(environment: NodeJS.ProcessEnv): WorkflowRun | undefined {
  const { GITHUB_RUN_ID: id, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW: workflow } = environment
  if (!id || !repository) return undefined
  return { repository, workflow: workflow ?? '', id, attempt: Number(environment.GITHUB_RUN_ATTEMPT) || 1 }
}

/** The system in the words of GitHub's `RUNNER_OS`. */
export function systemName(platform: NodeJS.Platform): string {
  return { win32: 'Windows', darwin: 'macOS', linux: 'Linux' }[platform as string] ?? platform
}
