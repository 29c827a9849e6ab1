import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commit, git, temporaryDirectory, write } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'
import { filesOf, type Greeter } from './greeter.ts'

const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }

/** A repository with a project, and the environment variables to verify it with. */
export interface GreeterRepository {
  readonly directory: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Creates a repository with a project and its last release, if any. */
export async function greeterRepository(project: Greeter): Promise<GreeterRepository> {
  const directory = await temporaryDirectory()
  await commitAll(project, directory)
  const event = join(await temporaryDirectory(), 'event.json')
  await writeFile(event, JSON.stringify(project.payload ?? {}))
  const env = {
    ...NOT_ON_GITHUB,
    CHECKOUT: directory,
    GITHUB_EVENT_PATH: event,
    PATH: await pathWithUv(),
    ...project.variables,
  }
  return { directory, env }
}

/** Commits the last release of a project, if any, and then the project. */
async function commitAll(project: Greeter, directory: string): Promise<void> {
  const { released, tag } = project
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  if (released !== undefined) {
    await write(directory, filesOf(released.project))
    await commit(directory)
    await git(directory, 'tag', released.tag)
    if (released.way === 'beside') await git(directory, 'checkout', '--quiet', '--orphan', 'next')
    if (released.way === 'merged') await git(directory, 'checkout', '--quiet', '-b', 'topic')
  }
  await write(directory, filesOf(project))
  await commit(directory)
  if (released?.way === 'merged') {
    await git(directory, 'checkout', '--quiet', 'main')
    await git(directory, 'merge', '--quiet', '--no-ff', '--message=Merge', 'topic')
  }
  if (tag !== undefined) await git(directory, 'tag', tag)
  await git(directory, 'update-ref', 'refs/remotes/origin/main', 'main')
}
