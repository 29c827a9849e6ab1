import { capitalize, count, list, listSome } from '../../program/sentence.ts'
import { quoteCommands } from '../diagnosis/quoted-commands.ts'
import type { RuleTexts } from '../rule.ts'

/** A module that could not be imported. */
export interface FailedModule {
  readonly module: string
  readonly error: string
  /** Why this is not an error; null if it is an error. */
  readonly reason: ToleratedReason | null
}

/** Why a module that cannot be imported here is tolerated. */
export type ToleratedReason =
  /** It needs settings, an application, a library of the system, or another platform. */
  | { readonly kind: 'settings' | 'host' | 'library' | 'platform'; readonly of: string }
  /** It needs a distribution that extras declare; none if the code itself treats it as optional. */
  | { readonly kind: 'optional'; readonly distribution: string; readonly extras: readonly string[] }
  /** It needs a distribution that is not declared, and is not known to be imported. */
  | { readonly kind: 'undeclared'; readonly distribution: string }
  /** It cannot be imported before other modules of the package. */
  | { readonly kind: 'circular' }
  /** It is a program, which ends the process. */
  | { readonly kind: 'program' }
  /** It raises the error on purpose at its top level. */
  | { readonly kind: 'deliberate' }
  /** Everything that imports it catches the ImportError. */
  | { readonly kind: 'guarded' }
  /** It imports a name that another module of the package defines on a condition only. */
  | { readonly kind: 'conditional-name'; readonly name: string }
  /** It imports an extension module that was not compiled. */
  | { readonly kind: 'extension'; readonly name: string }
  /** It is private, a template or a test, or written for another Python, and not imported. */
  | { readonly kind: 'unused' }

/** The facts of the rules about imports. */
export interface ImportRuleFacts {
  'import-failed': {
    module: string
    error: string
    /**
     * `public`: a module that users import or run, or that is loaded as a plugin; `submodule`: another module, for an
     * exception in its own code; `own-module`, `own-name`: the wheel lacks a module or name of its own; `checkout`: it can
     * be imported from the checkout; `environment`: it needs settings, an application, a library or a platform that the
     * environment lacks; `elsewhere`: the modules are optional.
     */
    why: 'public' | 'submodule' | 'own-module' | 'own-name' | 'checkout' | 'environment' | 'elsewhere'
    /** The installed extras. */
    extras: readonly string[]
    reason: ToleratedReason | null
    /** What always imports it: `import demo`, `the script demo`. */
    neededBy: readonly string[]
    /** Whether a function of what `neededBy` imports has the import, which was not executed. */
    inFunction: boolean
    others: readonly FailedModule[]
  }
  'import-warning': {
    /** What compiling the modules, or importing the public ones, warns of or prints. */
    messages: readonly ImportMessage[]
    /** An import that takes longer than the project allows. */
    slow: {
      readonly module: string
      readonly seconds: number
      readonly limit: number
      /** What takes most of the time: its own code, and its imports of other packages. */
      readonly slowest: readonly { readonly module: string; readonly seconds: number }[]
    } | null
  }
}

/** A warning or output. */
export interface ImportMessage {
  /** The category of a warning, or the stream: `DeprecationWarning`, `stdout`. */
  readonly kind: string
  readonly text: string
  /** `src/demo/__init__.py:3`. */
  readonly place: string
}

type Facts = ImportRuleFacts['import-failed']

/** The texts of the rules about imports. */
export const IMPORT_RULES: RuleTexts<ImportRuleFacts> = {
  'import-failed': {
    title: 'Import failed',
    why: 'Users cannot use a module that fails to import. In the checkout it may work, because more is installed there.',
    message: (facts) => (facts.why === 'elsewhere' ? tolerated(facts) : failed(facts)),
    fix: ({ module, why }) => IMPORT_FIXES[why].replaceAll('MODULE', module),
  },
  'import-warning': {
    title: 'Noisy or slow import',
    why: 'It affects every program that imports the package: output and delays appear there, and with -W error a warning is an exception.',
    message: ({ messages, slow }) => (slow === null ? describeMessages(messages) : describeTime(slow)),
    fix: ({ messages, slow }) =>
      slow === null
        ? [...new Set(messages.map(fixOfMessage))].join(' ')
        : `Import the slow modules inside the functions that need them, or raise max-seconds in [tool.as-installed.imports]. To profile: python -X importtime -c "import ${slow.module}"`,
  },
}

function describeMessages(messages: readonly ImportMessage[]): string {
  const shown = messages
    .slice(0, 3)
    .map(({ kind, text, place }) =>
      isStream({ kind }) ? `"${text}" on ${kind} (${place})` : `${kind}: ${text} (${place})`,
    )
  const more = messages.length > 3 ? `; ${messages.length - 3} more` : ''
  const warnings = messages.filter((message) => !isStream(message)).length
  const printed = messages.length - warnings
  const counts = [
    ...(warnings > 0 ? [`emits ${count(warnings, 'warning')}`] : []),
    ...(printed > 0 ? ['prints output'] : []),
  ]
  return `Importing the package ${list(counts)}: ${shown.join('; ')}${more}.`
}

