import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkout } from '../../repository/checkout.ts'
import type { VersionWriter } from './facts.ts'

/** Commands of release workflows that set the version before the build. */
const VERSION_COMMANDS = [
  /\b(?:poetry|hatch|pdm|uv|rye)\s+version\s+(?!-)\S/,
  /\b(?:bump-?my-?version|bumpver|tbump)\b/,
  /\bsed\b.*version/i,
  /version.*>\s*\S*(?:version|__init__|pyproject)/i,
  /SETUPTOOLS_SCM_PRETEND_VERSION|POETRY_DYNAMIC_VERSIONING_BYPASS|PDM_BUILD_SCM_VERSION/,
]

/** Finds a line that sets the version in the workflows that run for releases. */
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
