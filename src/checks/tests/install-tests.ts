import { writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { describeLocalReferences, directReference } from '../../distribution/direct-reference.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { localRequirement } from '../../project/requirements-file.ts'
import { withPytest } from '../../project/test-dependencies.ts'
import type { TestSource } from '../../project/test-sources.ts'
import { install } from '../../python/install.ts'
import { pinsOf, siblingProblems } from '../../python/siblings.ts'
import { type Inventory, identityProblems, readInventory } from '../../python/virtual-environment.ts'
import type { TestRunRequest } from './request.ts'

/** The directories of a test run. */
export interface TestDirectories {
  readonly sandbox: string
  /** Of the project in the sandbox. */
  readonly cwd: string
}

/** The installer rejects the requirements, or they replace the wheel. */
export class NotInstallable extends Inconclusive {}

/**
 * Installs the wheel and the test dependencies in one resolution, so that neither changes the versions of the other.
 *
 * @throws NotInstallable if that is not possible
 * @throws Inconclusive if the index does not respond
 */
export async function installForTests(
  request: TestRunRequest,
  { lines, extras, source }: TestSource,
  { sandbox, cwd }: TestDirectories,
): Promise<{ inventory: Inventory; replaced: boolean }> {
  const { checkout, contents, environment, installer, config, scratch, logs, pins = [] } = request
  const { wheel } = contents
  const caller = config.environment
  const file = join(scratch, 'test-requirements.txt')
  await writeFile(
    file,
    withPytest(lines)
      .map((line) => `${inSandbox(line, { checkout: checkout.root, sandbox, cwd })}\n`)
      .join(''),
  )
  const [localPathProblem] = describeLocalReferences(wheel.metadata.requirements)
  if (localPathProblem !== undefined) throw new NotInstallable(localPathProblem)
  const declared = [...wheel.metadata.requirements, ...lines]
  const siblings = await request.findSiblings(declared)
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel, extras), '-r', file, ...pins],
    siblings: pinsOf(siblings, declared, extras),
    cwd: scratch,
    caller,
    ownFiles: true,
    writeLog: (transcript) => logs.write('install-tests', transcript),
  })
  if (installation.kind === 'refused') {
    throw new NotInstallable(
      `The test dependencies (${source}) cannot be installed: ${installation.output.join(' / ')}. Correct them, or set test-requirements.`,
    )
  }
  const expected = { wheel, checkout: checkout.root }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch }
  const inventory = await readInventory(environment, wheel.metadata.name, probe)
  const confused = siblingProblems(inventory, siblings)
  if (confused.length > 0)
    throw new NotInstallable(`In the test environment ${confused.join(', ')}, not the wheel that was built.`)
  if (identityProblems(inventory, expected).length === 0) return { inventory, replaced: false }

  // A requirement such as "-e ." replaced the wheel by the source tree.
  const reinstallation = await install({
    installer,
    environment,
    requirements: [wheel.file],
    options: [installer.kind === 'uv' ? '--reinstall' : '--force-reinstall', '--no-deps'],
    cwd: scratch,
    caller,
    ownFiles: true,
  })
  const restored = await readInventory(environment, wheel.metadata.name, probe)
  const problems = identityProblems(restored, expected)
  if (reinstallation.kind === 'refused' || problems.length > 0) {
    throw new NotInstallable(
      `In the test environment ${problems.join(', ')}, not the wheel that was built. Remove the package itself from its test dependencies (${source}).`,
    )
  }
  return { inventory: restored, replaced: true }
}

/** Makes the path of a local requirement absolute; a path in the checkout becomes one in the test sandbox. */
function inSandbox(
  line: string,
  { checkout, sandbox, cwd }: { checkout: string; sandbox: string; cwd: string },
): string {
  const local = localRequirement(line)
  if (local === undefined) return line
  const { option, path, rest } = local
  const inCheckout = relative(checkout, resolve(cwd, path))
  const isOutside = inCheckout.startsWith('..') || isAbsolute(inCheckout)
  // Only URLs have fragments such as #egg=name.
  return `${option}${isOutside ? resolve(cwd, path) : join(sandbox, inCheckout)}${rest.replace(/^#[^\s;]*/, '')}`
}
