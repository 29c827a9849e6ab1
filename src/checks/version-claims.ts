import { compare, explain, valid } from '@renovatebot/pep440'
import { normalizeName } from '../artifact/metadata.ts'
import { topOf } from '../artifact/wheel.ts'
import { isPublicTopLevel, publicNames } from '../evidence/imports.ts'
import { chain, type PythonError } from '../evidence/python-error.ts'
import type { Finding } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { whereInCheckout } from './where.ts'

/** What the package says of its version when it is asked is the version of the wheel. */
export function checkVersionClaims(facts: PackageFacts): Finding[] {
  return [...otherVersion(facts), ...otherName(facts)]
}

function otherVersion(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const { name, version } = contents.wheel.metadata
  const top = namesake(publicNames(contents.wheel).filter(isPublicTopLevel), name)
  const claimed = seenValue(facts.imports)?.find(({ module }) => module === top)?.version
  if (typeof claimed !== 'string' || isSame(claimed, version)) return []
  const file = contents.sourceMap.sourceOf(`${top}/__init__.py`) ?? contents.sourceMap.sourceOf(`${top}.py`)
  return [
    {
      rule: 'version-disagrees',
      severity: 'error',
      facts: { distribution: name, version, by: `${top}.__version__`, claimed },
      ...(file === undefined ? {} : { where: { file } }),
    },
  ]
}

/** The package that speaks for the distribution: of its name, or the only one. */
function namesake(tops: readonly string[], distribution: string): string | undefined {
  const own = tops.find((top) => normalizeName(top) === normalizeName(distribution))
  return own ?? (tops.length === 1 ? tops[0] : undefined)
}

function isSame(claimed: string, version: string): boolean {
  if (claimed === version) return true
  const text = claimed.trim()
  if (!valid(text) || !valid(version)) return false
  // A package may leave the local part of its version unsaid.
  return compare(text, explain(text)?.local ? version : (explain(version)?.public ?? version)) === 0
}

/** The package asks for the version of a distribution that has another name than its own: of its import package. */
function otherName(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const { name, version } = contents.wheel.metadata
  for (const { error } of seenValue(facts.imports) ?? []) {
    const found = error === undefined ? undefined : chain(error).find((one) => isUnderOtherName(one, facts))
    if (found === undefined) continue
    const claimed = NO_METADATA.exec(found.message)?.[1] ?? ''
    return [
      {
        rule: 'version-disagrees',
        severity: 'error',
        facts: { distribution: name, version, by: `importlib.metadata.version("${claimed}")`, claimed: null },
        where: whereInCheckout(found, contents),
      },
    ]
  }
  return []
}

const NO_METADATA = /^(?:No package metadata was found for )?([\w.-]+)$/

/** Whether an exception says that there is no distribution of the name of an import package of this one. */
export function isUnderOtherName({ type, message }: PythonError, facts: PackageFacts): boolean {
  const wheel = seenValue(facts.contents)?.wheel
  const asked = type === 'PackageNotFoundError' ? NO_METADATA.exec(message)?.[1] : undefined
  if (wheel === undefined || asked === undefined) return false
  return (
    normalizeName(asked) !== normalizeName(wheel.metadata.name) &&
    wheel.topLevels.some(({ name }) => normalizeName(name) === normalizeName(topOf(asked)))
  )
}
