import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { extrasRequiring, requirementsOf } from './declared-distributions.ts'
import type { MissingModule } from './environment-need.ts'

/** Returns the extras for users that require the distribution of a missing module, or have its name. */
export function userExtrasFor({ module, distribution }: MissingModule, contents: Contents): string[] {
  const named = extrasNamedAfter({ module, distribution }, contents)
  return [...new Set([...extrasRequiring(distribution, contents), ...named])].filter(
    (extra) => !isDeveloperExtra(extra, contents),
  )
}

/** Returns the extras with the name of a missing module or of its distribution. */
export function extrasNamedAfter({ module, distribution }: MissingModule, { wheel }: Contents): string[] {
  const names = [distribution, topLevelModule(module)].map(normalizeName)
  return wheel.metadata.extras.filter((extra) => names.includes(normalizeName(extra)))
}

/**
 * Returns whether an extra is for the developers of the package: by its name, or because it requires a tool for testing,
 * checking, documenting or releasing. An extra with the name of such a tool is for users of that tool.
 */
export function isDeveloperExtra(extra: string, contents: Contents): boolean {
  const name = normalizeName(extra)
  if (DEVELOPER_NAME.test(name)) return true
  return requirementsOf(contents).some(
    (requirement) =>
      requirement.ofExtra !== undefined &&
      normalizeName(requirement.ofExtra) === name &&
      isDeveloperTool(requirement.name) &&
      !name.split('-').includes(requirement.name),
  )
}

/** Returns whether a distribution is a tool that only developers of a package install for it. */
export function isDeveloperTool(distribution: string): boolean {
  return DEVELOPER_TOOL.test(normalizeName(distribution))
}

/** Usual names of extras for developers, also as a part: `test-all`, `all-dev`. */
const DEVELOPER_NAME =
  /(^|-)(devs?|devel|develop|development|developers?|tests?|testing|unittests?|docs?|documentation|lint|linting|linters?|typing|types?|typecheck|type-check|ci|style|format|formatting|formatters?|coverage|cov|qa|quality|pre-?commit|release|publish|benchmarks?|bench)(-|$)/

/** Normalized names of distributions that only developers install, and whose modules no package imports at run time. */
const DEVELOPER_TOOL =
  /^(pytest(-.+)?|tox(-.+)?|nox|coverage|coveralls|codecov|ruff|flake8(-.+)?|pylint|mypy|pyright|basedpyright|pre-commit|sphinx(-.+)?|furo|mkdocs(-.+)?|twine|bump2version|bumpver|towncrier|interrogate|bandit|pyupgrade)$/
