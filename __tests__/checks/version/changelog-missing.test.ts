import { expect, test } from '@jest/globals'
import { RULES } from '../../../src/checks/rules.ts'
import { checkChangelog } from '../../../src/checks/version/changelog-missing.ts'
import type { ReleaseFacts } from '../../../src/checks/version/facts.ts'
import type { Event } from '../../../src/config/event.ts'
import type { Changelog } from '../../../src/project/changelog.ts'
import { completedWith, contentsOf, factsOf, release, tag } from '../facts.ts'

const NO_EVENT: Event = { kind: 'none' }
const onTag = (name: string): Event => ({ kind: 'tag', tag: name, defaultBranch: undefined })
const HEAD = 'c'.repeat(40)

interface Case {
  readonly version: string
  readonly text?: string
  readonly event?: Event
  readonly released?: Partial<ReleaseFacts>
  readonly fragments?: Changelog['fragments']
}

function check({ version, text = '', event = NO_EVENT, released = {}, fragments }: Case) {
  const facts = factsOf({
    version,
    facts: {
      event,
      contents: completedWith({
        ...contentsOf({ version }),
        changelog: { files: [{ path: 'CHANGELOG.md', text }], fragments },
      }),
      version: completedWith(release(released)),
    },
  })
  return checkChangelog(facts)
}

const UNRELEASED = '# Changes\n\n## Unreleased\n'
const FRAGMENTS = { tool: 'towncrier', files: ['newsfragments/1.feature.md'] } as const
const computed = { name: 'v1.0.0', version: '1.0.0', isOwn: true, isOnCommit: false }

test.each<[string, Case, boolean]>([
  ['a tag without an entry', { version: '1.1', event: onTag('v1.1') }, true],
  ['a tag with an entry', { version: '1.1', event: onTag('v1.1'), text: '## 1.1' }, false],
  ['a tag of another package', { version: '1.1', event: onTag('other-v1.1') }, false],
  ['a tag without a version', { version: '1.1', event: onTag('nightly') }, false],
  ['no release', { version: '1.0', released: { baseline: tag('1.0') } }, false],
  ['a bumped version', { version: '1.1', released: { baseline: tag('1.0') } }, true],
  [
    'a bumped version with an entry',
    { version: '1.1', text: '## 1.1.0', released: { baseline: tag('1.0') } },
    false,
  ],
  ['no release yet', { version: '1.0' }, false],
  [
    'a tag on the commit',
    { version: '1.0', released: { tagsOnCommit: [{ ...tag('1.0'), commit: HEAD }] } },
    true,
  ],
  ['a development version', { version: '1.1.dev0', released: { baseline: tag('1.0') } }, false],
  [
    'a computed version',
    { version: '1.0.1', released: { baseline: tag('1.0.0'), tagTaken: computed } },
    false,
  ],
  ['a pre-release', { version: '1.1rc1', event: onTag('v1.1rc1'), text: '## 1.1' }, false],
  ['a pre-release without an entry', { version: '1.1rc1', event: onTag('v1.1rc1'), text: '## 1.0' }, true],
  [
    'fragments at the tag',
    { version: '1.1', event: onTag('v1.1'), text: '## 1.1', fragments: FRAGMENTS },
    true,
  ],
  [
    'fragments before the tag',
    { version: '1.1', released: { baseline: tag('1.0') }, fragments: FRAGMENTS },
    false,
  ],
  [
    'no fragments, and no entry',
    { version: '1.1', released: { baseline: tag('1.0') }, fragments: { ...FRAGMENTS, files: [] } },
    true,
  ],
])('%s', (_, given, isMissing) => {
  expect(check(given).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(
    isMissing ? ['warning changelog-missing'] : [],
  )
})

test.each<[Case, string, string, number]>([
  [
    { version: '1.1', event: onTag('v1.1'), text: UNRELEASED },
    'CHANGELOG.md has no entry for version 1.1, only "Unreleased".',
    'Rename the heading "Unreleased" in CHANGELOG.md to 1.1, with the release date.',
    3,
  ],
  [
    { version: '1.1', event: onTag('v1.1') },
    'CHANGELOG.md has no entry for version 1.1.',
    'Add an entry for 1.1 to CHANGELOG.md.',
    1,
  ],
  [
    { version: '1.1', event: onTag('v1.1'), fragments: FRAGMENTS },
    '1 changelog fragment is not in CHANGELOG.md: newsfragments/1.feature.md.',
    'Run this and commit the result before you create the tag:\ntowncrier build --yes --version 1.1',
    1,
  ],
])('the finding of %j', (given, message, fix, line) => {
  const [finding] = check(given)
  if (finding?.rule !== 'changelog-missing') throw new Error('no finding')
  expect(RULES['changelog-missing'].message(finding.facts)).toBe(message)
  expect(RULES['changelog-missing'].fix(finding.facts)).toBe(fix)
  expect(finding.where).toEqual({ file: 'CHANGELOG.md', line })
})
