import { escapeRegExp } from '../../program/regular-expressions.ts'

/** A changelog, or a file with one entry of the next changelog (towncrier, scriv). */
const CHANGELOG = /(^|\/)(change(s|log)?|history|news|release[-_]?notes|releases?)(\.(md|rst|txt|adoc))?$/i
const FRAGMENT = /(^|\/)(newsfragments?|news|changelog\.d|changes|changelog)\/[^/]+$/i

/** Returns whether a file announces changes to users. */
export function isChangelog(file: string): boolean {
  return CHANGELOG.test(file) || FRAGMENT.test(file)
}

/** Returns the lines that one text has and an earlier one has not. */
export function addedLines(before: string, after: string): string[] {
  const known = new Set(before.split('\n').map((line) => line.trim()))
  return after
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !known.has(line))
}

/** Returns whether a line names something, as a word of its own. */
export function isAnnounced(name: string, lines: readonly string[]): boolean {
  const word = new RegExp(`(?<![\\w])${escapeRegExp(name)}(?![\\w])`, 'i')
  return lines.some((line) => word.test(line))
}
