import { readFileSync } from 'node:fs'

/** Options and settings that a project needs, with the reason. */
export interface ProjectOptions {
  readonly why: string
  readonly options: readonly string[]
  /** Lines of `[tool.as-installed]`. */
  readonly settings?: string
}

/** By the name of a case of the corpus. */
export const OPTIONS: Readonly<Record<string, ProjectOptions>> = JSON.parse(
  readFileSync(new URL('./corpus-options.json', import.meta.url), 'utf8'),
)
