import { fileOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
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
  { what: 'data of git', path: /(^|\/)\.git(\/|$)/, in: BOTH, inTests: false },
  { what: 'settings of git', path: /(^|\/)(\.gitmodules$|\.github\/)/, in: ['wheel'], inTests: false },
  {
    what: 'caches of tools',
    path: /(^|\/)\.(\w+_cache|hypothesis)\/|(^|\/)\.coverage(\.[^/]+)?$/,
    in: BOTH,
    inTests: false,
  },
  {
    what: 'environments of tools',
    path: /(^|\/)\.(venv|tox|nox|eggs)\//,
    in: BOTH,
    inTests: false,
  },
  {
    what: 'leftovers of editors and systems',
    path: /(~|\.sw[op]|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini))$/,
    in: BOTH,
    inTests: false,
  },
  { what: 'settings of editors', path: /(^|\/)\.(idea|vscode)\//, in: ['wheel'], inTests: false },
  // Some backends put the original pyproject.toml beside the one that they generate.
  { what: 'leftovers of merges', path: /(?<!\.toml)\.orig$|\.rej$/, in: BOTH, inTests: false },
]

/** Whether a file belongs to tests, documentation or a project template, so that it may be an example. */
function isExample(path: string): boolean {
  return (
    isTestPath(path) ||
    /(^|\/)(testing|testdata|test_data|fixtures?|examples?|docs?|samples?|templates?|skeletons?|cookiecutters?)\//.test(
      path,
    ) ||
    path.includes('{{')
  )
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
  return [
    ...junkIn('wheel', inWheel, facts),
    ...junkIn('sdist', inSdist, facts),
    ...credentialsIn('wheel', inWheel, wheel.credentials, facts),
    ...credentialsIn('sdist', inSdist, sdist?.credentials ?? new Map(), facts),
  ]
}

function junkIn(distribution: DistributionKind, files: readonly string[], facts: PackageFacts): Finding[] {
  const found = new Map<string, string[]>()
  for (const file of files) {
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
  credentials: ReadonlyMap<string, string>,
  facts: PackageFacts,
): Finding[] {
  const found = files.flatMap((path) => {
    const what = credentials.get(path) ?? (isDotEnv(path) ? 'settings of an environment' : undefined)
    return what === undefined ? [] : [{ path, what }]
  })
  const finding = (severity: Severity, what: string, paths: readonly string[], example: boolean): Finding => {
    const secret = paths.some((path) => credentials.has(path))
    return {
      rule: 'junk-shipped',
      severity,
      facts: { artifact: distribution, what, paths, secret, example, ...packagingOf(facts) },
    }
  }
  const real = found.filter(({ path }) => !isExample(path))
  // Tests of encryption contain keys of their own, so each kind gets one finding.
  const examples = new Map<string, string[]>()
  for (const { path, what } of found) {
    if (!isExample(path) || (distribution === 'sdist' && !credentials.has(path))) continue
    examples.set(what, [...(examples.get(what) ?? []), path])
  }
  return [
    ...real.map(({ path, what }) =>
      finding(credentials.has(path) || distribution === 'wheel' ? 'error' : 'warning', what, [path], false),
    ),
    ...[...examples].map(([what, paths]) =>
      finding(distribution === 'wheel' ? 'warning' : 'note', what, paths, true),
    ),
  ]
}

function isDotEnv(path: string): boolean {
  return /(^|\/)\.env$/.test(path)
}
