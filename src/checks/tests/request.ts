import type { Config } from '../../config/config.ts'
import type { Logs } from '../../process/logs.ts'
import type { Project } from '../../project/project.ts'
import type { Installer } from '../../python/install.ts'
import type { FindSiblings } from '../../python/siblings.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { CheckoutCopies } from '../../repository/checkout-copies.ts'
import type { Contents } from '../contents/facts.ts'

/** What `runTestsInSandbox` needs. */
export interface TestRunRequest {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly installer: Installer
  readonly config: Config
  readonly scratch: string
  readonly logs: Pick<Logs, 'write'>
  /** A copy of the checkout; if undefined, it is copied first. */
  readonly sandbox?: string | undefined
  readonly copies: CheckoutCopies
  readonly findSiblings: FindSiblings
  /** Additional requirements, such as `click==8.0.0`. */
  readonly pins?: readonly string[]
}
