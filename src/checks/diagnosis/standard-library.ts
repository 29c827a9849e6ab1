import { topOf } from '../../python/module-names.ts'
import { isAllowed } from '../../python/requires-python.ts'

/** Modules of the standard library on every platform, from the Python on in which they came. None has left it since. */
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

/** Those that have left it, and the first Python without them. */
const REMOVED: readonly (readonly [until: string, names: string])[] = [
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

/** The oldest Python that packages are verified on. */
const OLDEST = 8

/**
 * Whether a name is a module of the standard library on every Python that Requires-Python allows. Where it is so on
 * some of them alone, the package is a backport.
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

/** The Pythons whose standard library has a module, as a version specifier; undefined for what none has, or all. */
export function pythonsWith(module: string): string | undefined {
  const top = topOf(module)
  const until = UNTIL.get(top)
  if (until !== undefined) return `<${until}`
  const since = SINCE.get(top)
  return minorOf(since) > OLDEST ? `>=${since}` : undefined
}

/** Not a number for no version. */
function minorOf(version: string | undefined): number {
  return Number(version?.split('.')[1])
}
