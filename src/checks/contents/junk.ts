import { fileOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { Contents } from './facts.ts'

type Artifact = 'wheel' | 'sdist'

interface Kind {
  readonly what: string
  readonly path: RegExp
  /** The sdist is the source as its authors keep it, with the settings of their tools. */
  readonly in: readonly Artifact[]
  /** Among the files of tests it may be what is tested. */
  readonly inTests: boolean
}

const BOTH: readonly Artifact[] = ['wheel', 'sdist']

/** What nobody means to publish, by its path. */
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
  // Some backends keep the configuration as it was beside the one that they write.
  { what: 'leftovers of merges', path: /(?<!\.toml)\.orig$|\.rej$/, in: BOTH, inTests: false },
]

/** Files for tests, documentation and templates of projects: what they hold is an example of something. */
function isSpecimen(path: string): boolean {
  return (
    isTestPath(path) ||
    /(^|\/)(testing|testdata|test_data|fixtures?|examples?|docs?|samples?|templates?|skeletons?|cookiecutters?)\//.test(
      path,
    ) ||
    path.includes('{{')
  )
}

/** Neither artifact has what nobody means to publish. Both are published, so both are looked at. */
export function checkJunk(facts: PackageFacts, contents: Contents): Finding[] {
  const { wheel } = contents
  const build = completed(facts.build)
  const sdist = build?.kind === 'built' ? build.sdist : undefined
  const inWheel = wheel.members.map(({ name }) => name)
  const shipped = new Set(inWheel.map((name) => contents.sourceMap.sourceOf(name) ?? name))
  // What the wheel has is told of the wheel.
  const inSdist = (sdist?.files ?? []).filter((file) => !shipped.has(fileOf(facts.project, file)))
  return [
    ...junkIn('wheel', inWheel, facts),
    ...junkIn('sdist', inSdist, facts),
    ...credentialsIn('wheel', inWheel, wheel.credentials, facts),
    ...credentialsIn('sdist', inSdist, sdist?.credentials ?? new Map(), facts),
  ]
}

function junkIn(artifact: Artifact, files: readonly string[], facts: PackageFacts): Finding[] {
  const found = new Map<string, string[]>()
  for (const file of files) {
    const kind = KINDS.find(
      ({ path, in: artifacts, inTests }) =>
        path.test(file) && artifacts.includes(artifact) && (inTests || !isSpecimen(file)),
    )
    if (kind !== undefined) found.set(kind.what, [...(found.get(kind.what) ?? []), file])
  }
  return [...found].map(([what, paths]) => ({
    rule: 'junk-shipped',
    severity: 'warning',
    facts: { artifact, what, paths, secret: false, example: false, ...packagingOf(facts) },
  }))
}

function credentialsIn(
  artifact: Artifact,
  files: readonly string[],
  credentials: ReadonlyMap<string, string>,
  facts: PackageFacts,
): Finding[] {
  const found = files.flatMap((path) => {
    const what = credentials.get(path) ?? (isEnvironment(path) ? 'settings of an environment' : undefined)
    return what === undefined ? [] : [{ path, what }]
  })
  const finding = (severity: Severity, what: string, paths: readonly string[], example: boolean): Finding => {
    const secret = paths.some((path) => credentials.has(path))
    return {
      rule: 'junk-shipped',
      severity,
      facts: { artifact, what, paths, secret, example, ...packagingOf(facts) },
    }
  }
  const real = found.filter(({ path }) => !isSpecimen(path))
  // Tests of encryption bring keys of their own: they are told together.
  const examples = new Map<string, string[]>()
  for (const { path, what } of found) {
    if (!isSpecimen(path) || (artifact === 'sdist' && !credentials.has(path))) continue
    examples.set(what, [...(examples.get(what) ?? []), path])
  }
  return [
    ...real.map(({ path, what }) =>
      finding(credentials.has(path) || artifact === 'wheel' ? 'error' : 'warning', what, [path], false),
    ),
    ...[...examples].map(([what, paths]) =>
      finding(artifact === 'wheel' ? 'warning' : 'note', what, paths, true),
    ),
  ]
}

function isEnvironment(path: string): boolean {
  return /(^|\/)\.env$/.test(path)
}
