import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBanned, type Hit } from './banned.ts'
import { testTextsOf, textsOf } from './texts.ts'

/** Directories without texts of this project, and the tests, of which only some texts are read. */
const SKIPPED = ['.git', 'node_modules', 'dist', '__tests__']

/** The files with texts that people read, relative to the root of a checkout: documents, workflows and sources. */
export function readableFiles(root: string): string[] {
  const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !SKIPPED.includes(name))
  return [
    ...entries
      .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json')
      .map(({ name }) => name),
    ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => list(root, name)),
    ...list(root, '__tests__').filter((file) => /\.(?:md|env)$/.test(file)),
  ]
    .filter((file) => /\.(?:md|ya?ml|ts|mjs|py|toml|json|env)$|^\.ci\/run$/.test(file))
    .sort()
}

/** The banned expressions in the texts of a file. */
export function hitsIn(root: string, file: string): Hit[] {
  return textsOf(file, readFileSync(join(root, file), 'utf8')).flatMap((text) => findBanned(text, file))
}

/** The sources of tests, of which people read comments and the names of tests. */
export function testFiles(root: string): string[] {
  return list(root, '__tests__').filter((file) => file.endsWith('.ts') && !/^__tests__\/words/.test(file))
}

/** The banned expressions in the comments of a test file and the names of its tests. */
export function hitsInTests(root: string, file: string): Hit[] {
  return testTextsOf(readFileSync(join(root, file), 'utf8')).flatMap((text) => findBanned(text, file))
}

/** The files below a directory of a checkout. */
function list(root: string, directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .map((file) => `${directory}/${file.replaceAll('\\', '/')}`)
    .filter((file) => !/(?:^|\/)(?:node_modules|__pycache__|\.venv)\//.test(file))
}
