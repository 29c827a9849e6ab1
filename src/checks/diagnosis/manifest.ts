import type { Contents } from '../contents/facts.ts'
import { glob } from './glob.ts'
import { memoized } from './memoized.ts'

/** A command of MANIFEST.in. */
export interface ManifestCommand {
  readonly line: number
  readonly text: string
  readonly effect: 'drops' | 'keeps'
  /** What it matches, as patterns relative to the project's directory. */
  readonly patterns: readonly string[]
  readonly matches: (file: string) => boolean
}

/** Returns the commands of MANIFEST.in; of those that match a file, the last one takes precedence. */
export const manifestCommands = memoized(
  ({ manifest = '' }: Pick<Contents, 'manifest'>): readonly ManifestCommand[] =>
    manifest.split(/\r?\n/).flatMap((text, i): ManifestCommand[] => {
      const [command = '', ...args] = text.trim().split(/\s+/)
      const [directory = '', ...globs] = args
      const base = directory.replace(/^\.?\/|\/$/g, '')
      const PATTERNS: Readonly<Record<string, readonly string[]>> = {
        include: args,
        'recursive-include': globs.map((one) => `${base}/**/${one}`),
        'global-include': args.map((one) => `**/${one}`),
        graft: args.map((one) => `${one.replace(/\/$/, '')}/**`),
      }
      const positive =
        { exclude: 'include', prune: 'graft' }[command] ?? command.replace('exclude', 'include')
      const patterns = PATTERNS[positive]
      if (patterns === undefined) return []
      return [
        {
          line: i + 1,
          text: text.trim(),
          effect: positive === command ? 'keeps' : 'drops',
          patterns,
          matches: glob(...patterns),
        },
      ]
    }),
)
