import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about entry points and console scripts. */
export interface ScriptRuleFacts {
  'entry-point-broken': { group: string; script: string; value: string; problem: string }
  'script-failed': {
    /** `module`: a package run by `python -m`; `smoke`: a command of the settings. */
    kind: 'script' | 'module' | 'smoke'
    /** The name of the script; for the others, the command as in the settings. */
    script: string
    command: string
    /** A failing outcome; `not-found` and `timed-out` of smoke commands only. */
    answer: 'killed' | 'cannot-be-loaded' | 'traceback' | 'ended-non-zero' | 'not-found' | 'timed-out'
    ending: string
    words: readonly string[]
    inconclusive: boolean
    extras: readonly string[]
  }
  'script-timeout': { script: string; command: string; seconds: number }
}

export const SCRIPT_RULES: RuleTexts<ScriptRuleFacts> = {
  'entry-point-broken': {
    title: 'Broken entry point',
    why: 'The command or plugin is declared, but users cannot use it.',
    message: ({ group, script, value, problem }) => `${entryTitle(group, script)} = "${value}" ${problem}.`,
    fix: (entry) => entryFix(entry),
  },
  'script-failed': {
    title: 'Command failed',
    why: 'Users install this package for its commands.',
    message: ({ command, ending, words, inconclusive }) =>
      `"${command}" ${ending}${words.length > 0 ? `: ${words.join(' / ')}` : ''}.${inconclusive ? ' This may be intended.' : ''}`,
    fix: (command) => commandFix(command),
  },
  'script-timeout': {
    title: 'Command timed out',
    why: 'The command hangs, or it is a server without --help.',
    message: ({ command, seconds }) => `"${command}" timed out after ${seconds} s.`,
    fix: ({ script }) =>
      `If it is a server, skip it in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nskip = "a server that runs until it is stopped"`,
  },
}

function commandFix({ kind, script, answer, inconclusive }: ScriptRuleFacts['script-failed']): string {
  if (inconclusive)
    return `If this is intended, configure the command in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nargs = ["--version"]  # arguments to run it with\nexit = 0               # expected exit status\n# or: skip = "the reason"`
  if (answer === 'not-found')
    return 'Correct the command in `smoke`: it must start with python or a command that the wheel or a dependency installs.'
  const correction = kind === 'smoke' ? ', or correct the command in `smoke`' : ''
  return `Fix the error${correction}. To reproduce, install the wheel into an empty environment and run the command there.`
}

function entryTitle(group: string, name: string): string {
  if (group === 'console_scripts') return `The console script ${name}`
  return group === 'gui_scripts' ? `The GUI script ${name}` : `The entry point ${name} of the group ${group}`
}

function entryFix({ group, script, value, problem }: ScriptRuleFacts['entry-point-broken']): string {
  if (/^overwrites|^and | command of /.test(problem)) return `Rename ${script}.`
  if (problem.startsWith('cannot be loaded')) {
    const host = / with (.+?) installed: /.exec(problem)?.[1]
    const packages = host === undefined ? 'the wheel' : `the wheel and ${host}`
    return `Fix the error. To reproduce, install ${packages} into an empty environment and run: python -c "import ${value.split(/[:[]/)[0]?.trim()}"`
  }
  const table =
    group === 'console_scripts'
      ? '[project.scripts]'
      : group === 'gui_scripts'
        ? '[project.gui-scripts]'
        : `[project.entry-points."${group}"]`
  const [what, form] = group.endsWith('_scripts')
    ? ['an existing function', 'package.module:function']
    : ['an existing object', 'package.module:name']
  return `In ${table}, or the equivalent of the build backend, point ${script} to ${what}: "${form}".`
}
