import { count } from '../../program/sentence.ts'
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
    title: 'Test failure',
    why: 'It was run on exactly what users install.',
    message: describeFailure,
    fix: failureFix,
  },
  'tests-missing': {
    title: 'No test ran',
    why: 'A suite that runs nothing passes whatever is broken.',
    message: ({ reason }) => `No test ran: ${reason}.`,
    fix: () =>
      'Let pytest find and run the tests (testpaths and python_files in its settings), or say in pyproject.toml why there are none for it:\n[tool.as-installed.tests]\nskip = "the reason"',
  },
  'tests-import-checkout': {
    title: 'The tests used the checkout, not the installed package',
    why: 'They pass on files that users do not get.',
    message: ({ path, others, kind, ...culprit }) => {
      const files =
        others === 0
          ? `${path} of the checkout was`
          : `${path} and ${count(others, 'more file')} of the checkout were`
      return `${files} ${kind === 'open' ? 'read' : 'executed'} while the tests ran: ${describeCulprit(culprit)}.`
    },
    fix: ({ entry, by }) =>
      `${entry === null ? 'Do not name the checkout' : `Remove ${entry}`}${by === null ? '' : ` in ${formatLine(by)}`}: what the tests need of the package is installed, and paths relative to the tests lead into a copy.`,
  },
}

/** Says how the tests reached the checkout, as a clause. */
function describeCulprit({ way, entry, by }: Culprit): string {
  const who = by === null ? 'something' : formatLine(by)
  switch (way) {
    case 'code':
      return `${who} puts ${entry} on sys.path`
    case 'setting':
      return `pythonpath in ${who} names ${entry}`
    case 'pth':
      return `${who} of the environment puts ${entry} on sys.path`
    case 'PYTHONPATH':
      return `${who} starts a Python with ${entry} in PYTHONPATH`
    case 'program':
      return `${who} starts a Python ${entry === null ? 'with it' : `in ${entry}`}`
    case 'path':
      return `${who} asks for it by its path`
  }
}

function formatLine({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`
}
