import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { OPTIONS, type Option } from '../src/config/options.ts'

interface ActionFile {
  readonly name: string
  readonly description: string
  readonly branding?: object
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const actionIn = (directory: string): ActionFile => parse(read(`${directory}action.yml`))
const main = actionIn('')

const ACTIONS = [
  { mode: 'verify', directory: '' },
  { mode: 'plan', directory: 'plan/' },
  { mode: 'gate', directory: 'gate/' },
] as const

test.each(ACTIONS)('$directory action.yml has the options of mode $mode', ({ mode, directory }) => {
  const expected = (OPTIONS as readonly Option[])
    .filter(({ name, modes, isFlagOnly, aliasOf }) => {
      const isOfMode = modes === undefined || modes.includes(mode)
      return isOfMode && !isFlagOnly && aliasOf === undefined && name !== 'mode'
    })
    .map(({ name, description, planDescription, default: value }) => ({
      name,
      description: mode === 'plan' ? (planDescription ?? description) : description,
      default: value,
    }))
  const inputs = Object.entries(actionIn(directory).inputs).map(([name, input]) => ({
    name,
    description: input.description,
    default: input.default ?? '',
  }))
  expect(inputs).toEqual(expected)
})

test.each(ACTIONS)('the outputs of $directory action.yml are those that it sets', ({ mode, directory }) => {
  const source = read(`src/actions/${mode}-action.ts`)
  const set = [...source.matchAll(/setOutput\('([^']+)'/g)].map(([, name]) => name)
  const { outputs } = actionIn(directory)

  expect(set.length).toBeGreaterThan(1)
  expect(Object.keys(outputs)).toEqual(set)
  for (const { description } of Object.values(outputs)) expect(description).toMatch(/\w/)
})

test.each([
  ['', 'dist/index.js'],
  ['plan/', '../dist/plan.js'],
  ['gate/', '../dist/gate.js'],
])('the runner starts the committed bundle in the directory "%s"', (directory, file) => {
  expect(actionIn(directory).runs).toEqual({ using: 'node24', main: file })
  // Relative to the directory of action.yml, as in actions/cache/restore.
  expect(read(`${directory}${file}`)).not.toBe('')
})

test('the Marketplace accepts name, description and branding', () => {
  expect(main.name).toBe('as-installed')
  expect(main.description.length).toBeLessThanOrEqual(125)
  expect(main.branding).toEqual({ icon: 'package', color: 'green' })
})

const workflow = parse(read('.github/workflows/as-installed.yml')) as {
  readonly on: { readonly workflow_call: { readonly inputs: object } }
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly uses?: string; readonly with?: object }[] }>
  >
}
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

test.each([
  ['$/', ''],
  ['$/plan', 'plan/'],
  ['$/gate', 'gate/'],
])('the reusable workflow passes only declared inputs to %s', (uses, directory) => {
  const own = steps.filter((step) => step.uses === uses)
  expect(own.length).toBe(1)
  const declared = Object.keys(actionIn(directory).inputs)
  expect(Object.keys(own[0]?.with ?? {}).filter((name) => !declared.includes(name))).toEqual([])
})
