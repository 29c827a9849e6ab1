import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** The platform tags that PyPI accepts (PyPI documentation, "Upload errors"; PEP 513, 571, 599, 600, 656, 730, 738). */
const ACCEPTED = [
  /^any$/,
  /^win(32|_amd64|_arm32|_arm64|_ia64)$/,
  /^manylinux(1|2010|2014|_\d+_\d+)_\w+$/,
  /^musllinux_\d+_\d+_\w+$/,
  /^macosx_\d+_\d+_\w+$/,
  /^(ios_\d+_\d+|android_\d+|pyodide_\d+_\d+|pyemscripten_\d+_\d+)_\w+$/,
]

/**
 * Reports platform tags that PyPI refuses. A wheel that is built on a developer's machine or for a pull request has the
 * tag of that machine: it is repaired before the upload, so that this is a note unless a tag was pushed.
 */
export function checkPlatformTags(facts: PackageFacts): Finding[] {
  const build = completed(facts.build)
  if (build?.kind !== 'built' || completed(facts.metadata)?.isPrivate === true) return []
  const file = build.wheel.file.split(/[\\/]/).at(-1) as string
  const tags = (
    file
      .replace(/\.whl$/, '')
      .split('-')
      .at(-1) ?? ''
  ).split('.')
  const refused = tags.filter((tag) => !ACCEPTED.some((pattern) => pattern.test(tag)))
  if (refused.length === 0) return []
  return [
    {
      rule: 'wheel-tag-unpublishable',
      severity: facts.event.kind === 'tag' ? 'warning' : 'note',
      facts: { file, tags: refused },
    },
  ]
}
