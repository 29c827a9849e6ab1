/**
 * Parses the pages of docs/rules. In the sections "Example" and "Fix", a fenced block after a line with only a file
 * name in backticks is that file; a `diff` block is applied by git; the commands of a `console` block are run if all are
 * `git` or `as-installed`. "Fix" starts from the result of "Example".
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { applyDiff, git, temporaryDirectory, write } from './project.ts'

export const PAGES = fileURLToPath(new URL('../../docs/rules/', import.meta.url))

export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly content: string }
  | { readonly kind: 'diff'; readonly diff: string }
  | { readonly kind: 'git'; readonly args: readonly string[] }
  /** The environment variables before `as-installed`, and the arguments after it. */
  | {
      readonly kind: 'run'
      readonly variables: readonly (readonly [name: string, value: string])[]
      readonly args: readonly string[]
    }

export interface Page {
  readonly text: string
  readonly sections: ReadonlyMap<string, string>
  readonly example: readonly Step[]
  readonly fix: readonly Step[]
}

/** Reads the page of a rule. */
export async function readPage(rule: string): Promise<Page> {
  const text = await readFile(`${PAGES}${rule}.md`, 'utf8')
  const [, ...parts] = text.split(/^## /m)
  const sections = new Map(
    parts.map((part): [string, string] => {
      const end = part.indexOf('\n')
      return [part.slice(0, end), part.slice(end).trim()]
    }),
  )
  return {
    text,
    sections,
    example: stepsOf(sections.get('Example') ?? ''),
    fix: stepsOf(sections.get('Fix') ?? ''),
  }
}

/** The content of every fenced block of a language. */
export function fences(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, content = '']) =>
    name === language ? [content] : [],
  )
}

/** The steps of a section or a whole page. */
export function stepsOf(section: string): Step[] {
  const blocks = section.matchAll(/(?:^`([^`\n]+)`\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)
  return [...blocks].flatMap(([, path, language, content = '']): Step[] => {
    if (path !== undefined) return [{ kind: 'file', path, content }]
    if (language === 'diff') return [{ kind: 'diff', diff: content }]
    return language === 'console' ? commands(content) : []
  })
}

function commands(block: string): Step[] {
  const lines = block.split('\n').filter(Boolean)
  const found = lines.flatMap((line): Step[] => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
    if (words[0] !== '$') return []
    if (words[1] === 'git') return [{ kind: 'git', args: words.slice(2) }]
    const at = words.indexOf('as-installed')
    if (at < 0) return []
    const variables = words.slice(1, at).map((word): [string, string] => {
      const [name = '', ...value] = word.split('=')
      return [name, value.join('=')]
    })
    return [{ kind: 'run', variables, args: words.slice(at + 1) }]
  })
  return found.length === lines.length ? found : []
}

/** A repository, and how to run as-installed on it. */
export interface ExampleProject {
  readonly directory: string
  readonly variables: Readonly<Record<string, string>>
  readonly args: readonly string[]
}

/** Executes the steps in a new repository, and commits the rest. */
export async function executeSteps(all: readonly Step[]): Promise<ExampleProject> {
  const directory = await temporaryDirectory()
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  let variables: Record<string, string> = {}
  let args: readonly string[] = []
  for (const step of all) {
    if (step.kind === 'file') await write(directory, { [step.path]: step.content })
    else if (step.kind === 'diff') await applyDiff(directory, step.diff)
    else if (step.kind === 'git') await git(directory, ...step.args)
    else {
      args = step.args
      variables = Object.fromEntries(
        step.variables.map(([name, value]) => [name, value.replace('$PWD', directory)]),
      )
    }
  }
  await git(directory, 'add', '--all')
  if ((await git(directory, 'status', '--porcelain')) !== '') await git(directory, 'commit', '--message=All')
  return { directory, variables, args }
}
