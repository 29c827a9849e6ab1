import { capitalize, count } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'
import type { Culprit } from './facts.ts'
import type { FailureFacts } from './failure-facts.ts'
import { describeFailure, failureFix } from './failure-words.ts'

/** The facts of the rules about tests. */
export interface TestRuleFacts {
  'tests-failed': FailureFacts
  'tests-missing': { reason: string }
  'tests-import-checkout': {
    path: string
    /** The number of other files that were used in the same way. */
    others: number
    kind: string
  } & Culprit
}

export const TEST_RULES: RuleTexts<TestRuleFacts> = {
  'tests-failed': {
    title: 'Tests failed',
    why: 'The tests ran against the wheel that users install.',
    message: describeFailure,
    fix: failureFix,
  },
  'tests-missing': {
    title: 'Package not tested',
    why: 'A test suite that runs nothing passes even if the package is broken.',
    message: ({ reason }) => `${reason.startsWith('pytest') ? reason : capitalize(reason)}.`,
    fix: () =>
      'Configure pytest to run the tests (testpaths, python_files), or state in pyproject.toml why the package has none:\n[tool.as-installed.tests]\nskip = "the reason"',
  },
  'tests-import-checkout': {
    title: 'Tests used the checkout',
    why: 'Such tests can pass with files that users do not have.',
    message: ({ path, others, kind, ...culprit }) => {
      const files = others === 0 ? path : `${path} and ${count(others, 'more file')}`
      return `The tests ${kind === 'open' ? 'read' : 'executed'} ${files} of the checkout: ${describeCulprit(culprit)}.`
    },
    fix: ({ entry, by }) =>
      `${entry === null ? 'Remove the path of the checkout' : `Remove ${entry}`}${by === null ? '' : ` from ${formatLine(by)}`}. The tests can import the installed package, and reach their own files by relative paths.`,
  },
}

/** How the tests reached the checkout, as a clause. */
function describeCulprit({ way, entry, by }: Culprit): string {
  const who = by === null ? 'unknown code' : formatLine(by)
  switch (way) {
    case 'code':
      return `${who} adds ${entry} to sys.path`
    case 'setting':
      return `pythonpath in ${who} contains ${entry}`
    case 'pth':
      return `${who} in the environment adds ${entry} to sys.path`
    case 'PYTHONPATH':
      return `${who} runs Python with ${entry} in PYTHONPATH`
    case 'program':
      return `${who} runs ${entry === null ? 'it with Python' : `Python in ${entry}`}`
    case 'path':
      return `${who} accesses it by its path`
  }
}

function formatLine({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`
}
