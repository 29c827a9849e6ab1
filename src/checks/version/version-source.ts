import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { table } from '../../config/toml.ts'
import { type Project, valueAt } from '../../project/project.ts'
import { parseRequirement } from '../../python/requirement.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { VersionWriter } from './facts.ts'

/** What makes the version out of the tags of git, by the name of its distribution. */
const FROM_GIT = [
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

/** What makes the version of a project out of the tags of git; undefined where the version is written down. */
export function versionFromGit(project: Project): string | undefined {
  const requires = project.buildSystem.requires.flatMap((text) => parseRequirement(text)?.name ?? [])
  const tool = requires.find((name) => FROM_GIT.includes(name))
  // A static version wins over what happens to be installed beside it.
  if (tool !== undefined && valueAt(project, ['project', 'version']) === undefined) return tool
  return table(valueAt(project, ['tool', 'pdm', 'version'])).source === 'scm' ? 'pdm-backend' : undefined
}

/** How release workflows write a version down before they build. */
const WRITES = [
  /\b(?:poetry|hatch|pdm|uv|rye)\s+version\s+(?!-)\S/,
  /\b(?:bump-?my-?version|bumpver|tbump)\b/,
  /\bsed\b.*version/i,
  /version.*>\s*\S*(?:version|__init__|pyproject)/i,
  /SETUPTOOLS_SCM_PRETEND_VERSION|POETRY_DYNAMIC_VERSIONING_BYPASS|PDM_BUILD_SCM_VERSION/,
]

/** A line that writes the version, in workflows that run for releases. */
export function findVersionWriter(workflows: ReadonlyMap<string, string>): VersionWriter | undefined {
  for (const [file, content] of workflows) {
    // One that runs for everything else is no release.
    if (
      !/^\s*(?:release|tags)\s*:|\btags:\s*\[|refs\/tags\/|GITHUB_REF_NAME|github\.ref_name|release\.tag_name/m.test(
        content,
      )
    )
      continue
    for (const [i, text] of content.split('\n').entries())
      if (WRITES.some((pattern) => pattern.test(text)) && !/^\s*#/.test(text))
        return { file, line: i + 1, text: text.trim() }
  }
  return undefined
}

/** The workflows of the repository: path relative to its root -> content. */
export async function readWorkflows({ root, files }: Checkout): Promise<ReadonlyMap<string, string>> {
  const paths = files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file))
  const read = paths.map(
    async (path) => [path, await readFile(join(root, path), 'utf8').catch(() => '')] as const,
  )
  return new Map(await Promise.all(read))
}
