/** The cost of finding the last release in a checkout of one commit, compared with a full clone. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../../repository/repository.ts'
import { git, Repository } from './repository.ts'
import { VersionChecker } from './version-checker.ts'

const COMMITS = 10_000
const TAGS = 1_000

const root = temporaryDirectory()
const log = join(root, 'log')

/** A git server that logs the number of bytes it sends in each call. */
const server = join(root, 'upload-pack')
writeFileSync(
  server,
  `#!/usr/bin/env python3
import os, subprocess, sys

child = subprocess.Popen(["git-upload-pack", *sys.argv[1:]], stdout=subprocess.PIPE)
sent = 0
while True:
    part = os.read(child.stdout.fileno(), 65536)
    if not part:
        break
    sent += len(part)
    os.write(1, part)
with open(${JSON.stringify(log)}, "a") as file:
    print(sent, file=file)
sys.exit(child.wait())
`,
)
chmodSync(server, 0o755)

/** Measures the calls of the server and the bytes that it sends during an operation. */
async function cost(operation: () => unknown) {
  rmSync(log, { force: true })
  const started = performance.now()
  await operation()
  const seconds = (performance.now() - started) / 1000
  const sent = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(Number) : []
  return { calls: sent.length, bytes: sent.reduce((sum, bytes) => sum + bytes, 0), seconds }
}

/** A repository with a release, then commits that each change a file, every tenth of them a release. */
function longHistory(): Repository {
  const repository = new Repository(join(root, 'long')).version('0.0').commit()
  const lines: string[] = []
  for (let i = 1; i <= COMMITS; i++) {
    const release = Math.ceil((i * TAGS) / COMMITS)
    const message = `Change ${i}`
    const pyproject = readFileSync(join(repository.directory, 'pyproject.toml'), 'utf8').replace(
      '0.0',
      `0.${release}`,
    )
    const content = `value = ${i}\n${'# A line of code that says something of its own.\n'.repeat(i % 40)}`
    lines.push(
      `commit refs/heads/main\ncommitter Ada <ada@example.org> ${1_700_000_000 + i} +0000\ndata ${message.length}\n${message}`,
      ...(i === 1 ? [`from ${repository.head()}`] : []),
      `M 100644 inline demo/m${i % 500}.py\ndata ${content.length}\n${content}`,
      `M 100644 inline pyproject.toml\ndata ${pyproject.length}\n${pyproject}`,
      ...(i % (COMMITS / TAGS) === 0 ? [`reset refs/tags/v0.${release}\nfrom refs/heads/main\n`] : []),
    )
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.directory, input: lines.join('\n') })
  repository.git('reset', '--quiet', '--hard', 'main')
  // Servers store their objects in packs.
  repository.git('gc', '--quiet')
  repository.git('config', 'uploadpack.allowFilter', 'true')
  return repository
}

// git for Windows cannot run a script as the server.
const onPosix = process.platform === 'win32' ? test.skip : test

onPosix(`a checkout of one of ${COMMITS} commits with ${TAGS} tags`, async () => {
  const repository = longHistory().switch('main')
  const url = pathToFileURL(repository.directory).href
  const full = await cost(() => git(root, 'clone', '--quiet', '--upload-pack', server, url, 'full'))
  repository.change()

  const shallow = join(root, 'shallow')
  mkdirSync(shallow)
  git(shallow, 'init', '--quiet', '--initial-branch=main')
  git(shallow, 'config', 'remote.origin.url', url)
  git(shallow, 'config', 'remote.origin.uploadpack', server)
  const checkout = await cost(() => {
    git(shallow, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', 'main')
    git(shallow, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  })
  const checker = new VersionChecker(root)
  await checker.check(join(root, 'full'))
  const decided = await cost(async () => {
    expect(await checker.check(shallow)).toMatchObject({
      verdict: 'fail',
      findings: ['error version-not-bumped'],
    })
  })
  // One call lists the tags, one fetches the files of the last one.
  expect(decided.calls).toBe(2)

  git(shallow, 'checkout', '--quiet', '-b', 'old')
  const pyproject = join(shallow, 'pyproject.toml')
  writeFileSync(pyproject, readFileSync(pyproject, 'utf8').replace(`0.${TAGS}`, '0.9.1'))
  const lower = await cost(async () => {
    expect(await checker.check(shallow)).toMatchObject({
      verdict: 'fail',
      findings: ['error version-not-bumped'],
    })
  })
  // For a version below the highest tag, the commits are fetched too, without their trees.
  expect(lower.calls).toBeLessThanOrEqual(3)
  expect(decided.bytes).toBeLessThan(full.bytes / 4)

  const row = (name: string, { calls, bytes, seconds }: Awaited<ReturnType<typeof cost>>) =>
    `| ${name} | ${calls} | ${Math.round(bytes / 1000)} | ${seconds.toFixed(1)} |`
  process.stderr.write(
    `\n| | calls | kB | s |\n|---|--:|--:|--:|\n${[
      row('clone of everything', full),
      row('checkout of one commit', checkout),
      row('the version decided in it', decided),
      row('the same, and the version is below the highest', lower),
    ].join('\n')}\n`,
  )
})
