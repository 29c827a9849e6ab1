import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { severalProgress } from '../../src/pipeline/several-progress.ts'
import { EventLog, openLines } from '../../src/report/event-log.ts'
import { HOSTILE } from './formats/hostile.ts'

function logOf(act: (log: EventLog) => void): Record<string, unknown>[] {
  const lines: string[] = []
  act(
    new EventLog(
      (line) => lines.push(line),
      () => new Date(0),
    ),
  )
  return lines.map((line) => {
    expect(line.indexOf('\n')).toBe(line.length - 1)
    return JSON.parse(line)
  })
}

test('a run', () => {
  const lines = logOf((log) => {
    const progress = severalProgress([log])
    progress.expect(1)
    const endBuild = progress.begin('demo', 'build', true)
    const endTests = progress.begin('demo', 'tests 3.9', true, '3.9')
    endTests('inconclusive', 2)
    endBuild('done', 1.23456)
    const place = { file: 'src/a.py', line: 3, fingerprint: 'ab' }
    progress.found?.('demo', {
      rule: 'module-missing',
      severity: 'error',
      message: 'It is missing.',
      ...place,
    })
    progress.done('demo', 'fail', 5)
    progress.end()
    log.close('fail', 6)
  })
  expect(lines.every(({ timestamp }) => timestamp === '1970-01-01T00:00:00.000Z')).toBe(true)
  const stage = { package: 'demo', stage: 'build' }
  const tests = { package: 'demo', stage: 'tests', python: '3.9' }
  expect(lines.map(({ timestamp, message, ...rest }) => rest)).toEqual([
    { level: 'info', event: 'run-start' },
    { level: 'debug', event: 'stage-start', ...stage },
    { level: 'debug', event: 'stage-start', ...tests },
    { level: 'warning', event: 'stage-end', ...tests, status: 'inconclusive', seconds: 2 },
    { level: 'info', event: 'stage-end', ...stage, status: 'done', seconds: 1.235 },
    {
      level: 'error',
      event: 'finding',
      package: 'demo',
      rule: 'module-missing',
      file: 'src/a.py',
      line: 3,
      fingerprint: 'ab',
    },
    { level: 'error', event: 'package-end', package: 'demo', verdict: 'fail', seconds: 5 },
    { level: 'error', event: 'run-end', verdict: 'fail', seconds: 6 },
  ])
})

test.each([
  [{ severity: 'error' }, 'error'],
  [{ severity: 'warning' }, 'warning'],
  [{ severity: 'note' }, 'info'],
  [{ severity: 'error', ignored: 'not needed' }, 'info'],
] as const)('the level of a finding %j is %s', (given, level) => {
  const lines = logOf((log) => log.found('demo', { rule: 'script-failed', message: 'x', ...given }))
  expect(lines.at(-1)).toMatchObject({ level })
})

test('a run that an error ended has no verdict', () => {
  const last = logOf((log) => log.close(undefined, 1)).at(-1)
  expect(last).toMatchObject({ level: 'error', event: 'run-end' })
  expect(last).not.toHaveProperty('verdict')
})

test('a hostile message is one line without control characters', () => {
  const [, line] = logOf((log) =>
    log.found('demo', { rule: 'script-failed', severity: 'error', message: HOSTILE }),
  )
  expect(JSON.stringify(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]|\\u00/)
})

test('lines are in the file at once, in a directory that did not exist', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'as-installed-test-')), 'new', 'log.jsonl')
  const lines = openLines(file)
  lines.write('{"a":1}\n')
  expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n')
  lines.write('{"b":2}\n')
  lines.close()
  lines.write('{"late":true}\n')
  expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n{"b":2}\n')
})
