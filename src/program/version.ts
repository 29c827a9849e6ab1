import { readFileSync } from 'node:fs'

/** The version of as-installed, from its `package.json`. */
export function programVersion(): string {
  return JSON.parse(
    readFileSync(
      new URL(import.meta.url.endsWith('.ts') ? '../../package.json' : '../package.json', import.meta.url),
      'utf8',
    ),
  ).version
}
