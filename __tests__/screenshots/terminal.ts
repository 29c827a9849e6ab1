import { escapeHtml } from '../../src/report/summary/markdown.ts'

/** The colors of GitHub's light terminal theme, for the codes 30 to 37 and 90 to 97 (ECMA-48, "SGR"). */
const COLOURS = ['#24292f', '#cf222e', '#116329', '#9a6700', '#0969da', '#8250df', '#1b7c83', '#6e7781']

interface Style {
  readonly color?: string
  readonly isBold?: boolean
  readonly isDim?: boolean
}

/** Returns the text of a terminal as HTML: lines with the escape sequences of colors, bold and dim text. */
export function terminalHtml(text: string): string {
  let style: Style = {}
  return text
    .split(/(\u001b\[[\d;:]*m)/)
    .map((part) => {
      const codes = /^\u001b\[([\d;:]*)m$/.exec(part)?.[1]
      if (codes === undefined) return span(part, style)
      style = codes.split(';').reduce(applyCode, style)
      return ''
    })
    .join('')
}

function applyCode(style: Style, text: string): Style {
  const code = Number(text)
  const { color: _, ...uncolored } = style
  if (code === 0) return {}
  if (code === 1) return { ...style, isBold: true }
  if (code === 2) return { ...style, isDim: true }
  if (code === 22) return { ...style, isBold: false, isDim: false }
  if (code === 39) return uncolored
  const color = COLOURS[code >= 90 ? code - 90 : code - 30]
  return color === undefined || code < 30 ? style : { ...style, color }
}

function span(text: string, { color, isBold, isDim }: Style): string {
  const css = [
    color === undefined ? '' : `color: ${color}`,
    isBold ? 'font-weight: bold' : '',
    isDim ? 'opacity: 0.65' : '',
  ].filter(Boolean)
  return css.length === 0 || text === ''
    ? escapeHtml(text)
    : `<span style="${css.join('; ')}">${escapeHtml(text)}</span>`
}
