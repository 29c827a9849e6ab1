import type { BesidePackage, Contents } from '../../src/checks/contents/facts.ts'
import type { Scan, ScannedModule } from '../../src/checks/dependencies/facts.ts'
import type { PackageFacts, StageResult } from '../../src/checks/facts.ts'
import type { ImportEvidence } from '../../src/checks/imports/facts.ts'
import type { MetadataEvidence } from '../../src/checks/metadata/facts.ts'
import type { Finding } from '../../src/checks/rules.ts'
import type {
  EntryPointEvidence,
  EntryPointsEvidence,
  ScriptEvidence,
  ScriptRun,
} from '../../src/checks/scripts/facts.ts'
import type { Leak, TestEvidence, TestFailure, TestRun, TestSession } from '../../src/checks/tests/facts.ts'
import type { ReleaseFacts } from '../../src/checks/version/facts.ts'
import type { Sdist } from '../../src/distribution/sdist.ts'
import { type DistributionFile, topLevelsOf, type Wheel } from '../../src/distribution/wheel.ts'
import type { WorkspaceMember } from '../../src/project/project.ts'
import type { PythonError } from '../../src/python/traceback.ts'
import type { ReleaseTag } from '../../src/repository/tags.ts'
import { projectOf } from '../project/project.ts'
import { entryPointsOf } from '../support/entry-points.ts'

/** How a package differs from the default, a package `demo` 1.0 in `src/demo` without problems. */
export interface Given {
  readonly name?: string
  readonly version?: string
  /** Installed files; those below `demo/` come from `src/demo/`. */
  readonly shipped?: readonly string[]
  /** Installed paths of files that the checkout has and the wheel lacks. */
  readonly missing?: readonly string[]
  readonly missingModules?: Readonly<Record<string, string>>
  readonly requires?: readonly string[]
  readonly extras?: readonly string[]
  readonly classifiers?: readonly string[]
  readonly entryPoints?: string
  readonly readers?: Readonly<Record<string, readonly string[]>>
  readonly beside?: readonly BesidePackage[]
  readonly readOutside?: Readonly<Record<string, readonly string[]>>
  /** Top-level modules that code in the wheel imports. */
  readonly imports?: readonly string[]
  readonly ignoredBy?: Readonly<Record<string, string>>
  readonly manifest?: string
  readonly setupPy?: string
  readonly backend?: string
  readonly pyproject?: string
  /** Other packages of the repository. */
  readonly workspaceMembers?: readonly WorkspaceMember[]
  readonly facts?: Partial<PackageFacts>
}

export const completedWith = <T>(value: T): StageResult<T> => ({ kind: 'completed', value, seconds: 1 })

const distributionFile = (kind: DistributionFile['kind'], file: string): DistributionFile => ({
  kind,
  file,
  sha256: 'a'.repeat(64),
  bytes: 1,
})

/** The results of running console scripts, and of loading the entry points of other groups. */
/** A module `demo.a` that nothing reaches. */
export const scannedModule = (given: Partial<ScannedModule>): ScannedModule => ({
  module: 'demo.a',
  file: 'demo/a.py',
  reached: [],
  lazy: [],
  conditional: [],
  when: null,
  ...given,
})

export const scriptsResult = (
  scripts: readonly ScriptEvidence[],
  entryPoints: readonly EntryPointEvidence[] = [],
  others: Partial<Omit<EntryPointsEvidence, 'scripts' | 'entryPoints'>> = {},
): StageResult<EntryPointsEvidence> =>
  completedWith({ scripts, mainModules: [], smoke: [], absentObjects: [], ...others, entryPoints })

export const SDIST: Sdist = {
  ...distributionFile('sdist', '/out/demo-1.0.tar.gz'),
  files: ['PKG-INFO'],
  credentials: new Map(),
  version: undefined,
}

export function wheelOf(given: Given = {}): Wheel {
  const { name = 'demo', version = '1.0', shipped = ['demo/__init__.py'], entryPoints = '' } = given
  return {
    ...distributionFile('wheel', `/out/demo-${version}-py3-none-any.whl`),
    metadata: {
      name,
      version,
      requiresPython: undefined,
      requirements: given.requires ?? [],
      extras: given.extras ?? [],
      classifiers: given.classifiers ?? [],
      descriptionType: undefined,
    },
    members: shipped.map((name) => ({ name, sha256: '', mode: 0o644, modified: 1 })),
    credentials: new Map(),
    entryPoints: entryPointsOf(entryPoints),
    files: shipped.map((path) => ({ path, sha256: '' })),
    topLevels: topLevelsOf(shipped),
  }
}

