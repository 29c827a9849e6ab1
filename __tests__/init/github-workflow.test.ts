import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { githubWorkflow } from '../../src/init/github-workflow.ts'
import { gitlabJob } from '../../src/init/gitlab-job.ts'
import { nextSteps } from '../../src/init/next-steps.ts'
import { pathPatternsOf, type RepositoryFacts, tagPatternsOf } from '../../src/init/repository-facts.ts'
import { yamlItems, yamlText } from '../../src/init/yaml-text.ts'

const ONE: RepositoryFacts = {
  packages: [{ name: 'demo', pythons: ['3.9', '3.14'] }],
  paths: ['.'],
  defaultBranch: 'main',
  tagPatterns: [],
  publishedBy: undefined,
  publishes: false,
}
const SEVERAL: RepositoryFacts = {
  ...ONE,
  packages: [
    { name: 'one', pythons: ['3.9', '3.14'] },
    { name: 'two', pythons: ['3.14'] },
  ],
}

const CASES: readonly (readonly [string, RepositoryFacts])[] = [
  ['one package', ONE],
  ['one Python', { ...ONE, packages: [{ name: 'demo', pythons: ['3.10'] }] }],
  ['a package in a directory with a space', { ...ONE, paths: ["it's here"] }],
  ['release tags', { ...ONE, tagPatterns: ['v*', '[0-9]*'] }],
  ['publishing', { ...ONE, tagPatterns: ['v*'], publishes: true }],
  ['publishing the first release', { ...ONE, publishes: true }],
  ['a branch with a special name', { ...ONE, defaultBranch: 'release/*' }],
  ['a branch that looks like a number', { ...ONE, defaultBranch: '2.x' }],
  ['a branch that looks like a truth value', { ...ONE, defaultBranch: 'on' }],
  ['a workspace', SEVERAL],
  ['several paths', { ...SEVERAL, paths: ['packages/*', '!packages/old'] }],
  ['a pattern of directories', { ...SEVERAL, paths: ['libs/**'] }],
  ['several packages with release tags', { ...SEVERAL, tagPatterns: ['one-v*', 'two-v*'] }],
]

const inputsOf = (file: string): string[] => Object.keys(parse(readFileSync(file, 'utf8')).inputs)
const reusable = parse(readFileSync('.github/workflows/as-installed.yml', 'utf8'))
const DECLARED: Readonly<Record<string, readonly string[]>> = {
  'as-installed/as-installed@v0': inputsOf('action.yml'),
  'as-installed/as-installed/.github/workflows/as-installed.yml@v0': Object.keys(
    reusable.on.workflow_call.inputs,
  ),
}

