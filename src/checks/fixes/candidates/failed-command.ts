import { isStringArray } from '../../../config/toml.ts'
import { parseEntryPoint } from '../../../distribution/entry-points.ts'
import { pyprojectOf, valueAt } from '../../../project/project.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { callFunctionOf } from './entry-point.ts'
import { missingImport } from './missing-import.ts'
import { sourceOfModule } from './module-sources.ts'
import { similarNames } from './similar-names.ts'

type Failed = FindingOf<'script-failed'>

/** Fixes a command that is called without arguments or imports a name that does not exist. */
export const failedCommand: CandidatesOf<'script-failed'> = (finding, sources) => {
  const { kind, answer, words, inconclusive } = finding.facts
  if (kind === 'smoke' && answer === 'not-found') return correctedSmokeCommand(finding, sources)
  if (inconclusive) return expectedStatus(finding, sources)
  const error = words.find((line) => /^\w*Error\b/.test(line)) ?? ''
  if (kind === 'script')
    return [...withoutArguments(finding, error, sources), ...calledModule(finding, error, sources)]
  if (kind === 'module' && finding.where !== undefined)
    return missingImport(error, finding.where, sources, { isProgram: true })
  return []
}

/** Launchers of console scripts call the function without arguments. */
function withoutArguments({ facts }: Failed, error: string, sources: ProjectSources): Candidate[] {
  const [, name, parameter] =
    /(\w+)\(\) missing 1 required positional argument: '(argv|args|arguments)'/.exec(error) ?? []
  const declared = sources.project.declaredEntryPoints.find(
    ({ group, name: script }) => group === 'console_scripts' && script === facts.script,
  )
  if (name === undefined || parameter === undefined || declared === undefined) return []
  const { module } = parseEntryPoint(declared.group, declared.name, declared.value)
  const file = sourceOfModule(module, sources)
  const lines = file === undefined ? [] : (sources.textOf(file) ?? '').split('\n')
  const definition = new RegExp(`^def ${name}\\((${parameter})\\b[^=,)]*`)
  const line = lines.findIndex((one) => definition.test(one))
  const [text] = definition.exec(lines[line] ?? '') ?? []
  if (file === undefined || text === undefined) return []
  // Without it, `X | None` needs Python 3.10.
  const isUnevaluated = /^from __future__ import annotations/m.test(lines.join('\n'))
  const annotated = isUnevaluated ? ' | None = None' : ' = None'
  const by = text.trimEnd() + (text.includes(':') ? annotated : '=None')
  return [
    {
      summary: `Make ${parameter} of ${name}() optional: the command calls it without arguments.`,
      edits: [{ kind: 'replace', file, line: line + 1, text, by }],
    },
  ]
}

/** The command names a module, where it has to name a function. */
function calledModule({ facts, where }: Failed, error: string, sources: ProjectSources): Candidate[] {
  const declared = sources.project.declaredEntryPoints.find(
    ({ group, name }) => group === 'console_scripts' && name === facts.script,
  )
  return declared === undefined || !error.includes("'module' object is not callable")
    ? []
    : callFunctionOf({ ...declared, script: declared.name }, where, sources)
}

/** The command in `smoke` that resembles a script of the project. */
function correctedSmokeCommand({ facts }: Failed, sources: ProjectSources): Candidate[] {
  const path = ['tool', 'as-installed', 'smoke']
  const [word = '', ...rest] = facts.script.split(' ')
  const scripts = sources.project.declaredEntryPoints.filter(({ group }) => group === 'console_scripts')
  const [name] = similarNames(
    word,
    scripts.map((one) => one.name),
  )
  const commands = valueAt(sources.project, path)
  if (name === undefined || !isStringArray(commands) || !commands.includes(facts.script)) return []
  const by = [name, ...rest].join(' ')
  return [
    {
      summary: `Replace the command ${word} with ${name}.`,
      edits: [
        {
          kind: 'setting',
          file: pyprojectOf(sources.project),
          path,
          change: { kind: 'replace', item: facts.script, by },
        },
      ],
      suggestion: 'decision',
    },
  ]
}

/** Sets the expected exit status: whether it is right is a decision of the user. */
function expectedStatus({ facts }: Failed, { project }: ProjectSources): Candidate[] {
  const status = Number(/\bstatus (\d+)/.exec(facts.ending)?.[1])
  if (Number.isNaN(status)) return []
  return [
    {
      summary: `Set the expected exit status of "${facts.command}" to ${status}.`,
      edits: [
        {
          kind: 'setting',
          file: pyprojectOf(project),
          path: ['tool', 'as-installed', 'scripts', facts.script, 'exit'],
          change: { kind: 'set', value: status },
        },
      ],
      suggestion: 'decision',
    },
  ]
}

/** Skips a command that does not end, which may be a server. */
export const timedOutCommand: CandidatesOf<'script-timeout'> = ({ facts }, { project }) => [
  {
    summary: `Skip ${facts.script} if it is a server.`,
    edits: [
      {
        kind: 'setting',
        file: pyprojectOf(project),
        path: ['tool', 'as-installed', 'scripts', facts.script, 'skip'],
        change: { kind: 'set', value: 'a server that runs until it is stopped' },
      },
    ],
    suggestion: 'decision',
  },
]
