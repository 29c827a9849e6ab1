"""Reports every use of the original checkout, from inside any Python of the test environment.

Installed into the site-packages of the test environment, with these files beside it:

    as_installed_guard.pth    one line: import as_installed_guard
    as_installed_guard.start  one line: as_installed_guard:start
    as_installed_guard.json   {"forbidden": [absolute folders], "log": existing folder,
                              "stage": absolute folder, or not there,
                              "shipped": [absolute folders and files], or not there}

To import this module starts the guard. From Python 3.15 on, a .start file takes the place
of the import lines of the .pth file of its name (PEP 829). Both reach every interpreter of
the environment, however it was started (-I, an empty process environment), except by -S.

What is reported: the code of a module or script that runs ("exec"), a compiled module that
is loaded ("extension"), a file that is opened for reading ("open"), if it is in a forbidden
folder, as named or with links followed. "staged": a module of the stage that an import
statement outside of the stage loads, so that installed code needs what is not installed
(what the stage links to is not of the stage). "child": a forbidden folder or file that is
handed to a program that is started, as its folder, an argument or in PYTHONPATH. "loaded":
a module of what is shipped that runs. A JSON line goes to <log>/<pid>.jsonl at once, as a
process may end without notice; each kind and path once per process:

    kind, path   path is absolute, as named; of what is loaded, with all links followed

and of all kinds but "loaded":

    importer     {"file", "line"}: the nearest caller outside the standard library, the
                 import machinery and pytest; or null
    entry        the entry of sys.path that the path is below, absolute, if that is
                 forbidden; else null
    origin       how that entry came to be there: {"kind", "file", "line"}, or null where
                 it cannot be told. "PYTHONPATH", "program" (the folder of the script, or
                 for -m and -c the current one) or "code", of which file and line (else
                 null) are the last line before that looks as if it changed sys.path

Errors: none. A guard without a readable .json, or that cannot write, is silent, as the
program it lives in must not notice it; its user proves that it is alive by a forbidden read.
"""
from __future__ import annotations

import json
import opcode
import os
import re
import sys
from collections import deque
from types import FrameType
from typing import Any, Iterator, Sequence

FOLDERS = 10_000
FILES = 1_000
MACHINERY = ("_pytest", "pytest", "pluggy", "xdist", "execnet")
CHANGES_PATH = re.compile(
    r"\bpath\s*\.\s*(insert|append|extend)|\bsys\.path\b[^=]*=[^=]|addsitedir|syspath_prepend|\bchdir\b"
)
LIBRARY = os.path.join(os.path.normcase(os.path.dirname(os.__file__)), "")
IMPORT = opcode.opmap["IMPORT_NAME"]
WRITE_ONLY, ACCESS = os.O_WRONLY, 3

_started = False


def start() -> None:
    """Starts the guard, once per interpreter."""
    global _started
    if _started:
        return
    _started = True
    try:
        with open(os.path.splitext(os.path.abspath(__file__))[0] + ".json", encoding="utf-8") as file:
            settings = json.load(file)
        guard = Guard(settings["forbidden"], settings["log"], settings.get("stage"), settings.get("shipped", ()))
    except Exception:
        return
    sys.addaudithook(guard.see)


