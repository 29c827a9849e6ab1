import { topLevelModule } from '../../python/module-names.ts'
import { isAllowed } from '../../python/requires-python.ts'

/** Modules that are in the standard library on every platform since a Python version and have not been removed. */
const PRESENT: readonly (readonly [since: string, names: string])[] = [
  [
    '3.0',
    'abc antigravity argparse array ast atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib copy copyreg csv ctypes datetime dbm decimal difflib dis doctest email encodings errno faulthandler filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder multiprocessing netrc ntpath numbers opcode operator optparse os pdb pickle pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re reprlib rlcompleter runpy sched select shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat string stringprep struct subprocess symtable sys sysconfig tabnanny tarfile tempfile textwrap this threading time timeit tkinter token tokenize trace traceback turtle turtledemo types unicodedata unittest urllib uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc zipfile zipimport zlib',
  ],
  ['3.4', 'asyncio ensurepip enum pathlib selectors statistics tracemalloc'],
  ['3.5', 'typing zipapp'],
  ['3.6', 'secrets'],
  ['3.7', 'contextvars dataclasses'],
  ['3.9', 'graphlib zoneinfo'],
  ['3.11', 'tomllib'],
  ['3.14', 'annotationlib compression'],
]

/** Modules that were removed from the standard library, by the first Python version without them. */
const REMOVED: readonly (readonly [until: string, names: string])[] = [
  [
    // Not those with the name of a distribution, or with a word that packages have as the name of a module.
    '3',
    '__builtin__ _winreg anydbm BaseHTTPServer CGIHTTPServer ConfigParser Cookie cookielib copy_reg cPickle cStringIO dbhash dircache DocXMLRPCServer dumbdbm dummy_thread dummy_threading FileDialog future_builtins htmlentitydefs htmllib HTMLParser httplib ihooks imputil mhlib mimetools mimify MimeWriter multifile popen2 posixfile Queue rexec rfc822 robotparser ScrolledText sgmllib SimpleDialog SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO tkColorChooser tkCommonDialog tkFileDialog tkFont Tkinter tkMessageBox tkSimpleDialog Tix urllib2 urlparse UserDict UserList UserString whichdb xmlrpclib',
  ],
  ['3.10', 'formatter parser symbol'],
  ['3.11', 'binhex'],
  ['3.12', 'asynchat asyncore distutils imp smtpd'],
  [
    '3.13',
    'aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib',
  ],
]

const byName = (table: typeof PRESENT) =>
  new Map(table.flatMap(([python, names]) => names.split(' ').map((name) => [name, python])))
const SINCE = byName(PRESENT)
const UNTIL = byName(REMOVED)

/** Returns whether a module is in the standard library of Python 2 only. */
export function isOfPython2(module: string): boolean {
  return pythonsWith(module) === PYTHON_2
}

/** The version specifier of the Pythons with the modules that Python 3 removed or renamed. */
export const PYTHON_2 = '<3'

/** Minor version of the oldest supported Python, 3.8. */
const OLDEST = 8

/**
 * Returns whether a module is in the standard library of every Python that Requires-Python allows. A package whose
 * module is in only some of them is a backport.
 */
export function isStandardEverywhere(name: string, requiresPython: string | undefined): boolean {
  const since = minorOf(SINCE.get(name))
  if (Number.isNaN(since)) return false
  const oldest = requiresPython === undefined ? OLDEST : 0
  for (let minor = oldest; minor < since; minor++) {
    if (isAllowed(`3.${minor}.99`, requiresPython)) return false
  }
  return true
}

/** Returns the version specifier of the Pythons whose standard library has a module; undefined if all or none have it. */
export function pythonsWith(module: string): string | undefined {
  const top = topLevelModule(module)
  const until = UNTIL.get(top)
  if (until !== undefined) return `<${until}`
  const since = SINCE.get(top)
  return minorOf(since) > OLDEST ? `>=${since}` : undefined
}

/** The minor version; NaN if there is no version. */
function minorOf(version: string | undefined): number {
  return Number(version?.split('.')[1])
}
