import type { SourceLocation } from '../rules.ts'

/** Returns a position for messages: `path/pyproject.toml:20`. */
export function positionOf({ file, line }: SourceLocation): string {
  return line === undefined ? file : `${file}:${line}`
}
