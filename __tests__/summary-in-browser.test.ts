import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'puppeteer-core'
import { SUMMARIES } from './report/summary-reports.ts'
import { startChromium } from './support/browser.ts'
import { openSummary, overflowing, rangeOf, renderCharts } from './support/summary-page.ts'

/** The height of a screen of 1366 × 768 pixels. */
const SCREEN = 768

const chromium = await startChromium()
const inBrowser = chromium.browser === undefined ? test.skip : test
const suffix = chromium.browser === undefined ? ` (skipped, no Chromium: ${chromium.reason})` : ''
let directory = ''

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'summary-'))
})

afterAll(async () => {
  await chromium.browser?.close()
  await rm(directory, { recursive: true, force: true })
})

/** Opens a summary, and closes it after the test of it. */
async function inPage<T>(markdown: string, act: (page: Page) => Promise<T>): Promise<T> {
  if (chromium.browser === undefined) throw new Error(chromium.reason)
  const page = await openSummary(chromium, markdown, directory)
  try {
    return await act(page)
  } finally {
    await page.close()
  }
}

for (const { name, markdown, hasFix } of SUMMARIES)
  inBrowser(`${name}: the job summary fits GitHub's page${suffix}`, () =>
    inPage(markdown, async (page) => {
      const [verdict, fix] = [await rangeOf(page, 'h2'), await rangeOf(page, FIX)]
      expect(verdict?.top).toBeLessThan(100)
      if (hasFix) expect(fix?.bottom).toBeLessThan(SCREEN)
      if (hasFix === false) expect(fix).toBeNull()

      for (const message of await renderCharts(page)) expect(message).toBe('rendered')
      expect(await overflowing(page)).toEqual([])
    }),
  )

/** The code block or the paragraph with the first fix. */
const FIX =
  'p:has(> strong:first-child) + :is(pre, .highlight), p:has(> strong:first-child):not(:has(+ pre, + .highlight))'

inBrowser(`the layout tests fail on a summary that is cut off or has no chart${suffix}`, () =>
  inPage(
    `# x\n\n\`\`\`\n${'x'.repeat(300)}\n\`\`\`\n\n\`\`\`mermaid\ngantt\n  a :b\n\`\`\`\n`,
    async (page) => {
      expect(await overflowing(page)).toEqual([expect.stringMatching(/^pre: x/)])
      expect(await renderCharts(page)).toEqual([expect.not.stringMatching('rendered')])
    },
  ),
)

inBrowser(`the README shows the picture, the steps and the command on its first screen${suffix}`, () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const images = new URL('../docs/images/', import.meta.url)
  return inPage(readme.replaceAll('src="docs/images/', `src="${images}`), async (page) => {
    const [picture, steps, command] = [
      await rangeOf(page, 'img'),
      await rangeOf(page, 'pre:has(> .language-yaml)'),
      await rangeOf(page, 'pre:has(> .language-sh)'),
    ]
    expect((picture?.bottom ?? 0) - (picture?.top ?? 0)).toBeGreaterThan(200)
    expect(steps?.top).toBeGreaterThan(picture?.bottom ?? SCREEN)
    expect(command?.bottom).toBeLessThan(SCREEN)
  })
})
