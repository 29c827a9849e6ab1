/** The workflow run that a job belongs to. */
export interface WorkflowRun {
  readonly repository: string
  readonly workflow: string
  /** The same for all attempts. */
  readonly id: string
  /** 1 for the first attempt, and incremented by each re-run. */
  readonly attempt: number
}

/** Reads the workflow run from the variables of GitHub (docs: "Default environment variables"); undefined outside of it. */
export function readWorkflowRun(environment: NodeJS.ProcessEnv): WorkflowRun | undefined {
  const { GITHUB_RUN_ID: id, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW: workflow } = environment
  if (!id || !repository) return undefined
  return { repository, workflow: workflow ?? '', id, attempt: Number(environment.GITHUB_RUN_ATTEMPT) || 1 }
}

/** The operating system, named as in `RUNNER_OS` of GitHub. */
export function systemName(platform: NodeJS.Platform): string {
  return { win32: 'Windows', darwin: 'macOS', linux: 'Linux' }[platform as string] ?? platform
}
