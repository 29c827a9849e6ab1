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
}

export const OPTIONS = [
  {
    name: 'path',
    kind: 'list',
    placeholder: 'PATH',
    default: '.',
    modes: ['verify', 'plan'],
    description:
      'Folders of the packages to verify, one a line: also patterns (packages/*, !packages/old) and roots of workspaces',
  },
  {
    name: 'changed-only',
    kind: 'switch',
    default: 'false',
    modes: ['verify', 'plan'],
    description:
      'Verify only the packages that changed since the base of the event, and those that depend on them',
  },
  {
    name: 'python',
    kind: 'list',
    placeholder: 'PATH|VERSION',
    default: '',
    modes: ['verify'],
    description:
      'Interpreter, by path or version, or several versions (3.9 3.12); default: the one on PATH that Requires-Python allows',
  },
  {
    name: 'installer',
    kind: 'text',
    placeholder: 'auto|pip|uv',
    default: 'auto',
    modes: ['verify'],
    description:
      'What installs packages; auto takes uv where it is found, unless an index is set up for pip alone',
  },
  {
    name: 'resolution',
    kind: 'text',
    placeholder: 'RESOLUTION',
    default: 'highest',
    modes: ['verify'],
    description:
      'Versions of the declared dependencies: highest, or lowest-direct to verify with the lowest as well (needs uv)',
  },
  {
    name: 'extras',
    kind: 'text',
    placeholder: 'WHICH',
    default: 'as-needed',
    modes: ['verify'],
    description:
      'Extras that are installed: as-needed, where a module, script or test needs one, or each, to verify every one alone as well',
  },
  {
    name: 'test-requirements',
    kind: 'list',
    placeholder: 'REQUIREMENT',
    default: '',
    modes: ['verify'],
    description:
      'What the tests need, one a line: a requirement, -r FILE, a [group] or an [extra] of the project; default: found',
  },
  {
    name: 'pytest-args',
    kind: 'list',
    placeholder: 'ARG',
    default: '',
    modes: ['verify'],
    description: 'Further arguments for pytest, one a line',
  },
  {
    name: 'test-time-limit',
    kind: 'text',
    placeholder: 'SECONDS',
    default: '',
    modes: ['verify'],
    description: 'Seconds until the tests are ended; default: what the package says, or 1800',
  },
  {
    name: 'version-policy',
    kind: 'text',
    placeholder: 'POLICY',
    default: '',
    modes: ['verify'],
    description: 'When the version must have been bumped: if-shipped-changed (default), always, never, off',
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
      'Where a version counts as released already: tags, or index to ask the package index as well',
  },
  {
    name: 'cache',
    kind: 'text',
    placeholder: 'WHEN',
    default: 'auto',
    description:
      'When downloads and build environments are kept for later runs: auto (on GitHub for branches and pull requests), on, off',
  },
  {
    name: 'pass-env',
    kind: 'list',
    placeholder: 'NAME',
    default: '',
    modes: ['verify'],
    description: 'Environment variables that the tests get although they would be removed, one a line',
  },
  {
    name: 'out',
    kind: 'text',
    placeholder: 'FOLDER',
    default: '',
    description: 'Where the verified files and the logs are kept; default: a temporary folder',
  },
  {
    name: 'json',
    kind: 'text',
    placeholder: 'FILE',
    default: '',
    description: 'Where the report, or the plan, is written as JSON; default: in the folder of out',
  },
  {
    name: 'timings',
    kind: 'switch',
    default: 'false',
    modes: ['verify'],
    description: 'Show how long each stage took',
  },
  {
    name: 'mode',
    kind: 'text',
    placeholder: 'MODE',
    default: 'verify',
    description:
      'What to do: verify, or plan a matrix of jobs that do, or gate: join the reports of them all',
  },
  {
    name: 'pythons',
    kind: 'list',
    placeholder: 'VERSION',
    default: '',
    modes: ['plan'],
    description:
      'Of mode plan: versions of Python to verify with; default: the lowest and the highest that a package allows',
  },
  {
    name: 'runners',
    kind: 'list',
    placeholder: 'LABEL',
    default: 'ubuntu-latest',
    modes: ['plan'],
    description: 'Of mode plan: runners to verify on, as in runs-on, one a line',
  },
  {
    name: 'max-jobs',
    kind: 'text',
    placeholder: 'N',
    default: '16',
    modes: ['plan'],
    description: 'Of mode plan: how many jobs the matrix may have, at most 256',
  },
  {
    name: 'timings-from',
    kind: 'text',
    placeholder: 'FILE|FOLDER',
    default: '',
    modes: ['plan'],
    description: 'Of mode plan: reports of an earlier run, to share the work by the time that it took there',
  },
  {
    name: 'cell',
    kind: 'text',
    placeholder: 'ID',
    default: '',
    modes: ['verify'],
    description: 'Of mode verify: the id of the cell of a plan that is verified; the report then names it',
  },
  {
    name: 'plan',
    kind: 'text',
    placeholder: 'FILE',
    default: '',
    modes: ['gate'],
    description: 'Of mode gate: the file that mode plan wrote',
  },
  {
    name: 'reports',
    kind: 'text',
    placeholder: 'FOLDER',
    default: '',
    modes: ['gate'],
    description: 'Of mode gate: the folder that holds the reports of all cells, at any depth',
  },
  {
    name: 'needs-json',
    kind: 'text',
    placeholder: 'JSON',
    default: '',
    modes: ['gate'],
    description: 'Of mode gate: how the jobs before it ended, as toJSON(needs) tells',
  },
] as const satisfies readonly Option[]

export type OptionName = (typeof OPTIONS)[number]['name']

/** The values of inputs or flags, unparsed. Lists have one item per line. */
export type GivenOptions = Partial<Record<OptionName, string>>
