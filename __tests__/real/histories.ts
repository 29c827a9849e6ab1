/**
 * Verifies the last releases of public projects: the commit of each release must pass, and the last commit before the
 * version was raised must fail if the wheel had changed by then. Also shows which version the changes of the public API
 * require, and what the changelog says.
 *
 *     npm run test:histories -- CLONES [NAME...]
 *
 * CLONES is a directory with a clone of each repository at `owner/name` or `owner+name/repo`. Prints a table, and exits
 * with status 1 if a result is not the expected one. Needs a package index for the build backends.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare } from '@renovatebot/pep440'
import { readProject } from '../../src/project/project.ts'
import { readCheckout } from '../../src/repository/checkout.ts'
import { History } from '../../src/repository/history.ts'
import { findPackageTags } from '../../src/repository/package-tags.ts'
import { finalReleases, type ReleaseTag } from '../../src/repository/tags.ts'
import { VersionChecker, type VersionResult } from '../checks/version/version-checker.ts'
import repositories from './histories.json' with { type: 'json' }

const RELEASES = 10
/** The number of commits to search for the one that raised the version. */
const MAX_COMMITS = 200

const [clones = '', ...names] = process.argv.slice(2)
const root = realpathSync(mkdtempSync(join(tmpdir(), 'as-installed-histories-')))
process.on('exit', () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }))

console.log('| release | on its commit | before its bump | API | changelog | |\n|---|---|---|---|---|---|')
let wrong = 0
for (const repo of repositories.filter(
  (one) => names.length === 0 || names.some((name) => one.includes(name)),
))
  wrong += await walk(repo)
console.log(`\n${wrong} not as they should be`)
process.exitCode = wrong === 0 ? 0 : 1

async function walk(repo: string): Promise<number> {
  const clone = [repo, `${repo.replace('/', '+')}/repo`].map((place) => join(clones, place)).find(existsSync)
  if (clone === undefined) throw new Error(`There is no clone of ${repo} in ${clones}.`)
  const work = join(root, repo.replace('/', '-'))
  git(root, 'clone', '--quiet', '--shared', clone, work)
  const checkout = await readCheckout(work)
  const project = await readProject(checkout, work)
  const history = await History.open(checkout, checkout.head ?? '', join(root, 'scratch'))
  const tags = finalReleases((await findPackageTags(history, project)).releases).sort((a, b) =>
    compare(b.version, a.version),
  )
  const checker = new VersionChecker(mkdtempSync(join(root, 'judge-')), { comparesApi: true })
  let failures = 0
  for (const tag of tags.slice(0, RELEASES)) {
    const release = await judgeCommit(checker, work, tag.commit, tag.name)
    const before = lastBefore(work, tag, tags)
    const unraised = before === undefined ? undefined : await judgeCommit(checker, work, before)
    const isRight = release.verdict === 'pass' && isRightBefore(unraised)
    if (!isRight) failures++
    console.log(
      `| ${repo} ${tag.name} | ${description(release)} | ${unraised === undefined ? 'nothing in between' : description(unraised)} | ${apiOf(release)} | ${changelogOf(work, tag)} | ${isRight ? '' : 'LOOK'} |`,
    )
    if (!isRight)
      console.error(`${repo} ${tag.name}:\n${release.messages}\n--\n${unraised?.messages ?? ''}\n`)
  }
  return failures
}

/** Whether the change is reported, the wheel is proven unchanged, or the version was raised in several steps. */
function isRightBefore(result: VersionResult | undefined): boolean {
  if (result === undefined) return true
  return (
    result.findings.some((one) => /^error version-(not-bumped|taken)$/.test(one)) ||
    /same wheel contents|no project file changed|no earlier release tag|^\S+ -> /m.test(result.messages)
  )
}

/** The size of the version step, and the one that the changes of the API require. */
function apiOf({ messages }: VersionResult): string {
  const [, step = ''] = / -> \S+ \(([\w-]+)\)/.exec(messages) ?? []
  const [tooSmall] = messages.split('\n').filter((line) => line.includes('which requires a '))
  const [, seen = 'not judged'] = /; its API (.*)$/m.exec(messages) ?? []
  return `${step}; ${tooSmall?.replace(/^.*?, but /, '') ?? seen}`.replaceAll('|', '/')
}

