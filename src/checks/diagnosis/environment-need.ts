import { topLevelModule } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'

/** Something that an import needs and that no installer can provide. */
export interface EnvironmentNeed {
  /** `settings` of a framework or service; a `host` application that loads the module; another `platform`. */
  readonly kind: 'settings' | 'host' | 'platform'
  /** Its name in messages: `settings of Django`, `Blender`, `libGL.so.1`. */
  readonly of: string
}

/** Returns what an import that raised an exception needs from its environment; undefined for any other exception. */
export function environmentNeed(error: PythonError): EnvironmentNeed | undefined {
  return neededSettings(error) ?? neededLibrary(error) ?? neededPlatform(error)
}

/** Returns the application or the platform that has a module; undefined for a module that can be installed anywhere. */
export function environmentOfModule(module: string): EnvironmentNeed | undefined {
  const top = topLevelModule(module)
  const host = HOSTS.get(top)
  if (host !== undefined) return { kind: 'host', of: host }
  return PLATFORM_MODULES.has(top) ? { kind: 'platform', of: `the module ${top}` } : undefined
}

function neededSettings({ type, qualname, message }: PythonError): EnvironmentNeed | undefined {
  const [top = ''] = qualname.split('.')
  if (/^(ImproperlyConfigured|AppRegistryNotReady)$/.test(type))
    return { kind: 'settings', of: `settings of ${top === 'django' || top === type ? 'Django' : top}` }
  if (top === 'builtins' || top === type) return undefined
  return /Config|Settings|Credential|NoRegion|Connection|OperationalError/i.test(type)
    ? { kind: 'settings', of: `settings of ${top} (${message.split('\n')[0]?.slice(0, 100)})` }
    : undefined
}

function neededLibrary({ type, message }: PythonError): EnvironmentNeed | undefined {
  const library = /([\w.+-]+\.(?:so|dylib|dll)[\w.]*): cannot open shared object file/.exec(message)?.[1]
  if (library !== undefined) return { kind: 'platform', of: `the system library ${library}` }
  if (type === 'TclError' || /\bno display\b|\$DISPLAY|cannot connect to (the )?X server/i.test(message))
    return { kind: 'platform', of: 'a display' }
  return undefined
}

function neededPlatform({ type, message }: PythonError): EnvironmentNeed | undefined {
  if (!/^(ImportError|OSError|RuntimeError|NotImplementedError|AttributeError)$/.test(type)) return undefined
  const attribute = /^module '[\w.]+' has no attribute '(\w+)'/.exec(message)?.[1]
  if (attribute !== undefined)
    return /^(windll|oledll|WinDLL|WinError|startfile|STARTUPINFO|Windows\w+|kqueue|kevent|getwindowsversion|CREATE_\w+)$/.test(
      attribute,
    )
      ? { kind: 'platform', of: attribute }
      : undefined
  const platform = /\b(Windows|macOS|Mac OS X|Darwin|Raspberry Pi|Android|iOS|Emscripten|Pyodide)\b/i.exec(
    message,
  )
  return platform === null ? undefined : { kind: 'platform', of: platform[0] }
}

/** Modules that an application has in its own Python: top-level module -> application. */
const HOSTS: ReadonlyMap<string, string> = new Map(
  [
    'Blender: bpy bmesh mathutils',
    'Maya: maya',
    'Houdini: hou',
    'Nuke: nuke',
    'QGIS: qgis',
    'FreeCAD: FreeCAD FreeCADGui',
    'Sublime Text: sublime sublime_plugin',
    'GDB: gdb',
    'LLDB: lldb',
    'IDA: idaapi idc idautils',
    'KiCad: pcbnew',
    'ArcGIS: arcpy',
    'Unreal Engine: unreal',
    'Kodi: xbmc xbmcgui xbmcaddon xbmcplugin',
    'Vim: vim',
    'LibreOffice: uno unohelper',
  ].flatMap((line) => {
    const [application = '', modules = ''] = line.split(': ')
    return modules.split(' ').map((module) => [module, application] as const)
  }),
)

/** Modules that exist on some platforms only, of the standard library and of widely used distributions. */
const PLATFORM_MODULES = new Set(
  '_scproxy _winapi _winreg crypt curses fcntl grp msilib msvcrt nis nt ossaudiodev posix pwd readline resource spwd syslog termios tty winreg winsound AppKit Cocoa CoreFoundation Foundation Quartz objc pythoncom pywintypes win32api win32com win32con win32event win32file win32gui win32process win32service'.split(
    ' ',
  ),
)
