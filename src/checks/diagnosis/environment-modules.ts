/** Modules that an application has in its own Python: top-level module -> application. */
export const APPLICATIONS: ReadonlyMap<string, string> = byModule([
  'Blender: bpy bpy_extras bmesh mathutils bgl blf gpu_extras',
  'Maya: maya pymel',
  'Houdini: hou',
  'Nuke: nuke nukescripts',
  '3ds Max: pymxs MaxPlus',
  'Cinema 4D: c4d',
  'Substance Painter: substance_painter',
  'DaVinci Resolve: DaVinciResolveScript',
  'QGIS: qgis',
  'ArcGIS: arcpy',
  'FreeCAD: FreeCAD FreeCADGui',
  'Fusion 360: adsk',
  'Rhino: Rhino rhinoscriptsyntax scriptcontext',
  'Abaqus: abaqus odbAccess',
  'KiCad: pcbnew',
  'Sublime Text: sublime sublime_plugin',
  'Vim: vim',
  'GIMP: gimp gimpfu',
  'Krita: krita',
  'LibreOffice: uno unohelper',
  'GDB: gdb',
  'LLDB: lldb',
  'IDA: idaapi idc idautils ida_bytes ida_funcs ida_hexrays ida_kernwin ida_name',
  'Binary Ninja: binaryninja binaryninjaui',
  'Ghidra: ghidra',
  'Unreal Engine: unreal',
  'Kodi: xbmc xbmcgui xbmcaddon xbmcplugin xbmcvfs',
  'WeeChat: weechat',
  'Odoo: odoo openerp',
  'AWS Glue: awsglue',
  'Frappe: frappe',
  'ROS: rospy rclpy roslib ament_index_python',
  'Pyodide: js pyodide pyodide_js',
  'MicroPython: machine micropython ubinascii utime uasyncio esp esp32',
])

/** Modules of the standard library that exist on some platforms only. */
export const STANDARD_PLATFORM_MODULES: ReadonlyMap<string, string> = byModule([
  'Windows: _msi _overlapped _winapi _winreg msilib msvcrt nt winreg winsound',
  'macOS: _scproxy',
  'POSIX: crypt curses fcntl grp nis ossaudiodev posix pwd readline resource spwd syslog termios tty',
])

/** Modules of widely used distributions for one platform. */
export const PLATFORM_MODULES: ReadonlyMap<string, string> = byModule([
  'Windows: comtypes pythoncom pywintypes win32api win32clipboard win32com win32con win32console win32crypt win32event win32evtlog win32evtlogutil win32file win32gui win32job win32net win32pdh win32pipe win32print win32process win32security win32serviceutil win32service win32timezone win32ui winerror winrt',
  'macOS: AppKit Cocoa CoreFoundation CoreServices Foundation LaunchServices PyObjCTools Quartz ScriptingBridge objc',
])

function byModule(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [name = '', modules = ''] = line.split(': ')
      return modules.split(' ').map((module) => [module, name] as const)
    }),
  )
}
