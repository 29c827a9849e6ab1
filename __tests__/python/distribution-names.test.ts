import { expect, test } from '@jest/globals'
import { DISTRIBUTIONS } from '../../src/python/distribution-modules.ts'
import { distributionOf } from '../../src/python/distribution-names.ts'

test.each([
  ['yaml', 'PyYAML', true, 'yaml'],
  ['requests.adapters', 'requests', true, 'requests'],
  ['google.protobuf.message', 'protobuf', true, 'google.protobuf'],
  ['google.cloud.storage.blob', 'google-cloud-storage', true, 'google.cloud.storage'],
  ['google.cloud.quasar.blob', 'google-cloud-quasar', false, 'google.cloud.quasar'],
  ['ruamel.yaml.main', 'ruamel.yaml', true, 'ruamel.yaml'],
  ['win32com.client', 'pywin32', true, 'win32com'],
  ['tomllib', 'tomli', true, 'tomllib'],
  ['my_own.tools', 'my-own', false, 'my_own'],
])('the distribution of %s', (module, distribution, known, by) => {
  expect(distributionOf(module, { providers: {} })).toEqual({ distribution, known, by })
})

test('the environment takes precedence', () => {
  expect(distributionOf('yaml.nodes', { providers: { yaml: ['yaml-fork'] } })).toEqual({
    distribution: 'yaml-fork',
    known: true,
    by: 'yaml',
  })
})

test('each module is listed once', () => {
  const modules = DISTRIBUTIONS.trim()
    .split('\n')
    .flatMap((line) => line.split(': ')[1]?.split(' ') ?? line.toLowerCase().replaceAll(/[-.]/g, '_'))
  expect(modules.filter((module, index) => modules.indexOf(module) !== index)).toEqual([])
  expect(modules.length).toBeGreaterThan(1000)
})
