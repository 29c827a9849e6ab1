import { join } from 'node:path'
import { direct } from '../../distribution/direct-reference.ts'
import { Undecided } from '../../program/errors.ts'
import { type Installation, install } from '../../python/install.ts'
import { pinsOf } from '../../python/siblings.ts'
import { createEnvironments, type Environment } from '../../python/virtual-environment.ts'
import type { Runtime } from '../install/observe.ts'

/** An environment that holds the wheel with extras, or why there is none. */
export type WithExtras = Installation & { readonly environment: Environment }

/** Installs the wheel with extras, into an environment that is made when these extras are first asked for. */
export type InstallExtras = (extras: readonly string[]) => Promise<WithExtras>

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
    throw new Undecided(`No environment could be made for the extras ${extras.join(', ')}.`)
  const { requirements } = contents.wheel.metadata
  const installation = await install({
    installer,
    environment,
    requirements: [direct(contents.wheel, extras)],
    siblings: pinsOf(await siblings(requirements), requirements, extras),
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write(`install-${name}`, `extras: ${extras.join(', ')}\n${transcript}`),
  })
  return { ...installation, environment }
}
