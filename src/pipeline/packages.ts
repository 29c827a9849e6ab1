import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { Logs } from '../process/logs.ts'
import { Timeline } from '../process/timeline.ts'
import type { Toolchains } from '../python/toolchain.ts'
import type { Progress } from './progress.ts'
import type { Chosen } from '../repository/choose-packages.ts'
import { Copies } from '../repository/copies.ts'
import { inOrder, reachableFrom } from '../repository/workspace.ts'
import type { Assignment } from './context.ts'
import { SiblingWheels } from './sibling-wheels.ts'
import { startBuild } from './verify-package.ts'

/** What the packages of a run have in common. */
export interface Run {
  readonly config: Config
  readonly progress: Progress
  readonly secrets: readonly string[]
  /** Of the output: each package has its own in it, unless there is one only. */
  readonly folder: string
  readonly scratch: string
  readonly toolchains: Toolchains
  /** Whether one package is asked for, of all repositories. */
  readonly isAlone: boolean
}

/** A package on its way, and where the wheels of its siblings come from. */
export interface Assigned {
  readonly assignment: Assignment
  readonly house: SiblingWheels
}

/** The packages of one repository that are to be verified, those that others need first. */
export function assignAll(chosen: Chosen, run: Run): Assigned[] {
  const { checkout, sources, edges, verified, history } = chosen
  const copies = new Copies(
    checkout,
    join(run.scratch, 'shared'),
    sources.map(({ project }) => project.path),
    [...reachableFrom(verified, edges, 'needs')],
  )
  const assign = (path: string): Assignment => {
    const at = sources.findIndex(({ project }) => project.path === path)
    const { project } = sources[at] as (typeof sources)[number]
    const scratch = join(run.scratch, String(at))
    const place = run.isAlone ? '' : path === '.' ? project.name : path
    // What is only built for others is nobody's output.
    const output = verified.includes(path) ? join(run.folder, place) : join(scratch, 'out')
    return {
      project,
      checkout,
      config: run.config,
      scratch,
      output: join(output, 'dist'),
      logs: new Logs(join(output, 'logs'), project.name, run.secrets),
      timeline: new Timeline(),
      toolchains: run.toolchains,
      copies,
      history,
      siblings: (requirements) => house.siblings(path, requirements),
      siblingsForBuild: (requirements) => house.siblingsForBuild(path, requirements),
    }
  }
  const assignments = new Map(sources.map(({ project }) => [project.path, assign(project.path)]))
  const assignmentOf = (path: string) => assignments.get(path) as Assignment
  const house: SiblingWheels = new SiblingWheels(chosen, (path) => {
    const assignment = assignmentOf(path)
    mkdirSync(assignment.scratch, { recursive: true })
    for (const old of [assignment.output, assignment.logs.folder])
      rmSync(old, { recursive: true, force: true })
    return startBuild(assignment, run.progress)
  })
  return inOrder(verified, edges).map((path) => ({ assignment: assignmentOf(path), house }))
}
