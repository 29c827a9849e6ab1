/** Every rule has a documentation page whose example and fix work. */
import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { docsPage, RULE_NAMES, RULES, type Rule } from '../../src/checks/rules.ts'
import { readSettings } from '../../src/config/settings.ts'
import { table } from '../../src/config/toml.ts'
import type { ReportedFinding } from '../../src/report/report.ts'
import { reportProblems } from '../report-problems.ts'
import { runCli } from '../support/project.ts'
import { executeSteps, fences, PAGES, readPage, type Step } from '../support/rule-page.ts'
import { pathWithUv } from '../support/uv.ts'
import { limit } from './limit.ts'

const rules = Object.keys(RULES) as Rule[]

/** Installers do not install conflicting dependencies, so that no project breaks the rule. */
const WITHOUT_EXAMPLE: readonly Rule[] = ['dependency-conflict']

const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }
const atMost = limit(3)

/** Returns the findings for the project that the steps create. */
function verify(steps: readonly Step[], triesFixes = false): Promise<readonly ReportedFinding[]> {
  return atMost(async () => {
    const { directory, variables, args } = await executeSteps(steps)
    const env = { ...NOT_ON_GITHUB, PATH: await pathWithUv(), ...variables }
    const run = await runCli([...args, '.'], { cwd: directory, env, triesFixes })
    if (run.report === undefined) throw new Error(`There is no report:\n${run.stdout}\n${run.stderr}`)
    expect(run.report.verdict).not.toBe('error')
    expect(reportProblems(run.report)).toEqual([])
    return run.report.packages.flatMap(({ findings }) => findings)
  })
}

const errors = (findings: readonly ReportedFinding[]) => [
  ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)),
]

test('every rule has a page and every page a rule', async () => {
  const pages = (await readdir(PAGES)).filter((file) => file !== 'README.md')
  expect(pages.sort()).toEqual(rules.map((rule) => basename(docsPage(rule))).sort())
})

test('the table of rules lists all of them in order, with their titles', async () => {
  const readme = await readFile(`${PAGES}README.md`, 'utf8')
  const rows = [...readme.matchAll(/^\| \[`([\w-]+)`\]\(([\w-]+)\.md\) \| [\w, ]+ \| (.+) \|$/gm)]
  expect(rows.map(([, rule, page, title]) => [rule, page, title])).toEqual(
    rules.map((rule) => [rule, rule, RULES[rule].title]),
  )
  for (const example of fences(readme, 'toml')) expect(ignoresOf(example).problems).toEqual([])
})

/** Parses the configuration of a snippet. */
function ignoresOf(toml: string) {
  const settings = table(parse(toml).tool)['as-installed']
  return readSettings(settings, 'pyproject.toml', () => undefined, RULE_NAMES)
}

describe.each(rules)('the page of %s', (rule) => {
  test('has the sections of every page', async () => {
    const { text, sections } = await readPage(rule)
    expect(text.split('\n')[0]).toBe(`# \`${rule}\`: ${RULES[rule].title}`)
    expect(text).toMatch(/^\*\*Severity:\*\* (error|warning|note)/m)
    expect([...sections.keys()]).toEqual([
      'What it means',
      'Why it matters',
      'Example',
      'Fix',
      'When to ignore it',
    ])
  })

  test('shows valid configuration, and how to ignore the rule', async () => {
    const { text, sections } = await readPage(rule)
    for (const snippet of fences(text, 'toml')) expect(ignoresOf(snippet).problems).toEqual([])
    const ignores = fences(sections.get('When to ignore it') ?? '', 'toml').flatMap(
      (snippet) => ignoresOf(snippet).settings.ignore,
    )
    expect(ignores.map((entry) => entry.rule)).toEqual([rule])
  })

  if (WITHOUT_EXAMPLE.includes(rule)) return

  test.concurrent('has an example that breaks this rule and no other, and shows the fix that is printed', async () => {
    const { example, sections } = await readPage(rule)
    const findings = await verify(example, true)
    expect(findings.map((finding) => finding.rule)).toContain(rule)
    expect(errors(findings).filter((broken) => broken !== rule)).toEqual([])
    const patches = findings.flatMap(({ patch }) => (patch?.status === 'tried' ? patch : []))
    expect(fences(sections.get('Fix') ?? '', 'diff')).toEqual([...new Set(patches.map(({ diff }) => diff))])
    for (const { summary } of patches) expect(sections.get('Fix')).toContain(summary)
  })

  test.concurrent('has a fix that works for the example', async () => {
    const { example, fix } = await readPage(rule)
    const findings = await verify([...example, ...fix])
    expect(findings.map((finding) => finding.rule)).not.toContain(rule)
    expect(errors(findings)).toEqual([])
  })
})
