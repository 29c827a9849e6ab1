/**
 * Renders docs/images/ from real runs of the built program: `npm run screenshots`. Needs git, Python, and tmux as the
 * terminal.
 */

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify, stripVTControlCharacters } from 'node:util'
import type { Page } from 'puppeteer-core'
import { type Chromium, startChromium } from '../support/browser.ts'
import { openSummary, showHtml } from '../support/summary-page.ts'
import { terminalHtml } from './terminal.ts'
import { workspace } from './workspace.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const IMAGES = join(ROOT, 'docs/images')
const COLUMNS = 100

/** Bytes of an image; above it, its scale is reduced. */
const MAX_BYTES = 200_000

const run = promisify(execFile)

/** Makes a repository with one commit of what `fill` writes; returns its directory. */
async function repository(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const directory = join(scratch, name)
  await mkdir(directory, { recursive: true })
  await fill(directory)
  const settings = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: directory })
  await run('git', ['add', '--all'], { cwd: directory })
  await run('git', [...settings, 'commit', '--quiet', '--message=All'], { cwd: directory })
  return directory
}

const example = (path: string) => (directory: string) =>
  cp(join(ROOT, 'examples', path), directory, { recursive: true })

async function writeAll(directory: string): Promise<void> {
  for (const [path, text] of Object.entries(workspace())) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
}

/** Runs the program in a directory, in a terminal of its own; returns what the terminal shows, and the job summary. */
async function verify(directory: string, args: string): Promise<{ terminal: string; summary: string }> {
  const [socket, summary, end] = [`${directory}.tmux`, `${directory}.md`, `${directory}.end`]
  const tmux = (...given: string[]) => run('tmux', ['-S', socket, '-f', '/dev/null', ...given])
  const program = `'${process.execPath}' '${join(ROOT, 'dist/cli.js')}' ${args} --format markdown --output '${summary}'`
  // The events of a CI system and its mode without a live display are not what a terminal at home shows.
  const environment = `env -u CI -u GITHUB_ACTIONS -u NO_COLOR`
  await tmux(
    'new-session',
    '-d',
    '-x',
    `${COLUMNS}`,
    '-y',
    '100',
    '-c',
    directory,
    `${environment} ${program}; touch '${end}'; sleep 600`,
  )
  try {
    for (let i = 0; i < 600; i++) {
      if (await stat(end).catch(() => undefined)) break
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const { stdout } = await tmux('capture-pane', '-e', '-p', '-S', '-')
    const results = /as-installed-out-\w+/.exec(stripVTControlCharacters(stdout))?.[0]
    if (results !== undefined) await rm(join(tmpdir(), results), { recursive: true, force: true })
    return { terminal: stdout.trimEnd(), summary: await readFile(summary, 'utf8') }
  } finally {
    await tmux('kill-server')
  }
}

type Open = (scale: number) => Promise<Page>

/** Takes a picture of a page, down to the last block above `maxHeight` (pixels) that is followed by a heading, a folded block or nothing. */
async function picture(name: string, open: Open, maxHeight: number): Promise<void> {
  const path = join(IMAGES, `${name}.png`) as `${string}.png`
  for (const scale of [2, 1.6, 1.4, 1.2, 1]) {
    const page = await open(scale)
    const height = (await page.evaluate(`(() => {
      const bottoms = [...document.querySelectorAll('.markdown-body > *')]
        .filter((one) => !/^H/.test(one.tagName) && /^(H.*|DETAILS|)$/.test(one.nextElementSibling?.tagName ?? ''))
        .map((one) => one.getBoundingClientRect().bottom)
        .filter((bottom) => bottom <= ${maxHeight})
      return Math.max(...bottoms) + 16
    })()`)) as number
    await page.screenshot({ path, clip: { x: 0, y: 0, width: 1020, height }, captureBeyondViewport: true })
    await page.close()
    const { size } = await stat(path)
    if (size > MAX_BYTES) continue
    console.log(`docs/images/${name}.png: ${Math.round(size / 1000)} kB, scale ${scale}`)
    return
  }
  throw new Error(`${path} is larger than ${MAX_BYTES / 1000} kB.`)
}

function terminalPage(command: string, text: string): string {
  const style =
    'background: #f6f8fa; border: 1px solid #d0d7de; border-radius: 8px; padding: 16px 20px; margin: 0; font-size: 14px; line-height: 1.35; overflow: visible'
  return `<pre style="${style}"><b style="color: #116329">$</b> ${command}\n${terminalHtml(text)}</pre>`
}

async function takeAll(chromium: Extract<Chromium, { browser: object }>): Promise<void> {
  const red = await repository('greeter', example('broken/subpackage-missing'))
  const green = await repository('green', example('greeter'))
  const several = await repository('workspace', writeAll)
  const summaryPage =
    (text: string): Open =>
    (scale) =>
      openSummary(chromium, text, scratch, scale)

  const [failing, passing, workspaceRun] = await Promise.all([
    verify(red, ''),
    verify(green, ''),
    verify(several, "'packages/*'"),
  ])
  await picture('summary-red', summaryPage(failing.summary), 1200)
  // The README has room for the problem and its fix.
  await picture('problem', summaryPage(failing.summary), 620)
  await picture('summary-green', summaryPage(passing.summary), 1200)
  await picture('workspace', summaryPage(workspaceRun.summary), 1100)
  const terminal: Open = async (scale) => {
    const page = await chromium.browser.newPage()
    await page.setViewport({ width: 1020, height: 768, deviceScaleFactor: scale })
    await showHtml(page, terminalPage('as-installed', failing.terminal), chromium.font, scratch)
    return page
  }
  await picture('terminal', terminal, 3000)
}

const scratch = await mkdtemp(join(tmpdir(), 'screenshots-'))
const chromium = await startChromium()
try {
  if (chromium.browser === undefined) throw new Error(`There is no Chromium: ${chromium.reason}`)
  await mkdir(IMAGES, { recursive: true })
  await takeAll(chromium)
} finally {
  await chromium.browser?.close()
  await rm(scratch, { recursive: true, force: true })
}
