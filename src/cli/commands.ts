import type { Mode } from '../config/mode.ts'

/** A command of the command line. */
export interface CliCommand {
  readonly name: Mode['kind']
  readonly summary: string
  readonly description: string
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [command: string, description: string])[]
}

/** The first command is the default one, which needs no name. */
export const COMMANDS: readonly CliCommand[] = [
  {
    name: 'verify',
    summary: 'Verify packages (the default)',
    description:
      'Builds Python packages, installs each wheel into a clean environment, runs its console scripts and tests there, checks its version, and gives one verdict.',
    examples: [
      ['as-installed', 'the package, or the workspace, in this directory'],
      ["as-installed 'packages/*' --changed-only", 'the packages that changed'],
      ['as-installed --python-version 3.9 --python-version 3.13', 'with two Pythons'],
      ['as-installed --fix', 'apply the fixes that were tried'],
    ],
  },
  {
    name: 'plan',
    summary: 'Plan a matrix of jobs for many packages',
    description:
      'Plans which job verifies which packages, with which Python and on which runner, and writes the plan as JSON. Runs no code of the packages.',
    examples: [["as-installed plan 'packages/*' --max-jobs 8 --json plan.json", '']],
  },
  {
    name: 'gate',
    summary: 'Join the reports of the jobs of a plan',
    description: 'Joins the reports of all jobs of a plan into one, with one verdict.',
    examples: [['as-installed gate --plan plan.json --reports reports', '']],
  },
  {
    name: 'init',
    summary: 'Write a GitHub Actions workflow for the packages',
    description:
      'Writes .github/workflows/as-installed.yml for the packages of the repository, and prints what to do next. Never overwrites a file. With .gitlab-ci.yml and without .github, prints a job for GitLab CI.',
    examples: [
      ['as-installed init', 'the package, or the workspace, in this directory'],
      ['as-installed init --dry-run', 'print the workflow'],
    ],
  },
]
