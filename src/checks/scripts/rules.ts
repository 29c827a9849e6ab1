import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about entry points and console scripts. */
export interface ScriptRuleFacts {
  'entry-point-broken': { group: string; script: string; value: string; problem: string }
  'script-failed': {
    script: string
    command: string
    /** A failing outcome. */
    answer: 'killed' | 'cannot-be-loaded' | 'traceback' | 'ended-non-zero'
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
    title: 'A console script fails',
    why: 'The command is the package, for who installs it to use it.',
    message: ({ command, ending, words, inconclusive }) =>
      `"${command}" ${ending}${words.length > 0 ? `: ${words.join(' / ')}` : ''}${inconclusive ? '; it is not known whether that is meant' : ''}.`,
    fix: ({ script, inconclusive }) =>
      inconclusive
        ? `Say how it answers, in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nargs = ["--version"]  # what to call it with\nexit = 0               # the status it then ends with\n# or: skip = "the reason"`
        : 'Mend what the error names. To see it: install the wheel into an empty environment, and run the command there.',
  },
  'script-timeout': {
    title: 'A console script does not end',
    why: 'It hangs, or it is a server that should not be asked for its help.',
    message: ({ command, seconds }) => `"${command}" did not end within ${seconds} s.`,
    fix: ({ script }) =>
      `If it is a server, say so in pyproject.toml:\n[tool.as-installed.scripts."${script}"]\nskip = "a server: it does not end"`,
  },
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
