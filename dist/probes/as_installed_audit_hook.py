"""A PEP 578 audit hook that records every use of the original checkout by a Python of the test environment.

Installed into site-packages of the test environment, with these files next to it:

    as_installed_audit_hook.pth    one line: import as_installed_audit_hook
    as_installed_audit_hook.start  one line: as_installed_audit_hook:start
    as_installed_audit_hook.json   the settings

Importing the module adds the hook. From Python 3.15 on, the .start file replaces the import line
of the .pth file of the same name (PEP 829). Both run in every interpreter of the environment,
also with -I and with an empty process environment, but not with -S.

Settings:
    forbidden   absolute directories: the checkout
    log         existing directory for the events
    sandbox     optional; absolute directory: the test sandbox, a copy of the checkout without
                the package's source
    shipped     optional; absolute directories and files that the wheel installed

Events are JSON lines in <log>/<pid>.jsonl, each kind and path once per process. They are written
at once, as a process may end without notice:
    kind        "exec"       a module or script in a forbidden directory was executed
                "extension"  an extension module in a forbidden directory was loaded
                "open"       a file in a forbidden directory was opened for reading
                "sandbox"    an import statement outside the sandbox loaded a module of it, so
                             installed code needs a module that is not installed; the targets
                             of links in the sandbox do not count
                "helper"     an import statement in the sandbox loaded a module of it
                "child"      a child process was started with a forbidden path as its working
                             directory, as an argument or in PYTHONPATH
                "loaded"     a module in `shipped` was executed
    path        absolute, as the code named it; with links resolved for "loaded"
A path is forbidden if it, or the path with links resolved, is in a forbidden directory.

All kinds except "loaded" also have:
    importer    {"file", "line"} of the nearest caller outside the standard library, the import
                system and pytest; or null
    entry       the forbidden sys.path entry that contains the path, absolute; or null
    origin      how that entry got onto sys.path: {"kind", "file", "line"}, or null if unknown.
                kind is "PYTHONPATH", "program" (the script's directory, or the current one for
                -m and -c) or "code"; for "code", file and line (otherwise null) are the last
                executed line that looks like a change to sys.path

Errors: none are raised or printed, as they would change the program under test. Without readable
settings, or if the log cannot be written, there are no events; the caller detects this by opening
a canary file in a forbidden directory.
"""
from __future__ import annotations

import opcode
import os
import re
import sys
from collections import deque
from types import FrameType
from typing import Any, Iterator, Sequence

# By name: tests may replace the attributes of these modules and of `builtins`, and count the calls.
from io import open
from json import dumps, load
from os import close, fsdecode, getcwd, getpid, write
from os import open as open_descriptor
from os.path import basename, dirname, isabs, isfile, islink, join, normcase, normpath, realpath, splitext

FOLDERS = 10_000
FILES = 1_000
MACHINERY = ("_pytest", "pytest", "pluggy", "xdist", "execnet")
CHANGES_PATH = re.compile(
    r"\bpath\s*\.\s*(insert|append|extend)|\bsys\.path\b[^=]*=[^=]|addsitedir|syspath_prepend|\bchdir\b"
)
LIBRARY = join(normcase(dirname(os.__file__)), "")
IMPORT = opcode.opmap["IMPORT_NAME"]
WRITE_ONLY, ACCESS = os.O_WRONLY, 3

_started = False


def start() -> None:
    """Adds the audit hook, once per interpreter."""
    global _started
    if _started:
        return
    _started = True
    try:
        with open(splitext(absolute(__file__))[0] + ".json", encoding="utf-8") as file:
            settings = load(file)
        hook = AuditHook(settings["forbidden"], settings["log"], settings.get("sandbox"), settings.get("shipped", ()))
    except Exception:
        return
    sys.addaudithook(hook.handle)


