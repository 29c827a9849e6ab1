import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parse as parseToml } from 'smol-toml'
import { parse } from 'yaml'
import { RULE_NAMES } from '../src/checks/rules.ts'
import { readSettings, SETTING_NAMES } from '../src/config/settings.ts'

const readme = readFileSync('README.md', 'utf8')
const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text = '']) => ({
  language,
  text,
}))
const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { description: string; default?: string }>
  outputs: Record<string, { description: string }>
}

const reference = blocks.find(({ text }) => text.includes('# outputs.verdict'))?.text ?? ''

test.each(Object.entries(action.inputs))(
  'the README describes the input %s as action.yml does',
  (name, input) => {
    expect(reference).toContain(`    # ${input.description}\n    ${name}: `)
    const [step] = parse(reference) as [{ with: Record<string, string> }]
    expect(String(step.with[name])).toBe(input.default ?? '')
  },
)

test.each(Object.entries(action.outputs))(
  'the README describes the output %s as action.yml does',
  (name, output) => {
    expect(reference).toMatch(
      new RegExp(`^# outputs\\.${name} +${output.description.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'),
    )
  },
)

test('the README has no input or output that action.yml lacks', () => {
  const [step] = parse(reference) as [{ with: Record<string, string> }]
  expect(Object.keys(step.with)).toEqual(Object.keys(action.inputs))
  expect([...reference.matchAll(/^# outputs\.([\w-]+)/gm)].map(([, name]) => name)).toEqual(
    Object.keys(action.outputs),
  )
})

test('every workflow in the README is YAML', () => {
  for (const { text } of blocks.filter(({ language }) => language === 'yaml'))
    expect(parse(text)).toBeTruthy()
})

test('the settings in the README are valid and complete', () => {
  const text = blocks.find(({ language }) => language === 'toml')?.text ?? ''
  const table = (parseToml(text) as { tool: { 'as-installed': Record<string, unknown> } }).tool[
    'as-installed'
  ]
  expect(readSettings(table, 'README.md', () => undefined, RULE_NAMES).problems).toEqual([])
  expect(Object.keys(table).sort()).toEqual([...SETTING_NAMES].sort())
})

test.each([...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path))(
  'the target of the link %s exists',
  (path) => {
    expect(existsSync(path)).toBe(true)
  },
)
