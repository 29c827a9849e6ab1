import { expect, test } from '@jest/globals'
import type { Candidate } from '../../../src/checks/fixes/edit.ts'
import { groupByFix } from '../../../src/checks/fixes/fix-groups.ts'

const candidate = (file: string, summary = 'Create it.'): Candidate => ({
  summary,
  edits: [{ kind: 'create', file, text: '' }],
})

test('findings with the same first candidate are one group', () => {
  const candidates: Record<string, readonly Candidate[]> = {
    a: [candidate('x'), candidate('y')],
    b: [candidate('y')],
    c: [candidate('x', 'Create the file.'), candidate('z')],
    d: [],
  }
  const groups = groupByFix(['a', 'b', 'c', 'd'], (name) => candidates[name] ?? [])
  expect(groups).toEqual([
    { findings: ['a', 'c'], candidates: candidates.a },
    { findings: ['b'], candidates: candidates.b },
  ])
})
