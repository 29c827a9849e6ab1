import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Mode } from '../config/mode.ts'
import { githubWorkflow, WORKFLOW_FILE } from '../init/github-workflow.ts'
import { gitlabJob } from '../init/gitlab-job.ts'
import { nextSteps } from '../init/next-steps.ts'
import { readRepository } from '../init/read-repository.ts'
import { withScratch } from '../process/scratch.ts'
import { ConfigurationError } from '../program/errors.ts'

export type InitMode = Mode & { readonly kind: 'init' }

/**
 * Writes a workflow that verifies the packages of a repository, and returns what it wrote and what to do next. With
 * `--dry-run`, and for GitLab, it only returns the text.
 *
 * @throws ConfigurationError if the file exists, or there is no package
 */
export async function init(config: Config, mode: InitMode): Promise<string> {
  const { checkout, facts } = await withScratch((scratch) =>
    readRepository(config.paths, config.directory, mode.publishes, scratch),
  )
  const has = (path: string) => existsSync(join(checkout.root, path))
  if (has('.gitlab-ci.yml') && !has('.github'))
    return `${gitlabJob(facts)}\n# Add this job to .gitlab-ci.yml. See docs/ci/gitlab.md of as-installed.\n`
  const workflow = githubWorkflow(facts)
  if (mode.isDryRun) return workflow.text
  const file = join(checkout.root, WORKFLOW_FILE)
  if (existsSync(file))
    throw new ConfigurationError([
      {
        message: `${WORKFLOW_FILE} exists already. Delete it first, or compare it with the output of as-installed init --dry-run.`,
      },
    ])
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, workflow.text, { flag: 'wx' })
  return nextSteps(workflow, facts)
}
