import { table } from '../../config/toml.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { TestRun } from './facts.ts'
import { nestedPackages } from './nested-packages.ts'

/** Test and configuration files of pytest (pytest documentation, "python_files", "conftest.py"). */
const PYTEST_FILE = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py|\.?pytest\.(ini|toml))$/

/** Returns what the checkout has of tests. */
export function testFilesOf(project: Project, { files }: Checkout): Pick<TestRun, 'hasTests' | 'otherTests'> {
  const { pyproject, setupCfg } = project
  const inside = prefixOf(project)
  const nested = nestedPackages(project)
  const own = files
    .filter((file) => file.startsWith(inside))
    .map((file) => file.slice(inside.length))
    .filter((file) => !nested.some((path) => file.startsWith(`${path}/`)))
  const configured = table(pyproject.tool).pytest !== undefined || setupCfg.has('tool:pytest')
  return {
    hasTests: configured || own.some((file) => PYTEST_FILE.test(file)),
    otherTests: own.find((file) => isTestPath(file) && file.endsWith('.py') && !file.endsWith('__init__.py')),
  }
}
