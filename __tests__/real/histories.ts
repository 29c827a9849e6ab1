/**
 * Walks the last releases of public projects: the commit of each release must be right, and the last commit before the
 * version was raised must be told, if what ships had changed by then. Beside it, what the public API asks of the version
 * and what the changelog says.
 *
 *     npm run test:histories -- CLONES [NAME...]
 *
 * CLONES is a folder with a clone of each repository at `owner/name` or `owner+name/repo`. Prints a table, and ends with
 * status 1 if anything is not so. Needs the package index, for the build backends.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare } from '@renovatebot/pep440'
import { readProject } from '../../src/project/project.ts'
import { readCheckout } from '../../src/repository/checkout.ts'
import { History } from '../../src/repository/history.ts'
import { finals, parseTags, type ReleaseTag } from '../../src/repository/tags.ts'
import { Judge, type Judgement } from '../checks/version/judge.ts'
import repositories from './histories.json' with { type: 'json' }

const RELEASES = 10
/** How far back the commit that raised the version is looked for. */
const FAR = 200

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
  const tags = finals(parseTags((await history.tags()).tags, project)).sort((a, b) =>
    compare(b.version, a.version),
  )
  const judge = new Judge(mkdtempSync(join(root, 'judge-')), { comparesApi: true })
  let failures = 0
  for (const tag of tags.slice(0, RELEASES)) {
    const release = await at(judge, work, tag.commit, tag.name)
    const before = lastBefore(work, tag, tags)
    const unraised = before === undefined ? undefined : await at(judge, work, before)
    const isRight = release.verdict === 'pass' && isRightBefore(unraised)
    if (!isRight) failures++
    console.log(
      `| ${repo} ${tag.name} | ${told(release)} | ${unraised === undefined ? 'nothing in between' : told(unraised)} | ${apiOf(release)} | ${changelogOf(work, tag)} | ${isRight ? '' : 'LOOK'} |`,
    )
    if (!isRight) console.error(`${repo} ${tag.name}:\n${release.says}\n--\n${unraised?.says ?? ''}\n`)
  }
  return failures
}

/** What ships had changed, and that is told; or it is proven that it had not; or the version was raised in steps. */
function isRightBefore(judgement: Judgement | undefined): boolean {
  if (judgement === undefined) return true
  return (
    judgement.findings.some((one) => /^error version-(not-bumped|taken)$/.test(one)) ||
    /installs the same|nothing has changed|no release was tagged|^\S+ -> /m.test(judgement.says)
  )
}

/** How large the step is, and what the API asks for. */
function apiOf({ says }: Judgement): string {
  const [, step = ''] = / -> \S+ \(([\w-]+)\)/.exec(says) ?? []
  const [tooSmall] = says.split('\n').filter((line) => line.includes('that asks for a '))
  const [, seen = 'not judged'] = /; its API (.*)$/m.exec(says) ?? []
  return `${step}; ${tooSmall?.replace(/^.*?, but /, '') ?? seen}`.replaceAll('|', '/')
}

/** What the changelog of a release says of its size: how many lines tell of what is gone, and of what is new. */
function changelogOf(work: string, { commit, version }: ReleaseTag): string {
  const files = git(work, 'ls-tree', '-r', '--name-only', commit).split('\n')
  const logs = files.filter((file) =>
    /^(docs\/)?(source\/)?(change|history|news|release)[\w-]*(\.\w+)?$/i.test(file),
  )
  for (const file of logs) {
    const lines = git(work, 'show', `${commit}:${file}`).split('\n')
    const isHeading = (line: string) => /^\W{0,6}(version |release )?\[?v?\d+\.\d[\w.]*\W*/i.test(line)
    const at = lines.findIndex(
      (line) => isHeading(line) && line.split(/[^\w.]+/).some((word) => word.replace(/^v/i, '') === version),
    )
    if (at === -1) continue
    const end = lines.findIndex((line, i) => i > at + 1 && isHeading(line) && !line.startsWith(' '))
    const section = lines.slice(at + 1, end === -1 ? undefined : end)
    const count = (pattern: RegExp) => section.filter((line) => pattern.test(line)).length
    return `${count(/\b(remov\w*|drop\w*|break\w*|incompatib\w*|renam\w*|no longer)\b/i)} of what is gone, ${count(/\b(add\w*|new|support\w*|introduc\w*)\b/i)} of what is new`
  }
  return 'none'
}

function told({ verdict, findings, says }: Judgement): string {
  const heavy = findings.filter((one) => !one.startsWith('note '))
  return `${verdict}: ${heavy.join(', ') || says.split('\n').at(-1)}`.replaceAll('|', '/')
}

async function at(judge: Judge, work: string, commit: string, tag?: string): Promise<Judgement> {
  git(work, 'checkout', '--quiet', '--force', '--detach', commit)
  leaveTagsOfThen(work, commit)
  git(work, 'clean', '--quiet', '-ffdx')
  try {
    return await judge.judge(work, {
      event: tag === undefined ? { kind: 'none' } : { kind: 'tag', tag, defaultBranch: undefined },
    })
  } catch (error) {
    return { verdict: 'error', findings: [], says: (error as Error).message, previous: null }
  }
}

/** Takes away the tags of commits that were made after one, and brings back those of before. */
function leaveTagsOfThen(work: string, commit: string): void {
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

/** The last commit before the one that wrote the version of a release down; undefined where it is another release. */
function lastBefore(work: string, tag: ReleaseTag, tags: readonly ReleaseTag[]): string | undefined {
  const released = new Set(tags.map(({ commit }) => commit))
  const commits = git(work, 'rev-list', '--first-parent', `--max-count=${FAR}`, `${tag.commit}^`).split('\n')
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
