"""Evaluates expressions of a source file as far as possible without executing it. Loaded by dependencies.py.

Supported are conditions on the platform, the Python version and the like, and paths that are derived from `__file__`.
Any other expression is Unknown.
"""
from __future__ import annotations

import ast
import collections
import operator
import os
import pathlib
import platform
import sys
from typing import Any, Callable, Iterator


def root_of(kind: str) -> str:
    """A placeholder for a directory whose path is unknown, deep enough for any number of ".."."""
    return os.path.join(os.path.abspath(os.sep), *[f"({kind})"] * 10)


KINDS = ("installed", "scripts", "tests", "cwd")
ROOTS = {kind: root_of(kind) for kind in KINDS}
CURRENT = ROOTS["cwd"]


class Unknown(Exception):
    """The value of an expression cannot be determined without executing it."""


def absolute(path: Any) -> str:
    return os.path.normpath(os.path.join(CURRENT, os.fspath(path)))


VALUES: dict[str, Any] = {
    "sys.version_info": sys.version_info,
    "sys.hexversion": sys.hexversion,
    "sys.maxsize": sys.maxsize,
    "sys.platform": sys.platform,
    "sys.version": sys.version,
    "sys.byteorder": sys.byteorder,
    "sys.implementation.name": sys.implementation.name,
    "os.name": os.name,
    "os.sep": os.sep,
    "os.path.sep": os.sep,
    "os.pardir": os.pardir,
    "os.path.pardir": os.pardir,
    "os.curdir": os.curdir,
    "__debug__": True,
}

CALLS: dict[str, Callable[..., Any]] = {
    "platform.system": platform.system,
    "platform.machine": platform.machine,
    "platform.python_implementation": platform.python_implementation,
    "os.getcwd": lambda: CURRENT,
    "pathlib.Path.cwd": lambda: pathlib.PurePath(CURRENT),
    "os.path.abspath": absolute,
    "os.path.realpath": absolute,
    "os.path.normpath": os.path.normpath,
    "os.path.dirname": os.path.dirname,
    "os.path.join": os.path.join,
    "os.path.split": os.path.split,
    "os.fspath": os.fspath,
    "pathlib.Path": pathlib.PurePath,
    "pathlib.PurePath": pathlib.PurePath,
    "str": str,
    "bool": bool,
}

METHODS: dict[tuple[type, str], Callable[..., Any]] = {
    (pathlib.PurePath, "resolve"): lambda path, strict=False: pathlib.PurePath(absolute(path)),
    (pathlib.PurePath, "absolute"): lambda path: pathlib.PurePath(absolute(path)),
    (pathlib.PurePath, "joinpath"): pathlib.PurePath.joinpath,
    (pathlib.PurePath, "as_posix"): pathlib.PurePath.as_posix,
    (pathlib.PurePath, "__str__"): str,
    (str, "startswith"): str.startswith,
    (str, "endswith"): str.endswith,
    (str, "lower"): str.lower,
}

COMPARISONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, container: item in container,
    ast.NotIn: lambda item, container: item not in container,
}


