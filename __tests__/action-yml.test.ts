import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { OPTIONS } from '../src/config/options.ts'

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const action = parse(read('action.yml'))

test('the inputs are the options of the command line, with the same descriptions', () => {
  const inputs = Object.entries<{ description: string; default?: string }>(action.inputs).map(
    ([name, input]) => ({ name, description: input.description, default: input.default ?? '' }),
  )

  expect(inputs).toEqual(
    OPTIONS.filter((option) => !('isFlagOnly' in option)).map(({ name, description, default: value }) => ({
      name,
      description,
      default: value,
    })),
  )
})

test('the outputs are those that the action sets', () => {
  const set = [...read('src/action.ts').matchAll(/setOutput\('([^']+)'/g)].map(([, name]) => name)

  expect(Object.keys(action.outputs).sort()).toEqual([...new Set(set)].sort())
})

test('every output is described', () => {
  for (const { description } of Object.values<{ description: string }>(action.outputs)) {
    expect(description).toMatch(/\w/)
  }
})

test('the runner starts the committed bundle', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  expect(read(action.runs.main)).not.toBe('')
})

test('the Marketplace accepts name, description and branding', () => {
  expect(action.name).toBe('as-installed')
  expect(action.description.length).toBeLessThanOrEqual(125)
  expect(action.branding).toEqual({ icon: 'package', color: 'green' })
})
