import type { Severity } from '../rules.ts'
import type { ImportFailureCause } from './import-failure-cause.ts'
import type { Reach } from './reach.ts'

/** Returns how severe it is for a package that one of its modules cannot be imported. */
export function importFailureSeverity(cause: ImportFailureCause, reach: Reach): Severity {
  const isReached = reach === 'main' || reach === 'script' || reach === 'public' || reach === 'plugin'
  const ifReached = (severity: Severity, otherwise: Severity) => (isReached ? severity : otherwise)
  switch (cause.kind) {
    case 'own-module':
    case 'own-data':
    case 'own-name':
    case 'checkout':
      return 'error'
    case 'own-exception':
      // The host of a plugin can expect that: many load their plugins by name.
      if (cause.isDeliberate) return reach === 'plugin' ? 'warning' : ifReached('error', 'note')
      if (reach === 'private') return 'note'
      return ifReached('error', cause.isDefect ? 'error' : 'warning')
    case 'guarded':
      return 'note'
    case 'ended':
      return ifReached('error', reach === 'private' || cause.isProgram ? 'note' : 'warning')
    case 'circular':
    case 'extension':
    case 'conditional-name':
      return ifReached('error', 'note')
    case 'undeclared':
      // A finding about imports in functions reports those of `lazy`.
      return ifReached('error', reach === 'api' ? 'warning' : 'note')
    case 'extra':
      return reach === 'main' ? 'error' : ifReached('warning', 'note')
    case 'optional':
      if (reach === 'plugin' && cause.extras.length > 0) return 'note'
      if (cause.isChoice || reach === 'plugin') return ifReached('warning', 'note')
      return cause.extras.length > 0 && reach !== 'main'
        ? ifReached('warning', 'note')
        : ifReached('error', 'note')
    case 'dependency-broken':
      if (cause.isOptional) return ifReached('error', 'note')
      if (reach === 'api') return 'error'
      return ifReached('error', reach === 'private' ? 'note' : 'warning')
    case 'incompatible':
      if (reach === 'api' || reach === 'lazy') return 'error'
      return ifReached('error', reach === 'private' ? 'note' : 'warning')
    case 'settings':
    case 'library':
      // The host of a plugin has its settings.
      return reach === 'plugin' ? 'note' : ifReached('warning', 'note')
    case 'host':
      if (reach === 'plugin') return 'note'
      return reach === 'script' && cause.missing !== undefined ? 'error' : ifReached('warning', 'note')
    case 'platform':
      return ifReached(cause.isAnnounced ? 'warning' : 'error', 'note')
  }
}