function describeTime({
  module,
  seconds,
  limit,
  slowest,
}: NonNullable<ImportRuleFacts['import-warning']['slow']>): string {
  const parts = slowest.map((part) => `${part.module} ${part.seconds.toFixed(2)} s`)
  const details =
    parts.length === 0 ? '' : ` Slowest ${parts.length > 1 ? 'imports' : 'import'}: ${list(parts)}.`
  return `"import ${module}" takes ${seconds.toFixed(2)} s, longer than max-seconds (${limit} s).${details}`
}

function isStream({ kind }: Pick<ImportMessage, 'kind'>): boolean {
  return kind === 'stdout' || kind === 'stderr'
}

function fixOfMessage(message: ImportMessage): string {
  if (isStream(message)) return 'Remove the output, or print it in a function that users call.'
  return /invalid (octal )?escape sequence/.test(message.text)
    ? 'Escape the backslash, or use a raw string: r"\\d".'
    : 'Replace the deprecated code that the warning names.'
}

function tolerated({ module, error, reason, others }: Facts): string {
  const modules = [{ module, error, reason }, ...others]
  const byReason = new Map<string, string[]>()
  for (const one of modules) {
    const described = describeReason(one)
    byReason.set(described, [...(byReason.get(described) ?? []), one.module])
  }
  const groups = [...byReason].sort(([, a], [, b]) => b.length - a.length)
  const shown = groups.map(([described, names]) => `${listSome(names, 3)} (${described})`)
  const parts = shown.length <= 5 ? shown : [...shown.slice(0, 5), `${shown.length - 5} more reasons`]
  return `${optionalModules(modules.length)} could not be imported here: ${parts.join('; ')}.`
}

function failed({ module, error, why, extras, reason, neededBy, inFunction, others }: Facts): string {
  if (inFunction)
    return `A function reachable from ${quoteCommands(neededBy)} imports ${module}, which does not exist: ${error}.`
  const names = others.map((other) => other.module)
  const from = `with the installed wheel${extras.length > 0 ? ` and the extra ${list(extras)}` : ''}`
  const checkout = why === 'checkout' ? ', but works from the source tree' : ''
  const alike =
    names.length > 0
      ? [`${listSome(names, 3)} ${names.length > 1 ? 'fail' : 'fails'} with the same error`]
      : []
  const needs = neededBy.includes(`import ${module}`) ? [] : neededBy
  const reached =
    needs.length > 0 ? [`${quoteCommands(needs)} ${needs.length > 1 ? 'need' : 'needs'} it`] : []
  const details = [...reached, ...alike]
  const because = why === 'environment' && reason !== null ? ` (${describeReason({ error, reason })})` : ''
  return `"import ${module}" fails ${from}${checkout}: ${error}${because}.${details.length > 0 ? ` ${capitalize(details.join(', and '))}.` : ''}`
}

/** The subject of the sentence about tolerated modules: `2 optional modules`. */
export function optionalModules(n: number): string {
  return count(n, 'optional module')
}

/** Why a module that cannot be imported is tolerated, for parentheses after its name. */
function describeReason({ error, reason }: Pick<FailedModule, 'error' | 'reason'>): string {
  switch (reason?.kind) {
    case 'settings':
      return `needs settings of ${reason.of}`
    case 'host':
      return `loaded by ${reason.of}`
    case 'library':
      return `needs ${reason.of}`
    case 'platform':
      return `only for ${reason.of}`
    case 'optional':
      return reason.extras.length > 0
        ? `needs ${reason.distribution} from the extra ${list(reason.extras, 'or')}`
        : `needs ${reason.distribution}, which is optional`
    case 'undeclared':
      return `needs ${reason.distribution}, which is not declared`
    case 'circular':
      return 'can only be imported after other modules of the package'
    case 'program':
      return 'ends the process'
    case 'guarded':
      return 'only imported where the ImportError is caught'
    case 'conditional-name':
      return `needs ${reason.name}, which is defined conditionally`
    case 'extension':
      return `needs the extension module ${reason.name}, which is not compiled`
    case 'deliberate':
    case 'unused':
    case undefined:
      return error
  }
}

const REPRODUCE =
  'To reproduce, install the wheel into an empty environment and run: python -c "import MODULE"'

const IMPORT_FIXES: Readonly<Record<Facts['why'], string>> = {
  public: `Fix the error. ${REPRODUCE}`,
  submodule: `Fix the error, or remove the module from the wheel. ${REPRODUCE}`,
  'own-module': `Add the missing module, or remove its import. ${REPRODUCE}`,
  'own-name': `Define the missing name, or import it from the module that defines it. ${REPRODUCE}`,
  checkout: `Include everything in the wheel that the module reads or imports. ${REPRODUCE}`,
  environment: `Move its use from the module level into the functions that need it. ${REPRODUCE}`,
  elsewhere: 'None needed if these modules are optional.',
}
