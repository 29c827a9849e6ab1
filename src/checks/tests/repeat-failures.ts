import { existsSync } from 'node:fs'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path'
import type { Contents } from '../contents/facts.ts'
import type { RepeatedFailures, RepeatedOutcome, TestEvidence, TestFailure } from './facts.ts'
import type { PytestRequest } from './run-pytest.ts'
import { installedAt } from './sandbox.ts'

/** Enough to attribute each cause; a run of hundreds of failing tests could take as long as the first. */
const MAX_TESTS = 40
/** Seconds. */
const MIN_TIMEOUT = 60
const MAX_TIMEOUT = 600

/** What `repeatFailures` needs. */
export interface RepeatRequest {
  readonly evidence: TestEvidence
  /** The failures to attribute, one or more of each cause. */
  readonly failures: readonly TestFailure[]
  readonly contents: Contents
  /** How the tests ran. */
  readonly run: Omit<PytestRequest, 'scratch'>
  readonly runPytest: (request: PytestRequest) => Promise<TestEvidence>
  /** Copies the checkout. */
  readonly copyCheckout: (directory: string) => Promise<string>
  /** Path of the project in the checkout. */
  readonly projectPath: string
  readonly scratch: string
}

/**
 * Runs failing tests again in the same environment, with the package imported from a copy of the checkout; and those that
 * pass there once more as installed, as they may be flaky or depend on other tests.
 */
export async function repeatFailures(request: RepeatRequest): Promise<RepeatedFailures> {
  const { evidence, contents, run, scratch } = request
  const isRunnable = evidence.ending.kind === 'exited' && !run.args.includes('--pyargs')
  const failures = isRunnable ? request.failures.slice(0, MAX_TESTS) : []
  if (failures.length === 0 || contents.sourceMap.roots.size === 0) return { inCheckout: {}, asInstalled: {} }
  const timeout = Math.min(run.timeout, MAX_TIMEOUT, Math.max(MIN_TIMEOUT, evidence.seconds * 2))
  const checkout = await request.copyCheckout(join(scratch, 'checkout'))
  const sources = await sourcePaths(checkout, request)
  const repeat = async (name: string, ids: readonly string[], given: Partial<PytestRequest>) => {
    const directory = join(scratch, name)
    await mkdir(directory)
    const cwd = given.cwd ?? run.cwd
    const again = await request.runPytest({
      ...run,
      timeout,
      recordAll: true,
      ...given,
      args: [
        ...withoutPaths(run.args, cwd),
        '--maxfail=0',
        ...inDirectory(ids, given.sandbox ?? run.sandbox, cwd),
      ],
      scratch: directory,
    })
    return outcomesOf(failures, again)
  }
  /** Node IDs are relative to the root directory of pytest, and arguments to the working directory. */
  const inDirectory = (ids: readonly string[], sandbox: string, cwd: string) => {
    if (evidence.rootdir === undefined || ids.length === 0) return ['--collect-only']
    const rootdir = join(sandbox, relative(run.sandbox, evidence.rootdir))
    return [`--rootdir=${rootdir}`, ...ids.map((id) => relative(cwd, join(rootdir, id)))]
  }
  const ids = idsOf(failures)
  const inCheckout = await repeat('repeated in the checkout', ids, {
    cwd: join(checkout, request.projectPath),
    sandbox: checkout,
    shipped: [],
    links: new Map(),
    variables: { PYTHONPATH: sources.join(delimiter) },
  })
  const passed = failures.filter(({ nodeid }) => inCheckout[nodeid] === 'passed')
  const asInstalled = passed.length === 0 ? {} : await repeat('repeated as installed', idsOf(passed), {})
  return { inCheckout, asInstalled }
}

/** The node IDs; none for a failure before the collection, for which the start of pytest is repeated. */
function idsOf(failures: readonly TestFailure[]): string[] {
  const ids = failures.map(({ nodeid }) => nodeid)
  return [...new Set(ids)].filter((nodeid) => nodeid !== 'pytest' && !isAbsolute(nodeid))
}

function outcomesOf(
  failures: readonly TestFailure[],
  { session, failures: again, outcomes }: TestEvidence,
): Record<string, RepeatedOutcome> {
  const failing = new Set(again.map(({ nodeid }) => nodeid))
  const ended = [...outcomes.keys()]
  const results = failures.map(({ nodeid, when }): [string, RepeatedOutcome | undefined] => {
    if (failing.has(nodeid)) return [nodeid, 'failed']
    if (session.state !== 'finished') return [nodeid, session.state === 'not-started' ? 'failed' : undefined]
    if (nodeid === 'pytest' || isAbsolute(nodeid)) return [nodeid, 'passed']
    const passes =
      when === 'collect'
        ? ended.some((test) => test.startsWith(`${nodeid}::`))
        : outcomes.get(nodeid) === 'passed'
    return [nodeid, passes ? 'passed' : undefined]
  })
  return Object.fromEntries(results.filter((one): one is [string, RepeatedOutcome] => one[1] !== undefined))
}

/** Arguments without paths, which would select other tests. */
function withoutPaths(args: readonly string[], cwd: string): string[] {
  return args.filter((arg) => arg.startsWith('-') || !existsSync(join(cwd, arg.split('::')[0] ?? '')))
}

/**
 * Returns the directories from which the package can be imported in a copy of the checkout. What the build generates,
 * such as extension modules, is copied into it from the installed package.
 */
async function sourcePaths(checkout: string, { contents, run, scratch }: RepeatRequest): Promise<string[]> {
  const { wheel, sourceMap } = contents
  const renamed = join(scratch, 'renamed sources')
  await mkdir(renamed)
  const paths = new Set<string>()
  for (const { name, kind } of wheel.topLevels) {
    const root = sourceMap.roots.get(name)
    if (root === undefined) continue
    const file = kind === 'module' ? `${name}.py` : name
    if (basename(root) === file) paths.add(dirname(join(checkout, root)))
    // The build installs the directory under another name.
    else await symlink(join(checkout, root), join(renamed, file), 'junction').catch(() => {})
  }
  for (const { path } of wheel.files) {
    const [name = ''] = path.split('/')
    const root = sourceMap.roots.get(name)
    const installed = await installedAt(path, run.environment)
    if (sourceMap.sourceOf(path) !== undefined || root === undefined || installed === undefined) continue
    const target = join(checkout, root + path.slice(name.length))
    if (existsSync(target)) continue
    await mkdir(dirname(target), { recursive: true })
    await cp(installed, target)
  }
  return [...paths, renamed]
}
