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
    title: 'An entry point leads to nothing',
    why: 'The command or plug-in is installed, or claimed, and cannot be used.',
    message: ({ group, script, value, problem }) => `${entryTitle(group, script)} = "${value}" ${problem}.`,
    fix: ({ group, script, problem }) => entryFix(group, script, problem),
  },
  'script-failed': {
    title: 'Failing command',
    why: 'Users install the package for its commands.',
    message: ({ command, ending, words, inconclusive }) =>
      `"${command}" ${ending}${words.length > 0 ? `: ${words.join(' / ')}` : ''}${inconclusive ? '; it is not known whether that is meant' : ''}.`,
    fix: (command) => commandFix(command),
  },
  'script-timeout': {
    title: 'A console script does not end',
    why: 'It hangs, or it is a server that should not be asked for its help.',
    message: ({ command, seconds }) => `"${command}" did not end within ${seconds} s.`,
    fix: ({ script }) =>
      `If it is a server, say so in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nskip = "a server: it does not end"`,
  },
}

function commandFix({ kind, script, answer, inconclusive }: ScriptRuleFacts['script-failed']): string {
  if (inconclusive)
    return `State how it ends, in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nargs = ["--version"]  # arguments to run it with\nexit = 0               # its exit status\n# or: skip = "the reason"`
  if (answer === 'not-found')
    return 'Correct the command in `smoke`: its first word must be python or a command that the wheel or a dependency installs.'
  const correction = kind === 'smoke' ? ', or correct the command in `smoke`' : ''
  return `Fix what the error names${correction}. To reproduce it, install the wheel into an empty environment, and run the command there.`
}

function entryTitle(group: string, name: string): string {
  if (group === 'console_scripts') return `The console script ${name}`
  return group === 'gui_scripts' ? `The GUI script ${name}` : `The entry point ${name} of the group ${group}`
}

function entryFix(group: string, name: string, problem: string): string {
  if (/^overwrites|^and | command of /.test(problem)) return `Give ${name} another name.`
  const table =
    group === 'console_scripts'
      ? '[project.scripts]'
      : group === 'gui_scripts'
        ? '[project.gui-scripts]'
        : `[project.entry-points."${group}"]`
  const [what, form] = group.endsWith('_scripts')
    ? ['a module and a function', 'package.module:function']
    : ['something', 'package.module:name']
  return `Let ${name} name ${what} that the wheel contains, as "${form}", where the build backend reads it from (${table}).`
}
