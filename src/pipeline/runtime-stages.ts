import type { Contents } from '../checks/contents/facts.ts'
import { observeDependencies } from '../checks/dependencies/observe.ts'
import { extrasOf } from '../checks/diagnosis/install-extras.ts'
import { observeEachExtra } from '../checks/extras/observe.ts'
import { type PackageFacts, completed } from '../checks/facts.ts'
import { observeImports } from '../checks/imports/observe.ts'
import { observeEntryPoints } from '../checks/scripts/observe-entry-points.ts'
import { installRuntime } from '../checks/install/observe.ts'
import type { Runtime } from '../checks/context.ts'
import { declaredDependencies, observeLowest } from '../checks/lower-bounds/observe.ts'
import { observeScripts } from '../checks/scripts/observe.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { Assignment, Room } from './context.ts'
import { skipped, type RunStage } from './stages.ts'

/** What the stages in the environment that holds only the wheel and what it declares work with. */
export function runtimeOf(
  assignment: Assignment,
  room: Room,
  environment: Environment,
  contents: Contents,
): Runtime {
  const runtime = { ...assignment, ...room, contents, environment }
  return { ...runtime, installExtras: extrasOf(runtime) }
}

type Used = Pick<PackageFacts, 'install' | 'imports' | 'scan' | 'scripts' | 'entryPoints'>

/** Installs the wheel with what it declares, and uses all that it ships. */
export async function seeRuntime(runtime: Runtime, stage: RunStage): Promise<Used> {
  const { entryPoints: declared } = runtime.contents.wheel
  const install = await stage('install', () => installRuntime(runtime))
  if (install.kind !== 'completed' || install.value.kind !== 'installed') {
    const nothing = skipped('the wheel is not installed')
    return { install, imports: nothing, scan: nothing, scripts: nothing, entryPoints: [] }
  }
  const [imports, scan, called] = await Promise.all([
    stage('imports', () => observeImports(runtime)),
    stage('dependencies', () => observeDependencies(runtime)),
    declared.length === 0
      ? skipped('the wheel declares no entry point')
      : stage('scripts', async () => ({
          scripts: await observeScripts(runtime),
          entryPoints: await observeEntryPoints(runtime),
        })),
  ])
  if (called.kind !== 'completed') return { install, imports, scan, scripts: called, entryPoints: [] }
  const { scripts, entryPoints } = called.value
  return { install, imports, scan, scripts: { ...called, value: scripts }, entryPoints }
}

/** What is only looked at where it was asked for. */
export async function seeMore(
  runtime: Runtime,
  { install, imports, scripts }: Used,
  tests: PackageFacts['tests'],
  stage: RunStage,
): Promise<Pick<PackageFacts, 'lowest' | 'extras'>> {
  const { requirements, extras: declared } = runtime.contents.wheel.metadata
  const installed = completed(install)?.kind === 'installed'
  const look = <T>(isAsked: boolean, name: string, obstacle: string | undefined, act: () => Promise<T>) => {
    if (!isAsked) return undefined
    const reason = installed ? obstacle : 'the wheel is not installed'
    return reason === undefined ? stage(name, act) : skipped(reason)
  }
  const working = { imports: completed(imports) ?? [], scripts: completed(scripts) ?? [], tests }
  return {
    extras: await look(
      runtime.config.eachExtra,
      'extras',
      declared.length === 0 ? 'the wheel declares no extra' : undefined,
      () => observeEachExtra(runtime),
    ),
    lowest: await look(
      runtime.config.lowest,
      'lowest',
      declaredDependencies(requirements).length === 0 ? 'the wheel declares no dependency' : undefined,
      () => observeLowest(runtime, working),
    ),
  }
}
