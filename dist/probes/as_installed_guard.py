"""Reports every use of the original checkout, from inside any Python of the test environment.

Installed into the site-packages of the test environment, with these files beside it:

    as_installed_guard.pth    one line: import as_installed_guard
    as_installed_guard.start  one line: as_installed_guard:start
    as_installed_guard.json   {"forbidden": [absolute folders], "log": existing folder,
                              "stage": absolute folder, or not there}

To import this module starts the guard. From Python 3.15 on, a .start file takes the place
of the import lines of the .pth file of its name (PEP 829). Both reach every interpreter of
the environment, however it was started (-I, an empty process environment), except by -S.

What is reported: the code of a module or script that runs ("exec"), a compiled module that
is loaded ("extension"), a file that is opened for reading ("open"), if it is in a forbidden
folder, as named or with links followed. And "staged": a module of the stage that an import
statement outside of the stage loads, so that installed code needs what is not installed
(what the stage links to is not of the stage). A JSON line goes to <log>/<pid>.jsonl at once, as a
process may end without notice; each kind and path once per process:

    kind, path   path is absolute, as named
    real         path with all links followed
    pid, argv    process id and the first three of sys.argv; argv is null at startup
    importer     {"file", "line"}: the nearest caller outside the standard library, the
                 import machinery and pytest; or null
    sys_path     the entries of sys.path that are forbidden

Errors: none. A guard without a readable .json, or that cannot write, is silent, as the
program it lives in must not notice it; its user proves that it is alive by a forbidden read.
"""
from __future__ import annotations

import json
import os
import sys
from types import FrameType
from typing import Any

FOLDERS = 10_000
MACHINERY = ("_pytest", "pluggy")
LIBRARY = os.path.join(os.path.normcase(os.path.dirname(os.__file__)), "")
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
        guard = Guard(settings["forbidden"], settings["log"], settings.get("stage"))
    except Exception:
        return
    sys.addaudithook(guard.see)


class Guard:
    def __init__(self, forbidden: list[str], log: str, stage: str | None = None) -> None:
        forms = {form for folder in forbidden for form in (os.path.abspath(folder), os.path.realpath(folder))}
        self.prefixes = tuple(as_prefix(form) for form in forms)
        self.stage = as_prefix(os.path.realpath(stage)) if stage else None
        self.log = log
        self.seen: set[tuple[int, str, str]] = set()
        self.folders: dict[str, bool] = {}

    def see(self, event: str, args: tuple[Any, ...]) -> None:
        """The audit hook. It cannot meet itself: of these events it causes only a write."""
        try:
            if event == "open":
                path, _, flags = args
                if flags & ACCESS != WRITE_ONLY:
                    self.check("open", path)
            elif event == "exec":
                path = args[0].co_filename
                if not path.startswith("<"):
                    self.check("exec", path)
                    if self.stage and self.is_staged(path) and not self.is_staged(importing(sys._getframe(1))):
                        self.report_once("staged", os.path.abspath(path))
            elif event == "import" and args[1]:
                self.check("extension", args[1])
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

    def is_staged(self, path: str | None) -> bool:
        """Whether a file lies in the stage itself; also of no file, which is nobody's need."""
        return path is None or as_prefix(os.path.dirname(os.path.realpath(path))).startswith(self.stage or "/")

    def report_once(self, kind: str, path: str) -> None:
        key = (os.getpid(), kind, path)
        if key not in self.seen:
            self.seen.add(key)
            self.report(kind, path)

    def is_forbidden(self, path: str) -> bool:
        if self.folder_is_forbidden(os.path.dirname(path)):
            return True
        return os.path.islink(path) and self.folder_is_forbidden(os.path.dirname(os.path.realpath(path)))

    def folder_is_forbidden(self, folder: str) -> bool:
        known = self.folders.get(folder)
        if known is None:
            known = self.is_under(os.path.abspath(folder)) or self.is_under(os.path.realpath(folder))
            if len(self.folders) >= FOLDERS:
                self.folders.clear()
            self.folders[folder] = known
        return known

    def is_under(self, folder: str) -> bool:
        return as_prefix(folder).startswith(self.prefixes)

    def report(self, kind: str, path: str) -> None:
        argv = getattr(sys, "argv", None)
        entries = [entry for entry in sys.path if isinstance(entry, str)]
        line = json.dumps({
            "kind": kind,
            "path": path,
            "real": os.path.realpath(path),
            "pid": os.getpid(),
            "argv": argv and argv[:3],
            "importer": importer(sys._getframe(1)),
            "sys_path": [entry for entry in entries if self.folder_is_forbidden(os.path.abspath(entry))],
        })
        # One write to a file in append mode keeps the lines of threads and forks apart.
        log = os.open(os.path.join(self.log, f"{os.getpid()}.jsonl"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(log, (line + "\n").encode())
        finally:
            os.close(log)


def as_prefix(folder: str) -> str:
    return os.path.join(os.path.normcase(folder), "")


def importing(frame: FrameType | None) -> str | None:
    """The file whose import statement loads a module just now; none for any other way to run code."""
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    by_import = frame is not None and frame.f_code.co_filename.startswith("<frozen importlib")
    while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    if not by_import or frame is None:
        return None
    # importlib.import_module takes a name that somebody gave: that is no need of the code that calls it.
    file = frame.f_code.co_filename
    return None if os.path.normcase(file).startswith(LIBRARY) else file


def importer(frame: FrameType | None) -> dict[str, Any] | None:
    while frame is not None:
        file = frame.f_code.co_filename
        if not is_machinery(os.path.normcase(file)):
            return {"file": file, "line": frame.f_lineno}
        frame = frame.f_back
    return None


def is_machinery(file: str) -> bool:
    folders = file.replace("\\", "/").split("/")
    installed = "site-packages" in folders or "dist-packages" in folders
    return (
        file.startswith("<frozen ")
        or file == os.path.normcase(__file__)
        or (installed and any(name in folders for name in MACHINERY))
        or (not installed and file.startswith(LIBRARY))
    )


start()