class AuditHook:
    def __init__(self, forbidden: list[str], log: str, sandbox: str | None = None, shipped: Sequence[str] = ()) -> None:
        forms = {form for folder in forbidden for form in (absolute(folder), realpath(folder))}
        self.prefixes = tuple(as_prefix(form) for form in forms)
        self.sandbox = as_prefix(realpath(sandbox)) if sandbox else None
        self.shipped = tuple(as_prefix(realpath(path)) for path in shipped)
        self.log = log
        self.seen: set[tuple[int, str, str]] = set()
        self.loaded: set[str] = set()
        self.folders: dict[str, tuple[bool, str]] = {}
        self.folder = current_folder()
        self.executed: deque[str] = deque(maxlen=FILES)
        self.shape: tuple[int, Any] = (0, None)
        self.origins: dict[str, dict[str, Any] | None] = {}

    def handle(self, event: str, args: tuple[Any, ...]) -> None:
        """Handles an audit event. The files that this class itself opens are never in a forbidden directory."""
        try:
            if event == "open":
                path, _, flags = args
                if flags & ACCESS != WRITE_ONLY:
                    self.check("open", path)
            elif event == "exec":
                path = args[0].co_filename
                if not path.startswith("<"):
                    self.check("exec", path)
                    self.check_shipped(path)
                    if self.sandbox and self.in_sandbox(path):
                        by = importing(sys._getframe(1))
                        if by is not None:
                            self.report_once("helper" if self.in_sandbox(by) else "sandbox", absolute(path))
            elif event == "import":
                if args[1]:
                    self.check("extension", args[1])
                    self.check_shipped(args[1])
                elif args[2] and (len(args[2]), args[2][0]) != self.shape:
                    self.shape = (len(args[2]), args[2][0])
                    self.record_origins(args[2])
            elif event == "subprocess.Popen":
                self.check_child(*args)
        except RecursionError:
            # Before 3.10, Python aborts if an audit hook suppresses this error.
            if sys.version_info < (3, 10):
                raise
        except Exception:
            pass

    def check(self, kind: str, path: Any) -> None:
        if isinstance(path, bytes):
            path = fsdecode(path)
        elif not isinstance(path, str):
            return
        if not isabs(path):
            path = join(getcwd(), path)
        if not self.is_forbidden(path):
            return
        path = absolute(path)
        if kind != "open" or isfile(path):
            self.report_once(kind, path)

    def check_shipped(self, path: str) -> None:
        if path in self.loaded:
            return
        real = join(self.place(dirname(path))[1], basename(path))
        if islink(real):
            real = realpath(real)
        if as_prefix(real).startswith(self.shipped):
            self.loaded.add(path)
            self.write({"kind": "loaded", "path": real})
        elif not is_installed(path) and not normcase(path).startswith(LIBRARY):
            self.executed.append(path)

    def check_child(self, _: Any, command: Any, folder: Any, variables: Any) -> None:
        paths = [folder or "", *(command if isinstance(command, (list, tuple)) else [])]
        paths += ((os.environ if variables is None else variables).get("PYTHONPATH") or "").split(os.pathsep)
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)):
                path = fsdecode(path)
                if isabs(path) and (self.is_under(path) or self.is_under(realpath(path))):
                    self.report_once("child", absolute(path))

    def in_sandbox(self, path: str) -> bool:
        """Whether a file is in the sandbox itself, not the target of a link in it."""
        return as_prefix(dirname(realpath(path))).startswith(self.sandbox or "/")

    def report_once(self, kind: str, path: str) -> None:
        key = (getpid(), kind, path)
        if key not in self.seen:
            self.seen.add(key)
            self.report(kind, path)

    def is_forbidden(self, path: str) -> bool:
        if self.place(dirname(path))[0]:
            return True
        return islink(path) and self.place(dirname(realpath(path)))[0]

    def place(self, folder: str) -> tuple[bool, str]:
        """Whether a directory is forbidden, and its path with links resolved."""
        known = self.folders.get(folder)
        if known is None:
            path = absolute(folder)
            real = realpath(path)
            known = self.is_under(path) or self.is_under(real), real
            if len(self.folders) >= FOLDERS:
                self.folders.clear()
            self.folders[folder] = known
        return known

    def is_under(self, folder: str) -> bool:
        return as_prefix(folder).startswith(self.prefixes)

    def report(self, kind: str, path: str) -> None:
        self.record_origins(sys.path)
        forms = as_prefix(path), as_prefix(realpath(path))
        above = [entry for entry in self.origins if any(form.startswith(as_prefix(entry)) for form in forms)]
        entry = max(above, key=len, default=None)
        self.write({
            "kind": kind,
            "path": path,
            "importer": importer(sys._getframe(1)),
            "entry": entry,
            "origin": None if entry is None else self.origins[entry],
        })

    def write(self, facts: dict[str, Any]) -> None:
        # A single write in append mode cannot interleave with those of other threads and forks.
        log = open_descriptor(join(self.log, f"{getpid()}.jsonl"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            write(log, (dumps(facts) + "\n").encode())
        finally:
            close(log)

    # How the checkout got onto sys.path

    def record_origins(self, entries: list[Any]) -> None:
        """Records the origin of each forbidden sys.path entry when it is first seen."""
        for place, entry in enumerate(entries):
            if isinstance(entry, str) and self.place(absolute(entry))[0]:
                entry = absolute(entry)
                if entry not in self.origins:
                    self.origins[entry] = None
                    try:
                        self.origins[entry] = self.origin(entry, first=place == 0)
                    except Exception:
                        # The use is reported even if its origin is unknown.
                        pass

    def origin(self, entry: str, first: bool) -> dict[str, Any] | None:
        variable = "" if sys.flags.ignore_environment else os.environ.get("PYTHONPATH", "")
        if entry in map(absolute, filter(None, variable.split(os.pathsep))):
            return {"kind": "PYTHONPATH", "file": None, "line": None}
        program = join(self.folder, (getattr(sys, "argv", None) or [""])[0])
        if first and entry in (self.folder, dirname(absolute(program))):
            return {"kind": "program", "file": None, "line": None}
        for file, first_line, last_line in self.executed_ranges(sys._getframe(1)):
            line = self.change_in(file, first_line, last_line)
            if line is not None:
                return {"kind": "code", "file": file, "line": line}
        return None

    def executed_ranges(self, frame: FrameType | None) -> Iterator[tuple[str, int, int]]:
        """Yields (file, first line, last line) of executed code: active functions, then modules, latest first."""
        modules = {}
        while frame is not None:
            # Before Python 3.9, the main script's path is relative if it was given so.
            file = join(self.folder, frame.f_code.co_filename)
            if frame.f_code.co_name == "<module>":
                modules[file] = frame.f_lineno
            elif not is_machinery(normcase(file)):
                yield file, frame.f_code.co_firstlineno, frame.f_lineno
            frame = frame.f_back
        for file in reversed(self.executed):
            file = join(self.folder, file)
            yield file, 1, modules.get(file, sys.maxsize)

    def change_in(self, file: str, first: int, last: int) -> int | None:
        """The last line in a range of a source file that looks like a change to sys.path."""
        if not isfile(file) or self.is_forbidden(absolute(file)):
            return None
        with open(file, encoding="utf-8", errors="replace") as source:
            lines = enumerate(source.read().splitlines(), 1)
        found = [number for number, line in lines if first <= number <= last and CHANGES_PATH.search(line)]
        return found[-1] if found else None


def as_prefix(folder: str) -> str:
    return join(normcase(folder), "")


def absolute(path: str) -> str:
    """Like os.path.abspath, which calls os.getcwd by its attribute."""
    return normpath(path if isabs(path) else join(getcwd(), path))


def current_folder() -> str:
    try:
        return getcwd()
    except OSError:
        return ""


def importing(frame: FrameType | None) -> str | None:
    """The file whose import statement loads the module being executed; None for other ways to execute code."""
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    by_import = frame is not None and frame.f_code.co_filename.startswith("<frozen importlib")
    while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    if not by_import or frame is None:
        return None
    # A call such as import_module may get the name from its caller, so the module is not a dependency of this file.
    return frame.f_code.co_filename if frame.f_code.co_code[frame.f_lasti] == IMPORT else None


def importer(frame: FrameType | None) -> dict[str, Any] | None:
    while frame is not None:
        file = frame.f_code.co_filename
        if not is_machinery(normcase(file)):
            return {"file": file, "line": frame.f_lineno}
        frame = frame.f_back
    return None


def is_machinery(file: str) -> bool:
    folders = file.replace("\\", "/").split("/")
    return (
        file.startswith("<frozen ")
        or file == normcase(__file__)
        or (is_installed(file) and any(name in folders for name in MACHINERY))
        or (not is_installed(file) and file.startswith(LIBRARY))
    )


def is_installed(file: str) -> bool:
    return "site-packages" in file or "dist-packages" in file


start()
