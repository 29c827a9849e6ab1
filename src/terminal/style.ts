import type { ColorChoice } from '../config/options.ts'

/** How text for a terminal or a log is formatted. */
export interface TextStyle {
  readonly color: boolean
  /** Columns. */
  readonly width: number
}

/** The width without a terminal, in columns. */
export const DEFAULT_WIDTH = 100
/** Narrower terminals get lines that overflow. */
const MIN_WIDTH = 40

/**
 * Whether to print colors. The flag counts most, then NO_COLOR (no-color.org), then FORCE_COLOR (force-color.org) and
 * CLICOLOR_FORCE (bixense.com/clicolors), as in Python 3.13 and pytest.
 *
 * @param isTerminal whether the output is a terminal, or a log that supports colors
 */
export function usesColor(
  choice: ColorChoice,
  environment: Readonly<NodeJS.ProcessEnv>,
  isTerminal: boolean,
): boolean {
  if (choice !== 'auto') return choice === 'always'
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM } = environment
  if (NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  if (CLICOLOR_FORCE && CLICOLOR_FORCE !== '0') return true
  return isTerminal && TERM !== 'dumb' && CLICOLOR !== '0'
}

/** The width of the output: COLUMNS as in POSIX, or the width of the terminal, or 100 columns. */
export function textWidth(environment: Readonly<NodeJS.ProcessEnv>, columns: number | undefined): number {
  const configured = /^\d+$/.test(environment.COLUMNS ?? '') ? Number(environment.COLUMNS) : 0
  return Math.max(MIN_WIDTH, configured || columns || DEFAULT_WIDTH)
}

/** The style of the log of a workflow run on GitHub, which supports colors, whatever TERM says. */
export function workflowLogStyle(environment: Readonly<NodeJS.ProcessEnv>): TextStyle {
  const { NO_COLOR } = environment
  return { color: usesColor('auto', { NO_COLOR }, true), width: textWidth(environment, undefined) }
}

export const BOLD = 1
export const DIM = 2
export const RED = 31
export const GREEN = 32
export const YELLOW = 33

export type Paint = (code: number, text: string) => string

/** Returns a function that colors text, or returns it unchanged. */
export function painter({ color }: Pick<TextStyle, 'color'>): Paint {
  return (code, text) => (color ? `\u001b[${code}m${text}\u001b[0m` : text)
}
