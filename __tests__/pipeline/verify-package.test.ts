import { expect, test } from '@jest/globals'
import type { Contents } from '../../src/checks/contents/facts.ts'
import type { PackageContext } from '../../src/checks/context.ts'
import { skipped } from '../../src/checks/stage.ts'
import { observedPackage } from '../../src/pipeline/verify-package.ts'
import { completedWith, contentsOf } from '../checks/facts.ts'
import { projectOf } from '../project/project.ts'

const project = projectOf('[project]\nname = "demo"\nversion = "1.0"\n')

function contextWith(...pythons: string[]): Pick<PackageContext, 'project' | 'config' | 'versionPolicy'> {
  const config = { pythons, event: { kind: 'none' } } as unknown as PackageContext['config']
  return { project, config, versionPolicy: 'if-shipped-changed' }
}

const found = (python: string) => ({ python, toolchain: { interpreter: { version: `${python}.1` } } })
const installedWith = (python: string) => completedWith({ kind: 'installed', by: python })

/** Results of a package whose wheel was built, with each of these Pythons. */
function resultsOf(used: readonly string[], missing: readonly string[] = [], contents?: Contents) {
  const leftOut: never[] = []
  const interpreters = {
    found: used.map(found),
    missing: missing.map((python) => ({ python, reason: 'not found' })),
    leftOut,
  }
  const inconclusive = { kind: 'inconclusive', reason: 'not found', seconds: 0 } as const
  return {
    package: {
      interpreters: completedWith(interpreters),
      contents: contents === undefined ? skipped('there is no wheel') : completedWith(contents),
    },
    pythons: [
      ...missing.map((python) => ({ python, results: { install: inconclusive } })),
      ...used.map((python) => ({ python, results: { install: installedWith(python) } })),
    ],
  }
}

test('the facts of a package are those of the first Python that was used, not of one that is missing', () => {
  const observed = observedPackage(contextWith('3.99', '3.12'), resultsOf(['3.12'], ['3.99'], contentsOf()))
  expect(observed.facts.install).toEqual(installedWith('3.12'))
  expect(observed.pythons.map(({ python, version }) => [python, version])).toEqual([
    ['3.99', undefined],
    ['3.12', '3.12.1'],
  ])
  expect(observed.pythons[0]?.facts.install.kind).toBe('inconclusive')
})

test('of a single Python there are no facts by Python', () => {
  const { pythons, ...results } = resultsOf(['3.12'], [], contentsOf())
  const single = { ...results, pythons: pythons.map((one) => ({ ...one, python: undefined })) }
  const observed = observedPackage(contextWith(), single)
  expect(observed.facts.install).toEqual(installedWith('3.12'))
  expect(observed).toMatchObject({ pythons: [], leftOut: [] })
})

test('without a wheel the other Pythons are skipped', () => {
  const { pythons, ...results } = resultsOf(['3.9', '3.12'])
  const observed = observedPackage(contextWith('3.9', '3.12'), { ...results, pythons: pythons.slice(0, 1) })
  expect(observed.pythons.map(({ python }) => python)).toEqual(['3.9'])
  expect(observed.leftOut).toEqual([{ python: '3.12', reason: 'the build with Python 3.9 failed' }])
})
