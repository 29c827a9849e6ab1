import { expect, test } from '@jest/globals'
import { parseEntryPoint } from '../../src/distribution/entry-points.ts'

test.each([
  ['m:f', 'm', 'f', []],
  ['m : f', 'm', 'f', []],
  ['m:f [x]', 'm', 'f', ['x']],
  ['m:f[x, y]', 'm', 'f', ['x', 'y']],
  ['m:f []', 'm', 'f', []],
  ['a.b:C.f', 'a.b', 'C.f', []],
  ['a:__main__.main', 'a', '__main__.main', []],
  ['m', 'm', undefined, []],
  ['m:', 'm', undefined, []],
  ['', '', undefined, []],
  ['a=b:c', 'a=b', 'c', []],
  ['m:f # c', 'm', 'f', []],
  ['m:f [e] ; c', 'm', 'f', ['e']],
  ['m:f # see [1]', 'm', 'f', []],
] as const)('the object reference "%s"', (value, module, attribute, extras) => {
  expect(parseEntryPoint('x', 'foo', value)).toEqual({
    group: 'x',
    name: 'foo',
    value,
    module,
    attribute,
    extras,
  })
})

test('a hostile value is parsed in linear time', () => {
  const started = performance.now()
  parseEntryPoint('x', 'foo', `${' '.repeat(20_000)}[`.repeat(2))
  expect(performance.now() - started).toBeLessThan(2_000)
})
