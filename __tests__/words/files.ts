import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBanned, type Hit } from './banned.ts'
import { testTextsOf, textsOf } from './texts.ts'

/** The files with texts that people read, relative to the root of a checkout: documents, workflows and sources. */
export function readableFiles(root: string): string[] {
  return [
    ...list(root, '.').filter((file) => /^[A-Z_]+\.md$|^action\.yml$|^package\.json$/.test(file)),
    ...['plan/action.yml', 'gate/action.yml'].filter((file) =>
      list(root, file.split('/')[0] as string).includes(file),
    ),
    ...list(root, '__tests__', true).filter((file) => /\.(md|env)$/.test(file)),
    ...['.ci', '.github', 'docs', 'examples', 'src'].flatMap((directory) => list(root, directory, true)),
  ]
    .filter((file) => /\.(md|ya?ml|ts|mjs|py|toml|json|env)$|^\.ci\/run$/.test(file))
    .sort()
}

/** The banned expressions in the texts of a file. */
export function hitsIn(root: string, file: string): Hit[] {
  return textsOf(file, readFileSync(join(root, file), 'utf8')).flatMap((text) => findBanned(text, file))
}

/** The sources of tests, of which people read comments and the names of tests. */
export function testFiles(root: string): string[] {
  return list(root, '__tests__', true).filter(
    (file) => file.endsWith('.ts') && !/^__tests__\/words/.test(file),
  )
}

/** The banned expressions in the comments of a test file and the names of its tests. */
export function hitsInTests(root: string, file: string): Hit[] {
  return testTextsOf(readFileSync(join(root, file), 'utf8')).flatMap((text) => findBanned(text, file))
}

function list(root: string, directory: string, recursive = false): string[] {
  try {
    return readdirSync(join(root, directory), { recursive, encoding: 'utf8' })
      .map((file) => (directory === '.' ? file : `${directory}/${file.replaceAll('\\', '/')}`))
      .filter((file) => !/(^|\/)(node_modules|__pycache__|\.venv)\//.test(file))
  } catch {
    return []
  }
}
