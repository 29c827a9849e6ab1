import type { Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { runProbe } from '../../python/probe.ts'
import type { ToolEnvironment } from '../../python/tool-environments.ts'
import type { NativeAudit, NativeEvidence } from './facts.ts'

export interface NativeRequest {
  readonly wheel: Wheel
  /** Provides the environment with auditwheel and abi3audit. */
  readonly provideTools: () => Promise<ToolEnvironment>
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Seconds. */
const TIMEOUT = 300

/** Audits the extension modules of a wheel for Linux; undefined if it has none. What cannot be audited has a reason. */
export async function observeNative(request: NativeRequest): Promise<NativeEvidence | undefined> {
  const { wheel, provideTools, scratch, caller } = request
  const file = wheel.file.split(/[\\/]/).at(-1) as string
  const isForLinux = /linux[^-]*\.whl$/.test(file)
  if (!isForLinux || !wheel.members.some(({ name }) => /\.so(\.\d+)*$/.test(name))) return undefined
  const tools = await withoutFailing(provideTools)
  if (tools.kind !== 'ready') return tools
  const { text, child } = await runProbe(
    'native',
    { wheel: wheel.file, stable_abi: file.split('-').at(-2)?.split('.').includes('abi3') ?? false },
    {
      python: tools.environment.python,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: TIMEOUT,
      scratch,
    },
  )
  if (text === undefined) return { kind: 'unavailable', reason: lastLines(child.stderr, 1).join('') }
  return { kind: 'audited', ...(JSON.parse(text) as NativeAudit) }
}

/** The package is judged without these tools where an index does not answer. */
async function withoutFailing(provideTools: () => Promise<ToolEnvironment>): Promise<ToolEnvironment> {
  try {
    return await provideTools()
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error
    return { kind: 'unavailable', reason: error.message }
  }
}