def statements(node: Any) -> Iterator[Any]:
    """All statements of a module, including nested ones."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in getattr(node, name, ()):
            yield inner
            yield from statements(inner)


def targets(node: Any) -> list[ast.expr]:
    """The targets that a statement assigns to."""
    found = [*getattr(node, "targets", ()), getattr(node, "target", None)]
    found += [item.optional_vars for item in getattr(node, "items", ())]
    return [target for target in found if target is not None]


class Names:
    """The values of names in one module, as far as they can be determined without executing it."""

    def __init__(self, tree: ast.Module, known: dict[str, Any]) -> None:
        self.known = {**VALUES, **known}
        self.origins: dict[str, str] = {}
        values: dict[str, ast.expr] = {}
        bound: list[str] = []
        for node in statements(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                bound += 2 * self.imported(node)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                bound += 2 * [node.name, *(one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg))]
            elif isinstance(node, ast.ClassDef):
                bound += 2 * [node.name]
            else:
                bound += [one.id for target in targets(node) for one in ast.walk(target) if isinstance(one, ast.Name)]
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                values[node.targets[0].id] = node.value
        # Only a name that is bound once has a known value.
        times = collections.Counter(bound)
        self.assigned = {name: value for name, value in values.items() if times[name] == 1}

    def imported(self, node: Any) -> list[str]:
        names = []
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            names.append(name)
            if isinstance(node, ast.ImportFrom):
                self.origins[name] = f"{node.module}.{alias.name}" if node.module else alias.name
            elif alias.asname:
                self.origins[name] = alias.name
        return names

    def dotted(self, node: ast.AST) -> str:
        """The qualified name of a name or attribute: "typing.TYPE_CHECKING"; empty for other expressions."""
        if isinstance(node, ast.Name):
            return self.origins.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            base = self.dotted(node.value)
            return base and f"{base}.{node.attr}"
        return ""

    def value(self, node: ast.expr) -> Any:
        try:
            return self._value(node)
        except Unknown:
            raise
        except Exception as error:
            raise Unknown from error

    def _value(self, node: Any) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            return tuple(self.value(element) for element in node.elts)
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.value_of_name(node)
        if isinstance(node, ast.BoolOp):
            return self.value_of_any_or_all(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not self.value(node.operand)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self.compare(node.ops[0], node.left, node.comparators[0])
        if isinstance(node, ast.Subscript):
            return self.item(self.value(node.value), node.slice)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Div)):
            operation = operator.add if isinstance(node.op, ast.Add) else operator.truediv
            return operation(self.value(node.left), self.value(node.right))
        if isinstance(node, ast.JoinedStr):
            return "".join(self._value(part) for part in node.values)
        if isinstance(node, ast.FormattedValue) and node.format_spec is None:
            return str(self.value(node.value))
        if isinstance(node, ast.Call):
            return self.call(node)
        raise Unknown

    def value_of_name(self, node: Any) -> Any:
        name = self.dotted(node)
        last = name.rpartition(".")[2]
        if last == "TYPE_CHECKING":
            return False
        if name in self.known:
            return self.known[name]
        if isinstance(node, ast.Name) and node.id in self.assigned:
            # Removed during the evaluation, so that a name that is defined by itself is unknown.
            assigned = self.assigned.pop(node.id)
            try:
                return self.value(assigned)
            finally:
                self.assigned[node.id] = assigned
        if last in ("PY2", "PY3"):
            return last == "PY3"
        if isinstance(node, ast.Name):
            raise Unknown
        value = self.value(node.value)
        readable = {pathlib.PurePath: ("parent", "parents", "name"), type(sys.version_info): ("major", "minor", "micro")}
        if any(isinstance(value, kind) and node.attr in names for kind, names in readable.items()):
            return getattr(value, node.attr)
        raise Unknown

    def value_of_any_or_all(self, node: ast.BoolOp) -> bool:
        decisive = isinstance(node.op, ast.Or)
        truths = [self.truth(value) for value in node.values]
        if decisive in truths:
            return decisive
        if None in truths:
            raise Unknown
        return not decisive

    def compare(self, comparison: ast.cmpop, left: ast.expr, right: ast.expr) -> Any:
        if isinstance(comparison, ast.NotIn) and self.dotted(right) == "sys.path":
            return True
        return COMPARISONS[type(comparison)](self.value(left), self.value(right))

    def item(self, value: Any, index: Any) -> Any:
        # Python 3.8 wraps an index in an ast.Index node.
        index = getattr(index, "value", index) if type(index).__name__ == "Index" else index
        if isinstance(index, ast.Slice):
            bounds = [bound and self.value(bound) for bound in (index.lower, index.upper, index.step)]
            return value[slice(*bounds)]
        return value[self.value(index)]

    def call(self, node: ast.Call) -> Any:
        arguments = [self.value(argument) for argument in node.args]
        options = {keyword.arg: self.value(keyword.value) for keyword in node.keywords if keyword.arg}
        known = CALLS.get(self.dotted(node.func))
        if known:
            return known(*arguments, **options)
        if isinstance(node.func, ast.Attribute):
            value = self.value(node.func.value)
            for (kind, name), method in METHODS.items():
                if isinstance(value, kind) and name == node.func.attr:
                    return method(value, *arguments, **options)
        raise Unknown

    def truth(self, node: ast.expr) -> bool | None:
        """The truth value of a condition in this environment; None if unknown."""
        try:
            return bool(self.value(node))
        except Unknown:
            return None
