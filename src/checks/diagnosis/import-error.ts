import type { ImportAttempt } from '../../python/import-modules.ts'
import type { PythonError } from '../../python/traceback.ts'

/** Returns a one-line description of a failed import. */
export function describeImportError({ outcome, error }: ImportAttempt): string {
  if (error !== undefined) return describeError(error)
  return outcome === 'imported' ? 'the import succeeds' : OUTCOME_TEXTS[outcome]
}

/** Returns the type of an exception and the first line of its message. */
export function describeError({ type, message }: PythonError): string {
  return `${type}: ${message.split('\n')[0]?.slice(0, 300)}`
}

const OUTCOME_TEXTS = {
  failed: 'the import fails',
  exited: 'the import ends the process',
  killed: 'the import crashes Python',
  'timed-out': 'the import times out',
}

/** A name that is imported from a module. */
export interface ImportedName {
  readonly module: string
  readonly name: string
}

/** Returns the module that Python did not find; undefined for other errors, and if code raised it with another message. */
export function notFoundModuleOf({ type, message, name }: PythonError): string | undefined {
  return type === 'ModuleNotFoundError' && name !== null && message === `No module named '${name}'`
    ? name
    : undefined
}

/** Message of an ImportError for a name, but not of a circular import ("from partially initialized module"). */
const MISSING_NAME = /^cannot import name '([^']+)' from '([^']+)'/

/** Returns the name that an ImportError reports as missing from a module; undefined for other errors. */
export function missingNameOf({ type, message }: PythonError): ImportedName | undefined {
  const [, name, module] = (type === 'ImportError' && MISSING_NAME.exec(message)) || []
  return name === undefined || module === undefined ? undefined : { module, name }
}

/** Message of an AttributeError of a module, but not of one that is still being imported. */
const MISSING_ATTRIBUTE = /^module '([^']+)' has no attribute '([^']+)'/

/** Returns the name that an AttributeError reports as missing from a module; undefined for other errors. */
export function missingAttributeOf({
  type,
  message,
}: Pick<PythonError, 'type' | 'message'>): ImportedName | undefined {
  const [, module, name] = (type === 'AttributeError' && MISSING_ATTRIBUTE.exec(message)) || []
  return name === undefined || module === undefined ? undefined : { module, name }
}
