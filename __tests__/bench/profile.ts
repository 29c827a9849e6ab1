/**
 * Profiles one run with strace: all child processes, the times without any, and the most expensive ones.
 *
 *     node __tests__/bench/profile.ts [--all] [--keep FILE] [-- ARGUMENT OF dist/cli.js...]
 *
 * Without arguments: the example, with pip. Runs the program once without strace for exact times, and once with strace,
 * which slows down everything that starts processes. --all lists every child, --keep saves the output of strace. Needs
 * strace, and so Linux.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hottest, readOwnUsage, type Samples, watchingOwnUsage } from './own-usage.ts'
import { childrenSeconds } from './process-times.ts'
import { chain, gaps, readTrace, type TracedProcess, total } from './trace.ts'

/** Arguments to omit from command lines. */
const IGNORED_WORDS =
  /^--(no|progress|log|python|disable|only-binary)\b|^:all:$|^-c$|\.(request|result)\.json$|^(safe|core)\./

const { values, positionals } = parseArgs({
  options: { all: { type: 'boolean' }, keep: { type: 'string' } },
  allowPositionals: true,
})
const args = positionals.length > 0 ? positionals : ['--installer', 'pip', 'examples/greeter']
const directory = mkdtempSync(join(tmpdir(), 'as-installed-profile-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))

const plain = runPlain()
const processes = runTraced()
const [program] = processes
if (program === undefined) throw new Error('strace saw nothing.')
const children = processes.filter(({ parent }) => parent === program.pid)
const whole = { start: program.start, end: program.end }
const wall = total([whole])

print(`## ${['as-installed', ...args].join(' ')}\n`)
print(`Not traced: ${plain.wall.toFixed(2)} s wall, ${plain.children.toFixed(2)} s CPU in total; of this the`)
print(
  `program itself ${plain.own.cpu.toFixed(2)} s CPU, at most ${plain.own.megabytes.toFixed(0)} MB of memory.`,
)
print(
  `Traced: ${wall.toFixed(2)} s wall, ${children.length} children, ${processes.length - 1} processes in total.\n`,
)

const links = chain(children, whole.end)
const idle = gaps(whole, children)
print('| of the traced run | s |\n|---|--:|')
print(`| no child process ran: the program itself | ${total(idle).toFixed(3)} |`)
print(
  `| the critical path of child processes (${links.length}) | ${links.reduce((sum, one) => sum + total([one]), 0).toFixed(3)} |`,
)
print(`| gaps on the critical path | ${total(gaps(whole, links)).toFixed(3)} |`)
for (const [count, seconds] of concurrency(children)) print(`| ${count} at a time | ${seconds.toFixed(3)} |`)

print(
  '\n### Gaps without child processes, at least 10 ms\n\n| at s | ms | after | before |\n|--:|--:|---|---|',
)
for (const gap of idle.filter((one) => total([one]) >= 0.01)) {
  const before = children.find(({ start }) => start === gap.end)
  const after = children.find(({ end }) => end === gap.start)
  print(
    `| ${at(gap)} | ${(total([gap]) * 1000).toFixed(0)} | ${shortCommand(after)} | ${shortCommand(before)} |`,
  )
}

print('\n### Critical path\n\n| at s | s | gap before, ms | child |\n|--:|--:|--:|---|')
for (const [i, link] of links.entries()) {
  const gap = (link.start - (links[i - 1]?.end ?? whole.start)) * 1000
  print(`| ${at(link)} | ${total([link]).toFixed(2)} | ${gap.toFixed(0)} | ${shortCommand(link)} |`)
}

print(
  '\n### Kinds of child processes\n\n| kind | count | CPU s with descendants | wall s |\n|---|--:|--:|--:|',
)
const kinds = [...new Set(children.map(kindOf))].map((kind) => {
  const of = children.filter((one) => kindOf(one) === kind)
  const cpu = of.reduce((sum, one) => sum + cpuBelow(one), 0)
  return { kind, count: of.length, cpu, wall: total(of) }
})
for (const { kind, count, cpu, wall } of kinds.sort((a, b) => b.cpu - a.cpu))
  print(`| ${kind} | ${count} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} |`)

const shown = values.all ? children : [...children].sort((a, b) => cpuBelow(b) - cpuBelow(a)).slice(0, 20)
print(`\n### ${values.all ? 'Every child' : 'The costliest children'}\n`)
print('| at s | s | CPU s with descendants | processes | child |\n|--:|--:|--:|--:|---|')
for (const one of shown)
  print(
    `| ${at(one)} | ${total([one]).toFixed(2)} | ${cpuBelow(one).toFixed(2)} | ${below(one).length} | ${shortCommand(one)} |`,
  )

print('\n### Functions of the program\n\n| ms | function |\n|--:|---|')
for (const { what, milliseconds } of hottest(readSamples()).slice(0, 20))
  print(`| ${milliseconds.toFixed(0)} | ${what} |`)

function runPlain() {
  const usage = join(directory, 'own.json')
  const before = childrenSeconds()
  const started = performance.now()
  const child = spawnSync(process.execPath, [...watchingOwnUsage(usage), ...command()], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const wall = (performance.now() - started) / 1000
  if (child.status !== 0) console.error(`It ended with status ${child.status}:\n${child.stderr}`)
  return { wall, children: childrenSeconds() - before, own: readOwnUsage(usage) }
}

function runTraced(): TracedProcess[] {
  const trace = resolve(values.keep ?? join(directory, 'trace'))
  // Traces only the selected system calls, which is faster.
  const { stdout: help } = spawnSync('strace', ['--help'], { encoding: 'utf8' })
  const quick = help?.includes('--seccomp-bpf') ? ['--seccomp-bpf'] : []
  const calls = 'trace=clone,?clone3,?fork,?vfork,execve,exit_group'
  const options = ['-f', ...quick, '-ttt', '-s', '300', '-e', calls, '-o', trace]
  const sampled = ['--cpu-prof', '--cpu-prof-dir', directory]
  const { error } = spawnSync('strace', [...options, process.execPath, ...sampled, ...command()], {
    stdio: 'ignore',
  })
  if (error !== undefined) throw new Error(`strace cannot be run: ${error.message}`)
  return readTrace(readFileSync(trace, 'utf8'))
}

function command(): string[] {
  return [resolve('dist/cli.js'), '--out', mkdtempSync(join(directory, 'out-')), ...args]
}

function readSamples(): Samples {
  const [file = ''] = readdirSync(directory).filter((name) => name.endsWith('.cpuprofile'))
  return JSON.parse(readFileSync(join(directory, file), 'utf8'))
}

function print(line: string): void {
  console.log(line)
}

function at({ start }: { readonly start: number }): string {
  return (start - whole.start).toFixed(2)
}

/** A process and all its descendants. */
function below(one: TracedProcess): TracedProcess[] {
  return [one, ...processes.filter(({ parent }) => parent === one.pid).flatMap(below)]
}

function cpuBelow(one: TracedProcess): number {
  return below(one).reduce((sum, { cpu = 0 }) => sum + cpu, 0)
}

/** For each number of concurrent children: the seconds with so many. */
function concurrency(of: readonly TracedProcess[]): [count: number, seconds: number][] {
  const times = [...new Set(of.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const seconds: number[] = []
  for (const [i, start] of times.entries()) {
    const end = times[i + 1] ?? start
    const count = of.filter((one) => one.start <= start && one.end >= end).length
    seconds[count] = (seconds[count] ?? 0) + end - start
  }
  return seconds.flatMap((sum = 0, count) => (count > 0 && sum > 0 ? [[count, sum] as [number, number]] : []))
}

/** A short command line, with only the last part of paths. */
function shortCommand(one: TracedProcess | undefined): string {
  if (one === undefined) return ''
  if (one.argv.length === 0) return '(a fork)'
  const words = one.argv.map(shortened).filter((word) => !IGNORED_WORDS.test(word))
  const text = words.join(' ').replace(/\s+/g, ' ').replaceAll('|', '\\|')
  return `\`${text.length > 110 ? `${text.slice(0, 110)}…` : text}\``
}

/** The last part of a path; for an interpreter, with its environment. */
function shortened(word: string): string {
  const [, environment] = /\/environments\/([^/]+)\//.exec(word) ?? []
  if (environment !== undefined) return `${environment}/${basename(word)}`
  return word.includes('/') && !word.startsWith('-') ? basename(word) : word
}

/** The common part of command lines with the same purpose. */
function kindOf({ argv }: TracedProcess): string {
  const [program = '', ...rest] = argv
  const name = basename(program).replace(/^python[\d.]*$/, 'python')
  const module = rest.indexOf('-m')
  if (name === 'python' && module !== -1) {
    const [pip] = rest.slice(module + 2).filter((word) => /^(install|check|--version)$/.test(word))
    return `python -m ${rest[module + 1]}${pip === undefined ? '' : ` ${pip}`}`
  }
  const script = rest.find((word) => word.endsWith('.py'))
  if (name === 'python') return `python ${script === undefined ? rest[0] : basename(script)}`
  if (name === 'uv') return ['uv', ...rest.slice(0, rest[0] === 'pip' ? 2 : 1)].join(' ')
  if (name === 'git') {
    const skip = ['-c', '-C']
    return `git ${rest.find((word, i) => !word.startsWith('-') && !skip.includes(rest[i - 1] ?? ''))}`
  }
  return name
}
