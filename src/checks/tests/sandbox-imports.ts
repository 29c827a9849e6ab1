import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { shippedPath } from '../../distribution/wheel.ts'
import { isTestPath } from '../../project/test-paths.ts'
import type { Contents } from '../contents/facts.ts'
import type { TestEvidence, UnshippedImport } from './facts.ts'

/** Modules in the test sandbox that shipped code imported although the wheel does not contain them. */
export function unshippedImports(
  { sandboxModules }: TestEvidence,
  { wheel, sourceMap }: Contents,
  sandbox: string,
): UnshippedImport[] {
  return sandboxModules.flatMap(({ path, importer }) => {
    const by = shippedPath(importer.file, wheel)
    if (by === undefined || isTestPath(by)) return []
    return [{ source: inside(sandbox, path), by: sourceMap.sourceOf(by) ?? by, line: importer.line }]
  })
}

/** Names of directories and modules that belong to the repository and not to the package. */
const OF_REPOSITORY = new RegExp(
  `^(${[
    // Private or hidden
    '_.*|\\..*',
    // Tests, and what they use
    '.*tests?|test.*|.*_test_.*|conftest|runtests|e2e|integration.*|functional.*|unit.*|specs?|features',
    'fixtures?|mocks?|mock_.*|fakes?|fake_.*|stub_.*|helpers?|.*_helpers?|support|utils?|common',
    // Documentation and examples
    'docs?|docs?_.*|.*_docs|site|examples?|example_.*|samples?|demos?|tutorials?|notebooks?|playground|sandbox|experiments?',
    // Development
    'bench.*|perf.*|tools?|.*_tools?|scripts?|bin|ci|build.*|setup.*|noxfile|tasks|fabfile|dodo|versioneer',
    'dev.*|.*_dev|release.*|run_.*|local.*|contrib|stubs?|typings',
    // Data, and other projects
    'resources?|data|assets|packages|plugins|projects?|apps?',
    // Django projects
    'manage|settings|config|urls|wsgi|asgi',
  ].join('|')})$`,
  'i',
)

/**
 * Returns the modules and packages beside the package that tests imported from the test sandbox, because the working
 * directory is on sys.path: no wheel contains them. Helpers of the tests are exempt.
 */
export async function importsOfTests(
  { helperModules }: TestEvidence,
  { unshippedModules, workspaceModules, wheel }: Contents,
  sandbox: string,
): Promise<UnshippedImport[]> {
  const modules = new Map([...unshippedModules].map(([module, source]) => [source, module]))
  const found: UnshippedImport[] = []
  for (const { path, importer } of helperModules) {
    const source = inside(sandbox, path)
    const module = modules.get(source)
    const [top = ''] = (module ?? '').split('.')
    if (module === undefined || OF_REPOSITORY.test(top) || isTestPath(source)) continue
    // Most directories without __init__.py beside a package are no packages.
    if (!unshippedModules.has(top)) continue
    if (wheel.topLevels.some(({ name }) => name === top) || workspaceModules.has(top)) continue
    // A helper of the tests uses a test framework.
    const text = await readFile(path, 'utf8').catch(() => '')
    if (/^\s*(?:import|from)\s+(?:pytest|unittest|nose|hypothesis)\b/m.test(text)) continue
    found.push({ source, by: inside(sandbox, importer.file), line: importer.line })
  }
  return found
}

function inside(sandbox: string, path: string): string {
  return relative(sandbox, path).replaceAll('\\', '/')
}
