import { join } from 'node:path'
import { directReference } from '../../distribution/direct-reference.ts'
import { Inconclusive } from '../../program/errors.ts'
import { install } from '../../python/install.ts'
import { pinsOf } from '../../python/siblings.ts'
import { createEnvironments } from '../../python/virtual-environment.ts'
import type { InstallExtras, Runtime, WithExtras } from '../context.ts'

/** The environments with extras of one package, shared by all who need them. */
export function extrasOf(runtime: Omit<Runtime, 'installExtras'>): InstallExtras {
  const made = new Map<string, Promise<WithExtras>>()
  return (extras) => {
    const key = [...extras].sort().join('-')
    const known = made.get(key) ?? installExtras(runtime, extras, `extras-${made.size + 1}`)
    made.set(key, known)
    return known
  }
}

async function installExtras(
  { contents, interpreter, installer, config, scratch, logs, siblings }: Omit<Runtime, 'installExtras'>,
  extras: readonly string[],
  name: string,
): Promise<WithExtras> {
  const caller = config.environment
  const root = join(scratch, 'environments', name)
  const [environment] = await createEnvironments(interpreter, [root], scratch, caller)
  if (environment === undefined)
    throw new Inconclusive(`No environment could be made for the extras ${extras.join(', ')}.`)
  const { requirements } = contents.wheel.metadata
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(contents.wheel, extras)],
    siblings: pinsOf(await siblings(requirements), requirements, extras),
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write(`install-${name}`, `extras: ${extras.join(', ')}\n${transcript}`),
  })
  return { ...installation, environment }
}
