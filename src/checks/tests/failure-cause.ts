import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { TestFailure } from './facts.ts'
import { type MissingDependency, missingInFailure } from './missing-dependency.ts'
import { type MissingService, missingService } from './missing-service.ts'

/** Why a test fails, as far as its exception shows it. */
export type FailureCause =
  | ({ readonly kind: 'dependency' } & Pick<MissingDependency, 'what' | 'name' | 'distribution'>)
  | MissingService
  /** A file that does not exist in the test sandbox; relative to the project if it is in it. */
  | { readonly kind: 'file'; readonly path: string }
  /** A test uses Django before it is configured. */
  | { readonly kind: 'django-settings' }
  | { readonly kind: 'other' }

/** Returns the cause of a failed test. */
export function causeOfFailure(
  failure: Pick<TestFailure, 'message' | 'error'>,
  contents: Contents,
  ownPrograms: ReadonlySet<string>,
): FailureCause {
  const missing = missingInFailure(failure, contents)
  if (missing !== undefined) {
    const { what, name, distribution } = missing
    return { kind: 'dependency', what, name, distribution }
  }
  if (failure.error === undefined) return { kind: 'other' }
  const service = missingService(failure.error, ownPrograms)
  if (service !== undefined) return service
  if (exceptionChain(failure.error).some(lacksDjangoSettings)) return { kind: 'django-settings' }
  const file = exceptionChain(failure.error).find(
    ({ type, path }) => type === 'FileNotFoundError' && path !== null,
  )
  return typeof file?.path === 'string' ? { kind: 'file', path: file.path } : { kind: 'other' }
}

function lacksDjangoSettings({ type, message }: PythonError): boolean {
  return type === 'ImproperlyConfigured' && /settings are not configured/.test(message)
}
