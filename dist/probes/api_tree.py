"""The objects of an unpacked wheel, as griffe reads them, with resolution of names, aliases and base classes.

Loaded by api.py. griffe's resolution of aliases raises exceptions on cycles, and its definition of public excludes
names that a package imports from its private modules, so both are implemented here on griffe's objects.
"""
from __future__ import annotations

import ast
import builtins
import os
import re
from typing import Any, Iterator, Sequence

import griffe

Object = Any  # griffe.Object or griffe.Alias

#: An object that exists but cannot be read: it is from another distribution, or created at run time.
UNKNOWN = object()

# Base classes without public members; others from outside of the wheel may have any member.
PLAIN_BASES = re.compile(r"(abc\.ABC|(typing|typing_extensions)\.(Generic|Protocol|NamedTuple|TypedDict)|enum\.\w+)$")
HIDDEN = re.compile(r"__(getattr|getattribute)__$")


def is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


class Tree:
    """The modules of one wheel."""

    def __init__(self, folder: str, files: dict[str, str]) -> None:
        """`files`: {path in the directory: path relative to site-packages}."""
        self.folder = folder
        self.files = files
        self.unread: dict[str, str] = {}
        self.loader = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False)
        self.names: dict[tuple[str, str], set[str]] = {}
        self.ancestries: dict[int, tuple[list[Object], list[str]]] = {}

    def load(self, modules: Sequence[str]) -> None:
        """Reads all modules, and records which of the given ones cannot be read."""
        # A public module may import from a private one: pytest from _pytest.
        for top in sorted({file.split("/")[0].split(".")[0] for file in self.files}):
            try:
                self.loader.load(top, try_relative_path=False)
            except Exception as error:  # griffe may raise any exception on unusual sources.
                self.unread[top] = reason_of(error)
        for module in list(self.loader.modules_collection.members.values()):
            # Again, as a star import may be of a package that was read later.
            self.loader.expand_wildcards(module, external=False)
        for module in modules:
            if module.split(".")[0] not in self.unread and self.module(module) is None:
                self.unread[module] = self.reason_unread(module)

    def reason_unread(self, module: str) -> str:
        path = module.replace(".", "/")
        for file in (f"{path}.py", f"{path}/__init__.py"):
            if file in self.files:
                with open(os.path.join(self.folder, file), "rb") as source:
                    try:
                        ast.parse(source.read())
                    except (SyntaxError, ValueError) as error:
                        return reason_of(error)
                return "its directory is not a package"
        return "it is an extension module without a stub"

    def is_unread(self, path: str) -> bool:
        return any(path == module or path.startswith(f"{module}.") for module in self.unread)

    def module(self, path: str) -> Object | None:
        """The module with this path, without resolving aliases; None if there is none."""
        members = self.loader.modules_collection.members
        found = None
        for part in path.split("."):
            found = members.get(part)
            if found is None or found.is_alias or not found.is_module:
                return None
            members = found.members
        return found

    def find(self, path: str, seen: frozenset[str] = frozenset()) -> Object | None:
        """The object at a dotted path; None if there is none, or UNKNOWN."""
        parts = path.split(".")
        found: Object | None = self.loader.modules_collection.members.get(parts[0])
        if found is None or path in seen:
            return UNKNOWN
        for depth, part in enumerate(parts[1:], 2):
            if found.is_module:
                found = self.of_module(found, part, depth == len(parts), seen | {path})
            elif found.is_class:
                found = self.of_class(found, part, seen | {path})
            else:
                return None if found.is_function else UNKNOWN
            if found is None or found is UNKNOWN:
                return found
        return found

    def reach(self, path: str) -> Object | None:
        """Like `find`, for a path of the other wheel: a missing top-level module was removed, and is not UNKNOWN."""
        top = path.split(".")[0]
        return self.find(path) if top in self.loader.modules_collection.members or self.is_unread(top) else None

    def of_module(self, module: Object, name: str, last: bool, seen: frozenset[str]) -> Object | None:
        member = module.members.get(name)
        if member is None:
            path = f"{module.path}.{name}"
            return UNKNOWN if self.is_unread(path) or name in self.bound(module) else None
        imported = module.imports.get(name)
        if last and not member.is_alias and member.is_module and imported not in (None, member.path):
            # griffe has one member per name, but a package can have a submodule and an import of the same name.
            return self.find(imported, seen)
        return self.final(member, seen)

    def of_class(self, owner: Object, name: str, seen: frozenset[str] = frozenset()) -> Object | None:
        own, foreign = self.ancestry(owner, seen)
        members = [class_.members[name] for class_ in own if name in class_.members]
        if members:
            # A definition under TYPE_CHECKING does not exist at run time.
            return self.final(next((member for member in members if member.runtime), members[0]), seen)
        if any(name in class_.overloads for class_ in own):
            return UNKNOWN
        if any(HIDDEN.match(member) for class_ in own for member in class_.members):
            return UNKNOWN
        for base in foreign:
            known = builtin(base)
            if known is None and not PLAIN_BASES.match(base) or known is not None and hasattr(known, name):
                return UNKNOWN
        return UNKNOWN if hasattr(object, name) else None

    def final(self, found: Object, seen: frozenset[str] = frozenset()) -> Object:
        """Resolves imports and assignments of a name (`old = new`)."""
        if found.is_alias:
            return self.find(found.target_path, seen) or UNKNOWN
        if found.is_attribute and isinstance(found.value, (griffe.ExprName, griffe.ExprAttribute)):
            path = path_of(found.value)
            if path is not None and path != found.path:
                target = self.find(path, seen | {found.path})
                if target is not None and target is not UNKNOWN and not target.is_attribute:
                    return target
        return found

    def ancestry(self, owner: Object, seen: frozenset[str] = frozenset()) -> tuple[list[Object], list[str]]:
        """The class and its base classes in this wheel, itself first, and the names of those outside of the wheel."""
        if id(owner) in self.ancestries:
            return self.ancestries[id(owner)]
        own: list[Object] = [owner]
        foreign: list[str] = []
        for base in owner.bases if owner.path not in seen else ():
            found = self.base(base, owner, seen)
            more = ([], [path_of(base) or str(base)]) if found is None else self.ancestry(found, seen | {owner.path})
            own += more[0]
            foreign += more[1]
        # Approximates Python's method resolution order: a shared base class comes last.
        own = list({id(class_): class_ for class_ in reversed(own)}.values())[::-1]
        # In a nested search, the result may be incomplete because of a cycle.
        if not seen:
            self.ancestries[id(owner)] = (own, foreign)
        return own, foreign

    def base(self, base: Any, of: Object, seen: frozenset[str] = frozenset()) -> Object | None:
        """The base class of an expression; None if it is not in this wheel."""
        path = path_of(base)
        found = UNKNOWN if path is None else self.find(path, seen | {of.path})
        return None if found is None or found is UNKNOWN or not found.is_class else found

    def base_name(self, base: Any, of: Object) -> str | None:
        """The name of a base class; None for a call, or for a name whose value is unknown."""
        found, path = self.base(base, of), path_of(base)
        if found is not None:
            return found.name
        own = path is not None and path.split(".")[0] in self.loader.modules_collection.members
        return None if path is None or own else path.split(".")[-1]

    def bound(self, module: Object) -> set[str]:
        """Names of a module that griffe does not read: from loops, `global` and `__getattr__`."""
        found = self.names_of(module, "bound") | self.lazy(module)
        return found | set(module.overloads) | set(self.exports(module) or ())

    def exports(self, module: Object) -> set[str] | None:
        """The names in `__all__` that can be determined; None without `__all__`."""
        return None if module.exports is None else {name for name in module.exports if isinstance(name, str)}

    def lazy(self, module: Object) -> set[str]:
        """Names that the `__getattr__` of a module may return."""
        return self.names_of(module, "lazy")

    def used(self, module: Object) -> set[str]:
        """Names that the code of a module uses."""
        return self.names_of(module, "used")

    def deleted(self, module: Object) -> set[str]:
        if not any(line.lstrip().startswith("del ") for line in self.lines(module)):
            return set()
        return self.names_of(module, "deleted")

    def names_of(self, module: Object, what: str) -> set[str]:
        if (module.path, what) not in self.names:
            code = "\n".join(self.lines(module))
            try:
                body = ast.parse(code)
            except (SyntaxError, ValueError):
                body = ast.Module([], [])
            for kind, names in names_in(body).items():
                self.names[(module.path, kind)] = names
        return self.names[(module.path, what)]

    def lines(self, found: Object) -> list[str]:
        """The source lines of an object; all lines for a module."""
        file = found.filepath
        if isinstance(file, list):
            return []
        lines = self.loader.lines_collection[file] if file in self.loader.lines_collection else []
        if found.is_module:
            return lines
        return lines[(found.lineno or 1) - 1 : found.endlineno or 0]

    def file(self, found: Object) -> str | None:
        """The file of an object, relative to site-packages."""
        file = found.filepath
        if isinstance(file, list):
            return None
        path = os.path.relpath(str(file), self.folder).replace(os.sep, "/")
        return self.files.get(path, path)


