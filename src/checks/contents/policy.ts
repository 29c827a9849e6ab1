import picomatch from 'picomatch'
import { fileOf, prefixOf, pyprojectOf } from '../../project/project.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'

type Artifact = 'wheel' | 'sdist'

/** Reports what `[tool.as-installed.contents]` requires or forbids. */
export function checkPolicy(facts: PackageFacts, contents: Contents): Finding[] {
  const build = completed(facts.build)
  const { wheel, sdist } = facts.project.settings.contents
  const inSdist = build?.kind === 'built' ? build.sdist.files : undefined
  return [
    ...checkFiles(
      facts,
      'wheel',
      wheel,
      contents.wheel.members.map(({ name }) => name),
    ),
    ...(inSdist === undefined ? [] : checkFiles(facts, 'sdist', sdist, inSdist)),
    ...(inSdist === undefined || !sdist['all-tracked']
      ? []
      : untracked(facts, contents, sdist.except, inSdist)),
  ]
}

function checkFiles(
  facts: PackageFacts,
  artifact: Artifact,
  { require, forbid }: { readonly require: readonly string[]; readonly forbid: readonly string[] },
  files: readonly string[],
): Finding[] {
  const missing = require.flatMap((pattern, index) =>
    files.some(matcher(pattern))
      ? []
      : [finding(facts, artifact, 'missing', pattern, [], ['require', index])],
  )
  const forbidden = forbid.flatMap((pattern, index) => {
    const paths = files.filter(matcher(pattern))
    return paths.length === 0
      ? []
      : [finding(facts, artifact, 'forbidden', pattern, paths, ['forbid', index])]
  })
  return [...missing, ...forbidden]
}

/** A pattern for a directory matches all files in it. */
function matcher(pattern: string): (path: string) => boolean {
  const matches = picomatch(pattern.endsWith('/') ? `${pattern}**` : pattern, { dot: true })
  // picomatch takes a second argument, which `some` would pass.
  return (path) => matches(path)
}

/** Files that git tracks and the sdist lacks, as check-manifest and check-sdist compare them. */
function untracked(
  facts: PackageFacts,
  { sources }: Contents,
  except: readonly string[],
  inSdist: readonly string[],
): Finding[] {
  const prefix = prefixOf(facts.project)
  const shipped = new Set(inSdist)
  const isExempt = [...DEVELOPER_FILES, ...except].map(matcher)
  const paths = sources
    .map(({ path }) => path.slice(prefix.length))
    .filter((path) => !shipped.has(path) && !isExempt.some((matches) => matches(path)))
  return paths.length === 0 ? [] : [finding(facts, 'sdist', 'lost', '', paths, ['all-tracked'])]
}

/** Settings of git, hosting services and editors serve the repository, not the sdist. */
const DEVELOPER_FILES = [
  '**/.git*',
  '.git*/**',
  '.circleci/',
  '.vscode/',
  '.idea/',
  '.devcontainer/',
  '.editorconfig',
]

function finding(
  facts: PackageFacts,
  artifact: Artifact,
  way: 'missing' | 'forbidden' | 'lost',
  pattern: string,
  paths: readonly string[],
  key: readonly (string | number)[],
): Finding {
  const { project } = facts
  const line = project.lineOf(['tool', 'as-installed', 'contents', artifact, ...key])
  const sources = way === 'lost' ? paths.map((path) => fileOf(project, path)) : paths
  return {
    rule: 'contents-policy',
    severity: 'error',
    facts: { artifact, way, pattern, paths: sources, ...packagingOf(facts) },
    where: { file: pyprojectOf(project), line },
  }
}
