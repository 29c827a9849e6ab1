import { requirementArguments } from './requirements-file.ts'

/** What a session of nox installs. */
export interface NoxSession {
  readonly name: string
  /** As lines of a requirements file. */
  readonly lines: readonly string[]
  readonly extras: readonly string[]
  readonly groups: readonly string[]
}

/**
 * Returns what the sessions of a noxfile install, from the string literals in `session.install(...)` and
 * `session.run_install(...)`. The file is not executed, so what it computes is unknown.
 */
export function noxSessions(noxfile: string): NoxSession[] {
  const constants = listConstants(noxfile)
  const blocks = noxfile.split(/^(?:async )?def (?=\w+\()/m).slice(1)
  return blocks.flatMap((block): NoxSession[] => {
    const name = /^\w+/.exec(block)?.[0] ?? ''
    const calls = callsOf(
      block,
      /\bsession\s*\.\s*(?:install|run_install|run|run_always|conda_install)\s*\(/g,
    )
    const found = calls.map((call) => installedBy(call, constants))
    const session = {
      name,
      lines: found.flatMap(({ lines }) => lines),
      extras: found.flatMap(({ extras }) => extras),
      groups: found.flatMap(({ groups }) => groups),
    }
    return session.lines.length + session.extras.length + session.groups.length === 0 ? [] : [session]
  })
}

type Constants = ReadonlyMap<string, readonly string[]>

/** Module-level lists and tuples of strings, by name. */
function listConstants(noxfile: string): Constants {
  const assignments = noxfile.matchAll(/^(\w+)(?:\s*:[^=\n]+)?\s*=\s*([[(][^\])]*[\])])/gm)
  return new Map([...assignments].map(([, name = '', value = '']) => [name, stringsIn(value, new Map())]))
}

/** The argument texts of the calls whose start a pattern matches. */
function callsOf(text: string, start: RegExp): { readonly method: string; readonly args: string }[] {
  return [...text.matchAll(start)].map((match) => {
    const begin = (match.index ?? 0) + match[0].length
    let depth = 1
    let end = begin
    while (end < text.length && depth > 0) {
      const character = text[end]
      if (character === '(') depth++
      if (character === ')') depth--
      end++
    }
    return { method: /\.\s*(\w+)\s*\($/.exec(match[0])?.[1] ?? '', args: text.slice(begin, end - 1) }
  })
}

function installedBy(
  { method, args }: { readonly method: string; readonly args: string },
  constants: Constants,
): Omit<NoxSession, 'name'> {
  const groupCall = /dependency_groups\(\s*\w+\s*((?:,\s*["'][\w.-]+["'])+)/.exec(args)
  const strings = stringsIn(groupCall === null ? args : args.replace(groupCall[0], ''), constants)
  const named = (option: RegExp) =>
    strings.flatMap((text, i) => {
      const [, value] = /^--[\w-]+=(.+)$/.exec(text) ?? []
      const name = option.test(text.split('=')[0] ?? '') ? (value ?? strings[i + 1]) : undefined
      return name === undefined ? [] : name.split(',')
    })
  const isPip = method === 'install' || strings.slice(0, 4).join(' ').includes('pip install')
  const extras = named(/^(--extra|--extras|-E)$/)
  const groups = named(/^(--group|--only-group|--with|-G)$/)
  const afterOptions = isPip ? strings.slice(strings.lastIndexOf('install') + 1) : []
  return {
    lines: isPip && groups.length + extras.length === 0 ? requirementArguments(afterOptions) : [],
    extras,
    groups: [...groups, ...(groupCall === null ? [] : stringsIn(groupCall[1] ?? '', new Map()))],
  }
}

/** The string literals of a text, and those of the constants that it names, in order. */
function stringsIn(text: string, constants: Constants): string[] {
  const withoutComments = text.replace(/^\s*#.*$/gm, '')
  return [
    ...withoutComments.matchAll(/(?:\b[fFrRbB]{1,2})?(["'])((?:(?!\1)[^\\\n]|\\.)*)\1|\b([A-Za-z_]\w*)\b/g),
  ].flatMap(([, quote, string = '', name = '']) =>
    quote === undefined ? (constants.get(name) ?? []) : string.includes('{') ? [] : [string],
  )
}
