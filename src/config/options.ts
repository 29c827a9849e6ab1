/**
 * An option of a run, as opposed to a setting of a package. Each is an input of the action and a flag of the command line
 * of the same name; a test checks `action.yml`, `--help` and the README against this table.
 */
export interface Option {
  readonly name: string
  readonly kind: 'text' | 'list' | 'switch'
  /** Placeholder for the value in the help text. */
  readonly placeholder?: string
  readonly default: string
  readonly description: string
  /** The modes that use it; undefined: all. */
  readonly modes?: readonly ('verify' | 'plan' | 'gate')[]
  /** Set if it is no input of the action. */
  readonly isFlagOnly?: true
}

export const OPTIONS = [
  {
    name: 'path',
    kind: 'list',
    placeholder: 'PATH',
    default: '.',
    modes: ['verify', 'plan'],
    description:
      'Directories of the packages to verify, one per line; also patterns (packages/*, !packages/old) and workspace roots',
  },
  {
    name: 'changed-only',
    kind: 'switch',
    default: 'false',
    modes: ['verify', 'plan'],
    description:
      'Verify only the packages that changed since the base commit, and the packages that depend on them',
  },
  {
    name: 'python',
    kind: 'list',
    placeholder: 'PATH|VERSION',
    default: '',
    modes: ['verify'],
    description:
      'Interpreter, by path or version, or several versions (3.9 3.12); default: the first on PATH that Requires-Python allows',
  },
  {
    name: 'installer',
    kind: 'text',
    placeholder: 'auto|pip|uv',
    default: 'auto',
    modes: ['verify'],
    description:
      'Installer to use; auto uses uv if it is on PATH, unless an index is configured for pip only',
  },
  {
    name: 'resolution',
    kind: 'text',
    placeholder: 'RESOLUTION',
    default: 'highest',
    modes: ['verify'],
    description:
      'Versions of the declared dependencies: highest, lowest-direct to verify the lower bounds, too (needs uv), or prerelease to verify pre-releases, too',
  },
  {
    name: 'extras',
    kind: 'text',
    placeholder: 'WHICH',
    default: 'as-needed',
    modes: ['verify'],
    description:
      'Extras to install: as-needed, if a module, script or test needs one, or each, to verify every extra separately, too',
  },
  {
    name: 'test-requirements',
    kind: 'list',
    placeholder: 'REQUIREMENT',
    default: '',
    modes: ['verify'],
    description:
      'Test dependencies, one per line: a requirement, -r FILE, a [group] or an [extra] of the project; default: detected',
  },
  {
    name: 'pytest-args',
    kind: 'list',
    placeholder: 'ARG',
    default: '',
    modes: ['verify'],
    description: 'Additional arguments for pytest, one per line',
  },
  {
    name: 'test-time-limit',
    kind: 'text',
    placeholder: 'SECONDS',
    default: '',
    modes: ['verify'],
    description: 'Timeout of the tests in seconds; default: the setting of the package, or 1800',
  },
  {
    name: 'version-policy',
    kind: 'text',
    placeholder: 'POLICY',
    default: '',
    modes: ['verify'],
    description: 'When the version must be bumped: if-shipped-changed (default), always, never, off',
  },
  {
    name: 'fail-on',
    kind: 'text',
    placeholder: 'SEVERITY',
    default: '',
    modes: ['verify'],
    description:
      'Least severity of a finding that fails the run: error (default), warning, or never to only report',
  },
  {
    name: 'taken-on',
    kind: 'text',
    placeholder: 'WHERE',
    default: 'tags',
    modes: ['verify'],
    description:
      'Where to check whether the version is already released: tags, or index for the package index, too',
  },
  {
    name: 'cache',
    kind: 'text',
    placeholder: 'WHEN',
    default: 'auto',
    description:
      'When to cache downloads and build environments for later runs: auto (on GitHub for branches and pull requests), on, off',
  },
  {
    name: 'pass-env',
    kind: 'list',
    placeholder: 'NAME',
    default: '',
    modes: ['verify'],
    description: 'Environment variables to pass through to the tests, one per line',
  },
  {
    name: 'out',
    kind: 'text',
    placeholder: 'DIRECTORY',
    default: '',
    description: 'Directory for the verified files and the logs; default: a temporary directory',
  },
  {
    name: 'json',
    kind: 'text',
    placeholder: 'FILE',
    default: '',
    description: 'File for the report, or the plan, as JSON; default: in the directory of out',
  },
  {
    name: 'format',
    kind: 'list',
    placeholder: 'FORMAT',
    default: '',
    modes: ['verify'],
    description: 'Also write the report as sarif or markdown, one format per line',
  },
  {
    name: 'output',
    kind: 'list',
    placeholder: 'FILE',
    default: '',
    modes: ['verify'],
    description: 'The file of each format, in the same order, one per line',
  },
  {
    name: 'timings',
    kind: 'switch',
    default: 'false',
    modes: ['verify'],
    description: 'Show the time of each stage',
  },
  {
    name: 'no-fix-check',
    kind: 'switch',
    default: 'false',
    modes: ['verify'],
    description: 'Do not try fixes for what fails',
  },
  {
    name: 'fix',
    kind: 'switch',
    default: 'false',
    modes: ['verify'],
    isFlagOnly: true,
    description: 'Apply the fixes that were tried to the checkout, and verify again',
  },
  {
    name: 'allow-dirty',
    kind: 'switch',
    default: 'false',
    modes: ['verify'],
    isFlagOnly: true,
    description: 'With --fix, edit files with uncommitted changes, too',
  },
  {
    name: 'diff',
    kind: 'switch',
    default: 'false',
    modes: ['verify'],
    isFlagOnly: true,
    description: 'Print only the fixes that were tried, as a diff for git apply',
  },
  {
    name: 'mode',
    kind: 'text',
    placeholder: 'MODE',
    default: 'verify',
    description: 'What to do: verify, plan a matrix of jobs, or gate to join their reports',
  },
  {
    name: 'pythons',
    kind: 'list',
    placeholder: 'VERSION',
    default: '',
    modes: ['plan'],
    description:
      'Mode plan: Python versions to verify with; default: the lowest and the highest that each package allows',
  },
  {
    name: 'runners',
    kind: 'list',
    placeholder: 'LABEL',
    default: 'ubuntu-latest',
    modes: ['plan'],
    description: 'Mode plan: runners to verify on, as in runs-on, one per line',
  },
  {
    name: 'max-jobs',
    kind: 'text',
    placeholder: 'N',
    default: '16',
    modes: ['plan'],
    description: 'Mode plan: maximum number of jobs in the matrix, at most 256',
  },
  {
    name: 'timings-from',
    kind: 'text',
    placeholder: 'FILE|DIRECTORY',
    default: '',
    modes: ['plan'],
    description:
      'Mode plan: report of an earlier run, or a directory of reports, to balance the jobs by time',
  },
  {
    name: 'cell',
    kind: 'text',
    placeholder: 'ID',
    default: '',
    modes: ['verify'],
    description: 'Mode verify: id of the matrix job in the plan, for the report',
  },
  {
    name: 'plan',
    kind: 'text',
    placeholder: 'FILE',
    default: '',
    modes: ['gate'],
    description: 'Mode gate: the file that mode plan wrote',
  },
  {
    name: 'reports',
    kind: 'text',
    placeholder: 'DIRECTORY',
    default: '',
    modes: ['gate'],
    description: 'Mode gate: directory with the reports of all jobs, at any depth',
  },
  {
    name: 'needs-json',
    kind: 'text',
    placeholder: 'JSON',
    default: '',
    modes: ['gate'],
    description: 'Mode gate: results of the jobs before it, from toJSON(needs)',
  },
] as const satisfies readonly Option[]

export type OptionName = (typeof OPTIONS)[number]['name']

/** The values of inputs or flags, unparsed. Lists have one item per line. */
export type GivenOptions = Partial<Record<OptionName, string>>
