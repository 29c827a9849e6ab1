import { existsSync } from 'node:fs'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { CAPTURE_LIMIT } from '../../src/process/captured-output.ts'
import { describeEnding } from '../../src/process/ending.ts'
import { type Command, run, succeeded } from '../../src/process/run.ts'
import { temporaryDirectory, write } from '../support/project.ts'

const onPosix = process.platform === 'win32' ? test.skip : test
const variables = { PATH: process.env.PATH ?? '' }

const node = (script: string, rest: Partial<Command> = {}) =>
  run({
    program: process.execPath,
    args: ['-e', script],
    cwd: process.cwd(),
    variables,
    timeout: 30,
    ...rest,
  })
const shell = (script: string, rest: Partial<Command> = {}) =>
  run({ program: 'sh', args: ['-c', script], cwd: process.cwd(), variables, timeout: 30, ...rest })

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
/** Whether all processes end within a few seconds. */
async function areEnded(pids: readonly number[]): Promise<boolean> {
  for (let tries = 0; tries < 50 && pids.some(isAlive); tries++) await sleep(50)
  return !pids.some(isAlive)
}
const pidsIn = async (file: string) => (await readFile(file, 'utf8')).trim().split('\n').map(Number)

test('returns the exit status and the output, each stream separately and both in order', async () => {
  const result = await node(
    'console.log("one"); setTimeout(() => { console.error("two"); process.exit(7) }, 50)',
  )

  expect(result.ending).toEqual({ kind: 'exited', code: 7 })
  expect([result.stdout, result.stderr, result.transcript]).toEqual(['one\n', 'two\n', 'one\ntwo\n'])
  expect(succeeded(result)).toBe(false)
  expect(describeEnding(result.ending)).toBe('exited with status 7')
})

test('passes only the given variables, and a closed stdin', async () => {
  const result = await node(
    'process.stdin.on("end", () => console.log(JSON.stringify(Object.keys(process.env)))).resume()',
    { variables: { PATH: variables.PATH, ONE: '1' } },
  )

  const names = JSON.parse(result.stdout) as string[]
  expect(names).toEqual(expect.arrayContaining(['ONE', 'PATH']))
  expect(names).not.toContain('HOME')
})

onPosix(
  'keeps only the ends of 200 MB of output in memory, and states how much was cut',
  async () => {
    const before = process.memoryUsage().rss
    let highest = 0
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss)
    }, 20)
    const result = await shell('echo BEGIN; head -c 200000000 /dev/zero | tr "\\0" a; echo END')
    clearInterval(watch)

    expect(result.ending).toEqual({ kind: 'exited', code: 0 })
    for (const text of [result.stdout, result.transcript]) {
      expect(text.startsWith('BEGIN\na')).toBe(true)
      expect(text.endsWith('aEND\n')).toBe(true)
      expect(text).toContain('[... 199.5 MB of output cut here ...]')
      expect(text.length).toBeLessThan(3 * CAPTURE_LIMIT)
    }
    expect((highest - before) / 1e6).toBeLessThan(120)
  },
  60_000,
)

onPosix('keeps more output with a higher limit', async () => {
  const result = await shell('head -c 3000000 /dev/zero | tr "\\0" a', { captureLimit: 4_000_000 })

  expect(result.stdout).toHaveLength(3_000_000)
})

test('reads output that is not UTF-8', async () => {
  const result = await node('process.stdout.write(Buffer.from([0x67, 0xfc, 0xff, 0x00, 0x6e, 0x0a]))')

  expect(result.stdout).toBe('g\ufffd\ufffd\u0000n\n')
})

test('ends a program at its timeout, and keeps its output', async () => {
  const result = await node('console.log("here"); setInterval(() => {}, 1000)', { timeout: 1 })

  expect(result.ending).toEqual({ kind: 'timed-out', afterSeconds: 1 })
  expect(result.stdout).toBe('here\n')
  expect(result.seconds).toBeLessThan(4)
  expect(describeEnding(result.ending)).toBe('timed out after 1 s')
})

test('accepts a timeout above the maximum delay of a Node.js timer', async () => {
  const result = await node('setTimeout(() => console.log("done"), 300)', { timeout: 3_000_000 })

  expect(result.ending).toEqual({ kind: 'exited', code: 0 })
})

onPosix('ends the whole process group at the timeout, also processes that ignore SIGTERM', async () => {
  const file = join(await temporaryDirectory(), 'pids')
  const result = await shell(
    `(trap '' TERM; sleep 300 & echo $! >> ${file}; while :; do sleep 1; done) &
     echo $! >> ${file}; trap '' TERM; echo $$ >> ${file}; while :; do sleep 1; done`,
    { timeout: 1 },
  )

  expect(result.ending.kind).toBe('timed-out')
  expect(result.seconds).toBeLessThan(6)
  const pids = await pidsIn(file)
  expect(pids).toHaveLength(3)
  expect(await areEnded(pids)).toBe(true)
})

onPosix('sends SIGTERM first, so that a program can end processes outside its group', async () => {
  const file = join(await temporaryDirectory(), 'pids')
  const result = await shell(
    `setsid sleep 300 & child=$!; echo $child > ${file}
     trap 'kill -9 $child; echo tidied; exit 143' TERM; while :; do sleep 0.1; done`,
    { timeout: 1 },
  )

  expect(result.ending.kind).toBe('timed-out')
  expect(result.stdout).toContain('tidied')
  expect(await areEnded(await pidsIn(file))).toBe(true)
})

