/**
 * Measures the startup time of `dist`, compared with an empty Node process and one that only loads @actions/core.
 *
 *     node __tests__/bench/startup.ts [ROUNDS]
 *
 * Prints a table: medians of 20 rounds, interleaved.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { childrenSeconds } from './process-times.ts'
import { interleaved, summarize } from './statistics.ts'

interface Program {
  readonly name: string
  readonly args: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
  readonly status: number
}

const ROUNDS = Number(process.argv[2] ?? 20)
const directory = mkdtempSync(join(tmpdir(), 'as-installed-startup-'))
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
const empty = join(directory, 'empty.mjs')
writeFileSync(empty, '')
const core = await bundledCore()
const [CLI, ACTION] = [resolve('dist/cli.js'), resolve('dist/index.js')]

const programs: Program[] = [
  { name: 'an empty file', args: [empty], status: 0 },
  { name: '`@actions/core`, bundled', args: [core], status: 0 },
  { name: '`dist/cli.js --version`', args: [CLI, '--version'], status: 0 },
  { name: '`dist/cli.js --help`', args: [CLI, '--help'], status: 0 },
  {
    name: '`dist/index.js`, up to the error for an invalid input',
    args: [ACTION],
    variables: { INPUT_INSTALLER: 'none', GITHUB_ACTIONS: 'true' },
    status: 2,
  },
]

const measured = new Map(programs.map(({ name }) => [name, { wall: [] as number[], cpu: [] as number[] }]))
// One run before the measurement, so that all files are in the page cache.
for (const one of programs) start(one)
for (const one of interleaved(programs, ROUNDS).flat()) {
  const { wall, cpu } = start(one)
  measured.get(one.name)?.wall.push(wall)
  measured.get(one.name)?.cpu.push(cpu)
}

const base = summarize(measured.get(programs[1]?.name ?? '')?.wall ?? []).median
console.log(`Node ${process.versions.node}, medians of ${ROUNDS}\n`)
console.log('| started | ms | minimum | quartiles | CPU ms | ratio |\n|---|--:|--:|--:|--:|--:|')
for (const [name, { wall, cpu }] of measured) {
  const { median, min, lowerQuartile, upperQuartile } = summarize(wall)
  const meanCpu = cpu.reduce((sum, one) => sum + one, 0) / cpu.length
  console.log(
    `| ${name} | ${ms(median)} | ${ms(min)} | ${ms(lowerQuartile)} to ${ms(upperQuartile)} | ${ms(meanCpu)} | ${(median / base).toFixed(2)} |`,
  )
}

function start({ name, args, variables, status }: Program): { wall: number; cpu: number } {
  const before = childrenSeconds()
  const started = performance.now()
  const child = spawnSync(process.execPath, args, {
    cwd: directory,
    env: { ...process.env, ...variables },
    encoding: 'utf8',
  })
  const wall = (performance.now() - started) / 1000
  if (child.status !== status)
    throw new Error(`${name} ended with status ${child.status}:\n${child.stdout}${child.stderr}`)
  return { wall, cpu: childrenSeconds() - before }
}

function ms(seconds: number): string {
  return (seconds * 1000).toFixed(0)
}

/** Bundles @actions/core as `build.ts` does, without tree shaking. */
async function bundledCore(): Promise<string> {
  const outfile = join(directory, 'core.mjs')
  await build({
    stdin: {
      contents: "import * as core from '@actions/core'\ncore.debug(Object.keys(core).join())\n",
      resolveDir: process.cwd(),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
    logLevel: 'warning',
  })
  return outfile
}
