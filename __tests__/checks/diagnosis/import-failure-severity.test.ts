import { expect, test } from '@jest/globals'
import { importFailureSeverity } from '../../../src/checks/diagnosis/import-failure-severity.ts'
import type { Reach } from '../../../src/checks/diagnosis/reach.ts'

const DEFECT = { kind: 'own-exception', isDefect: true, isDeliberate: false } as const
const MISSING = { module: 'yaml', distribution: 'PyYAML' }
const BROKEN = { distribution: 'x', version: '1', module: 'x' }
const LACKING = {
  kind: 'incompatible',
  distribution: 'x',
  version: '1',
  module: 'x',
  name: 'y',
  importedBy: null,
} as const

test.each<[string, Parameters<typeof importFailureSeverity>[0], Partial<Record<Reach, string>>]>([
  [
    'a defect',
    DEFECT,
    { main: 'error', plugin: 'error', lazy: 'error', submodule: 'error', private: 'note' },
  ],
  [
    'another exception',
    { ...DEFECT, isDefect: false },
    { main: 'error', plugin: 'error', submodule: 'warning', private: 'note' },
  ],
  [
    'a deliberate exception',
    { ...DEFECT, isDefect: false, isDeliberate: true },
    { main: 'error', plugin: 'warning', submodule: 'note' },
  ],
  [
    'an undeclared distribution',
    { kind: 'undeclared', ...MISSING },
    {
      main: 'error',
      script: 'error',
      public: 'error',
      plugin: 'error',
      api: 'warning',
      lazy: 'note',
      submodule: 'note',
      private: 'note',
    },
  ],
  [
    'one of an extra',
    { kind: 'extra', ...MISSING, extras: ['x'] },
    { main: 'error', script: 'warning', public: 'warning', plugin: 'warning', submodule: 'note' },
  ],
  [
    'an optional one',
    { kind: 'optional', ...MISSING, extras: [], isChoice: false },
    { main: 'error', public: 'error', plugin: 'warning', submodule: 'note' },
  ],
  [
    'an optional one of an extra',
    { kind: 'optional', ...MISSING, extras: ['x'], isChoice: false },
    { main: 'error', public: 'warning', plugin: 'note', submodule: 'note' },
  ],
  [
    'one of several',
    { kind: 'optional', ...MISSING, extras: [], isChoice: true },
    { main: 'warning', plugin: 'warning', submodule: 'note' },
  ],
  [
    'a lacking name',
    LACKING,
    {
      main: 'error',
      script: 'error',
      plugin: 'error',
      api: 'error',
      lazy: 'error',
      submodule: 'warning',
      private: 'note',
    },
  ],
  [
    'a broken dependency',
    { kind: 'dependency-broken', ...BROKEN, isOptional: false },
    { main: 'error', plugin: 'error', lazy: 'warning', submodule: 'warning', private: 'note' },
  ],
  [
    'a dependency that needs an optional one',
    { kind: 'dependency-broken', ...BROKEN, isOptional: true },
    { main: 'error', plugin: 'error', lazy: 'note', submodule: 'note' },
  ],
  [
    'the end of the process',
    { kind: 'ended', outcome: 'exited', isProgram: false },
    { main: 'error', plugin: 'error', submodule: 'warning', private: 'note' },
  ],
  [
    'the end of a program',
    { kind: 'ended', outcome: 'exited', isProgram: true },
    { main: 'error', submodule: 'note' },
  ],
  ['settings', { kind: 'settings', of: 'Django' }, { main: 'warning', plugin: 'note', submodule: 'note' }],
  [
    'an application',
    { kind: 'host', of: 'Blender' },
    { main: 'warning', script: 'warning', plugin: 'note', submodule: 'note' },
  ],
  [
    'a host that can be installed',
    { kind: 'host', of: 'pytest', missing: MISSING },
    { main: 'warning', script: 'error', plugin: 'note' },
  ],
  [
    'another platform',
    { kind: 'platform', of: 'Windows', isAnnounced: false },
    { main: 'error', submodule: 'note' },
  ],
  [
    'the platform of the package',
    { kind: 'platform', of: 'Windows', isAnnounced: true },
    { main: 'warning', submodule: 'note' },
  ],
  ['an import cycle', { kind: 'circular' }, { main: 'error', submodule: 'note' }],
])('the severity of %s', (_, cause, expected) => {
  const found = Object.keys(expected).map((reach) => [reach, importFailureSeverity(cause, reach as Reach)])
  expect(Object.fromEntries(found)).toEqual(expected)
})
