import type { Wheel } from '../../distribution/wheel.ts'
import { tagsOf } from '../../distribution/wheel-tags.ts'
import { describeEnding } from '../../process/ending.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { runProbe } from '../../python/probe.ts'
import type { ToolEnvironment } from '../../python/tool-environments.ts'
import type { NativeAudit, NativeEvidence } from './facts.ts'
import type { ProbeRequest } from './query-probe.ts'

export interface NativeRequest extends ProbeRequest {
  readonly wheel: Wheel
  /** Provides the environment with auditwheel and abi3audit. */
  readonly provideAuditTools: () => Promise<ToolEnvironment>
}

/** Seconds. */
const TIMEOUT = 300

/** Audits the extension modules of a wheel for Linux, or returns why that failed; undefined if there are none. */
export async function observeNative(request: NativeRequest): Promise<NativeEvidence | undefined> {
  const { wheel, provideAuditTools, scratch, caller } = request
  const { abis, platforms } = tagsOf(wheel.file)
  const isForLinux = platforms.some((tag) => tag.includes('linux'))
  if (!isForLinux || !wheel.members.some(({ name }) => /\.so(\.\d+)*$/.test(name))) return undefined
  const tools = await toolsOrReason(provideAuditTools)
  if (tools.kind !== 'ready') return tools
  const { text, child } = await runProbe(
    'native',
    { wheel: wheel.file, stable_abi: abis.includes('abi3') },
    {
      python: tools.environment.python,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: TIMEOUT,
      scratch,
    },
  )
  if (text === undefined) {
    const [reason = `the audit ${describeEnding(child.ending)}`] = lastLines(child.stderr, 1)
    return { kind: 'unavailable', reason }
  }
  return { kind: 'audited', ...(JSON.parse(text) as NativeAudit) }
}

/** The audit is optional: without a package index, the rest of the metadata is still checked. */
async function toolsOrReason(provideAuditTools: () => Promise<ToolEnvironment>): Promise<ToolEnvironment> {
  try {
    return await provideAuditTools()
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error
    return { kind: 'unavailable', reason: error.message }
  }
}
