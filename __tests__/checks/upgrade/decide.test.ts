import { expect, test } from '@jest/globals'
import { checkUpgrade } from '../../../src/checks/upgrade/decide.ts'
import type { Upgrade, UpgradeInstallation } from '../../../src/checks/upgrade/facts.ts'
import { completedWith, error, factsOf, imported, tag } from '../facts.ts'

type Upgraded = Extract<UpgradeInstallation, { kind: 'upgraded' }>

const upgraded = (given: Partial<Upgraded> = {}): Upgraded => ({
  kind: 'upgraded',
  imports: [],
  left: [],
  conflicts: [],
  distributions: [],
  ...given,
})
const LACKING = error("ModuleNotFoundError: No module named 'pydantic.v2'")
const FAILED = upgraded({
  imports: [imported('demo', LACKING)],
  distributions: [
    { name: 'pydantic', version: '1.10' },
    { name: 'idna', version: '3.7' },
    { name: 'left-over', version: '1' },
  ],
})
const CONFLICT = 'demo-plugin 1.0 requires demo<1, but you have demo 1.0 which is incompatible.'

interface Case {
  readonly handedOver?: Upgrade['handedOver']
  readonly installation?: UpgradeInstallation
  /** The import of `demo` in the clean environment. */
  readonly clean?: Parameters<typeof imported>[1]
  readonly conflicts?: readonly string[]
}

test.each<[string, Case, string[]]>([
  ['nothing to install', {}, []],
  ['a last release that cannot be installed', { installation: { kind: 'no-last-release', reason: 'x' } }, []],
  [
    'files that two dependencies have now',
    {
      handedOver: [
        { path: 'demo/core/a.py', owner: 'demo-core' },
        { path: 'demo/core/b.py', owner: 'demo-core' },
        { path: 'six.py', owner: 'six' },
      ],
    },
    ['error handed-over: demo/core/a.py demo/core/b.py', 'error handed-over: six.py'],
  ],
  [
    'deleted files, and modules that need them with pip',
    { handedOver: [{ path: 'demo/core/a.py', owner: 'demo-core' }], installation: FAILED },
    ['error handed-over: demo/core/a.py'],
  ],
  [
    'a directory that became a file',
    { installation: { kind: 'refused', output: [" ERROR: [Errno 21] Is a directory: '/x/demo/data'"] } },
    ["error refused: ERROR: [Errno 21] Is a directory: '/x/demo/data'"],
  ],
  ['a dependency that stays at its old version', { installation: FAILED }, ['error import: demo']],
  ['a module that cannot be imported anyway', { installation: FAILED, clean: LACKING }, []],
  [
    'a module that takes too long on a busy machine',
    { installation: upgraded({ imports: [imported('demo', 'timed-out')] }) },
    [],
  ],
  [
    'a plugin that the last release brought',
    { installation: upgraded({ conflicts: [CONFLICT] }) },
    [`warning conflict: ${CONFLICT}`],
  ],
  [
    'a conflict of the clean environment',
    { installation: upgraded({ conflicts: [CONFLICT] }), conflicts: [CONFLICT] },
    [],
  ],
  [
    'an indented conflict of the clean environment',
    { installation: upgraded({ conflicts: [`  ${CONFLICT}`] }), conflicts: [`  ${CONFLICT}`] },
    [],
  ],
  [
    'a file that the last release wrote',
    { installation: upgraded({ left: ['demo/legacy/cache.json'] }) },
    ['warning left: demo/legacy/cache.json'],
  ],
])('%s', (_name, { handedOver = [], installation = { kind: 'not-needed' }, ...clean }, expected) => {
  const findings = checkUpgrade(
    factsOf({
      facts: {
        install: completedWith({
          kind: 'installed',
          by: 'pip',
          conflicts: clean.conflicts ?? [],
          providers: {},
          distributions: [
            { name: 'Pydantic', version: '2.1', requires: [] },
            { name: 'idna', version: '3.7', requires: [] },
          ],
        }),
        imports: completedWith([imported('demo', clean.clean ?? 'imported')]),
        upgrade: completedWith({ tag: tag('1.0'), handedOver, installation }),
      },
    }),
  )
  expect(
    findings.map(({ severity, facts }) =>
      'way' in facts && 'names' in facts ? `${severity} ${facts.way}: ${facts.names.join(' ')}` : '',
    ),
  ).toEqual(expected)
  for (const { facts } of findings)
    if ('outdated' in facts)
      expect(facts.outdated).toEqual(
        facts.way === 'import' ? [{ name: 'pydantic', installed: '1.10', clean: '2.1' }] : [],
      )
})
