"""Finds the imports of other distributions in the sources of an installed one, and its changes to sys.path.

Run as `python -I dependencies.py REQUEST.json RESULT.json`, by the environment's python. The sources are parsed, not
executed.

Request:
    distribution   name of the installed distribution
    modules        its modules to scan: paths relative to site-packages
    entries        [{"module", "label", "program": true if it is run}]: modules that users import or run; the label is for
                   the report: "the script demo". A program can choose its commands by conditions
    dependencies   optional; normalized names of distributions
    files          optional; paths of its files, in which to look for mentions of these
    tests          {"root": directory, "files": [paths relative to it]}: scanned for changes to sys.path only

Result:
    imports   imports of modules that are neither the distribution's own nor in the standard library of this Python:
              {"file", "line",
               "module":     the dotted name of the module that must exist, as far as it can be determined
               "names":      the names that it binds in the module
               "providers":  [distributions] of the environment that have it; [] if it is missing
               "when":       "import"      always, when its module is imported
                             "sometimes"   always, when a function is called
                             "conditional" on a condition whose value is unknown
                             "guarded"     in a block that catches ImportError
               "reached":    [labels] of the entries that always import the file}
    modules   the distribution's own modules that were found, scanned or not:
              {"module", "file",
               "reached":  [labels] of the entries that always import it
               "lazy":     [labels] of the entries of which a function always imports it, or a module that does
               "conditional": [labels] of the entries that import it, or a module that does, on an unknown condition
               "when":     how other modules of the distribution import it, the most certain one: as for imports, or
                           "never", on conditions on the platform or the Python version that are false here; null if
                           none of them does}
    optional  top-level modules that the sources check for before they use them: find_spec("yaml")
    suspects  names and modules that a function or condition imports from a distribution, or a function from its own one,
              in which no trace of them was found:
              {"file", "line", "when", "reached", "module", "providers",
               "name":  null for the module itself}
    hacks     directories that are added to sys.path: {"file", "line", "when", "reached",
               "by":     kind of the file: "installed", "scripts" or "tests"
               "from":   base of `folder`: "installed" (site-packages), "scripts", "tests" (the root) or "cwd"
               "folder": the directory, with / as the separator}
    unmentioned  those of the dependencies that provide modules and whose names, and those of their modules, are in no file
    unread    [{"file", "error"}]: sources that this Python cannot parse
Files are relative to site-packages or to the root of the tests; a script that is shipped as a file is "scripts/NAME".

Statements whose condition is false here are ignored, if it is a condition on the platform, the Python version,
TYPE_CHECKING or __name__.

Errors: a source never causes an error; a nonzero exit status is an error in the probe.
"""
from __future__ import annotations

import ast
import collections
import importlib.util
import json
import os
import pathlib
import re
import sys
import warnings
from typing import Any, Dict, Iterable, Iterator, Set

ALWAYS, CALLED, CONDITIONAL, OPTIONAL, NEVER = "import", "sometimes", "conditional", "guarded", "never"
CERTAINTY = (ALWAYS, CALLED, CONDITIONAL, OPTIONAL, NEVER)
# A module that is written for another Python raises a SyntaxError.
CATCH_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException", "SyntaxError"}
# Functions that take the name of a module that may be missing: find_spec, import_optional_dependency, register_lazy.
CHECKS_FOR_MODULES = re.compile(r"spec|import|optional|require|avail|install|depend|need|extra|lazy", re.IGNORECASE)
# A module that creates names when it is executed, or when they are looked up.
CREATES_NAMES = re.compile(r"import\s*\*|__getattr__|globals\(\)|__path__|sys\.modules|__dict__|setattr\(|\bexec\(")
PUT_ON_PATH = ("sys.path.append", "sys.path.extend", "sys.path.insert", "site.addsitedir")
HUGE = 4_000_000

