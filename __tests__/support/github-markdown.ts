import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * Renders Markdown as GitHub does before it makes mentions, issue references and the like of text: GFM with the HTML that
 * the job summary uses. Whoever calls this checks that there is no other HTML.
 */
export function renderMarkdown(text: string): string {
  return micromark(text, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
}

/** The classes by which GitHub colors the lines of a diff, by the first characters of a line. */
const DIFF_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/^(diff|---|\+\+\+) /, 'pl-mh'],
  [/^@@/, 'pl-mdr'],
  [/^\+/, 'pl-mi1'],
  [/^-/, 'pl-md'],
]

/** Colors the diffs of HTML as GitHub does. */
export function highlightDiffs(html: string): string {
  return html.replace(/<pre><code class="language-diff">([\s\S]*?)<\/code><\/pre>/g, (_, diff: string) => {
    const lines = diff.split('\n').map((line) => {
      const name = DIFF_CLASSES.find(([pattern]) => pattern.test(line))?.[1]
      return name === undefined ? line : `<span class="${name}">${line}</span>`
    })
    return `<div class="highlight highlight-source-diff"><pre>${lines.join('\n')}</pre></div>`
  })
}

/** The text of HTML that GitHub searches for mentions, issues, commits, URLs, mathematics and emoji. */
export function linkableText(html: string): string {
  return html
    .replace(/<(pre|code|a)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}

/** The tags of HTML with their attributes, without duplicates. */
export function tagsOf(html: string): string[] {
  return [...new Set([...html.matchAll(/<([a-z]\w*[^>]*)>/gi)].map(([, tag = '']) => tag))]
}
