import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readCheckout } from '../../src/repository/checkout.ts'
import { History } from '../../src/repository/history.ts'
import { commit, git, repository, temporaryDirectory } from './repository.ts'

const root = temporaryDirectory()

test('the commits of tags that a shallow clone lacks are fetched once', async () => {
  const origin = repository(join(root, 'origin'))
  commit(origin, { file: 'one' }, 'v1.0')
  commit(origin, { file: 'two' }, 'v2.0')
  commit(origin, { file: 'three' })
  git(root, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${origin}`, 'shallow')
  const checkout = await readCheckout(join(root, 'shallow'))
  const history = await History.open(checkout, checkout.head ?? '', join(root, 'scratch'))
  const { tags } = await history.tags()
  const commits = tags.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit }))
  await history.commitTrees(commits)
  rmSync(origin, { recursive: true })
  const contents = await Promise.all(
    commits.map(async (one) => (await history.commitTrees([one])).read(one.commit, 'file')),
  )
  expect(contents).toEqual(['one', 'two'])
})

test('a branch, a tag and a commit are found in the checkout, and else on its remote', async () => {
  const origin = repository(join(root, 'branches'))
  commit(origin, { file: 'one' }, 'v1.0')
  const first = git(origin, 'rev-parse', 'HEAD')
  git(origin, 'branch', 'maintenance/1.x')
  git(origin, 'switch', '--quiet', '--create', 'topic')
  commit(origin, { file: 'two' })
  const second = git(origin, 'rev-parse', 'HEAD')
  git(root, 'clone', '--quiet', `file://${origin}`, 'full')
  git(root, 'clone', '--quiet', '--depth=1', `file://${origin}`, 'tip')
  const foundIn = async (clone: string, refs: readonly string[]) => {
    const checkout = await readCheckout(join(root, clone))
    const history = await History.open(checkout, checkout.head ?? '', join(root, `scratch-${clone}`))
    return Promise.all(refs.map((ref) => history.commitOf(ref)))
  }
  const refs = ['maintenance/1.x', 'origin/main', 'refs/heads/main', 'v1.0', first, 'topic', 'HEAD']

  expect(await foundIn('full', [...refs, first.slice(0, 12), 'HEAD~1', 'none', '--all'])).toEqual([
    ...[first, first, first, first, first, second, second],
    ...[first, first, undefined, undefined],
  ])
  expect(await foundIn('tip', ['maintenance/1.x', 'main', 'v1.0', first, 'topic', 'none'])).toEqual([
    ...[first, first, first, first, second, undefined],
  ])
})
