/**
 * Small projects with the right verdict, most of them reduced from public bug reports. Each page says what is broken or
 * healthy, has the verdict as its first block, and the project in the form of the pages of the rules.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { limit } from '../checks/limit.ts'
import { runCli } from '../support/project.ts'
import { executeSteps, fences, stepsOf } from '../support/rule-page.ts'
import { pathWithUv } from '../support/uv.ts'
import { type Expected, judge } from './judge.ts'

const DIRECTORY = fileURLToPath(new URL('.', import.meta.url))
const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }
const atMost = limit(3)

const pages = readdirSync(DIRECTORY).filter((name) => name.endsWith('.md'))

for (const page of pages) {
  test.concurrent(basename(page, '.md'), async () => {
    const text = readFileSync(join(DIRECTORY, page), 'utf8')
    const expected = parse(fences(text, 'toml')[0] ?? '') as unknown as Expected
    await atMost(async () => {
      const { directory, variables, args } = await executeSteps(stepsOf(text))
      const env = { ...NOT_ON_GITHUB, PATH: await pathWithUv(), ...variables }
      const paths = args.length === 0 ? ['.'] : args
      const { report, stdout, stderr } = await runCli(paths, { cwd: directory, env })
      if (report === undefined) throw new Error(`There is no report:\n${stdout}\n${stderr}`)
      // With the output, which shows why.
      expect({ wrong: judge(expected, report), output: stdout }).toEqual({ wrong: [], output: stdout })
    })
  })
}
