import type { Installation } from '../python/install.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { Config } from '../config/config.ts'
import type { Logs } from '../process/logs.ts'
import type { Project } from '../project/project.ts'
import type { Installer } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import type { FindSiblings } from '../python/siblings.ts'
import type { Checkout } from '../repository/checkout.ts'
import type { Copies } from '../repository/copies.ts'
import type { Contents } from './contents/facts.ts'

/** An environment that holds the wheel with extras, or why there is none. */
export type WithExtras = Installation & { readonly environment: Environment }

/** Installs the wheel with extras, into an environment that is made when these extras are first asked for. */
export type InstallExtras = (extras: readonly string[]) => Promise<WithExtras>


/** The environment that holds the wheel and what it declares, and nothing else. */
export interface Runtime {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly config: Config
  readonly scratch: string
  readonly logs: Pick<Logs, 'write'>
  readonly copies: Copies
  readonly siblings: FindSiblings
  readonly installExtras: InstallExtras
}
