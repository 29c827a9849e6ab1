"""Finds syntax and standard library names in a wheel that its minimum Python does not have.

Run as `python -I minimum_python.py REQUEST.json RESULT.json`, by the python of the tool environment: it uses vermin's
tables of the Python versions that added each name.

Request:
    wheel        absolute path
    minimum      the oldest Python that Requires-Python allows: [3, 9]
    modules      {dotted name: path relative to site-packages} of the modules to scan
    entries      modules that users import: the public top-level modules, and the modules of the scripts

Result:
    uses         list, with at most one use of each feature (the most certain one), and one for each module with newer
                 syntax:
        kind     "syntax", "module", "name", "argument", "generic", "union"
        feature  "tomllib", "functools.cache", "zip(strict)", "list[...]", or the parser's name of the syntax
        needs    the Python version that added it: [3, 11]; null if the parser does not report it
        path     relative to site-packages
        line     1-based
        certain  whether importing a public module fails on the minimum Python because of it
    unread       paths of modules that this Python cannot parse
    conditional  paths of modules that are only imported conditionally (see below)
    unreached    paths of private modules that no entry imports unconditionally

Ignored is code under a version test, in `try: ... except ImportError`, under TYPE_CHECKING or under a test for the
feature itself, and modules that are only imported in such code.

Errors: a source never causes an error; an exit status other than 0 is an error in the probe.
"""
from __future__ import annotations

import ast
import builtins
import gc
import json
import re
import sys
import zipfile
from typing import Any, Iterable, Iterator, Optional, Union

from vermin import KWARGS_REQS, MOD_MEM_REQS, MOD_REQS, Config

Version = tuple
Function = (ast.FunctionDef, ast.AsyncFunctionDef)

GENERICS = {"list", "dict", "tuple", "set", "frozenset", "type"}  # PEP 585
TYPES = {name for name, value in vars(builtins).items() if isinstance(value, type)}
# A handler for one of these means that the code in the try block may not work on every Python.
CAUGHT = {"ImportError", "ModuleNotFoundError", "AttributeError", "NameError", "SyntaxError", "TypeError",
          "Exception", "BaseException"}
# A condition with one of these names tests for a feature, a version or a platform.
TESTS = re.compile(r"^(hasattr|getattr|find_spec|version_info|hexversion|python_version(_tuple)?|platform|system|name"
                   r"|implementation|python_implementation|_?(IS_)?(PY|PYTHON|CPYTHON|PYPY|HAS|HAVE|WITH|USE)_?\w*)$", re.I)
FEATURE_TEST = "feature test"
# The first Python 2 and 3 that have each module, each name, and each argument (by function and argument).
MODULES, NAMES, ARGUMENTS = MOD_REQS(Config()), MOD_MEM_REQS(Config()), KWARGS_REQS(Config())
Truth = Union[bool, str, None]


class Use:
    """A use of something that the minimum Python may lack."""

    def __init__(self, kind: str, feature: str, needs: Version | None, line: int, certain: bool) -> None:
        self.kind, self.feature, self.needs, self.line, self.certain = kind, feature, needs, line, certain


