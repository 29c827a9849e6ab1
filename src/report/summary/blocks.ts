import type { RootContent } from 'mdast'
import { markdown } from './markdown.ts'

/** GitHub rejects a job summary of more than 1 MiB (GitHub documentation, "Step isolation and limits"). */
const MAX_BYTES = 900_000

/** The parts of a summary; those that are dropped first, if it is too large, come last. */
const RANKS = ['verdict', 'error', 'checks', 'warning', 'note', 'details', 'chart'] as const
export type Rank = (typeof RANKS)[number]

/** A part of a summary that is dropped as a whole or not at all. */
export interface Block {
  readonly rank: Rank
  readonly nodes: readonly RootContent[]
}

/** A block of nodes; no block without nodes. */
export function block(rank: Rank, ...nodes: RootContent[]): Block[] {
  return nodes.length === 0 ? [] : [{ rank, nodes }]
}

/** Writes blocks as Markdown that GitHub accepts: of too many, details are dropped first and errors last. */
export function writeBlocks(blocks: readonly Block[]): string {
  const texts = blocks.map(({ rank, nodes }) => ({ rank, text: markdown(nodes) }))
  const sizes = texts.map(({ text }) => Buffer.byteLength(text) + 1)
  let bytes = sizes.reduce((sum, size) => sum + size, 0)
  const dropped = new Set<number>()
  for (const rank of [...RANKS].reverse())
    for (let i = texts.length - 1; i >= 0 && bytes > MAX_BYTES; i--) {
      if (texts[i]?.rank !== rank) continue
      dropped.add(i)
      bytes -= sizes[i] ?? 0
    }
  const shown = texts.filter((_, i) => !dropped.has(i)).map(({ text }) => text)
  const note = '*The rest does not fit into the job summary (1 MiB); see the report.*\n'
  return [...shown, ...(dropped.size === 0 ? [] : [note])].join('\n')
}