def reason_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def builtin(path: str) -> type | None:
    found = getattr(builtins, path.removeprefix("builtins."), None)
    return found if isinstance(found, type) else None


def path_of(expression: Any) -> str | None:
    """The canonical dotted path of a name or attribute; None for other expressions."""
    if isinstance(expression, griffe.ExprSubscript):
        return path_of(expression.left)
    if not isinstance(expression, (griffe.ExprName, griffe.ExprAttribute)):
        return expression if isinstance(expression, str) else None
    try:
        return expression.canonical_path
    except griffe.GriffeError:
        return None


def nodes_in(top: ast.AST, functions: bool) -> Iterator[ast.AST]:
    """Like ast.walk, but in a third of the time, and optionally without the bodies of functions and classes."""
    left = [top]
    while left:
        for value in vars(left.pop()).values():
            for node in value if type(value) is list else (value,):
                if isinstance(node, ast.AST) and not isinstance(node, ast.expr_context):
                    yield node
                    if functions or not isinstance(node, SCOPES):
                        left.append(node)


SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def names_in(body: ast.Module) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {"bound": set(), "lazy": set(), "used": set(), "deleted": set()}
    contexts = {ast.Store: names["bound"], ast.Del: names["deleted"]}
    for node in nodes_in(body, functions=False):
        if isinstance(node, ast.Name) and type(node.ctx) in contexts:
            contexts[type(node.ctx)].add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names["bound"] |= {(name.asname or name.name).split(".")[0] for name in node.names}
        elif isinstance(node, ast.FunctionDef):
            names["bound"].add(node.name)
    if "__getattr__" in names["bound"]:
        names["lazy"] = strings_in(body)
    for node in nodes_in(body, functions=True):
        if isinstance(node, ast.Global):
            names["bound"].update(node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names["used"].add(node.id)
    return names


def strings_in(node: ast.AST) -> set[str]:
    """The words in the string literals of a source."""
    return {
        word
        for part in nodes_in(node, functions=True)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and len(part.value) < 200
        for word in re.findall(r"\w+", part.value)
    }
