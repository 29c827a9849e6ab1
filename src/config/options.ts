import { CACHE_CHOICES } from './cache-policy.ts'
import { EVENT_CHOICES } from './event.ts'
import { FAIL_ON } from './fail-on.ts'
import { FORMAT_NAMES } from './formats.ts'
import { VERSION_POLICIES } from './version-policy.ts'

/**
 * An option of a run, as opposed to a setting of a package. Each is a flag of the command line, and an input of the
 * actions that use it: `action.yml`, `plan/action.yml`, `gate/action.yml`. Tests check these, `--help` and the README
 * against this table.
 */
export interface Option {
  readonly name: string
  readonly kind: 'text' | 'list' | 'switch'
  /** The heading above it in `--help`. */
  readonly group: OptionGroup
  /** Placeholder for the value in `--help`. */
  readonly placeholder?: string
  /** All values; undefined: any text. */
  readonly choices?: readonly string[]
  /** A letter as short flag, without the dash. */
  readonly short?: string
  readonly default: string
  readonly description: string
  /** The description in `--help`, which shows choices, defaults and lists by itself; undefined: the same. */
  readonly help?: string
  /** What holds without the option, for `--help`, if the default is empty. */
  readonly defaultHelp?: string
  /** The description in plan/action.yml; undefined: the same. */
  readonly planDescription?: string
  /** Set if it is not shown in `--help`. */
  readonly isHidden?: true
  /** The modes that use it; undefined: all. */
  readonly modes?: readonly ('verify' | 'plan' | 'gate' | 'init')[]
  /** Set if it is no input of an action. */
  readonly isFlagOnly?: true
  /** Set if it is another name of this option, which works and is not documented. */
  readonly aliasOf?: string
}

export const COLOR_CHOICES = ['auto', 'always', 'never'] as const

/** When to print colors. */
export type ColorChoice = (typeof COLOR_CHOICES)[number]

/** The headings of `--help`. */
export type OptionGroup =
  | 'Packages'
  | 'Python and dependencies'
  | 'Tests'
  | 'Version'
  | 'Verdict and fixes'
  | 'Output'
  | 'Cache'
  | 'Jobs'
  | 'Reports of the jobs'
  | 'Workflow'

