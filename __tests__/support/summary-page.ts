import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer-core'
import type { Chromium } from './browser.ts'
import { highlightDiffs, renderMarkdown } from './github-markdown.ts'

const { resolve } = createRequire(import.meta.url)

/** The width of a job summary on a screen of 1366 pixels (GitHub's layout). */
export const SUMMARY_WIDTH = 1020

/**
 * Opens a job summary as GitHub shows it, in the light theme: with its stylesheet and with Mermaid.
 *
 * @param directory where the page is written to
 */
export async function openSummary(
  chromium: Extract<Chromium, { browser: object }>,
  markdown: string,
  directory: string,
  scale = 1,
): Promise<Page> {
  const page = await chromium.browser.newPage()
  await page.setViewport({ width: SUMMARY_WIDTH, height: 768, deviceScaleFactor: scale })
  await showHtml(page, highlightDiffs(renderMarkdown(markdown)), chromium.font, directory)
  return page
}

/** Shows HTML in GitHub's stylesheet, with fonts that are near to GitHub's. */
export async function showHtml(
  page: Page,
  html: string,
  font: string | undefined,
  directory: string,
): Promise<void> {
  const [styles, emoji] = await Promise.all([
    readFile(resolve('github-markdown-css/github-markdown-light.css'), 'utf8'),
    readFile(resolve('@fontsource/noto-color-emoji/400.css'), 'utf8'),
  ])
  const files = new URL('./', pathToFileURL(resolve('@fontsource/noto-color-emoji/400.css')))
  const text = ['Regular', 'Bold', 'Italic'].map((style) => {
    const file = font?.replace('Regular', style)
    const kind = { Regular: '400', Bold: '600', Italic: '400; font-style: italic' }[style]
    return file === undefined
      ? ''
      : `@font-face { font-family: "Noto Sans"; src: url("${pathToFileURL(file)}"); font-weight: ${kind} }`
  })
  const file = join(directory, `${Date.now()}-${Math.random()}.html`)
  await writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><style>${styles}
${withoutWoff2(emoji).replaceAll('url(./', `url(${files}`)}
${text.join('\n')}
body { margin: 0; background: #fff }
.markdown-body { padding: 16px 32px; font-family: "Noto Sans", "Noto Color Emoji", sans-serif }
.markdown-body code, .markdown-body pre { font-family: "DejaVu Sans Mono", "Noto Color Emoji", monospace }
</style><main class="markdown-body">${html}</main>`,
  )
  await page.goto(`${pathToFileURL(file)}`, { waitUntil: 'load' })
  await page.evaluate(`(async () => {
    const text = document.body.innerText
    await Promise.all(['16px', 'bold 16px'].map((size) => document.fonts.load(size + ' "Noto Color Emoji"', text)))
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })()`)
}

/** Some of the WOFF 2 files of the font have empty glyphs (5.3.2). */
function withoutWoff2(css: string): string {
  return css.replace(/url\([^)]*\) format\('woff2'\), /g, '')
}

/** Renders the charts of a page by Mermaid, and opens all that is folded; returns what Mermaid says of each chart. */
export async function renderCharts(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: resolve('mermaid/dist/mermaid.min.js') })
  return page.evaluate(`(async () => {
    for (const one of document.querySelectorAll('details')) one.open = true
    mermaid.initialize({ startOnLoad: false, theme: 'default' })
    const results = []
    for (const [i, code] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
      try {
        const { svg } = await mermaid.render('chart' + i, code.textContent)
        const box = document.createElement('div')
        box.innerHTML = svg
        code.parentElement.replaceWith(box)
        results.push('rendered')
      } catch (error) {
        results.push(String(error))
      }
    }
    return results
  })()`) as Promise<string[]>
}

/** The elements that are cut off at the right, or have to be scrolled sideways: `pre: text`. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('.markdown-body, .markdown-body *')]
    .filter((one) => !one.closest('svg'))
    .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.tagName.toLowerCase() + ': ' + one.textContent.slice(0, 200))`) as Promise<string[]>
}

/** The vertical range of the first element that matches, in pixels from the top. */
export function rangeOf(page: Page, selector: string): Promise<{ top: number; bottom: number } | null> {
  return page.evaluate(`(() => {
    const box = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect()
    return box ? { top: box.top + scrollY, bottom: box.bottom + scrollY } : null
  })()`) as Promise<{ top: number; bottom: number } | null>
}
