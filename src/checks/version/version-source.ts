import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { table } from '../../config/toml.ts'
import { type Project, valueAt } from '../../project/project.ts'
import { parseRequirement } from '../../python/requirement.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { VersionWriter } from './facts.ts'

/** The normalized names of build requirements that compute the version from git tags. */
const GIT_VERSION_TOOLS = [
  'setuptools-scm',
  'hatch-vcs',
  'versioningit',
  'poetry-dynamic-versioning',
  'uv-dynamic-versioning',
  'setuptools-git-versioning',
  'versioneer',
  'dunamai',
  'miniver',
  'pbr',
  'vcversioner',
  'better-setuptools-git-version',
]

/** Returns the tool that computes the version from git tags; undefined for a static version. */
export function versionFromGit(project: Project): string | undefined {
  const requires = project.buildSystem.requires.flatMap((text) => parseRequirement(text)?.name ?? [])
  const tool = requires.find((name) => GIT_VERSION_TOOLS.includes(name))
  // A static version takes precedence over an installed tool.
  if (tool !== undefined && valueAt(project, ['project', 'version']) === undefined) return tool
  return table(valueAt(project, ['tool', 'pdm', 'version'])).source === 'scm' ? 'pdm-backend' : undefined
}

/** Commands of release workflows that write the version before the build. */
const VERSION_COMMANDS = [
  /\b(?:poetry|hatch|pdm|uv|rye)\s+version\s+(?!-)\S/,
  /\b(?:bump-?my-?version|bumpver|tbump)\b/,
  /\bsed\b.*version/i,
  /version.*>\s*\S*(?:version|__init__|pyproject)/i,
  /SETUPTOOLS_SCM_PRETEND_VERSION|POETRY_DYNAMIC_VERSIONING_BYPASS|PDM_BUILD_SCM_VERSION/,
]

/** Finds a line that writes the version in the workflows that run for releases. */
export function findVersionWriter(workflows: ReadonlyMap<string, string>): VersionWriter | undefined {
  for (const [file, content] of workflows) {
    if (
      !/^\s*(?:release|tags)\s*:|\btags:\s*\[|refs\/tags\/|GITHUB_REF_NAME|github\.ref_name|release\.tag_name/m.test(
        content,
      )
    )
      continue
    for (const [i, text] of content.split('\n').entries())
      if (VERSION_COMMANDS.some((pattern) => pattern.test(text)) && !/^\s*#/.test(text))
        return { file, line: i + 1, text: text.trim() }
  }
  return undefined
}

/** Reads the GitHub workflows of the repository: path relative to its root -> content. */
export async function readWorkflows({ root, files }: Checkout): Promise<ReadonlyMap<string, string>> {
  const paths = files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file))
  const read = paths.map(
    async (path) => [path, await readFile(join(root, path), 'utf8').catch(() => '')] as const,
  )
  return new Map(await Promise.all(read))
}
