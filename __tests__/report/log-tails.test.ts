import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { logsOfFailures, logTails } from '../../src/report/log-tails.ts'
import { temporaryDirectory, write } from '../support/project.ts'
import { packageReport, report } from './reports.ts'

const log = (name: string, directory = '/out/logs') => ({
  name,
  title: `demo: ${name}`,
  file: join(directory, `${name}.log`),
})
const check = (name: string, status: 'pass' | 'fail' | 'error' | 'warn' | 'skip') => ({
  check: name,
  status,
  seconds: 1,
})

test.each([
  ['tests', 'fail', ['install-tests', 'pytest-3.12', 'pytest-repeated']],
  ['install', 'error', ['install', 'install-tests']],
  ['build', 'fail', ['build']],
  ['build', 'pass', []],
  ['tests', 'skip', []],
  ['imports', 'fail', []],
] as const)('the logs if %s is %s', (name, status, names) => {
  const all = ['build', 'install', 'install-tests', 'pytest-3.12', 'pytest-repeated', 'rebuild']
  const logs = [...all.map((one) => log(one)), log('build', '/other/logs')]
  const found = logsOfFailures(report(packageReport({ checks: [check(name, status)] })), logs)
  expect(found.map((one) => one.name).sort()).toEqual(names)
  expect(found.every(({ file }) => file.startsWith('/out/logs'))).toBe(true)
})

test('the last lines of a log', async () => {
  const logs = await temporaryDirectory()
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`)
  await write(logs, { 'build.log': lines.join('\n'), 'empty.log': '' })
  const failing = packageReport({ logs, checks: [check('build', 'fail'), check('empty', 'fail')] })
  const text = await logTails(report(failing), [log('build', logs), log('empty', logs)], {
    color: false,
    width: 80,
  })
  expect(text).toBe(
    `The end of the log of demo: build (${join(logs, 'build.log')})\n${lines
      .slice(-20)
      .map((line) => `  │ ${line}\n`)
      .join('')}\n`,
  )
})
