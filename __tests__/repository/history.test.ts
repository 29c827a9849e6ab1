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
