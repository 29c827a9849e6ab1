"""Reads the sources of an installed distribution: which modules of others they import, and when.

Run as `python -I scan.py REQUEST.json RESULT.json`, by the environment's python. Nothing that is read is executed.

Request:
    distribution   name of the installed distribution
    modules        its modules to read: paths relative to site-packages
    entries        [{"module", "who"}]: modules that users reach, and for a person how: "the script demo"
    tests          {"root": folder, "files": [paths relative to it]}: files that are read for path hacks alone

Result:
    imports   import statements of what is neither the distribution's own nor in this Python's standard library:
              {"file", "line",
               "module":     the dotted name that has to be there, as far as that can be known
               "providers":  [distributions] that it comes from here; [] when it is not there
               "when":       "import"    unconditionally, when its module is imported
                             "guarded"   where an ImportError is caught
                             "sometimes" on a condition that is not known, or in a function
               "reached":    [who] of `entries` imports its module unconditionally}
    hacks     folders that are put on sys.path: {"file", "line", "when", "reached",
               "by":     "installed", "scripts" or "tests": what kind of file does so
               "from":   "installed" (site-packages), "scripts", "tests" (the root) or "cwd"
               "folder": relative to that, with /}
    unread    [{"file", "error"}]: sources that are none for this Python
Files are relative to site-packages, to the root of the tests, or are "scripts/NAME" for a program that is shipped.

What a condition on the platform, the version of Python, TYPE_CHECKING or __name__ excludes here is left out.

Errors: none for any source; a nonzero exit status means that the probe itself broke.
"""
from __future__ import annotations

import ast
import importlib.util
import json
import os
import pathlib
import sys
import warnings
from typing import Any, Iterable, Iterator

IMPORT, GUARDED, SOMETIMES, NEVER = "import", "guarded", "sometimes", "never"
CATCH_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
PUT_ON_PATH = ("sys.path.append", "sys.path.extend", "sys.path.insert", "site.addsitedir")
HUGE = 4_000_000

# Of Python 3.8 and 3.9, which have no list of their own: modules that only some platforms or builds have.
OF_SOME_BUILDS = """
    _crypt _ctypes _curses _curses_panel _dbm _gdbm _lzma _msi _overlapped _scproxy _sqlite3 _ssl _tkinter _uuid
    _winapi bz2 crypt ctypes curses dbm fcntl grp lzma msilib msvcrt nis nt ossaudiodev posix pwd readline resource
    spwd sqlite3 ssl syslog termios tkinter tty winreg winsound zlib
""".split()
STANDARD_LIBRARY = frozenset(getattr(sys, "stdlib_module_names", OF_SOME_BUILDS)) | {"__main__"}


