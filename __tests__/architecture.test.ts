import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { CHECKS } from '../src/checks/index.ts'
import { SETUP_STAGES } from '../src/pipeline/setup-stages.ts'

const SRC = fileURLToPath(new URL('../src/', import.meta.url))

/** The layers of `src/` from top to bottom: a layer imports only itself and those below (docs/architecture.md). */
const LAYERS = [
  'action.ts',
  'plan-action.ts',
  'gate-action.ts',
  'actions',
  'cli.ts',
  'cli',
  'schemas',
  'commands',
  'init',
  'cache',
  'matrix',
  'report',
  'pipeline',
  'checks',
  'repository',
  'project',
  'distribution',
  'python',
  'process',
  'terminal',
  'config',
  'program',
]

/** An import statement; paths are relative to `src/`. */
interface Import {
  readonly from: string
  /** A path below `src/`, or the name of a package. */
  readonly to: string
  readonly isType: boolean
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort()
const sources = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]))
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  return importsIn(sources.get(from) as string, from)
}

/** Finds `import ... from`, `export ... from` and `import(...)`, also over several lines. */
function importsIn(text: string, from: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const statements = [
    ...code.matchAll(/^\s*(?:import|export)\s(?:(type)\s)?(?:[^'";]*?\sfrom\s)?'([^']+)'/gm),
    ...code.matchAll(/(?:^|[^\w.])import\(\s*()'([^']+)'/gm),
  ]
  return statements.map(([, type, to = '']) => ({
    from,
    to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to,
    isType: type === 'type',
  }))
}

const layerOf = (file: string) => LAYERS.indexOf(file.split('/')[0] as string)
const checkOf = (file: string) => /^checks\/([^/]+)\//.exec(file)?.[1]
const isShared = (check: string) => check === 'diagnosis' || check === 'fixes'
const show = ({ from, to }: Import) => `src/${from} imports ${sources.has(to) ? `src/${to}` : to}`

/** The files that a file imports at run time, directly or not. */
function reachedFrom(file: string): Set<string> {
  const reached = new Set([file])
  for (const one of reached)
    for (const { from, to, isType } of imports) if (from === one && !isType) reached.add(to)
  return reached
}

/** The import cycles, each as `a -> b -> a`. Imports of types count, because they tie the files together, too. */
function cyclesIn(all: readonly Import[]): string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (path.includes(file) || done.has(file)) return
    for (const { from, to } of all) if (from === file) visit(to, [...path, file])
    done.add(file)
  }
  for (const { from } of all) visit(from, [])
  return cycles
}

test.each([
  ["import { a } from './a.ts'", ['x/a.ts'], false],
  ["import type { A } from '../b.ts'", ['b.ts'], true],
  ["import {\n  a,\n  type B,\n} from './a.ts'", ['x/a.ts'], false],
  ["export { a } from './a.ts'", ['x/a.ts'], false],
  ["const { a } = await import('./a.ts')", ['x/a.ts'], false],
  ["import './a.ts'", ['x/a.ts'], false],
  ["import { join } from 'node:path'", ['node:path'], false],
  ["/** as in import { a } from './a.ts' */", [], false],
])('finds the imports of %j', (text, expected, isType) => {
  const found = importsIn(text, 'x/y.ts')
  expect(found.map(({ to }) => to)).toEqual(expected)
  for (const one of found) expect(one.isType).toBe(isType)
})

test('finds cycles', () => {
  const edge = (from: string, to: string) => ({ from, to, isType: false })
  expect(cyclesIn([edge('a', 'b'), edge('b', 'c'), edge('a', 'c')])).toEqual([])
  expect(cyclesIn([edge('a', 'b'), edge('b', 'c'), edge('c', 'b')])).toEqual(['b -> c -> b'])
})

test('src has the entry points and the directories of the layers', () => {
  expect(new Set(readdirSync(SRC))).toEqual(new Set([...LAYERS, 'probes']))
})

test('every file is imported, or is an entry point', () => {
  const entries = [
    'action.ts',
    'plan-action.ts',
    'gate-action.ts',
    'cli.ts',
    'cache/client.ts',
    'schemas/write.ts',
  ]
  const imported = new Set(imports.map(({ to }) => to))
  expect(files.filter((file) => !imported.has(file) && !entries.includes(file))).toEqual([])
  expect(imports.filter(({ to }) => to.endsWith('.ts') && !sources.has(to)).map(show)).toEqual([])
})

test('there are no import cycles', () => {
  expect(cyclesIn(imports.filter(({ to }) => sources.has(to)))).toEqual([])
})

test('imports lead down the layers', () => {
  const upward = imports.filter(({ from, to }) => sources.has(to) && layerOf(to) < layerOf(from))
  expect(upward.map(show)).toEqual([])
})

test('a check imports only the facts of another check', () => {
  const across = imports.filter(({ from, to }) => {
    const [own, other] = [checkOf(from), checkOf(to)]
    if (own === undefined || other === undefined || own === other || isShared(other)) return false
    return posix.basename(to) !== 'facts.ts'
  })
  expect(across.map(show)).toEqual([])
})

test('each check has its observation, decision and value in one directory', () => {
  const checks = new Set(files.flatMap((file) => checkOf(file) ?? []).filter((check) => !isShared(check)))
  const missing = [...checks].flatMap((check) =>
    ['check.ts', 'observe.ts', 'decide.ts', 'summarize.ts']
      .map((name) => `checks/${check}/${name}`)
      .filter((file) => !sources.has(file)),
  )
  expect(missing).toEqual([])
})

const RUNS_PROGRAMS = 'process/run.ts'

test('decisions, rules, summaries and facts import no Node modules', () => {
  const pure = /^checks\/[^/]+\/(decide|rules|summarize|facts)\.ts$/
  expect(imports.filter(({ from, to }) => pure.test(from) && to.startsWith('node:')).map(show)).toEqual([])
})

test('decisions, rules and summaries import no module that runs programs, directly or not', () => {
  const pure = files.filter((file) => /^checks\/[^/]+\/(decide|rules|summarize)\.ts$/.test(file))
  expect(pure.filter((file) => reachedFrom(file).has(RUNS_PROGRAMS))).toEqual([])
  // Confirms that the search works.
  expect(reachedFrom('checks/build/observe.ts').has(RUNS_PROGRAMS)).toBe(true)
})

test.each([
  ['@actions/', /^@actions\//, /^(actions|cache)\//],
  ['child_process', /^(node:)?child_process$/, /^process\//],
])('%s is imported only where the architecture says', (_, module, allowed) => {
  const wrong = imports.filter(({ from, to }) => module.test(to) && !allowed.test(from))
  expect(wrong.map(show)).toEqual([])
  expect(imports.some(({ to }) => module.test(to))).toBe(true)
})

test('process.env is read only by the entry points and the configuration', () => {
  const wrong = files.filter(
    (file) =>
      !/^(actions\/|cli\.ts|config\/)/.test(file) && /\bprocess\.env\b/.test(sources.get(file) as string),
  )
  expect(wrong).toEqual([])
})

test.each(['verify', 'plan', 'gate'])('commands/%s.ts has at most 80 lines', (command) => {
  const lines = (sources.get(`commands/${command}.ts`) as string).trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(80)
})

test('directories of unit tests mirror the directories of src', () => {
  const mirrored = readdirSync(dirname(fileURLToPath(import.meta.url)), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const own = [
    'act',
    'bench',
    'cases',
    'cli',
    'contract',
    'ecosystem',
    'probes',
    'real',
    'screenshots',
    'seeded',
    'support',
    'words',
  ]
  expect(mirrored.filter((name) => !LAYERS.includes(name) && !own.includes(name))).toEqual([])
})

const DOCS = readFileSync(new URL('../docs/architecture.md', import.meta.url), 'utf8')

test('docs/architecture.md names files that exist', () => {
  const names = [...DOCS.matchAll(/`(?:[\w-]+\/)*([\w-]+\.ts)`/g)].map(([, name = '']) => name)
  const existing = new Set(files.map((file) => posix.basename(file)))
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !existing.has(name))).toEqual(
    ['defects.ts'].filter((name) => names.includes(name)),
  )
})

test('docs/architecture.md lists the stages as they are', () => {
  const cell = (names: readonly string[] = []) => names.map((name) => `\`${name}\``).join(', ')
  const rows = [...SETUP_STAGES, ...CHECKS].map(({ name, scope, needs, after, isReported }) => {
    const shown = isReported ? `**\`${String(name)}\`**` : `\`${String(name)}\``
    return `| ${shown} | ${scope} | ${cell(needs as readonly string[])} | ${cell(after as readonly string[])} |`
  })
  expect(
    DOCS.split('\n').filter((line) => /^\| (\*\*)?`[\w ]+`(\*\*)? \| (package|python) \|/.test(line)),
  ).toEqual(rows)
})
