import { join } from 'node:path'
import { directReference } from '../../distribution/direct-reference.ts'
import { Inconclusive } from '../../program/errors.ts'
import { install } from '../../python/install.ts'
import { pinsOf } from '../../python/siblings.ts'
import { createEnvironments } from '../../python/virtual-environment.ts'
import type { ExtrasInstallation, InstallExtras, RuntimeContext } from '../context.ts'

/** Returns a function that installs the wheel with extras, once for each set of extras. */
export function sharedExtrasInstaller(runtime: Omit<RuntimeContext, 'installExtras'>): InstallExtras {
  const installations = new Map<string, Promise<ExtrasInstallation>>()
  return (extras) => {
    const key = [...extras].sort().join('-')
    const installation =
      installations.get(key) ?? installExtras(runtime, extras, `extras-${installations.size + 1}`)
    installations.set(key, installation)
    return installation
  }
}

async function installExtras(
  {
    contents,
    interpreter,
    installer,
    config,
    scratch,
    logs,
    findSiblings,
  }: Omit<RuntimeContext, 'installExtras'>,
  extras: readonly string[],
  name: string,
): Promise<ExtrasInstallation> {
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
    siblings: pinsOf(await findSiblings(requirements), requirements, extras),
    cwd: scratch,
    caller,
    writeLog: (transcript) => logs.write(`install-${name}`, `extras: ${extras.join(', ')}\n${transcript}`),
  })
  return { ...installation, environment }
}