# Modules that only some platforms or builds have, for Python 3.8 and 3.9, which have no sys.stdlib_module_names.
PLATFORM_MODULES = """
    _crypt _ctypes _curses _curses_panel _dbm _gdbm _lzma _msi _overlapped _scproxy _sqlite3 _ssl _tkinter _uuid
    _winapi bz2 crypt ctypes curses dbm fcntl grp lzma msilib msvcrt nis nt ossaudiodev posix pwd readline resource
    spwd sqlite3 ssl syslog termios tkinter tty winreg winsound zlib
""".split()
STANDARD_LIBRARY = frozenset(getattr(sys, "stdlib_module_names", PLATFORM_MODULES)) | {"__main__"}


def load(name: str) -> dict[str, Any]:
    """Executes a file of this directory, which is not on sys.path so that code under test cannot import the probes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


installed = load("installed.py")
dependencies_values = load("dependencies_values.py")
Names, Unknown, absolute = (dependencies_values[name] for name in ("Names", "Unknown", "absolute"))
KINDS, ROOTS = dependencies_values["KINDS"], dependencies_values["ROOTS"]


class Modules:
    """The modules of this environment and the distributions that provide them."""

    def __init__(self, distribution: str) -> None:
        self.own: set[str] = set()
        self.providers: dict[str, set[str]] = {}
        self.namespaces: dict[str, set[str]] = {}
        self.elsewhere: dict[str, bool] = {}
        self.files: dict[str, str] = {}
        self.scripts: list[str] = []
        normalized = installed["normalized"]
        for one in distributions():
            own = normalized(one.name) == normalized(distribution)
            for path in one.record or []:
                parts = installed["module_path"](path)
                if parts is None:
                    continue
                if parts[-1] == "__init__":
                    parts.pop()
                name = ".".join(parts)
                self.providers.setdefault(name, set()).add(one.name)
                self.files[name] = os.path.join(one.root, *path.split("/"))
                for length in range(1, len(parts)):
                    self.namespaces.setdefault(".".join(parts[:length]), set()).add(one.name)
                if own:
                    self.own.add(name)
            if own:
                self.scripts = list(script_files(one))

    def resolve(self, dotted: str) -> tuple[str, set[str]]:
        """The longest prefix of a dotted name that is a module with a file, and the distributions that provide it."""
        parts = dotted.split(".")
        for length in range(len(parts), 0, -1):
            name = ".".join(parts[:length])
            if name in self.providers:
                return name, self.providers[name]
        return "", self.namespaces.get(dotted, set())

    def lacks(self, module: str, name: str) -> bool:
        """True if a module of this environment has source code, and no trace of a name in it."""
        path = self.files.get(module, "")
        if not path.endswith(".py") or not os.path.isfile(path):
            return False
        with open(path, encoding="utf-8", errors="replace") as content:
            text = content.read(HUGE)
        return not CREATES_NAMES.search(text) and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)

    def is_available(self, top: str) -> bool:
        """True for the standard library, and for modules that can be imported but are in no RECORD."""
        if top in STANDARD_LIBRARY:
            return True
        if top not in self.elsewhere:
            try:
                self.elsewhere[top] = top not in self.namespaces and importlib.util.find_spec(top) is not None
            except (ImportError, ValueError, AttributeError):
                self.elsewhere[top] = False
        return self.elsewhere[top]


def distributions() -> Iterator[Any]:
    paths = installed["sysconfig"].get_paths()
    for site in {os.path.realpath(paths[key]): paths[key] for key in ("platlib", "purelib")}.values():
        for name in sorted(os.listdir(site)) if os.path.isdir(site) else []:
            if name.endswith(".dist-info"):
                yield installed["Distribution"](os.path.join(site, name))


def script_files(distribution: Any) -> Iterator[str]:
    """The Python scripts that a wheel has as files, without those that installers generate from entry points."""
    folder = installed["sysconfig"].get_paths()["scripts"]
    for _, file in installed["files"](distribution):
        if installed["is_inside"](file, folder) and os.path.isfile(file):
            with open(file, "rb") as content:
                text = content.read(HUGE)
            # Installers write an interpreter path that is too long or has spaces into the second line.
            python = text.startswith(b"#!") and b"python" in b"".join(text.split(b"\n", 2)[:2])
            launcher = len(text) < 1000 and b"sys.argv[0]" in text and b"sys.exit(" in text
            if python and not launcher:
                yield file


class Source:
    """The scan of one source file, in the order of its statements."""

    def __init__(self, file: str, path: str, module: str, kind: str, modules: Modules) -> None:
        self.file = file
        self.module = module
        self.package = module if os.path.basename(path) == "__init__.py" else module.rpartition(".")[0]
        self.kind = kind
        self.path = path
        self.modules = modules
        self.imports: list[dict[str, Any]] = []
        self.hacks: list[dict[str, Any]] = []
        self.suspects: list[dict[str, Any]] = []
        self.optional: set[str] = set()
        self.edges: dict[str, set[str]] = {when: set() for when in CERTAINTY}
        with open(path, "rb") as content:
            text = content.read(HUGE + 1)
        if len(text) > HUGE:
            raise ValueError(f"longer than {HUGE} bytes")
        if kind == "tests" and not any(word in text for word in (b"sys", b"addsitedir")):
            return
        tree = ast.parse(text, path)
        program = kind == "scripts"
        self.names = Names(tree, {
            "__name__": "__main__" if program or module.endswith(".__main__") else module or "(test)",
            "__package__": None if program else self.package,
            "__file__": os.path.join(ROOTS[kind], *file.split("/")[1 if program else 0 :]),
        })
        self.block(tree.body, ALWAYS)
        if kind != "tests":
            self.optional.update(self.checked_modules(tree))

    def block(self, statements: Iterable[ast.stmt], when: str) -> str:
        """Scans statements that are executed `when`, and returns when the statements after them are."""
        for statement in statements:
            if when == NEVER:
                break
            after = self.statement(statement, when)
            when = after if after != ALWAYS else when
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
            after = self.block(node.body, OPTIONAL if suppresses else when)
            return ALWAYS if suppresses else after
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.block(node.body, CALLED)
        elif isinstance(node, ast.ClassDef):
            self.block(node.body, when)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            for body in (node.body, node.orelse):
                self.block(body, conditional(when))
        elif type(node).__name__ == "Match":
            for case in node.cases:
                self.block(case.body, conditional(when))
        elif isinstance(node, (ast.Raise, ast.Return)):
            return NEVER
        elif isinstance(node, ast.Assert):
            return NEVER if self.names.truth(node.test) is False else ALWAYS
        elif isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign)):
            self.path_hacks(node, when)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and self.ends(node.value):
                return NEVER
        return ALWAYS

    def if_statement(self, node: ast.If, when: str) -> str:
        truth = self.names.truth(node.test)
        if truth is not None:
            if self.depends_on_environment(node.test):
                self.own_imports(node.orelse if truth else node.body)
            return self.block(node.body if truth else node.orelse, when)
        afters = [self.block(body, conditional(when)) for body in (node.body, node.orelse)]
        if afters == [NEVER, NEVER]:
            return NEVER
        return conditional(when) if NEVER in afters else ALWAYS

    def depends_on_environment(self, condition: ast.expr) -> bool:
        """True for a condition on the platform or the Python version; false for TYPE_CHECKING and __name__."""
        names = {self.names.dotted(node) for node in ast.walk(condition) if isinstance(node, (ast.Name, ast.Attribute))}
        return not any(name == "__name__" or name.rpartition(".")[2] == "TYPE_CHECKING" for name in names)

    def own_imports(self, statements: list[ast.stmt]) -> None:
        """Records what statements that are not executed here import of the distribution itself."""
        for statement in statements:
            for node in ast.walk(statement):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    self.import_statement(node, NEVER)

    def checked_modules(self, tree: ast.AST) -> Iterator[str]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and CHECKS_FOR_MODULES.search(self.names.dotted(node.func).rpartition(".")[2]):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        top = argument.value.partition(".")[0]
                        if top.isidentifier():
                            yield top

    def try_statement(self, node: Any, when: str) -> str:
        optional = any(self.catches(handler.type) for handler in node.handlers)
        body = OPTIONAL if optional else when
        before = len(self.imports)
        after = self.block(node.body, body)
        missing = any(not one["providers"] for one in self.imports[before:])
        self.block(node.orelse, after)
        ends = [self.block(handler.body, conditional(body)) == NEVER for handler in node.handlers]
        self.block(node.finalbody, when)
        if after == NEVER and all(ends):
            return NEVER
        # A handler that ends the module runs in this environment if one of the imports is missing.
        return conditional(when) if optional and missing and any(ends) else ALWAYS

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
                self.add_import(node, when, alias.name, "", alias.asname or alias.name.partition(".")[0])
            return
        base = node.module or ""
        if node.level:
            parts = self.package.split(".")
            if not self.package or node.level > len(parts):
                return
            base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])
        for alias in node.names:
            self.add_import(node, when, base, alias.name, alias.asname or alias.name, relative=node.level > 0)

    def add_import(
        self, node: ast.stmt, when: str, module: str, name: str, bound: str, relative: bool = False
    ) -> None:
        if module == "__future__" or self.kind == "tests":
            return
        wanted = f"{module}.{name}" if name and name != "*" else module
        found, providers = self.modules.resolve(wanted)
        if found in self.modules.own or (found == "" and wanted in self.modules.namespaces and relative):
            self.edges[when].update(with_packages(found))
            if when == CALLED and found:
                place = {"file": self.file, "line": node.lineno, "when": when}
                self.add_suspect(place, module, name, found, providers)
            return
        if when == NEVER:
            return
        top = module.partition(".")[0]
        if not providers and (relative or self.modules.is_available(top)):
            return
        # A namespace package has no names except its modules.
        missing = wanted if name and module in self.modules.namespaces else module
        place = {"file": self.file, "line": node.lineno}
        one = {**place, "module": found or missing, "providers": sorted(providers), "when": when}
        if when in (CALLED, CONDITIONAL) and providers and found:
            self.add_suspect({**place, "when": when}, module, name, found, providers)
        # A statement that imports several names of one module is one import.
        last = self.imports[-1] if self.imports else {}
        if {**last, "names": []} == {**one, "names": []}:
            last["names"].append(bound)
        else:
            self.imports.append({**one, "names": [bound]})

    def add_suspect(self, place: dict[str, Any], module: str, name: str, found: str, providers: set[str]) -> None:
        one = {**place, "module": module, "name": None, "providers": sorted(providers)}
        if found not in (module, f"{module}.{name}"):
            self.suspects.append(one)
        elif found == module and name not in ("", "*") and self.modules.lacks(module, name):
            self.suspects.append({**one, "name": name})

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
                # An absolute path of the file system does not start with one of these roots.
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
                # sys.path = [directory] + sys.path
                yield from [value.left, value.right] if isinstance(value, ast.BinOp) else [value]


def conditional(when: str) -> str:
    return CONDITIONAL if when in (ALWAYS, CALLED) else when


def scan(request: dict[str, Any]) -> dict[str, Any]:
    modules = Modules(request["distribution"])
    paths = installed["sysconfig"].get_paths()
    sources: list[Source] = []
    unread: list[dict[str, str]] = []
    files: dict[str, str] = {}

    def read(file: str, path: str, module: str, kind: str) -> None:
        try:
            sources.append(Source(file, path, module, kind, modules))
        except Exception as error:
            # An error in one source must not affect the others.
            unread.append({"file": file, "error": f"{type(error).__name__}: {error}"})

    for file in request["modules"]:
        candidates = [os.path.join(paths[key], *file.split("/")) for key in ("purelib", "platlib")]
        parts = installed["module_path"](file)
        path = next((one for one in candidates if os.path.isfile(one)), None)
        if path and parts:
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            files[module] = file
            read(file, path, module, "installed")
    for path in modules.scripts:
        read(f"scripts/{os.path.basename(path)}", path, "", "scripts")
    for file in request["tests"]["files"]:
        read(file, os.path.join(request["tests"]["root"], *file.split("/")), "", "tests")

    by_module = {source.module: source for source in sources if source.kind == "installed"}
    reached = reach(sources, by_module, request["entries"])
    programs = {entry["module"] for entry in request["entries"] if entry.get("program")}
    lazy = reach_by(CALLED, by_module, reached)
    for module in programs & set(by_module):
        for label in reached[module]:
            follow(by_module[module].edges[CONDITIONAL], label, by_module, lazy)
    conditional_reach = reach_by(CONDITIONAL, by_module, reached)
    certainty = {module: when for when in reversed(CERTAINTY) for one in sources for module in one.edges[when]}
    by_source = [(one, sorted(reached[one.module if one.kind == "installed" else one.file])) for one in sources]
    return {
        "imports": [{**found, "reached": labels} for source, labels in by_source for found in source.imports],
        "suspects": [{**found, "reached": labels} for source, labels in by_source for found in source.suspects],
        "hacks": [{**found, "reached": labels} for source, labels in by_source for found in source.hacks],
        "modules": [
            {
                "module": module,
                "file": file,
                "reached": sorted(reached[module]),
                "lazy": sorted(lazy[module] - reached[module]),
                "conditional": sorted(conditional_reach[module] - lazy[module] - reached[module]),
                "when": certainty.get(module),
            }
            for module, file in files.items()
        ],
        "optional": sorted({top for source in sources for top in source.optional}),
        "unmentioned": list(unmentioned(request.get("dependencies", []), request.get("files", []), modules)),
        "unread": unread,
    }


def unmentioned(dependencies: list[str], files: list[str], modules: Modules) -> Iterator[str]:
    normalized, paths = installed["normalized"], installed["sysconfig"].get_paths()
    words: dict[str, set[str]] = {name: set() for name in dependencies}
    for module, owners in modules.providers.items():
        for name in map(normalized, owners):
            if name in words:
                words[name].add(module.partition(".")[0])
    candidates = [os.path.join(paths[key], *file.split("/")) for file in files for key in ("purelib", "platlib")]
    for path in {*candidates, *modules.scripts} if dependencies else ():
        if os.path.isfile(path) and os.path.getsize(path) <= HUGE:
            with open(path, encoding="utf-8", errors="replace") as content:
                text = content.read()
            found = set(re.split(r"\W+", text)) | {normalized(word) for word in re.findall(r"[\w.-]*\w", text)}
            words = {name: modules for name, modules in words.items() if name not in found and not modules & found}
    yield from sorted(name for name, modules in words.items() if modules)


Reached = Dict[str, Set[str]]


def reach(sources: list[Source], by_module: dict[str, Source], entries: list[dict[str, str]]) -> Reached:
    """The labels of the entries that import each module unconditionally; also those of each script file."""
    reached: Reached = collections.defaultdict(set)
    for source in sources:
        if source.kind == "scripts":
            label = f"the script {os.path.basename(source.path)}"
            reached[source.file].add(label)
            follow(source.edges[ALWAYS], label, by_module, reached)
    for entry in entries:
        follow(with_packages(entry["module"]), entry["label"], by_module, reached)
    return reached


def reach_by(when: str, by_module: dict[str, Source], reached: Reached) -> Reached:
    """The labels of the entries that can reach each module by an import that is executed `when`."""
    found: Reached = collections.defaultdict(set)
    for module, labels in list(reached.items()):
        for label in labels if module in by_module else ():
            follow(by_module[module].edges[when], label, by_module, found)
    return found


def follow(start: Iterable[str], label: str, by_module: dict[str, Source], reached: Reached) -> None:
    """Adds a label to modules and to all that they import unconditionally."""
    waiting = list(start)
    while waiting:
        module = waiting.pop()
        if label not in reached[module]:
            reached[module].add(label)
            waiting += by_module[module].edges[ALWAYS] if module in by_module else ()


def with_packages(module: str) -> list[str]:
    """A module and its parent packages, which are imported with it."""
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    warnings.simplefilter("ignore")
    result = scan(request)
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
