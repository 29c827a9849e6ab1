import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { requirementsOf } from './declared-distributions.ts'
import { APPLICATIONS, PLATFORM_MODULES, STANDARD_PLATFORM_MODULES } from './environment-modules.ts'

/** Something that an import needs and that installing the package cannot provide. */
export type EnvironmentNeed =
  /** The settings of a framework, or the configuration of a service. */
  | { readonly kind: 'settings'; readonly of: string }
  /** The application that loads the package as a plugin. `missing` is set if it can be installed from an index. */
  | { readonly kind: 'host'; readonly of: string; readonly missing?: MissingModule }
  /** A library of the operating system or of the user's choice, or a display. */
  | { readonly kind: 'library'; readonly of: string }
  | {
      readonly kind: 'platform'
      readonly of: string
      /** Whether the classifiers say that the package is for this platform only. */
      readonly isAnnounced: boolean
      /** A module of a distribution that is declared for this platform only. */
      readonly missing?: MissingModule
    }

/** A module that is not installed, and the distribution that most likely has it. */
export interface MissingModule {
  /** Dotted name. */
  readonly module: string
  readonly distribution: string
}

/** Returns what an import that raised an exception needs from its environment; undefined for any other exception. */
export function environmentNeed(error: PythonError, contents: Contents): EnvironmentNeed | undefined {
  return neededSettings(error) ?? neededHost(error) ?? neededLibrary(error) ?? neededPlatform(error, contents)
}

/** Returns the application or the platform to which a missing module belongs; undefined for any other module. */
export function environmentOfModule(missing: MissingModule, contents: Contents): EnvironmentNeed | undefined {
  const { module, distribution } = missing
  const top = topLevelModule(module)
  const application = APPLICATIONS.get(top)
  if (application !== undefined) return { kind: 'host', of: application }
  if (isHostOfPlugin(top, contents)) return { kind: 'host', of: distribution, missing }
  const standard = STANDARD_PLATFORM_MODULES.get(top)
  if (standard !== undefined)
    return { kind: 'platform', of: standard, isAnnounced: isAnnounced(standard, contents) }
  const platform = PLATFORM_MODULES.get(top)
  if (platform !== undefined)
    return { kind: 'platform', of: platform, isAnnounced: isAnnounced(platform, contents), missing }
  const marker = platformMarkerOf(distribution, contents)
  return marker === undefined
    ? undefined
    : { kind: 'platform', of: marker, isAnnounced: isAnnounced(marker, contents), missing }
}

/** Whether a module belongs to the program that loads entry points of this wheel, by the name of their group. */
function isHostOfPlugin(top: string, { wheel }: Contents): boolean {
  const module = normalizeName(top)
  return wheel.entryPoints.some(({ group }) => {
    const [first = ''] = group.split(/[.:]/)
    const name = normalizeName(group).replaceAll(':', '-')
    return (
      GROUPS_OF_OTHER_NAMES[first]?.includes(top) === true ||
      name.split('-').some((part) => part.replace(/\d+$/, '') === module || part === module) ||
      name.startsWith(`${module}-`)
    )
  })
}

/** The first part of the groups of entry points that are not named after the module of their host. */
const GROUPS_OF_OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  distutils: ['setuptools'],
  egg_info: ['setuptools'],
  hatch: ['hatchling'],
  poetry: ['cleo'],
  pytest11: ['_pytest'],
}

function neededSettings({ type, qualname, message, frames }: PythonError): EnvironmentNeed | undefined {
  const [top = ''] = qualname.split('.')
  if (
    /^(ImproperlyConfigured|AppRegistryNotReady)$/.test(type) ||
    /INSTALLED_APPS|DJANGO_SETTINGS/.test(message)
  )
    return { kind: 'settings', of: 'Django' }
  if (/outside of (an? )?(application|request|app) context/i.test(message))
    return { kind: 'settings', of: 'an application context' }
  // An error class of the package itself does not show what the environment lacks.
  const isThirdParty = top !== 'builtins' && top !== type && frames.length > 0
  if (
    isThirdParty &&
    type === 'ValidationError' &&
    /validation errors? for \w*(Settings|Config|Env)/.test(message)
  )
    return { kind: 'settings', of: `pydantic (${message.split('\n')[0]?.slice(0, 80)})` }
  return isThirdParty && SETTINGS_ERRORS.test(type)
    ? { kind: 'settings', of: `${top} (${type}: ${message.split('\n')[0]?.slice(0, 80)})` }
    : undefined
}

/** Names of the classes of errors for missing configuration, credentials, and services that cannot be reached. */
const SETTINGS_ERRORS =
  /Configured|Configuration|ConfigError|ConfigException|Settings|Credential|NoRegion|UndefinedValue|^Env(ironment)?(\w*)Error$|Connection|OperationalError|ServerSelection|Unauthorized/

