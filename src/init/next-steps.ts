import { WORKFLOW_FILE, type WorkflowFile } from './github-workflow.ts'
import type { RepositoryFacts } from './repository-facts.ts'

/** Returns what was written and what to do next, as text for a terminal. */
export function nextSteps(
  { summary, statusCheck }: WorkflowFile,
  { packages, publishedBy, publishes, defaultBranch, paths }: RepositoryFacts,
): string {
  const path = paths.length === 1 && paths[0] === '.' ? '' : ` ${paths.map((one) => `'${one}'`).join(' ')}`
  const isSingle = packages.length === 1
  const steps = [
    `Run it here first: as-installed${path}`,
    `Commit ${WORKFLOW_FILE}, and open a pull request.`,
    `Make "${statusCheck}" a required status check of ${defaultBranch}: Settings > Rules > Rulesets.`,
    ...(publishes && !isSingle
      ? [
          '--publish is for one package. To publish several, see "On release tags" in the README of as-installed.',
        ]
      : []),
    ...(publishes && isSingle
      ? ['On PyPI, add a trusted publisher for this repository: workflow as-installed.yml, environment pypi.']
      : []),
    ...(publishedBy === undefined
      ? []
      : publishes
        ? [`Remove the upload from ${publishedBy}, which publishes, too.`]
        : [
            `${publishedBy} publishes: let it upload the files that were verified (output dist of the action).`,
          ]),
  ]
  return [
    `Wrote ${WORKFLOW_FILE}`,
    ...summary.map((line) => `  ${line}`),
    '',
    'Next steps:',
    ...steps.map((step, at) => `  ${at + 1}. ${step}`),
    '',
  ].join('\n')
}
