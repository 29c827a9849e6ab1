import { expect, test } from '@jest/globals'
import { isCompatible } from '../../src/distribution/wheel-tags.ts'

test.each([
  ['py3-none-any', 'cpython', '3.9.18', true],
  ['py2.py3-none-any', 'cpython', '3.14.0rc1', true],
  ['py3-none-any', 'pypy', '3.10.14', true],
  ['py2-none-any', 'cpython', '3.12.1', false],
  ['py39-none-any', 'cpython', '3.12.1', true],
  ['py312-none-any', 'cpython', '3.9.18', false],
  ['py310-none-any', 'cpython', '3.9.18', false],
  ['py3-none-manylinux_2_17_x86_64', 'cpython', '3.12.1', true],
  ['cp312-none-any', 'cpython', '3.12.1', true],
  ['cp312-none-any', 'cpython', '3.13.0', false],
  ['cp312-cp312-linux_x86_64', 'cpython', '3.12.1', true],
  ['cp312-cp312-linux_x86_64', 'cpython', '3.13.0', false],
  ['cp312-cp312-linux_x86_64', 'cpython', '3.1.2', false],
  ['cp312-cp312-linux_x86_64', 'pypy', '3.12.1', false],
  ['cp39.cp310-cp39.cp310-win_amd64', 'cpython', '3.10.13', true],
  ['cp39-abi3-linux_x86_64', 'cpython', '3.13.0', true],
  ['cp312-abi3-linux_x86_64', 'cpython', '3.9.18', false],
  ['cp39-abi3-linux_x86_64', 'pypy', '3.10.14', false],
  ['pp310-pypy310_pp73-linux_x86_64', 'pypy', '3.10.14', true],
  ['pp310-pypy310_pp73-linux_x86_64', 'pypy', '3.11.1', false],
])('%s is compatible with %s %s: %s', (tags, implementation, version, expected) => {
  const python = { implementation, version, isFreeThreaded: false }
  expect(isCompatible(`/out/de_mo-1.0-${tags}.whl`, python)).toBe(expected)
  expect(isCompatible(`/out/de_mo-1.0-1local-${tags}.whl`, python)).toBe(expected)
})

test.each([
  ['cp313-cp313t-linux_x86_64', true],
  ['cp313-cp313-linux_x86_64', false],
  ['cp39-abi3-linux_x86_64', false],
  ['py3-none-any', true],
])('%s is compatible with free-threaded Python: %s', (tags, expected) => {
  const python = { implementation: 'cpython', version: '3.13.0', isFreeThreaded: true }
  expect(isCompatible(`demo-1.0-${tags}.whl`, python)).toBe(expected)
  const withGil = { ...python, isFreeThreaded: false }
  if (tags.startsWith('cp')) expect(isCompatible(`demo-1.0-${tags}.whl`, withGil)).toBe(!expected)
})