/** The numbers of lines about removals and about additions in the changelog of a release. */
function changelogOf(work: string, { commit, version }: ReleaseTag): string {
  const files = git(work, 'ls-tree', '-r', '--name-only', commit).split('\n')
  const logs = files.filter((file) =>
    /^(docs\/)?(source\/)?(change|history|news|release)[\w-]*(\.\w+)?$/i.test(file),
  )
  for (const file of logs) {
    const lines = git(work, 'show', `${commit}:${file}`).split('\n')
    const isHeading = (line: string) => /^\W{0,6}(version |release )?\[?v?\d+\.\d[\w.]*\W*/i.test(line)
    const judgeCommit = lines.findIndex(
      (line) => isHeading(line) && line.split(/[^\w.]+/).some((word) => word.replace(/^v/i, '') === version),
    )
    if (judgeCommit === -1) continue
    const end = lines.findIndex((line, i) => i > judgeCommit + 1 && isHeading(line) && !line.startsWith(' '))
    const section = lines.slice(judgeCommit + 1, end === -1 ? undefined : end)
    const count = (pattern: RegExp) => section.filter((line) => pattern.test(line)).length
    return `${count(/\b(remov\w*|drop\w*|break\w*|incompatib\w*|renam\w*|no longer)\b/i)} of what is gone, ${count(/\b(add\w*|new|support\w*|introduc\w*)\b/i)} of what is new`
  }
  return 'none'
}

function description({ verdict, findings, messages }: VersionResult): string {
  const relevant = findings.filter((one) => !one.startsWith('note '))
  return `${verdict}: ${relevant.join(', ') || messages.split('\n').at(-1)}`.replaceAll('|', '/')
}

async function judgeCommit(
  checker: VersionChecker,
  work: string,
  commit: string,
  tag?: string,
): Promise<VersionResult> {
  git(work, 'checkout', '--quiet', '--force', '--detach', commit)
  keepTagsUntil(work, commit)
  git(work, 'clean', '--quiet', '-ffdx')
  try {
    return await checker.check(work, {
      event: tag === undefined ? { kind: 'none' } : { kind: 'tag', tag, defaultBranch: undefined },
    })
  } catch (error) {
    return { verdict: 'error', findings: [], messages: (error as Error).message, previous: null }
  }
}

/** Keeps only the tags of commits up to the date of one; restores those deleted before. */
function keepTagsUntil(work: string, commit: string): void {
  const then = Number(git(work, 'log', '-1', '--no-show-signature', '--format=%ct', commit))
  const listed = git(
    work,
    'for-each-ref',
    '--format=%(refname:lstrip=2) %(objectname) %(committerdate:unix)%(*committerdate:unix)',
    'refs/all',
    'refs/tags',
  )
  const refs = listed
    .split('\n')
    .map((line) => line.split(' ') as [name: string, object: string, time: string])
  const commands = refs.flatMap(([name, object, time]) => [
    `update refs/all/${name} ${object}`,
    Number(time) <= then ? `update refs/tags/${name} ${object}` : `delete refs/tags/${name}`,
  ])
  execFileSync('git', ['update-ref', '--stdin'], {
    cwd: work,
    input: `${[...new Set(commands)].join('\n')}\n`,
  })
}

/** The last commit without the version of a release; undefined if another release comes first. */
function lastBefore(work: string, tag: ReleaseTag, tags: readonly ReleaseTag[]): string | undefined {
  const released = new Set(tags.map(({ commit }) => commit))
  const commits = git(
    work,
    'rev-list',
    '--first-parent',
    `--max-count=${MAX_COMMITS}`,
    `${tag.commit}^`,
  ).split('\n')
  for (const commit of commits) {
    if (released.has(commit)) return undefined
    const files = [
      'pyproject.toml',
      'setup.py',
      'setup.cfg',
      '*/__init__.py',
      '*version*.py',
      '*about*.py',
      'VERSION*',
    ]
    const found = spawnSync(
      'git',
      ['grep', '--quiet', '--fixed-strings', '--word-regexp', tag.version, commit, '--', ...files],
      { cwd: work },
    )
    if (found.status !== 0) return commit
  }
  return undefined
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1e9 }).trim()
}
