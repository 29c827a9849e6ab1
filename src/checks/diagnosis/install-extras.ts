import { join } from 'node:path'
import { directReference } from '../../distribution/direct-reference.ts'
import { Inconclusive } from '../../program/errors.ts'
import { install } from '../../python/install.ts'
import { pinsOf } from '../../python/siblings.ts'
import { createEnvironments } from '../../python/virtual-environment.ts'
import type { ExtrasInstallation, InstallExtras, RuntimeContext } from '../context.ts'

/** Returns a function that installs the wheel with extras and other requirements, once for each set of them. */
export function sharedExtrasInstaller(runtime: Omit<RuntimeContext, 'installExtras'>): InstallExtras {
  const installations = new Map<string, Promise<ExtrasInstallation>>()
  return (extras, others = []) => {
    const key = JSON.stringify([[...extras].sort(), [...others].sort()])
    const name = `extras-${installations.size + 1}`
    const installation = installations.get(key) ?? installExtras(runtime, { extras, others }, name)
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
  { extras, others }: { readonly extras: readonly string[]; readonly others: readonly string[] },
  name: string,
): Promise<ExtrasInstallation> {
  const caller = config.environment
  const root = join(scratch, 'environments', name)
  const [environment] = await createEnvironments(interpreter, [root], scratch, caller)
  if (environment === undefined)
    throw new Inconclusive(`The environment with ${[...extras, ...others].join(', ')} could not be created.`)
  const requirements = [...contents.wheel.metadata.requirements, ...others]
  const title = [`extras: ${extras.join(', ')}`, ...others].join(', ')
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(contents.wheel, extras), ...others],
    siblings: pinsOf(await findSiblings(requirements), requirements, extras),
    cwd: scratch,
    caller,
    writeLog: (transcript) => logs.write(`install-${name}`, `${title}\n${transcript}`),
  })
  return { ...installation, environment }
}