export const OPTIONS = [
  {
    name: 'path',
    kind: 'list',
    group: 'Packages',
    placeholder: 'PATH',
    default: '.',
    modes: ['verify', 'plan', 'init'],
    description:
      'Directories of the packages to verify, one per line; also patterns (packages/*, !packages/old) and workspace roots',
    help: "Directory of a package, a pattern ('packages/*', '!packages/old') or the root of a workspace",
  },
  {
    name: 'changed-only',
    kind: 'switch',
    group: 'Packages',
    default: 'false',
    modes: ['verify', 'plan'],
    description:
      'Verify only the packages that changed since the base commit, and the packages that depend on them',
  },
  {
    name: 'working-directory',
    kind: 'text',
    group: 'Packages',
    placeholder: 'DIRECTORY',
    default: '.',
    description: 'Directory that relative paths start from',
  },
  {
    name: 'python-version',
    kind: 'list',
    group: 'Python and dependencies',
    placeholder: 'VERSION|PATH',
    default: '',
    modes: ['verify', 'plan'],
    description:
      'Python versions to verify with (3.9 3.12), or the path of an interpreter; default: the first on PATH that Requires-Python allows',
    planDescription:
      'Python versions to verify with (3.9 3.12); default: the lowest and the highest that each package allows',
    help: 'Python version, or path of an interpreter',
    defaultHelp: 'the first on PATH that Requires-Python allows',
  },
  {
    name: 'python',
    kind: 'list',
    group: 'Python and dependencies',
    placeholder: 'VERSION|PATH',
    default: '',
    modes: ['verify', 'plan'],
    aliasOf: 'python-version',
    isHidden: true,
    description: 'Same as python-version',
  },
  {
    name: 'installer',
    kind: 'text',
    group: 'Python and dependencies',
    placeholder: 'INSTALLER',
    choices: ['auto', 'pip', 'uv'],
    default: 'auto',
    modes: ['verify'],
    description:
      'Installer to use; auto uses uv if it is on PATH, unless an index is configured for pip only',
    help: 'Installer; auto uses uv if it is on PATH, unless an index is configured for pip only',
  },
  {
    name: 'resolution',
    kind: 'text',
    group: 'Python and dependencies',
    placeholder: 'RESOLUTION',
    choices: ['highest', 'lowest-direct', 'prerelease'],
    default: 'highest',
    modes: ['verify'],
    description:
      'Versions of the declared dependencies: highest, lowest-direct to verify the lower bounds, too (needs uv), or prerelease to verify pre-releases, too',
    help: 'Versions of the dependencies; lowest-direct (needs uv) and prerelease also verify with those',
  },
  {
    name: 'extras',
    kind: 'text',
    group: 'Python and dependencies',
    placeholder: 'EXTRAS',
    choices: ['as-needed', 'each'],
    default: 'as-needed',
    modes: ['verify'],
    description:
      'Extras to install: as-needed, if a module, script or test needs one, or each, to verify every extra separately, too',
    help: 'Extras to install: if a module, script or test needs one, or each, to verify every extra separately, too',
  },
  {
    name: 'test-requirements',
    kind: 'list',
    group: 'Tests',
    placeholder: 'REQUIREMENT',
    default: '',
    modes: ['verify'],
    description:
      'Test dependencies, one per line: a requirement, -r FILE, a [group] or an [extra] of the project; default: detected',
    help: 'Test dependency: a requirement, -r FILE, a [group] or an [extra] of the project',
    defaultHelp: 'detected',
  },
  {
    name: 'pytest-args',
    kind: 'list',
    group: 'Tests',
    placeholder: 'ARG',
    default: '',
    modes: ['verify'],
    description: 'Additional arguments for pytest, one per line',
    help: 'Additional argument for pytest',
  },
  {
    name: 'test-time-limit',
    kind: 'text',
    group: 'Tests',
    placeholder: 'SECONDS',
    default: '',
    modes: ['verify'],
    description: 'Timeout of the tests in seconds; default: the setting of the package, or 1800',
    help: 'Timeout of the tests in seconds',
    defaultHelp: 'the setting of the package, or 1800',
  },
  {
    name: 'version-policy',
    kind: 'text',
    group: 'Version',
    placeholder: 'POLICY',
    choices: VERSION_POLICIES,
    default: '',
    modes: ['verify'],
    description: 'When the version must be bumped: if-shipped-changed (default), always, never, off',
    help: 'When the version must be bumped',
    defaultHelp: 'the setting of the package, or if-shipped-changed',
  },
  {
    name: 'checks',
    kind: 'list',
    group: 'Verdict and fixes',
    placeholder: 'CHECK',
    default: '',
    modes: ['verify'],
    description: 'Names of the checks to run, with the checks that they need; default: all',
    help: 'Run only this check, and the checks that it needs',
  },
  {
    name: 'skip',
    kind: 'list',
    group: 'Verdict and fixes',
    placeholder: 'CHECK',
    default: '',
    modes: ['verify'],
    description: 'Names of checks to skip, with the checks that need them',
    help: 'Skip this check, and the checks that need it',
  },
  {
    name: 'fail-on',
    kind: 'text',
    group: 'Verdict and fixes',
    placeholder: 'SEVERITY',
    choices: FAIL_ON,
    default: '',
    modes: ['verify'],
    description:
      'Least severity of a finding that fails the run: error (default), warning, or never to only report',
    help: 'Least severity of a finding that fails the run',
    defaultHelp: 'the setting of the package, or error',
  },
  {
    name: 'taken-on',
    kind: 'text',
    group: 'Version',
    placeholder: 'WHERE',
    choices: ['tags', 'index'],
    default: 'tags',
    modes: ['verify'],
    description:
      'Where to check whether the version is already released: tags, or index for the package index, too',
    help: 'Where to check whether the version is already released; index also checks the package index',
  },
  {
    name: 'event',
    kind: 'text',
    group: 'Version',
    placeholder: 'EVENT',
    choices: EVENT_CHOICES,
    default: '',
    modes: ['verify', 'plan'],
    isFlagOnly: true,
    description: 'What the run is for',
    defaultHelp: 'read from the variables of the CI system',
  },
  {
    name: 'tag',
    kind: 'text',
    group: 'Version',
    placeholder: 'NAME',
    default: '',
    modes: ['verify', 'plan'],
    isFlagOnly: true,
    description: 'Tag of the release, which the version must match',
    defaultHelp: 'read from the variables of the CI system',
  },
  {
    name: 'base',
    kind: 'text',
    group: 'Version',
    placeholder: 'REF',
    default: '',
    modes: ['verify', 'plan'],
    isFlagOnly: true,
    description: 'Branch or commit to compare with, as for a pull request',
    defaultHelp: 'read from the variables of the CI system',
  },
  {
    name: 'cache',
    kind: 'text',
    group: 'Cache',
    placeholder: 'WHEN',
    choices: CACHE_CHOICES,
    default: 'auto',
    modes: ['verify'],
    description:
      'When to cache downloads and build environments for later runs: auto (on GitHub for branches and pull requests), on, off',
    help: 'Whether to cache build environments for later runs; auto does, except for releases',
  },
  {
    name: 'pass-env',
    kind: 'list',
    group: 'Tests',
    placeholder: 'NAME',
    default: '',
    modes: ['verify'],
    description: 'Environment variables to pass through to the tests, one per line',
    help: 'Environment variable to pass through to the tests',
  },
  {
    name: 'out',
    kind: 'text',
    group: 'Output',
    placeholder: 'DIRECTORY',
    default: '',
    modes: ['verify', 'plan', 'gate'],
    description: 'Directory for the verified files and the logs; default: a temporary directory',
    help: 'Directory for the verified files and the logs',
    defaultHelp: 'a temporary one, removed after a pass',
  },
  {
    name: 'json',
    kind: 'text',
    group: 'Output',
    placeholder: 'FILE',
    default: '',
    modes: ['verify', 'plan', 'gate'],
    description: 'File for the report, or the plan, as JSON; default: in the directory of out',
    help: 'File for the report, or the plan, as JSON',
  },
  {
    name: 'format',
    kind: 'list',
    group: 'Output',
    placeholder: 'FORMAT',
    default: '',
    modes: ['verify', 'gate'],
    choices: FORMAT_NAMES,
    description:
      'Also write the report as sarif, junit, gitlab, ctrf, markdown or jsonl, one format per line',
    help: 'Print the report in this format, or write it to the file of --output',
  },
  {
    name: 'output',
    kind: 'list',
    group: 'Output',
    placeholder: 'FILE',
    default: '',
    modes: ['verify', 'gate'],
    description: 'The file of each format, in the same order, one per line',
    help: 'File of the --format in the same position; - is standard output',
  },
  {
    name: 'timings',
    kind: 'switch',
    group: 'Output',
    default: 'false',
    modes: ['verify'],
    description: 'Show the time of each stage',
  },
  {
    name: 'no-fix-check',
    kind: 'switch',
    group: 'Verdict and fixes',
    default: 'false',
    modes: ['verify'],
    description: 'Do not try fixes for what fails',
  },
  {
    name: 'fix',
    kind: 'switch',
    group: 'Verdict and fixes',
    default: 'false',
    modes: ['verify'],
    isFlagOnly: true,
    description: 'Apply the fixes that were tried to the checkout, and verify again',
  },
  {
    name: 'allow-dirty',
    kind: 'switch',
    group: 'Verdict and fixes',
    default: 'false',
    modes: ['verify'],
    isFlagOnly: true,
    description: 'With --fix, edit files with uncommitted changes, too',
  },
  {
    name: 'diff',
    kind: 'switch',
    group: 'Verdict and fixes',
    default: 'false',
    modes: ['verify'],
    isFlagOnly: true,
    description: 'Print only the fixes that were tried, as a diff for git apply',
  },
  {
    name: 'quiet',
    kind: 'switch',
    group: 'Output',
    short: 'q',
    default: 'false',
    isFlagOnly: true,
    description: 'Print only problems and the verdict',
  },
  {
    name: 'verbose',
    kind: 'switch',
    group: 'Output',
    short: 'v',
    default: 'false',
    isFlagOnly: true,
    description:
      'Also print commands, times, the ends of the logs of failed checks, and where the results are',
  },
  {
    name: 'color',
    kind: 'text',
    group: 'Output',
    placeholder: 'WHEN',
    choices: COLOR_CHOICES,
    default: 'auto',
    isFlagOnly: true,
    description: 'When to print colors; auto does on a terminal, and obeys NO_COLOR and FORCE_COLOR',
  },
  {
    name: 'mode',
    kind: 'text',
    group: 'Jobs',
    placeholder: 'MODE',
    choices: ['verify', 'plan', 'gate', 'init'],
    default: 'verify',
    isHidden: true,
    description:
      'What to do: verify, plan a matrix of jobs, gate to join their reports, or init to write a workflow',
  },
  {
    name: 'pythons',
    kind: 'list',
    group: 'Jobs',
    placeholder: 'VERSION',
    default: '',
    modes: ['plan'],
    aliasOf: 'python-version',
    isHidden: true,
    description: 'Same as python-version',
  },
  {
    name: 'runners',
    kind: 'list',
    group: 'Jobs',
    placeholder: 'LABEL',
    default: 'ubuntu-latest',
    modes: ['plan'],
    description: 'Runners to verify on, as in runs-on, one per line',
    help: 'Runner to verify on, as in runs-on',
  },
  {
    name: 'max-jobs',
    kind: 'text',
    group: 'Jobs',
    placeholder: 'N',
    default: '16',
    modes: ['plan'],
    description: 'Maximum number of jobs in the matrix, at most 256',
  },
  {
    name: 'timings-from',
    kind: 'text',
    group: 'Jobs',
    placeholder: 'FILE|DIRECTORY',
    default: '',
    modes: ['plan'],
    description: 'Report of an earlier run, or a directory of reports, to balance the jobs by time',
  },
  {
    name: 'cell',
    kind: 'text',
    group: 'Jobs',
    placeholder: 'ID',
    default: '',
    modes: ['verify'],
    isHidden: true,
    description: 'Id of the matrix job in the plan, for the report',
  },
  {
    name: 'plan',
    kind: 'text',
    group: 'Reports of the jobs',
    placeholder: 'FILE',
    default: '',
    modes: ['gate'],
    description: 'File that the plan action wrote',
    help: 'The file that as-installed plan wrote',
  },
  {
    name: 'reports',
    kind: 'text',
    group: 'Reports of the jobs',
    placeholder: 'DIRECTORY',
    default: '',
    modes: ['gate'],
    description: 'Directory with the reports of all jobs, at any depth',
  },
  {
    name: 'needs-json',
    kind: 'text',
    group: 'Reports of the jobs',
    placeholder: 'JSON',
    default: '',
    modes: ['gate'],
    description: 'Results of the jobs before it, from toJSON(needs)',
  },
  {
    name: 'dry-run',
    kind: 'switch',
    group: 'Workflow',
    default: 'false',
    modes: ['init'],
    isFlagOnly: true,
    description: 'Print the workflow, and write nothing',
  },
  {
    name: 'publish',
    kind: 'switch',
    group: 'Workflow',
    default: 'false',
    modes: ['init'],
    isFlagOnly: true,
    description: 'Also publish the package to PyPI on release tags, if it passes',
  },
] as const satisfies readonly Option[]

export type OptionName = (typeof OPTIONS)[number]['name']

/** The values of inputs or flags, unparsed. Lists have one item per line. */
export type GivenOptions = Partial<Record<OptionName, string>>
