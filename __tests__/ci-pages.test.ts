import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readArguments } from '../src/cli/arguments.ts'
import { CI_SYSTEMS } from '../src/config/ci-systems.ts'
import { makeConfig } from '../src/config/config.ts'
import { FORMAT_NAMES } from '../src/config/formats.ts'

const DIRECTORY = 'docs/ci'
const pages = readdirSync(DIRECTORY)
const read = (page: string) => readFileSync(`${DIRECTORY}/${page}`, 'utf8')
const blocks = pages.flatMap((page) =>
  [...read(page).matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
    page,
    language,
    text,
  })),
)
const jobs = blocks.filter(({ language }) => language === 'yaml')

test('each CI system whose event is read has a page', () => {
  for (const { name } of CI_SYSTEMS)
    expect(pages.some((page) => read(page).startsWith(`# ${name}\n`))).toBe(true)
  expect(pages.length).toBe(CI_SYSTEMS.length + 1)
})

/** All strings in a YAML document. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

/** The command lines of as-installed on a page. */
function commandLines({ language, text }: (typeof blocks)[number]): string[] {
  const all = language === 'yaml' ? strings(parse(text)) : [text]
  const lines = all.flatMap((one) => one.split('\n'))
  return [...new Set(lines.flatMap((line) => /node \S*dist\/cli\.js ([^'\n]*)/.exec(line)?.[1] ?? []))]
}

test('the jobs are YAML', () => {
  expect(jobs.map(({ page }) => page)).toEqual([
    'azure-pipelines.md',
    'bitbucket.md',
    'buildkite.md',
    'circleci.md',
    'gitlab.md',
  ])
  for (const { text } of jobs) expect(typeof parse(text)).toBe('object')
})

const STYLE = { width: 100, heading: (text: string) => text }

test.each(blocks.filter(({ language }) => language !== 'sh').map((block) => [block.page, block] as const))(
  'the job of %s runs as-installed with valid arguments, and keeps the wheel and the test results',
  (_, block) => {
    const [line, ...others] = commandLines(block)
    expect(others).toEqual([])
    const words = (line ?? '')
      .replace(/<< [\w.]+ >>/g, '')
      .split(/\s+/)
      .filter(Boolean)
    const result = readArguments(words, STYLE)
    if (result.kind !== 'run') throw new Error(`${line} does not run`)
    const { given } = result
    const formats = given.format?.split('\n') ?? []
    expect(formats).toContain('junit')
    expect(() => makeConfig(given, {}, process.cwd())).not.toThrow()
    expect(given.output?.split('\n')).toHaveLength(formats.length)
    expect(given.out).toBeDefined()
    expect(given.path).toBeUndefined()
  },
)

test('the job of GitLab has its reports', () => {
  const job = parse(jobs.find(({ page }) => page === 'gitlab.md')?.text ?? '')['as-installed']
  const [line = ''] = commandLines(jobs.find(({ page }) => page === 'gitlab.md') as (typeof jobs)[number])
  const { codequality, junit } = job.artifacts.reports
  expect(line).toContain(`--format gitlab --output ${codequality}`)
  expect(line).toContain(`--format junit --output ${junit}`)
  expect(job.artifacts.when).toBe('always')
})

test.each(
  pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => [page, path] as const),
  ),
)('the target of the link of %s exists: %s', (_, path) => {
  expect(existsSync(`${DIRECTORY}/${path}`)).toBe(true)
})

test('the overview lists all formats', () => {
  const rows = [...read('README.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, format]) => format)
  expect(rows.sort()).toEqual([...FORMAT_NAMES].sort())
})
