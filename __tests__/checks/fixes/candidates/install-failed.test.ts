import { expect, test } from '@jest/globals'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const dependencies = (...items: string[]) =>
  sourcesOf({ 'pyproject.toml': `[project]\nname = "demo"\ndependencies = ${JSON.stringify(items)}\n` })
const PLACE = 'pyproject.toml project.dependencies'

test.each([
  [
    ['iniconfig>=2', 'iniconfig<1'],
    'Because greeter==1.0.0 depends on iniconfig>=2 and iniconfig<1, we can conclude that',
    [`${PLACE} remove ["iniconfig<1"]`, `${PLACE} remove ["iniconfig>=2"]`],
  ],
  [
    ['iniconfig>=99'],
    'Because only iniconfig<=2.1.0 is available and demo==1.0 depends on iniconfig>=99',
    [`${PLACE} replace "iniconfig>=99" "iniconfig>=2.1.0"`, `${PLACE} replace "iniconfig>=99" "iniconfig"`],
  ],
  [
    ['iniconfig>=99'],
    'ERROR: Could not find a version that satisfies the requirement iniconfig>=99 (from demo) (from versions: 0.1, 1.1.1, 2.1.0)',
    [`${PLACE} replace "iniconfig>=99" "iniconfig>=2.1.0"`, `${PLACE} replace "iniconfig>=99" "iniconfig"`],
  ],
  [
    ['iniconfg>=2'],
    'Because iniconfg was not found in the package registry and demo==1.0 depends on iniconfg>=2',
    [`? ${PLACE} replace "iniconfg>=2" "iniconfig>=2"`],
  ],
  [['click'], 'the disk is full', []],
])('changes %j', (items, message, expected) => {
  expect(describeCandidates('install-failed', { words: [message] }, dependencies(...items))).toEqual(expected)
})

test('bounds what another dependency bounds', () => {
  const facts = { conflicts: ['rich 13.0 requires pygments<3,>=2.13, but you have pygments 3.0'] }
  expect(describeCandidates('dependency-conflict', facts, dependencies('pygments>=2', 'rich'))).toEqual([
    `${PLACE} replace "pygments>=2" "pygments>=2,<3,>=2.13"`,
  ])
})