class Reader:
    """Scans the code of one module that the minimum Python can execute."""

    def __init__(self, module: str, is_package: bool, minimum: Version, flags: dict[str, bool | None]) -> None:
        self.module, self.is_package, self.minimum, self.flags = module, is_package, minimum, flags
        self.uses: list[Use] = []
        self.bindings: dict[str, str] = {}
        # The modules that this one imports: unconditionally; in code that the minimum Python can execute; anywhere.
        self.unconditional: set[str] = set()
        self.reached: set[str] = set()
        self.named: set[str] = set()
        self.certain, self.in_function, self.future = True, False, False
        self.stored: set[str] = set()

    def read(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    self.stored.add(node.id)
            elif isinstance(node, (*Function, ast.ClassDef)):
                self.stored.add(node.name)
            elif isinstance(node, ast.arg):
                self.stored.add(node.arg)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                names = {name for pair in imported(node, self.module, self.is_package) for name in both(*pair)}
                self.named |= names - {self.module}
                self.future = self.future or "__future__.annotations" in names
        self.block(tree.body)

    def block(self, statements: list[ast.stmt]) -> bool:
        """Scans statements up to one that ends the block, and returns whether there is one."""
        return any(self.statement(statement) for statement in statements)

    def conditionally(self, *blocks: list[ast.stmt]) -> None:
        before, self.certain = self.certain, False
        for block in blocks:
            self.block(block)
        self.certain = before

    def statement(self, node: ast.stmt) -> bool:
        if isinstance(node, ast.If):
            return self.branch(node)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.imports(node)
        elif isinstance(node, Function):
            self.function(node)
        elif isinstance(node, ast.ClassDef):
            self.expressions([*node.decorator_list, *node.bases, *node.keywords])
            self.block(node.body)
        elif isinstance(node, ast.AnnAssign):
            if not (self.in_function or self.future):
                self.expression(node.annotation)
            self.expressions([node.value] if node.value else [])
        elif isinstance(node, ast.Assert):
            if self.truth(node.test) is False:
                return True
            self.expression(node.test)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            if not any(self.catches(handler.type) for handler in node.handlers):
                self.block(node.body)
                self.conditionally(*(handler.body for handler in node.handlers), node.orelse)
            self.block(node.finalbody)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            self.expressions([item.context_expr for item in node.items])
            if not any(self.suppresses(item.context_expr) for item in node.items):
                self.block(node.body)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            self.expressions([node.test if isinstance(node, ast.While) else node.iter])
            self.conditionally(node.body, node.orelse)
        elif type(node).__name__ == "Match":
            self.expression(node.subject)  # type: ignore[attr-defined]
            self.conditionally(*(case.body for case in node.cases))  # type: ignore[attr-defined]
        else:
            self.expressions(ast.iter_child_nodes(node))
        return isinstance(node, (ast.Return, ast.Raise, ast.Continue, ast.Break))

    def branch(self, node: ast.If) -> bool:
        truth = self.truth(node.test)
        if truth is True:
            return self.block(node.body)
        if truth is False:
            return self.block(node.orelse)
        if truth is None:
            self.expression(node.test)
            self.conditionally(node.body, node.orelse)
        return False

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        arguments = node.args
        self.expressions([*node.decorator_list, *arguments.defaults, *filter(None, arguments.kw_defaults)])
        if not self.future:
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
            self.expressions([one.annotation for one in every if one is not None and one.annotation is not None])
            self.expressions([node.returns] if node.returns else [])
        before, self.in_function = self.in_function, True
        self.conditionally(node.body)
        self.in_function = before

    def catches(self, caught: ast.expr | None) -> bool:
        if caught is None:
            return True
        named = caught.elts if isinstance(caught, ast.Tuple) else [caught]
        return any(last_name(one) in CAUGHT for one in named)

    def suppresses(self, context: ast.expr) -> bool:
        return (isinstance(context, ast.Call) and last_name(context.func) == "suppress"
                and any(self.catches(one) for one in context.args))

    def expressions(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.expression(node)

    def expression(self, node: ast.AST) -> None:
        if isinstance(node, ast.IfExp):
            truth = self.truth(node.test)
            if truth in (True, False):
                self.expression(node.body if truth else node.orelse)
            elif truth is None:
                self.uncertain([node.test, node.body, node.orelse])
        elif isinstance(node, ast.BoolOp):
            self.operands(node)
        elif isinstance(node, ast.Lambda):
            self.expressions([*node.args.defaults, *filter(None, node.args.kw_defaults)])
            self.uncertain([node.body])
        elif isinstance(node, ast.stmt):
            self.statement(node)
        else:
            self.check(node)
            self.expressions(ast.iter_child_nodes(node))

    def uncertain(self, nodes: list[ast.expr]) -> None:
        before, self.certain = self.certain, False
        self.expressions(nodes)
        self.certain = before

    def operands(self, node: ast.BoolOp) -> None:
        """Scans the operands of `and` and `or` that the minimum Python can evaluate."""
        for value in node.values:
            truth = self.truth(value)
            if truth == FEATURE_TEST or truth is isinstance(node.op, ast.Or):
                return
            if truth is None:
                self.uncertain([value])

    def check(self, node: ast.AST) -> None:
        if isinstance(node, ast.Attribute):
            dotted = self.resolve(node)
            if dotted is not None:
                self.name(dotted, node.lineno)
        elif isinstance(node, ast.Call):
            function = self.resolve(node.func)
            for keyword in node.keywords if function else []:
                self.newer("argument", f"{function}({keyword.arg})", ARGUMENTS.get((function, keyword.arg)), node.lineno)
        elif isinstance(node, ast.Subscript):
            if isinstance(node.value, ast.Name) and self.is_builtin(node.value, GENERICS):
                self.newer("generic", f"{node.value.id}[...]", (None, (3, 9)), node.lineno)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            if any(is_none(one) or self.is_builtin(one, TYPES) for one in (node.left, node.right)):
                self.newer("union", "X | Y", (None, (3, 10)), node.lineno)

    def is_builtin(self, node: ast.expr, names: set[str]) -> bool:
        return (isinstance(node, ast.Name) and node.id in names
                and node.id not in self.stored and node.id not in self.bindings)

    def resolve(self, node: ast.expr) -> str | None:
        """The qualified name of an expression according to the module's imports; None if unknown."""
        if isinstance(node, ast.Attribute):
            owner = self.resolve(node.value)
            return None if owner is None else f"{owner}.{node.attr}"
        if not isinstance(node, ast.Name) or node.id in self.stored:
            return None
        return self.bindings.get(node.id, node.id if hasattr(builtins, node.id) else None)

    def imports(self, node: ast.Import | ast.ImportFrom) -> None:
        for target, name in imported(node, self.module, self.is_package):
            self.reached |= both(target, name)
            if self.certain:
                self.unconditional |= both(target, name)
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.name(alias.name, node.lineno, kind="module")
                self.bindings[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
        elif node.level == 0 and node.module:
            for alias in node.names:
                if not self.name(node.module, node.lineno, kind="module"):
                    self.name(f"{node.module}.{alias.name}", node.lineno)
                self.bindings[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def name(self, dotted: str, line: int, kind: str = "name") -> bool:
        """Records the first prefix of a dotted name that the minimum Python lacks, and returns whether there is one."""
        parts = dotted.split(".")
        for length in range(1, len(parts) + 1):
            part = ".".join(parts[:length])
            if self.newer("module", part, MODULES.get(part), line):
                return True
            if kind == "name" and self.newer("name", part, NAMES.get(part), line):
                return True
        return False

    def newer(self, kind: str, feature: str, needs: Any, line: int) -> bool:
        """Records a use of a feature that the minimum Python lacks, and returns whether it does."""
        if needs is None or needs[1] is None or needs[1] <= self.minimum:
            return False
        self.uses.append(Use(kind, feature, needs[1], line, self.certain))
        return True

    def truth(self, node: ast.expr) -> Truth:
        """The value of a condition on the minimum Python; FEATURE_TEST if it is a test with an unknown value."""
        if isinstance(node, ast.Constant):
            return bool(node.value)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.truth(node.operand)
            return not inner if isinstance(inner, bool) else inner
        if isinstance(node, ast.BoolOp):
            values = [self.truth(value) for value in node.values]
            decisive = isinstance(node.op, ast.Or)
            if decisive in values:
                return decisive
            return FEATURE_TEST if FEATURE_TEST in values else None if None in values else not decisive
        if isinstance(node, (ast.Name, ast.Attribute)) and last_name(node) == "TYPE_CHECKING":
            return False
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(self.flags.get(last_name(node)), bool):
            return self.flags[last_name(node)]
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            compared = compare(node, self.minimum)
            if compared is not None:
                return compared
        names = (last_name(one) for one in ast.walk(node) if isinstance(one, (ast.Name, ast.Attribute)))
        return FEATURE_TEST if any(TESTS.match(name) for name in names) else None


def last_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def compare(node: ast.Compare, minimum: Version) -> bool | None:
    """The value of a comparison of sys.version_info with a constant on the minimum Python; None if unknown."""
    left, right = version_of(node.left, minimum), version_of(node.comparators[0], minimum)
    if left is None or right is None:
        return None
    operators = {ast.Lt: "__lt__", ast.LtE: "__le__", ast.Gt: "__gt__", ast.GtE: "__ge__", ast.Eq: "__eq__", ast.NotEq: "__ne__"}
    operator = operators.get(type(node.ops[0]))
    result = getattr(left, operator)(right) if operator else NotImplemented
    return None if result is NotImplemented else result


def version_of(node: ast.expr, minimum: Version) -> Any:
    """The value of sys.version_info, of a part of it, or of a constant; None if unknown."""
    full = (*minimum, 0, "final", 0)
    if last_name(node) == "version_info":
        return full
    if last_name(node) == "hexversion":
        return minimum[0] << 24 | minimum[1] << 16 | 0xF0
    if isinstance(node, ast.Attribute) and last_name(node.value) == "version_info":
        return {"major": full[0], "minor": full[1]}.get(node.attr)
    if isinstance(node, ast.Subscript) and last_name(node.value) == "version_info":
        try:
            index = node.slice
            if isinstance(index, ast.Slice):
                bounds = [None if one is None else ast.literal_eval(one) for one in (index.lower, index.upper)]
                return full[slice(*bounds)]
            return full[ast.literal_eval(index)]
        except (ValueError, TypeError, IndexError):
            return None
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None


def flags_of(trees: Iterable[ast.Module], minimum: Version) -> dict[str, bool | None]:
    """Names such as PY310 that modules assign a version test to; None if two modules differ."""
    flags: dict[str, bool | None] = {"PY2": False, "PY3": True}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Compare) and len(node.value.ops) == 1:
                value = compare(node.value, minimum)
                if value is not None and mentions_version(node.value):
                    for target in node.targets:
                        name = last_name(target)
                        flags[name] = value if flags.get(name, value) is value else None
    return flags


def mentions_version(node: ast.AST) -> bool:
    return any(last_name(one) in ("version_info", "hexversion") for one in ast.walk(node))


def imported(node: ast.Import | ast.ImportFrom, module: str, is_package: bool) -> Iterator[tuple[str, str | None]]:
    """Yields the absolute modules of an import statement, each with the name that is imported from it."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            parts = alias.name.split(".")
            for length in range(1, len(parts) + 1):
                yield ".".join(parts[:length]), None
        return
    base = module.split(".")
    if node.level:
        base = base[: len(base) - node.level + (1 if is_package else 0)]
        target = ".".join([*base, *(node.module.split(".") if node.module else [])])
    else:
        target = node.module or ""
    for alias in node.names:
        yield target, alias.name


def both(target: str, name: str | None) -> set[str]:
    """The possible modules of `from target import name`."""
    return {target} if name is None else {target, f"{target}.{name}"}


def syntax_use(source: bytes, minimum: Version) -> Use | None:
    """Newer syntax that the parser reports, which is on a best-effort basis (documentation of ast.parse)."""
    try:
        ast.parse(source, feature_version=minimum)
    except SyntaxError as error:
        message = error.msg or ""
        match = re.match(r"(.+?) (?:is|are) only supported in Python 3\.(\d+)", message)
        # Up to Python 3.12 the parser also reports `with (open(x)):`, which is valid in every Python.
        if match and not message.startswith("Parenthesized context managers"):
            return Use("syntax", match[1], (3, int(match[2])), error.lineno or 1, True)
    return None


def conditional_modules(readers: dict[str, Reader]) -> set[str]:
    """Modules that are imported, but by no code that the minimum Python can execute."""
    named = {name for reader in readers.values() for name in reader.named}
    conditional: set[str] = set()
    while True:
        reached = {name for module, reader in readers.items() if module not in conditional for name in reader.reached}
        found = {module for module in readers if module in named and module not in reached}
        if found <= conditional:
            return conditional
        conditional |= found


def reached_from(entries: Iterable[str], readers: dict[str, Reader]) -> set[str]:
    """The modules that the entries import unconditionally, directly or indirectly."""
    reached: set[str] = set()
    waiting = list(entries)
    while waiting:
        module = waiting.pop()
        parts = module.split(".")
        for name in (".".join(parts[:length]) for length in range(1, len(parts) + 1)):
            if name in readers and name not in reached:
                reached.add(name)
                waiting.extend(readers[name].unconditional)
    return reached


def read_members(wheel: str) -> dict[str, bytes]:
    """The Python sources of a wheel by their paths relative to site-packages."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name): archive.read(name)
            for name in archive.namelist()
            if name.endswith(".py")
        }


def find_newer_uses(wheel: str, minimum: Version, modules: dict[str, str], entries: list[str]) -> dict[str, Any]:
    sources = read_members(wheel)
    tops = {module.split(".")[0] for module in modules}
    trees: dict[str, ast.Module] = {}
    unread = []
    for module, path in modules.items():
        try:
            trees[module] = ast.parse(sources[path])
        except (SyntaxError, ValueError, RecursionError):
            unread.append(path)
    flags = flags_of(trees.values(), minimum)
    readers: dict[str, Reader] = {}
    for module, tree in trees.items():
        is_package = modules[module].endswith("/__init__.py")
        reader = readers[module] = Reader(module, is_package, minimum, flags)
        reader.read(tree)
        use = syntax_use(sources[modules[module]], minimum)
        if use is not None:
            reader.uses = [use]  # The minimum Python executes nothing of a module that it cannot compile.
    conditional = conditional_modules(readers) - set(entries)
    reached = reached_from(entries, readers)
    unreached = {
        module for module in readers
        if module not in reached and any(part.startswith("_") for part in module.split("."))
    }

    found: dict[tuple[str, str], dict[str, Any]] = {}
    for module, reader in readers.items():
        if module in conditional:
            continue
        for use in reader.uses:
            if use.kind in ("module", "name") and use.feature.split(".")[0] in tops:
                continue  # The wheel has a module of this name.
            certain = use.certain and module not in unreached
            key = {"syntax": (use.kind, modules[module]), "generic": (use.kind, "")}.get(use.kind, (use.kind, use.feature))
            if key not in found or (certain and not found[key]["certain"]):
                found[key] = {
                    "kind": use.kind,
                    "feature": use.feature,
                    "needs": use.needs and list(use.needs),
                    "path": modules[module],
                    "line": use.line,
                    "certain": certain,
                }
    return {
        "uses": list(found.values()),
        "unread": unread,
        "conditional": sorted(modules[module] for module in conditional),
        "unreached": sorted(modules[module] for module in unreached),
    }


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    # The trees have millions of nodes and few cycles, so garbage collection takes time without freeing memory.
    gc.disable()
    # The default limit is too low for deeply nested code.
    sys.setrecursionlimit(10_000)
    result = find_newer_uses(request["wheel"], tuple(request["minimum"]), request["modules"], request["entries"])
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