def load(name: str) -> dict[str, Any]:
    """Runs the file beside this one; it is not importable, as nothing under test may find it."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


inventory = load("inventory.py")
scan_values = load("scan_values.py")
Names, Unknown, absolute = scan_values["Names"], scan_values["Unknown"], scan_values["absolute"]
KINDS, ROOTS = scan_values["KINDS"], scan_values["ROOTS"]


class Modules:
    """What can be imported in this environment, and which distributions it comes from."""

    def __init__(self, distribution: str) -> None:
        self.own: set[str] = set()
        self.providers: dict[str, set[str]] = {}
        self.namespaces: dict[str, set[str]] = {}
        self.elsewhere: dict[str, bool] = {}
        self.scripts: list[str] = []
        normalized = inventory["normalized"]
        for one in installed():
            own = normalized(one.name) == normalized(distribution)
            for path in one.record or []:
                parts = inventory["module_path"](path)
                if parts is None:
                    continue
                if parts[-1] == "__init__":
                    parts.pop()
                name = ".".join(parts)
                self.providers.setdefault(name, set()).add(one.name)
                for length in range(1, len(parts)):
                    self.namespaces.setdefault(".".join(parts[:length]), set()).add(one.name)
                if own:
                    self.own.add(name)
            if own:
                self.scripts = list(programs(one))

    def resolve(self, dotted: str) -> tuple[str, set[str]]:
        """The longest beginning of a dotted name that is a module with a file, and where it comes from."""
        parts = dotted.split(".")
        for length in range(len(parts), 0, -1):
            name = ".".join(parts[:length])
            if name in self.providers:
                return name, self.providers[name]
        return "", self.namespaces.get(dotted, set())

    def is_here(self, top: str) -> bool:
        """True for the standard library, and for what is found in another way than by its record."""
        if top in STANDARD_LIBRARY:
            return True
        if top not in self.elsewhere:
            try:
                self.elsewhere[top] = top not in self.namespaces and importlib.util.find_spec(top) is not None
            except (ImportError, ValueError, AttributeError):
                self.elsewhere[top] = False
        return self.elsewhere[top]


def installed() -> Iterator[Any]:
    paths = inventory["sysconfig"].get_paths()
    for site in {os.path.realpath(paths[key]): paths[key] for key in ("platlib", "purelib")}.values():
        for name in sorted(os.listdir(site)) if os.path.isdir(site) else []:
            if name.endswith(".dist-info"):
                yield inventory["Distribution"](os.path.join(site, name))


def programs(distribution: Any) -> Iterator[str]:
    """The Python programs that a wheel ships as files; what an installer makes of entry points is not among them."""
    folder = inventory["sysconfig"].get_paths()["scripts"]
    for _, file in inventory["files"](distribution):
        if inventory["is_inside"](file, folder) and os.path.isfile(file):
            with open(file, "rb") as content:
                text = content.read(HUGE)
            # A path that is too long, or has spaces in it, stands in the second line.
            python = text.startswith(b"#!") and b"python" in b"".join(text.split(b"\n", 2)[:2])
            launcher = len(text) < 1000 and b"sys.argv[0]" in text and b"sys.exit(" in text
            if python and not launcher:
                yield file


class Source:
    """One source file, read from top to bottom."""

    def __init__(self, file: str, path: str, module: str, kind: str, modules: Modules) -> None:
        self.file = file
        self.module = module
        self.package = module if os.path.basename(path) == "__init__.py" else module.rpartition(".")[0]
        self.kind = kind
        self.path = path
        self.modules = modules
        self.imports: list[dict[str, Any]] = []
        self.hacks: list[dict[str, Any]] = []
        self.edges: set[str] = set()
        with open(path, "rb") as content:
            text = content.read(HUGE + 1)
        if len(text) > HUGE:
            raise ValueError(f"longer than {HUGE} bytes")
        if kind == "tests" and not any(word in text for word in (b"sys", b"addsitedir")):
            return
        tree = ast.parse(text, path)
        program = kind == "scripts"
        self.names = Names(tree, {
            "__name__": "__main__" if program else module or "(test)",
            "__package__": None if program else self.package,
            "__file__": os.path.join(ROOTS[kind], *file.split("/")[1 if program else 0 :]),
        })
        self.block(tree.body, IMPORT)

    def block(self, statements: Iterable[ast.stmt], when: str) -> str:
        """Reads statements that are executed `when`, and tells when those after them are."""
        for statement in statements:
            if when == NEVER:
                break
            after = self.statement(statement, when)
            when = after if after != IMPORT else when
        return when

    def statement(self, node: Any, when: str) -> str:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.import_statement(node, when)
        elif isinstance(node, ast.If):
            return self.if_statement(node, when)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            return self.try_statement(node, when)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            suppresses = any(self.suppresses(item.context_expr) for item in node.items)
            after = self.block(node.body, GUARDED if suppresses else when)
            return IMPORT if suppresses else after
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.block(node.body, SOMETIMES)
        elif isinstance(node, ast.ClassDef):
            self.block(node.body, when)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            for body in (node.body, node.orelse):
                self.block(body, less(when))
        elif type(node).__name__ == "Match":
            for case in node.cases:
                self.block(case.body, less(when))
        elif isinstance(node, ast.Raise):
            return NEVER
        elif isinstance(node, ast.Assert):
            return NEVER if self.names.truth(node.test) is False else IMPORT
        elif isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign)):
            self.path_hacks(node, when)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and self.ends(node.value):
                return NEVER
        return IMPORT

    def if_statement(self, node: ast.If, when: str) -> str:
        truth = self.names.truth(node.test)
        if truth is not None:
            return self.block(node.body if truth else node.orelse, when)
        afters = [self.block(body, less(when)) for body in (node.body, node.orelse)]
        if afters == [NEVER, NEVER]:
            return NEVER
        return less(when) if NEVER in afters else IMPORT

    def try_statement(self, node: Any, when: str) -> str:
        guarded = any(self.catches(handler.type) for handler in node.handlers)
        body = GUARDED if guarded else when
        before = len(self.imports)
        after = self.block(node.body, body)
        lacking = any(not one["providers"] for one in self.imports[before:])
        self.block(node.orelse, after)
        ends = [self.block(handler.body, less(body)) == NEVER for handler in node.handlers]
        self.block(node.finalbody, when)
        if after == NEVER and all(ends):
            return NEVER
        # Who gives up without what is not here does not come further.
        return less(when) if guarded and lacking and any(ends) else IMPORT

    def catches(self, exceptions: ast.expr | None) -> bool:
        if exceptions is None:
            return True
        if isinstance(exceptions, ast.Tuple):
            return any(self.catches(one) for one in exceptions.elts)
        return self.names.dotted(exceptions).rpartition(".")[2] in CATCH_IMPORT_ERRORS

    def suppresses(self, manager: ast.expr) -> bool:
        return (
            isinstance(manager, ast.Call)
            and self.names.dotted(manager.func).rpartition(".")[2] == "suppress"
            and any(self.catches(one) for one in manager.args)
        )

    def ends(self, call: ast.Call) -> bool:
        return self.names.dotted(call.func) in ("sys.exit", "exit", "quit", "os._exit")

    def import_statement(self, node: Any, when: str) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.note(node, when, alias.name, "")
            return
        base = node.module or ""
        if node.level:
            parts = self.package.split(".")
            if not self.package or node.level > len(parts):
                return
            base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])
        for alias in node.names:
            self.note(node, when, base, alias.name, relative=node.level > 0)

    def note(self, node: ast.stmt, when: str, module: str, name: str, relative: bool = False) -> None:
        if module == "__future__" or self.kind == "tests":
            return
        wanted = f"{module}.{name}" if name and name != "*" else module
        found, providers = self.modules.resolve(wanted)
        if found in self.modules.own or (found == "" and wanted in self.modules.namespaces and relative):
            if when == IMPORT:
                self.edges.update(chain(found))
            return
        top = module.partition(".")[0]
        if not providers and (relative or self.modules.is_here(top)):
            return
        # A folder without __init__ has no names but its modules.
        lacking = wanted if name and module in self.modules.namespaces else module
        one = {"file": self.file, "line": node.lineno, "module": found or lacking, "providers": sorted(providers), "when": when}
        # Several names of one module are one import.
        if one not in self.imports[-1:]:
            self.imports.append(one)

    def path_hacks(self, node: Any, when: str) -> None:
        for expression in self.put_on_path(node):
            try:
                values = self.names.value(expression)
            except Unknown:
                continue
            for value in values if isinstance(values, tuple) else [values]:
                if not isinstance(value, (str, pathlib.PurePath)):
                    continue
                path = absolute(value)
                # A folder that is named from the root of the system is not one of these.
                for kind in KINDS:
                    if path.startswith(ROOTS[kind][: len(os.path.abspath(os.sep)) + len(kind) + 2]):
                        folder = os.path.relpath(path, ROOTS[kind]).replace(os.sep, "/")
                        place = {"file": self.file, "line": node.lineno, "when": when}
                        self.hacks.append({**place, "by": self.kind, "from": kind, "folder": folder})

    def put_on_path(self, node: Any) -> Iterator[ast.expr]:
        value = node.value
        if isinstance(node, ast.Expr):
            if isinstance(value, ast.Call) and value.args and self.names.dotted(value.func) in PUT_ON_PATH:
                yield value.args[-1]
            return
        for target in [node.target] if isinstance(node, ast.AugAssign) else node.targets:
            whole = target.value if isinstance(target, ast.Subscript) else target
            if self.names.dotted(whole) == "sys.path":
                # sys.path = [folder] + sys.path
                yield from [value.left, value.right] if isinstance(value, ast.BinOp) else [value]


def less(when: str) -> str:
    return SOMETIMES if when == IMPORT else when


def read_all(request: dict[str, Any]) -> dict[str, Any]:
    modules = Modules(request["distribution"])
    paths = inventory["sysconfig"].get_paths()
    sources: list[Source] = []
    unread: list[dict[str, str]] = []

    def read(file: str, path: str, module: str, kind: str) -> None:
        try:
            sources.append(Source(file, path, module, kind, modules))
        except Exception as error:
            # Whatever is in one source, it hides no other.
            unread.append({"file": file, "error": f"{type(error).__name__}: {error}"})

    for file in request["modules"]:
        candidates = [os.path.join(paths[key], *file.split("/")) for key in ("purelib", "platlib")]
        parts = inventory["module_path"](file)
        path = next((one for one in candidates if os.path.isfile(one)), None)
        if path and parts:
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            read(file, path, module, "installed")
    for path in modules.scripts:
        read(f"scripts/{os.path.basename(path)}", path, "", "scripts")
    for file in request["tests"]["files"]:
        read(file, os.path.join(request["tests"]["root"], *file.split("/")), "", "tests")

    reached = reach(sources, request["entries"])
    by_source = [(one, sorted(reached.get(one.file, ()))) for one in sources]
    return {
        "imports": [{**found, "reached": who} for source, who in by_source for found in source.imports],
        "hacks": [{**found, "reached": who} for source, who in by_source for found in source.hacks],
        "unread": unread,
    }


def reach(sources: list[Source], entries: list[dict[str, str]]) -> dict[str, set[str]]:
    """Who comes to each file by imports that are always executed."""
    by_module = {source.module: source for source in sources if source.kind == "installed"}
    reached: dict[str, set[str]] = {}
    programs = [(f"the script {os.path.basename(one.path)}", one) for one in sources if one.kind == "scripts"]
    modules = [(one["who"], part) for one in entries for part in chain(one["module"])]
    for who, start in programs + [(who, by_module[module]) for who, module in modules if module in by_module]:
        waiting = [start]
        while waiting:
            source = waiting.pop()
            known = reached.setdefault(source.file, set())
            if who not in known:
                known.add(who)
                waiting += [by_module[module] for module in source.edges if module in by_module]
    return reached


def chain(module: str) -> list[str]:
    """A module and the packages around it, which are imported with it."""
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    warnings.simplefilter("ignore")
    result = read_all(request)
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