function neededHost({ type, message }: PythonError): EnvironmentNeed | undefined {
  const [, name = ''] = (type === 'NameError' && /^name '(\w+)' is not defined/.exec(message)) || []
  if (/^__[A-Z][A-Z0-9_]*__$/.test(name)) return { kind: 'host', of: `a program that replaces ${name}` }
  if (type === 'AttributeError' && /^module 'sys' has no attribute '(_MEIPASS|frozen)'/.test(message))
    return { kind: 'host', of: 'a PyInstaller application' }
  const application = INJECTED_NAMES.get(name)
  return application === undefined ? undefined : { kind: 'host', of: application }
}

/** Names that an application defines in the modules that it executes. */
const INJECTED_NAMES = new Map([
  ['get_ipython', 'IPython'],
  ['get_config', 'Jupyter'],
  ['snakemake', 'Snakemake'],
  ['dbutils', 'Databricks'],
  ['_', 'a program that installs gettext'],
])

function neededLibrary({ type, message }: PythonError): EnvironmentNeed | undefined {
  const library =
    /([\w.+-]+\.(?:so|dylib)[\w.]*): cannot open shared object file/.exec(message)?.[1] ??
    /Library not loaded: (\S+)/.exec(message)?.[1] ??
    /(?:[Nn]o library called|could not find (?:the )?library|[Uu]nable to (?:find|load) (?:the )?(?:shared )?library) ['"]?([\w.+-]+)/.exec(
      message,
    )?.[1]
  if (library !== undefined) return { kind: 'library', of: `the library ${library}` }
  if (/QtBindingsNotFound/.test(type) || /\bno Qt bindings?\b/i.test(message))
    return { kind: 'library', of: 'a Qt binding' }
  if (
    /^(TclError|NoSuchDisplayException|DisplayNameError|DisplayConnectionError)$/.test(type) ||
    /\bno display\b|\$DISPLAY|['"]DISPLAY['"]|cannot connect to (the )?X server|could not open display/i.test(
      message,
    )
  )
    return { kind: 'library', of: 'a display' }
  return undefined
}

function neededPlatform({ type, message }: PythonError, contents: Contents): EnvironmentNeed | undefined {
  const [, attribute] = /^module '\w+' has no attribute '(\w+)'/.exec(message) ?? []
  const name = /^cannot import name '(\w+)' from '(?:ctypes|os|signal|asyncio|subprocess|socket|select)/.exec(
    message,
  )?.[1]
  const platform = WINDOWS_NAMES.test(attribute ?? name ?? '')
    ? 'Windows'
    : /^(kqueue|kevent|KQ_\w+)$/.test(attribute ?? name ?? '')
      ? 'macOS'
      : /^(ImportError|OSError|RuntimeError|NotImplementedError|Exception|AssertionError)$/.test(type)
        ? PLATFORM_IN_MESSAGE.exec(message)?.[0]
        : undefined
  return platform === undefined
    ? undefined
    : { kind: 'platform', of: platform, isAnnounced: isAnnounced(platform, contents) }
}

/** Names that the standard library has on Windows only. */
const WINDOWS_NAMES =
  /^(windll|oledll|WinDLL|OleDLL|WinError|FormatError|WINFUNCTYPE|GetLastError|startfile|add_dll_directory|STARTUPINFO|STARTF_\w+|SW_HIDE|CREATE_[A-Z_]+|DETACHED_PROCESS|CTRL_\w+_EVENT|Windows\w+|Proactor\w+|IocpProactor|getwindowsversion|winver|SIO_\w+)$/

const PLATFORM_IN_MESSAGE =
  /\b(Windows|macOS|Mac OS X|OS X|Darwin|Raspberry Pi|Android|iOS|Emscripten|Pyodide|Jython|IronPython)\b/i

/** Whether the classifiers list the operating system of a platform, and not that any will do. */
function isAnnounced(platform: string, { wheel }: Contents): boolean {
  const systems = wheel.metadata.classifiers.filter((one) => one.startsWith('Operating System :: '))
  const system = SYSTEMS.find(([names]) => names.test(platform))?.[1]
  return (
    system !== undefined &&
    systems.some((one) => system.test(one)) &&
    systems.every((one) => system.test(one))
  )
}

/** Names of platforms in messages and environment markers, with the classifiers of their operating system. */
const SYSTEMS: readonly (readonly [names: RegExp, classifier: RegExp])[] = [
  [/windows|win32|['"]nt['"]/i, /:: Microsoft\b/],
  [/mac|os x|darwin/i, /:: MacOS\b/],
  [/posix|unix|linux/i, /:: (POSIX|Unix)\b/],
  [/android/i, /:: Android\b/],
]

/** The environment marker of a dependency that is declared for some platforms only. */
function platformMarkerOf(distribution: string, contents: Contents): string | undefined {
  const declared = requirementsOf(contents).filter(
    ({ name, ofExtra }) => ofExtra === undefined && name === normalizeName(distribution),
  )
  const markers = declared.map(({ text }) => text.split(';')[1]?.trim() ?? '')
  const isForSome = (marker: string) =>
    /\b(sys_platform|platform_system|os_name|platform_machine|platform_python_implementation|implementation_name)\b/.test(
      marker,
    )
  return declared.length > 0 && markers.every(isForSome) ? markers[0] : undefined
}