export function contentsOf(given: Given = {}): Contents {
  const wheel = wheelOf(given)
  const unshipped = new Map((given.missing ?? []).map((path) => [path, `src/${path}`]))
  const modules = [...unshipped].flatMap(([path, source]): [string, string][] =>
    path.endsWith('.py') ? [[path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.'), source]] : [],
  )
  return {
    wheel,
    sourceMap: {
      sourceOf: (installed) =>
        wheel.files.some(({ path }) => path === installed) ? `src/${installed}` : undefined,
      roots: new Map(
        wheel.topLevels.map(({ name, kind }) => [name, `src/${name}${kind === 'module' ? '.py' : ''}`]),
      ),
    },
    sources: [],
    manifest: given.manifest,
    setupPy: given.setupPy,
    unshipped,
    unshippedModules: new Map([...modules, ...Object.entries(given.missingModules ?? {})]),
    besidePackages: given.beside ?? [],
    readers: new Map(Object.entries(given.readers ?? {})),
    possibleReaders: new Map(),
    readOutside: new Map(Object.entries(given.readOutside ?? {})),
    imports: new Set(given.imports ?? []),
    ignoredBy: new Map(Object.entries(given.ignoredBy ?? {})),
    workspaceModules: new Set((given.workspaceMembers ?? []).flatMap(({ modules }) => modules)),
  }
}

export function factsOf(given: Given = {}): PackageFacts {
  const contents = contentsOf(given)
  const project = projectOf(
    given.pyproject ?? `[project]\nname = "demo"\nversion = ${JSON.stringify(given.version ?? '1.0')}\n`,
  )
  return {
    project: {
      ...project,
      workspaceMembers: given.workspaceMembers ?? [],
      buildSystem: { ...project.buildSystem, backend: given.backend ?? 'setuptools.build_meta' },
    },
    event: { kind: 'none' },
    versionPolicy: 'if-shipped-changed',
    build: completedWith({ kind: 'built', sdist: SDIST, wheel: contents.wheel, seconds: 1 }),
    rebuild: completedWith({
      fromSourceTree: { kind: 'built', wheel: contents.wheel },
      second: { kind: 'built', wheel: contents.wheel },
    }),
    contents: completedWith(contents),
    metadata: completedWith(metadata()),
    install: completedWith({
      kind: 'installed',
      by: 'pip 26.2.1, Python 3.12.1',
      conflicts: [],
      providers: {},
      distributions: [],
    }),
    imports: completedWith([]),
    dependencies: scanResult(),
    scripts: scriptsResult([]),
    tests: completedWith(testRun()),
    version: completedWith(release()),
    release: { kind: 'skipped', reason: 'no release tag' },
    upgrade: { kind: 'skipped', reason: 'no release tag' },
    ...given.facts,
  }
}

export function metadata(given: Partial<MetadataEvidence> = {}): MetadataEvidence {
  return {
    problems: [],
    pyproject: [],
    native: undefined,
    contentType: 'text/markdown',
    classifiers: 2,
    isPrivate: false,
    minimumPython: { version: '3.9', isConfirmed: true, uses: [] },
    ...given,
  }
}

export const SITE = '/venv/lib/python3.12/site-packages'

/**
 * An exception.
 *
 * @param text `Type: message`
 * @param frames each `file:line`, or `file:line in function`; at module level by default
 */
export function error(
  text: string,
  frames: readonly string[] = [],
  more: Partial<PythonError> = {},
): PythonError {
  const [, type = '', message = ''] = /^(\w+)(?:: ([\s\S]*))?$/.exec(text) ?? []
  return {
    type,
    qualname: type,
    message,
    name:
      /No module named '([^']+)'/.exec(message)?.[1] ??
      /from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ??
      null,
    path: /\[Errno \d+\] [^:]+: '([^']+)'/.exec(message)?.[1] ?? null,
    frames: frames.map((frame) => {
      const [, file = '', line, name = '<module>'] = /^(.+):(\d+)(?: in (.+))?$/.exec(frame) ?? []
      return { file: file.startsWith('/') ? file : `${SITE}/${file}`, line: Number(line), function: name }
    }),
    cause: null,
    ...more,
  }
}

export function imported(module: string, outcome: ImportEvidence['outcome'] | PythonError): ImportEvidence {
  return typeof outcome === 'string'
    ? { module, outcome, seconds: 0, error: undefined }
    : { module, outcome: 'failed', seconds: 0, error: outcome }
}

