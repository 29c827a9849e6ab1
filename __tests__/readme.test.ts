import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { parse as parseToml } from 'smol-toml'
import { parse } from 'yaml'
import { RULE_NAMES } from '../src/checks/rules.ts'
import { readArguments } from '../src/cli/arguments.ts'
import { makeConfig } from '../src/config/config.ts'
import { readSettings, SETTING_NAMES } from '../src/config/settings.ts'
import { runCli, temporaryDirectory } from './support/project.ts'

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

/** The words of an output, without what depends on the machine: installer, Pythons, and temporary directories. */
function stableWords(output: string): string {
  return output
    .replaceAll(/\/\S*as-installed-out-\w+/g, 'OUT')
    .split(/\s+/)
    .join(' ')
    .replaceAll(/(compatible with Python|no Requires-Python).*? ✓/g, '✓')
    .replaceAll(/(uv|pip) [\d.]+, Python [\d.]+/g, 'INSTALLER')
}

const shown = blocks.flatMap(({ language, text }) => {
  const [, path, output] = /^\$ node dist\/cli\.js (examples\/\S+)\n([\s\S]+)/.exec(text) ?? []
  return language === 'console' && path !== undefined && output !== undefined ? [[path, output] as const] : []
})

test.concurrent.each(shown)('the README shows what is printed for %s', async (path, output) => {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const env = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }
  const args = [path, '--out', await temporaryDirectory('as-installed-out-')]
  const { stdout } = await runCli(args, { cwd, env, triesFixes: true, requestsResults: false })
  expect(stableWords(stdout)).toBe(stableWords(output))
})

test('the README shows both examples', () => {
  expect(shown.map(([path]) => path)).toEqual(['examples/broken/subpackage-missing', 'examples/greeter'])
})

test('every workflow in the README is YAML', () => {
  for (const { text } of blocks.filter(({ language }) => language === 'yaml'))
    expect(parse(text)).toBeTruthy()
})

test('the inputs of every step in the README are valid', () => {
  const steps = blocks
    .filter(({ language }) => language === 'yaml')
    .flatMap(({ text }) => {
      const workflow = parse(text)
      return Array.isArray(workflow)
        ? workflow
        : Object.values(workflow.jobs).flatMap((job) => (job as { steps?: object[] }).steps ?? [])
    })
    .filter(({ uses }) => uses === 'as-installed/as-installed@v0')
  expect(steps.length).toBeGreaterThan(4)
  for (const { with: inputs = {} } of steps) {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)))
    const given = Object.entries(inputs).map(([name, value]) => [name, String(value)])
    expect(() => makeConfig(Object.fromEntries(given), {}, process.cwd())).not.toThrow()
  }
})

test('the command lines of the README are valid', () => {
  const lines = [...readme.matchAll(/^(?:\$ )?(node dist\/cli\.js [^#\n]*)|`(node dist\/cli\.js [^`]*)`/gm)]
  const commands = lines.map(([, line, inline]) => (line ?? inline ?? '').trim())
  expect(commands.length).toBeGreaterThan(5)
  for (const command of commands) {
    const requested = readArguments(command.split(' ').slice(2), { width: 100, heading: (text) => text })
    if (requested.kind !== 'run') throw new Error(`${command} requests no run.`)
    // PATH is a placeholder, and the packages of other examples are not here.
    const { path: _, ...given } = requested.given
    expect(() => makeConfig(given, {}, process.cwd())).not.toThrow()
  }
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
