import type { EntryPoint } from '../../distribution/entry-points.ts'
import { distributionOf } from '../../python/distribution-names.ts'
import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { CommandEvidence } from '../scripts/facts.ts'
import { causeOf } from './cause.ts'
import { extrasRequiring, requirementsOf } from './declared-distributions.ts'
import { extrasNamedAfter, isDeveloperExtra } from './developer-extras.ts'

/**
 * Returns the extras with which to run a failed command again: those that are configured for it, that its entry point or
 * its output names, or that require the missing module.
 */
export function extrasForScript(
  { entryPoint, configured, runs }: CommandEvidence & { readonly entryPoint?: EntryPoint },
  contents: Contents,
): string[] {
  if (configured.extras !== undefined) return configured.extras
  const last = runs.at(-1)
  if (last === undefined || (last.ending.kind === 'exited' && last.ending.code === 0)) return []
  const named = userExtrasIn(`${last.stdout}\n${last.stderr}`, contents)
  const declared = contents.wheel.metadata.extras.filter(
    (extra) => entryPoint?.extras.includes(extra) === true,
  )
  if (declared.length > 0 || named.length > 0) return [...new Set([...declared, ...named])]
  return last.error === undefined ? [] : extrasRequiringModule(last.error, contents, 'users')
}

/**
 * Returns the extras with which to retry a failed import: those that the error names, or that require the missing module.
 *
 * @param audience tests may need extras for developers; users do not install them
 */
export function extrasForError(
  error: PythonError,
  contents: Contents,
  audience: 'users' | 'developers' = 'users',
): string[] {
  const named =
    audience === 'users' ? userExtrasIn(error.message, contents) : extrasNamedIn(error.message, contents)
  if (named.length > 0) return named
  const requiring = extrasRequiringModule(error, contents, audience)
  return requiring.length > 0 || audience === 'users'
    ? requiring
    : extrasWithDistributionIn(error.message, contents)
}

/** The extra that requires a distribution that is missing according to a message: "the blinker library is not installed". */
function extrasWithDistributionIn(message: string, contents: Contents): string[] {
  if (!/\b(un)?(install(ed)?|available|missing|require[sd]?|import(ed)?)\b/i.test(message)) return []
  // A dotted word can be a distribution, or an object of a module of the same name.
  const dotted = message.match(/[\w.-]*\w/g) ?? []
  const words = new Set(dotted.flatMap((word) => [word, topLevelModule(word)]).map(normalizeName))
  return requirementsOf(contents)
    .flatMap(({ name, ofExtra }) => (words.has(normalizeName(name)) ? (ofExtra ?? []) : []))
    .slice(0, 1)
}

function userExtrasIn(text: string, contents: Contents): string[] {
  return extrasNamedIn(text, contents).filter((extra) => !isDeveloperExtra(extra, contents))
}

/** Returns the declared extras in the requirements of a text: `pip install 'demo[cli]'`. */
export function extrasNamedIn(text: string, { wheel }: Contents): string[] {
  const lists = [...text.matchAll(/\[([\w.,\s-]+)\]/g)].flatMap(([, names = '']) => names.split(','))
  return wheel.metadata.extras.filter((extra) => lists.some((name) => name.trim() === extra))
}

function extrasRequiringModule(
  error: PythonError,
  contents: Contents,
  audience: 'users' | 'developers',
): string[] {
  const cause = causeOf(error, contents)
  if (cause.kind !== 'distribution') return []
  const top = topLevelModule(cause.module)
  const { distribution, known } = distributionOf(top, { providers: {} })
  const requirements = requirementsOf(contents)
  const isRight = (extra: string) => audience === 'developers' || !isDeveloperExtra(extra, contents)
  const named = extrasNamedAfter({ module: top, distribution }, contents)
  const requiring = extrasRequiring(distribution, contents).filter(isRight)
  const exact = requiring.length > 0 ? requiring : named.filter(isRight)
  // A wrong guess only costs a retry: "python-rtmidi" may provide rtmidi.
  const likely = requirements
    .filter(({ name }) => !(known && distribution !== top) && name.split('-').includes(normalizeName(top)))
    .flatMap(({ ofExtra }) => ofExtra ?? [])
    .filter(isRight)
  // Prefer the smallest extra to an "all" that contains the others.
  const size = (extra: string) => requirements.filter(({ ofExtra }) => ofExtra === extra).length
  return (exact.length > 0 ? exact : likely).sort((a, b) => size(a) - size(b)).slice(0, 1)
}