class Guard:
    def __init__(self, forbidden: list[str], log: str, stage: str | None = None, shipped: Sequence[str] = ()) -> None:
        forms = {form for folder in forbidden for form in (os.path.abspath(folder), os.path.realpath(folder))}
        self.prefixes = tuple(as_prefix(form) for form in forms)
        self.stage = as_prefix(os.path.realpath(stage)) if stage else None
        self.shipped = tuple(as_prefix(os.path.realpath(path)) for path in shipped)
        self.log = log
        self.seen: set[tuple[int, str, str]] = set()
        self.loaded: set[str] = set()
        self.folders: dict[str, tuple[bool, str]] = {}
        self.folder = current_folder()
        self.executed: deque[str] = deque(maxlen=FILES)
        self.shape: tuple[int, Any] = (0, None)
        self.origins: dict[str, dict[str, Any] | None] = {}

    def see(self, event: str, args: tuple[Any, ...]) -> None:
        """The audit hook. What it causes itself (a write, a source that is read) is not forbidden."""
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
                    if self.stage and self.is_staged(path) and not self.is_staged(importing(sys._getframe(1))):
                        self.report_once("staged", os.path.abspath(path))
            elif event == "import":
                if args[1]:
                    self.check("extension", args[1])
                    self.check_shipped(args[1])
                elif args[2] and (len(args[2]), args[2][0]) != self.shape:
                    self.shape = (len(args[2]), args[2][0])
                    self.trace(args[2])
            elif event == "subprocess.Popen":
                self.check_child(*args)
        except RecursionError:
            # The program is at its limit; before 3.10 Python aborts if it does not hear of it.
            if sys.version_info < (3, 10):
                raise
        except Exception:
            pass

    def check(self, kind: str, path: Any) -> None:
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        elif not isinstance(path, str):
            return
        if not os.path.isabs(path):
            path = os.path.join(os.getcwd(), path)
        if not self.is_forbidden(path):
            return
        path = os.path.abspath(path)
        if kind != "open" or os.path.isfile(path):
            self.report_once(kind, path)

    def check_shipped(self, path: str) -> None:
        if path in self.loaded:
            return
        real = os.path.join(self.place(os.path.dirname(path))[1], os.path.basename(path))
        if os.path.islink(real):
            real = os.path.realpath(real)
        if as_prefix(real).startswith(self.shipped):
            self.loaded.add(path)
            self.write({"kind": "loaded", "path": real})
        elif not is_installed(path) and not os.path.normcase(path).startswith(LIBRARY):
            self.executed.append(path)

    def check_child(self, _: Any, command: Any, folder: Any, variables: Any) -> None:
        handed = [folder or "", *(command if isinstance(command, (list, tuple)) else [])]
        handed += ((os.environ if variables is None else variables).get("PYTHONPATH") or "").split(os.pathsep)
        for path in handed:
            if isinstance(path, (str, bytes, os.PathLike)):
                path = os.fsdecode(path)
                if os.path.isabs(path) and (self.is_under(path) or self.is_under(os.path.realpath(path))):
                    self.report_once("child", os.path.abspath(path))

    def is_staged(self, path: str | None) -> bool:
        """Whether a file lies in the stage itself; also of no file, which is nobody's need."""
        return path is None or as_prefix(os.path.dirname(os.path.realpath(path))).startswith(self.stage or "/")

    def report_once(self, kind: str, path: str) -> None:
        key = (os.getpid(), kind, path)
        if key not in self.seen:
            self.seen.add(key)
            self.report(kind, path)

    def is_forbidden(self, path: str) -> bool:
        if self.place(os.path.dirname(path))[0]:
            return True
        return os.path.islink(path) and self.place(os.path.dirname(os.path.realpath(path)))[0]

    def place(self, folder: str) -> tuple[bool, str]:
        """Whether a folder is forbidden, and where it is with links followed."""
        known = self.folders.get(folder)
        if known is None:
            real = os.path.realpath(folder)
            known = self.is_under(os.path.abspath(folder)) or self.is_under(real), real
            if len(self.folders) >= FOLDERS:
                self.folders.clear()
            self.folders[folder] = known
        return known

    def is_under(self, folder: str) -> bool:
        return as_prefix(folder).startswith(self.prefixes)

    def report(self, kind: str, path: str) -> None:
        self.trace(sys.path)
        forms = as_prefix(path), as_prefix(os.path.realpath(path))
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
        # One write to a file in append mode keeps the lines of threads and forks apart.
        log = os.open(os.path.join(self.log, f"{os.getpid()}.jsonl"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(log, (json.dumps(facts) + "\n").encode())
        finally:
            os.close(log)

    # Who puts the checkout on sys.path

    def trace(self, entries: list[Any]) -> None:
        """Notes where the forbidden entries of sys.path come from, as soon as they are there."""
        for place, entry in enumerate(entries):
            if isinstance(entry, str) and self.place(os.path.abspath(entry))[0]:
                entry = os.path.abspath(entry)
                if entry not in self.origins:
                    self.origins[entry] = None
                    try:
                        self.origins[entry] = self.origin(entry, first=place == 0)
                    except Exception:
                        # That it was used is told all the same.
                        pass

    def origin(self, entry: str, first: bool) -> dict[str, Any] | None:
        variable = "" if sys.flags.ignore_environment else os.environ.get("PYTHONPATH", "")
        if entry in map(os.path.abspath, filter(None, variable.split(os.pathsep))):
            return {"kind": "PYTHONPATH", "file": None, "line": None}
        program = os.path.join(self.folder, (getattr(sys, "argv", None) or [""])[0])
        if first and entry in (self.folder, os.path.dirname(os.path.abspath(program))):
            return {"kind": "program", "file": None, "line": None}
        for file, first_line, last_line in self.suspects(sys._getframe(1)):
            line = self.change_in(file, first_line, last_line)
            if line is not None:
                return {"kind": "code", "file": file, "line": line}
        return None

    def suspects(self, frame: FrameType | None) -> Iterator[tuple[str, int, int]]:
        """The lines that ran last: of the functions that are running, then of each module, the last first."""
        modules = {}
        while frame is not None:
            # Until Python 3.9 that of the program is as it was given.
            file = os.path.join(self.folder, frame.f_code.co_filename)
            if frame.f_code.co_name == "<module>":
                modules[file] = frame.f_lineno
            elif not is_machinery(os.path.normcase(file)):
                yield file, frame.f_code.co_firstlineno, frame.f_lineno
            frame = frame.f_back
        for file in reversed(self.executed):
            file = os.path.join(self.folder, file)
            yield file, 1, modules.get(file, sys.maxsize)

    def change_in(self, file: str, first: int, last: int) -> int | None:
        """The last of some lines of a source that looks as if it changed sys.path."""
        if not os.path.isfile(file) or self.is_forbidden(os.path.abspath(file)):
            return None
        with open(file, encoding="utf-8", errors="replace") as source:
            lines = enumerate(source.read().splitlines(), 1)
        found = [number for number, line in lines if first <= number <= last and CHANGES_PATH.search(line)]
        return found[-1] if found else None


def as_prefix(folder: str) -> str:
    return os.path.join(os.path.normcase(folder), "")


def current_folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""


def importing(frame: FrameType | None) -> str | None:
    """The file whose import statement loads a module just now; none for any other way to run code."""
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    by_import = frame is not None and frame.f_code.co_filename.startswith("<frozen importlib")
    while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    if not by_import or frame is None:
        return None
    # A call (__import__, import_module, exec_module) takes what somebody gave: that is no need of the code that calls.
    return frame.f_code.co_filename if frame.f_code.co_code[frame.f_lasti] == IMPORT else None


def importer(frame: FrameType | None) -> dict[str, Any] | None:
    while frame is not None:
        file = frame.f_code.co_filename
        if not is_machinery(os.path.normcase(file)):
            return {"file": file, "line": frame.f_lineno}
        frame = frame.f_back
    return None


def is_machinery(file: str) -> bool:
    folders = file.replace("\\", "/").split("/")
    return (
        file.startswith("<frozen ")
        or file == os.path.normcase(__file__)
        or (is_installed(file) and any(name in folders for name in MACHINERY))
        or (not is_installed(file) and file.startswith(LIBRARY))
    )


def is_installed(file: str) -> bool:
    return "site-packages" in file or "dist-packages" in file


start()
