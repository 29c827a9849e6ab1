import type { Credential } from '../../distribution/credentials.ts'
import { fileOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity, SourceLocation } from '../rules.ts'
import type { Contents } from './facts.ts'

type DistributionKind = 'wheel' | 'sdist'

interface Kind {
  readonly what: string
  readonly path: RegExp
  /** The kinds of distribution in which it is unwanted: an sdist may contain tool settings. */
  readonly in: readonly DistributionKind[]
  /** Whether it is unwanted among tests too, where it could be test data. */
  readonly inTests: boolean
}

const BOTH: readonly DistributionKind[] = ['wheel', 'sdist']

/** The kinds of unwanted files, by their paths. */
const KINDS: readonly Kind[] = [
  { what: 'compiled bytecode', path: /(^|\/)__pycache__\//, in: BOTH, inTests: true },
  { what: 'compiled bytecode', path: /\.py[co]$/, in: BOTH, inTests: false },
  { what: 'git data', path: /(^|\/)\.git(\/|$)/, in: BOTH, inTests: false },
  {
    what: 'git and GitHub settings',
    path: /(^|\/)(\.gitmodules$|\.github\/)/,
    in: ['wheel'],
    inTests: false,
  },
  {
    what: 'tool caches',
    path: /(^|\/)\.(\w+_cache|hypothesis)\/|(^|\/)\.coverage(\.[^/]+)?$/,
    in: BOTH,
    inTests: false,
  },
  {
    what: 'tool environments',
    path: /(^|\/)\.(venv|tox|nox|eggs)\//,
    in: BOTH,
    inTests: false,
  },
  {
    what: 'editor backups and system files',
    path: /(~|\.sw[op]|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini))$/,
    in: BOTH,
    inTests: false,
  },
  { what: 'editor settings', path: /(^|\/)\.(idea|vscode|vs|zed)\//, in: ['wheel'], inTests: false },
  {
    what: 'coding assistant settings',
    path: /(^|\/)(\.(claude|cursor|windsurf|copilot|continue|codex|gemini|roo|aider[^/]*)(\/|$)|\.(mcp\.json|cursorrules|windsurfrules|clinerules|aiderignore|cursorignore)$|(CLAUDE|AGENTS|GEMINI)(\.local)?\.md$)/,
    in: ['wheel'],
    inTests: false,
  },
  {
    what: 'files that usually store credentials',
    path: /(^|\/)(\.(pypirc|npmrc|yarnrc|netrc|envrc|htpasswd|git-credentials)|_netrc|id_(rsa|dsa|ecdsa|ed25519)|[^/]+\.(p12|pfx|jks|keystore|kdbx))$/,
    in: ['wheel'],
    inTests: false,
  },
  // Some backends put the original pyproject.toml next to the one that they generate.
  { what: 'merge leftovers', path: /(?<!\.toml)\.orig$|\.rej$/, in: BOTH, inTests: false },
]

/** Directories of test data, documentation and templates. In `t`, as in Perl, some projects have their tests. */
const EXAMPLE_DIRECTORY =
  /(^|\/)(t|testing|testdata|test_data|fixtures?|examples?|docs?|samples?|templates?|skeletons?|cookiecutters?|(dummy|mock|fake)[^/]*)\//

/** Whether a file belongs to tests, documentation or a project template, so that it may be an example. */
function isExample(path: string): boolean {
  return isTestPath(path) || EXAMPLE_DIRECTORY.test(path) || path.includes('{{')
}

/** Reports unwanted and secret files in the wheel and the sdist, since both are published. */
export function checkJunk(facts: PackageFacts, contents: Contents): Finding[] {
  const { wheel } = contents
  const build = completed(facts.build)
  const sdist = build?.kind === 'built' ? build.sdist : undefined
  const inWheel = wheel.members.map(({ name }) => name)
  const shipped = new Set(inWheel.map((name) => contents.sourceMap.sourceOf(name) ?? name))
  // A file that is also in the wheel is reported for the wheel only.
  const inSdist = (sdist?.files ?? []).filter((file) => !shipped.has(fileOf(facts.project, file)))
  const inSdistOnly = sdist?.credentials ?? new Map<string, Credential>()
  return [
    ...junkIn('wheel', inWheel, wheel.credentials, facts),
    ...junkIn('sdist', inSdist, inSdistOnly, facts),
    ...credentialsIn('wheel', inWheel, wheel.credentials, facts),
    ...credentialsIn('sdist', inSdist, inSdistOnly, facts),
  ]
}

function junkIn(
  distribution: DistributionKind,
  files: readonly string[],
  credentials: ReadonlyMap<string, Credential>,
  facts: PackageFacts,
): Finding[] {
  const found = new Map<string, string[]>()
  for (const file of files) {
    // The credential in it is reported instead.
    if (credentials.has(file)) continue
    const kind = KINDS.find(
      ({ path, in: distributions, inTests }) =>
        path.test(file) && distributions.includes(distribution) && (inTests || !isExample(file)),
    )
    if (kind !== undefined) found.set(kind.what, [...(found.get(kind.what) ?? []), file])
  }
  return [...found].map(([what, paths]) => ({
    rule: 'junk-shipped',
    severity: 'warning',
    facts: { artifact: distribution, what, paths, secret: false, example: false, ...packagingOf(facts) },
  }))
}

function credentialsIn(
  distribution: DistributionKind,
  files: readonly string[],
  credentials: ReadonlyMap<string, Credential>,
  facts: PackageFacts,
): Finding[] {
  const found = files.flatMap((path): FoundCredential[] => {
    const credential = credentials.get(path)
    if (credential !== undefined) return [{ path, ...credential }]
    if (!isDotEnv(path)) return []
    return [{ path, what: 'environment settings', line: undefined, isCertain: distribution === 'wheel' }]
  })
  const finding = (
    severity: Severity,
    what: string,
    all: readonly FoundCredential[],
    example: boolean,
  ): Finding => {
    const paths = all.map(({ path }) => path)
    const secret = paths.some((path) => credentials.has(path))
    return {
      rule: 'junk-shipped',
      severity,
      facts: { artifact: distribution, what, paths, secret, example, ...packagingOf(facts) },
      where: sourceOf(distribution, all[0], facts),
    }
  }
  const real = found.filter(({ path }) => !isExample(path))
  // Tests of encryption contain keys of their own, so each kind gets one finding.
  const examples = new Map<string, FoundCredential[]>()
  for (const one of found) {
    const { path, what, isCertain } = one
    // Passwords in the URLs of examples belong to nothing.
    if (!isExample(path) || !isCertain || (distribution === 'sdist' && !credentials.has(path))) continue
    examples.set(what, [...(examples.get(what) ?? []), one])
  }
  return [
    ...real.map((one) => finding(one.isCertain ? 'error' : 'warning', one.what, [one], false)),
    ...[...examples].map(([what, all]) =>
      finding(distribution === 'wheel' ? 'warning' : 'note', what, all, true),
    ),
  ]
}

type FoundCredential = Omit<Credential, 'line'> & { readonly path: string; readonly line: number | undefined }

/** The line of a credential in the checkout; undefined for files that the build makes. */
function sourceOf(
  distribution: DistributionKind,
  found: FoundCredential | undefined,
  facts: PackageFacts,
): SourceLocation | undefined {
  if (found === undefined) return undefined
  const contents = completed(facts.contents)
  const inProject = fileOf(facts.project, found.path)
  const file =
    distribution === 'wheel'
      ? contents?.sourceMap.sourceOf(found.path)
      : contents?.sources.find(({ path }) => path === inProject)?.path
  return file === undefined ? undefined : { file, line: found.line }
}

function isDotEnv(path: string): boolean {
  return /(^|\/)\.env$/.test(path)
}