interface Use {
  readonly uses: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Workflow {
  readonly on: {
    readonly push: { readonly branches: readonly unknown[]; readonly tags?: readonly unknown[] }
  }
  readonly jobs: Readonly<Record<string, Partial<Use> & { readonly steps?: readonly Use[] }>>
}
const workflowOf = (facts: RepositoryFacts): Workflow => parse(githubWorkflow(facts).text)
const usesIn = ({ jobs }: Workflow) =>
  Object.values(jobs).flatMap((job): readonly Use[] => job.steps ?? [job as Use])

test.each(CASES)('the workflow of %s has the branch, the tags and only declared inputs', (_, facts) => {
  const workflow = workflowOf(facts)
  const tags = facts.publishes && facts.tagPatterns.length === 0 ? ['v*'] : facts.tagPatterns
  expect(workflow.on).toEqual({
    pull_request: null,
    merge_group: null,
    push: { branches: [facts.defaultBranch], ...(tags.length === 0 ? {} : { tags }) },
  })
  const own = usesIn(workflow).filter(({ uses }) => uses.startsWith('as-installed/'))
  expect(own).toHaveLength(1)
  const { uses, with: inputs = {} } = own[0] as Use
  expect(Object.keys(inputs).filter((name) => !DECLARED[uses]?.includes(name))).toEqual([])
  if (inputs.path !== undefined) expect(String(inputs.path).trim().split('\n')).toEqual(facts.paths)
})

test.each(CASES)(
  'the workflow of %s uses the actions of the README, and names its status check',
  (_, facts) => {
    const readme = readFileSync('README.md', 'utf8')
    const workflow = workflowOf(facts)
    for (const { uses } of usesIn(workflow)) expect(readme).toContain(uses)
    const { statusCheck } = githubWorkflow(facts)
    expect(Object.keys(workflow.jobs)).toContain(statusCheck.split(' / ')[0])
  },
)

test('several Pythons are set up and passed to the action; one is only set up', () => {
  const withOf = (facts: RepositoryFacts, action: string) =>
    usesIn(workflowOf(facts)).find(({ uses }) => uses.startsWith(action))?.with
  expect(withOf(ONE, 'actions/setup-python')).toEqual({ 'python-version': '3.9\n3.14\n' })
  expect(withOf(ONE, 'as-installed/')).toEqual({ 'python-version': '3.9 3.14' })
  const single: RepositoryFacts = { ...ONE, packages: [{ name: 'demo', pythons: ['3.10'] }] }
  expect(withOf(single, 'actions/setup-python')).toEqual({ 'python-version': '3.10' })
  expect(withOf(single, 'as-installed/')).toBeUndefined()
})

test('the verified files are published, only on tags', () => {
  const { jobs } = workflowOf({ ...ONE, publishes: true })
  expect(Object.keys(jobs)).toEqual(['as-installed', 'publish'])
  expect(jobs.publish).toMatchObject({
    if: "github.ref_type == 'tag'",
    needs: 'as-installed',
    environment: 'pypi',
    permissions: { 'id-token': 'write' },
  })
  expect(Object.keys(workflowOf({ ...SEVERAL, publishes: true }).jobs)).toEqual(['as-installed'])
})

test('the next steps', () => {
  const facts: RepositoryFacts = { ...ONE, tagPatterns: ['v*'], publishedBy: '.github/workflows/release.yml' }
  expect(nextSteps(githubWorkflow(facts), facts)).toBe(`Wrote .github/workflows/as-installed.yml
  Verifies demo with Python 3.9 and 3.14 on pull requests, in the merge queue and on main.
  On the tags v*, also checks that the version is that of the tag.

Next steps:
  1. Run it here first: as-installed
  2. Commit .github/workflows/as-installed.yml, and open a pull request.
  3. Make "as-installed" a required status check of main: Settings > Rules > Rulesets.
  4. .github/workflows/release.yml publishes: let it upload the files that were verified (output dist of the action).
`)
  const several = nextSteps(githubWorkflow(SEVERAL), { ...SEVERAL, paths: ['packages/*'], publishes: true })
  expect(several).toContain('Make "as-installed / gate" a required status check of main')
  expect(several).toContain("as-installed 'packages/*'")
  expect(several).toContain('--publish is for one package.')
})

test('the job for GitLab is that of docs/ci/gitlab.md', () => {
  const [, shown = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/ci/gitlab.md', 'utf8')) ?? []
  const job = gitlabJob({ packages: [{ name: 'demo', pythons: ['3.9', '3.13'] }], paths: ['.'] })
  expect(shown.startsWith(job)).toBe(true)
  const several = parse(gitlabJob({ ...SEVERAL, paths: ['packages/*', '!packages/old'] }))
  expect(several['as-installed'].script[0]).toContain(
    "cli.js 'packages/*' '!packages/old' --changed-only --out",
  )
})

test.each([
  [['v1.0', 'v2.0'], ['v*']],
  [['1.0'], ['[0-9]*']],
  [
    ['core-v1.0', 'web/2.0'],
    ['core-v*', 'web/*'],
  ],
  [[], []],
])('the tags %j have the patterns %j', (tags, patterns) => {
  expect(tagPatternsOf(tags)).toEqual(patterns)
})

test.each([
  [['packages/a', 'packages/b'], ['packages/*']],
  [
    ['packages/a', 'tools/b'],
    ['packages/a', 'tools/b'],
  ],
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
  [
    ['libs/x/a', 'libs/x/b', 'c'],
    ['c', 'libs/x/*'],
  ],
])('the directories %j have the patterns %j', (directories, patterns) => {
  expect(pathPatternsOf(directories)).toEqual(patterns)
})

test.each([
  'a',
  'a b',
  "it's",
  'true',
  '3.10',
  '*',
  '!a',
  '- a',
  'a: b',
  'a #b',
  '',
  ' a ',
  '[0-9]*',
  'a/**',
])('YAML reads %j as it was', (text) => {
  expect(parse(`key: ${yamlText(text)}`)).toEqual({ key: text })
  expect(parse(`key: ${yamlItems([text, text])}`)).toEqual({ key: [text, text] })
})