onPosix(
  'returns soon after the program has exited, even if another process holds its pipe open',
  async () => {
    const file = join(await temporaryDirectory(), 'pids')
    const [inGroup, daemon] = await Promise.all([
      shell(`sleep 300 & echo $! >> ${file}; echo done`),
      shell(`setsid sh -c 'echo $$ >> ${file}; sleep 60' & sleep 0.5; echo done`),
    ])

    for (const result of [inGroup, daemon]) {
      expect(result.ending).toEqual({ kind: 'exited', code: 0 })
      expect(result.stdout).toBe('done\n')
      expect(result.seconds).toBeLessThan(4)
    }
    const [first = 0, second = 0] = await pidsIn(file)
    expect((await areEnded([first])) || (await areEnded([second]))).toBe(true)
    for (const pid of [first, second]) if (isAlive(pid)) process.kill(-pid, 'SIGKILL')
  },
)

onPosix(
  'ends a background process with other pipes at the timeout, if it is in the process group',
  async () => {
    const file = join(await temporaryDirectory(), 'pids')
    const result = await shell(
      `(sleep 300 < /dev/null > /dev/null 2>&1 & echo $! >> ${file}) ; while :; do sleep 0.1; done`,
      { timeout: 1 },
    )

    expect(result.ending.kind).toBe('timed-out')
    expect(await areEnded(await pidsIn(file))).toBe(true)
  },
)

onPosix('reads the whole output of a program that has exited', async () => {
  const results = await Promise.all(
    Array.from({ length: 10 }, () => shell('head -c 200000 /dev/zero | tr "\\0" a; echo; echo END')),
  )

  for (const { stdout } of results) expect(stdout).toHaveLength(200_005)
})

onPosix('returns the signal that ended a program', async () => {
  const results = await Promise.all(['KILL', 'SEGV', 'TERM'].map((signal) => shell(`kill -${signal} $$`)))

  expect(results.map(({ ending }) => ending)).toEqual(
    ['SIGKILL', 'SIGSEGV', 'SIGTERM'].map((signal) => ({ kind: 'killed', signal })),
  )
  expect(describeEnding({ kind: 'killed', signal: 'SIGSEGV' })).toBe('was killed by SIGSEGV')
})

test('returns the reason if a program cannot be started, and never throws', async () => {
  const directory = await temporaryDirectory()
  await write(directory, { 'plain.txt': 'text', 'not-executable': '#!/bin/sh\n' })
  const plain = join(directory, 'plain.txt')
  const reason = async (command: Partial<Command>) => (await node('', command)).ending

  const notStarted = (reason: unknown) => ({ kind: 'not-started', reason })
  expect(await reason({ program: 'as-installed-no-such-program' })).toEqual(
    notStarted('there is no program as-installed-no-such-program'),
  )
  expect(await reason({ program: join(plain, 'x') })).toEqual(
    notStarted(`there is no program ${join(plain, 'x')}`),
  )
  expect(await reason({ cwd: join(directory, 'gone') })).toEqual(
    notStarted(`there is no directory ${join(directory, 'gone')}`),
  )
  expect(await reason({ cwd: plain })).toEqual(notStarted(`${plain} is not a directory`))
  expect(await reason({ args: ['a\0b'] })).toEqual(notStarted(expect.any(String)))
  expect(await reason({ args: ['-e', '', 'x'.repeat(4_000_000)] })).toEqual(notStarted(expect.any(String)))
  if (process.platform === 'win32') return
  const script = join(directory, 'not-executable')
  await chmod(script, 0o644)
  expect(await reason({ program: script })).toEqual(notStarted(`${script} is not executable`))
  expect(await reason({ program: directory })).toEqual(notStarted(`${directory} is not executable`))
})

test('looks the program up on the given PATH', async () => {
  const result = await node('', {
    program: 'git',
    args: ['--version'],
    variables: { PATH: await temporaryDirectory() },
  })

  expect(result.ending).toEqual({ kind: 'not-started', reason: 'there is no program git' })
})

test('runs 50 programs in parallel without mixing up their results', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, i) => node(`console.log(${i}); process.exit(${i})`, { timeout: 120 })),
  )

  expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, i) => `${i}\n`))
  expect(results.map(({ ending }) => ending)).toEqual(results.map((_, i) => ({ kind: 'exited', code: i })))
}, 120_000)

const SOURCES = new URL('../../src/process/run.ts', import.meta.url)

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  onPosix(`ends all children on ${signal}, and does not continue`, async () => {
    const directory = await temporaryDirectory()
    const file = join(directory, 'pids')
    // The first handles SIGTERM and ends its own child, which is in another session; the second ignores SIGTERM.
    const cooperative = `setsid sleep 300 & own=$!; echo $$ >> ${file}; echo $own >> ${file}; trap 'kill -9 $own; exit' TERM; while :; do sleep 0.1; done`
    const stubborn = `trap '' TERM INT HUP; echo $$ >> ${file}; while :; do sleep 0.1; done`
    await write(directory, {
      'main.ts': `
        import { endChildrenOnExit, run } from ${JSON.stringify(SOURCES.href)}
        endChildrenOnExit(() => {})
        const start = (script) => run({ program: 'sh', args: ['-c', script], cwd: '.', variables: process.env, timeout: 60 })
        await Promise.race([start(${JSON.stringify(cooperative)}), start(${JSON.stringify(stubborn)})])
        console.log('went on')`,
    })
    const ended = run({
      program: process.execPath,
      args: [join(directory, 'main.ts')],
      cwd: directory,
      variables,
      timeout: 60,
    })
    while (!existsSync(file) || (await pidsIn(file)).length < 3) await sleep(50)
    const pids = await pidsIn(file)
    const parent = Number((await readFile(`/proc/${pids[0]}/stat`, 'utf8')).split(' ')[3])
    process.kill(parent, signal)

    const result = await ended
    expect(result.ending).toEqual({ kind: 'exited', code: status })
    expect(result.stdout).toBe('')
    expect(await areEnded(pids)).toBe(true)
  })
}