/** One run of a script. */
export function scriptRun(
  ending: number | ScriptRun['ending'],
  given: Partial<Omit<ScriptRun, 'ending'>> = {},
): ScriptRun {
  return {
    args: ['--help'],
    ending: typeof ending === 'number' ? { kind: 'exited', code: ending } : ending,
    stdout: '',
    stderr: '',
    extras: [],
    ...given,
  }
}

export function script(
  entry: string,
  runs: readonly ScriptRun[],
  given: Partial<Omit<ScriptEvidence, 'entryPoint' | 'runs'>> = {},
): ScriptEvidence {
  const [entryPoint] = entryPointsOf(`[console_scripts]\n${entry}`)
  if (entryPoint === undefined) throw new Error(`${entry} is no entry`)
  return { entryPoint, configured: {}, installed: true, runs, ...given }
}

type TestGiven = Partial<Omit<TestEvidence, 'totals'>> & { readonly totals?: Partial<TestEvidence['totals']> }

export function testRun(given: TestGiven = {}, more: Partial<Omit<TestRun, 'evidence'>> = {}): TestRun {
  const none = {
    passed: 0,
    failed: 0,
    skipped: 0,
    errors: 0,
    xfailed: 0,
    xpassed: 0,
    deselected: 0,
    collection_skips: 0,
  }
  return {
    requirements: { source: 'extra "test"', lines: [], extras: ['test'], alternatives: [] },
    evidence: {
      ending: { kind: 'exited', code: 0 },
      session: testSession(),
      failures: [],
      internalErrors: [],
      internalError: undefined,
      leaks: [],
      sandboxModules: [],
      helperModules: [],
      outcomes: new Map(),
      rootdir: '/sandbox',
      loaded: [],
      transcript: '',
      stderr: '',
      seconds: 1,
      ...given,
      totals: { ...none, ...(given.totals ?? { passed: 3 }) },
    },
    providers: {},
    overlaid: [],
    unshippedImports: [],
    sandboxImports: [],
    repeated: { inCheckout: {}, asInstalled: {} },
    replaced: false,
    modules: { loaded: ['demo'], notLoaded: [] },
    hasTests: true,
    otherTests: undefined,
    ...more,
  }
}

export function testSession(given: Partial<TestSession> = {}): TestSession {
  return {
    state: 'finished',
    exitStatus: 0,
    notRun: 0,
    stopped: undefined,
    interrupt: undefined,
    lastTest: undefined,
    ...given,
  }
}

export function testFailure(nodeid: string, given: Partial<TestFailure> = {}): TestFailure {
  return {
    nodeid,
    when: 'call',
    file: nodeid.split('::')[0],
    line: 3,
    message: given.error === undefined ? 'assert 1 == 2' : `${given.error.type}: ${given.error.message}`,
    error: undefined,
    ...given,
  }
}

export function leak(kind: Leak['kind'], path: string, given: Partial<Leak> = {}): Leak {
  return { kind, path, culprit: { way: 'path', entry: null, by: null }, ...given }
}

export function scanResult(given: Partial<Scan> = {}): StageResult<Scan> {
  return completedWith({
    modules: 1,
    imports: [],
    own: [],
    optional: [],
    lacking: [],
    lackingOwn: [],
    availability: [],
    unmentioned: [],
    hacks: [],
    unread: [],
    ...given,
  })
}

/** Facts for the version check; `changed` lists the parts of the wheel that differ from the baseline. */
export function release({
  changed = [],
  ...given
}: Partial<ReleaseFacts> & { changed?: readonly string[] } = {}): ReleaseFacts {
  return {
    baseline: undefined,
    lastFinal: undefined,
    tagsOnCommit: [],
    taken: undefined,
    isBaselineElsewhere: false,
    eventTag: undefined,
    unusedTag: undefined,
    tagTaken: undefined,
    placeholder: undefined,
    loweredFrom: undefined,
    versions: given.baseline === undefined ? [] : [given.baseline.version],
    changes: { changed, method: 'wheels' },
    base: undefined,
    api: undefined,
    override: undefined,
    isOnIndex: undefined,
    isOnDefaultBranch: undefined,
    branches: [],
    writer: undefined,
    otherFiles: [],
    ...given,
  }
}

export const tag = (version: string): ReleaseTag => ({ name: `v${version}`, version, commit: 'c'.repeat(40) })

/** Each finding as `severity rule`. */
export const short = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, severity }) => `${severity} ${rule}`)
