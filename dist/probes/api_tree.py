"""The objects of one unpacked wheel, as griffe reads them, and what stands for what: names, aliases, base classes.

Loaded by api.py. griffe's own resolution of aliases ends in exceptions on cycles, and its notion of what is public
leaves out what a package imports from its private modules, so that both are done here, on its objects.
"""
from __future__ import annotations

import ast
import builtins
import os
import re
from typing import Any, Iterator, Sequence

import griffe

Object = Any  # griffe.Object or griffe.Alias: which of them is known only by asking

#: Stands for what is there, and cannot be seen: something of another distribution, or made while the module runs.
UNKNOWN = object()

# Bases that bring nothing public along; what else comes from outside may bring anything.
PLAIN_BASES = re.compile(r"(abc\.ABC|(typing|typing_extensions)\.(Generic|Protocol|NamedTuple|TypedDict)|enum\.\w+)$")
HIDDEN = re.compile(r"__(getattr|getattribute)__$")


def is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


class Tree:
    """One side of the comparison."""

    def __init__(self, folder: str, files: dict[str, str]) -> None:
        """`files`: path in the folder -> path below site-packages."""
        self.folder = folder
        self.files = files
        self.unread: dict[str, str] = {}
        self.loader = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False)
        self.names: dict[tuple[str, str], set[str]] = {}
        self.ancestries: dict[int, tuple[list[Object], list[str]]] = {}

    def load(self, modules: Sequence[str]) -> None:
        """Reads all that there is, and notes which of the modules cannot be read."""
        # What is public may come from a private one: pytest from _pytest.
        for top in sorted({file.split("/")[0].split(".")[0] for file in self.files}):
            try:
                self.loader.load(top, try_relative_path=False)
            except Exception as error:  # whatever griffe meets
                self.unread[top] = reason_of(error)
        for module in list(self.loader.modules_collection.members.values()):
            # Once more: a package may import all of another that had not been read.
            self.loader.expand_wildcards(module, external=False)
        for module in modules:
            if module.split(".")[0] not in self.unread and self.module(module) is None:
                self.unread[module] = self.why_not(module)

    def why_not(self, module: str) -> str:
        path = module.replace(".", "/")
        for file in (f"{path}.py", f"{path}/__init__.py"):
            if file in self.files:
                with open(os.path.join(self.folder, file), "rb") as source:
                    try:
                        ast.parse(source.read())
                    except (SyntaxError, ValueError) as error:
                        return reason_of(error)
                return "its folder is no package"
        return "it is compiled and has no stub"

    def is_unread(self, path: str) -> bool:
        return any(path == module or path.startswith(f"{module}.") for module in self.unread)

    def module(self, path: str) -> Object | None:
        """The module of this very path; None where there is none."""
        members = self.loader.modules_collection.members
        found = None
        for part in path.split("."):
            found = members.get(part)
            if found is None or found.is_alias or not found.is_module:
                return None
            members = found.members
        return found

    def find(self, path: str, seen: frozenset[str] = frozenset()) -> Object | None:
        """What a name stands for here, None where there is no such name, or UNKNOWN."""
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
        """As `find`, of a path that the other wheel has: what is not here is gone, and not of another distribution."""
        top = path.split(".")[0]
        return self.find(path) if top in self.loader.modules_collection.members or self.is_unread(top) else None

    def of_module(self, module: Object, name: str, last: bool, seen: frozenset[str]) -> Object | None:
        member = module.members.get(name)
        if member is None:
            path = f"{module.path}.{name}"
            return UNKNOWN if self.is_unread(path) or name in self.bound(module) else None
        imported = module.imports.get(name)
        if last and not member.is_alias and member.is_module and imported not in (None, member.path):
            # griffe keeps one member of a name; Python has the module and what was imported from it.
            return self.find(imported, seen)
        return self.final(member, seen)

    def of_class(self, owner: Object, name: str, seen: frozenset[str] = frozenset()) -> Object | None:
        own, foreign = self.ancestry(owner, seen)
        members = [class_.members[name] for class_ in own if name in class_.members]
        if members:
            # What is written for type checkers alone stands in the way of what it describes.
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
        """Follows imports and plain assignments (`old = new`) to what they lead to."""
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
        """A class with its own ancestors, itself first, and the names of those that are not of this wheel."""
        if id(owner) in self.ancestries:
            return self.ancestries[id(owner)]
        own: list[Object] = [owner]
        foreign: list[str] = []
        for base in owner.bases if owner.path not in seen else ():
            found = self.base(base, owner, seen)
            more = ([], [path_of(base) or str(base)]) if found is None else self.ancestry(found, seen | {owner.path})
            own += more[0]
            foreign += more[1]
        # Python's order, but for the rare hierarchies in which that is another: what several share comes last.
        own = list({id(class_): class_ for class_ in reversed(own)}.values())[::-1]
        # Within another search a circle may have cut it short.
        if not seen:
            self.ancestries[id(owner)] = (own, foreign)
        return own, foreign

    def base(self, base: Any, of: Object, seen: frozenset[str] = frozenset()) -> Object | None:
        """A base class; None where it is not of this wheel."""
        path = path_of(base)
        found = UNKNOWN if path is None else self.find(path, seen | {of.path})
        return None if found is None or found is UNKNOWN or not found.is_class else found

    def base_name(self, base: Any, of: Object) -> str | None:
        """The name of a base class; None for one that is made by a call, or named after what the code decides."""
        found, path = self.base(base, of), path_of(base)
        if found is not None:
            return found.name
        own = path is not None and path.split(".")[0] in self.loader.modules_collection.members
        return None if path is None or own else path.split(".")[-1]

    def bound(self, module: Object) -> set[str]:
        """Names that a module has besides those that griffe sees: in loops, by `global`, by its `__getattr__`."""
        found = self.names_of(module, "bound") | self.lazy(module)
        return found | set(module.overloads) | set(self.exports(module) or ())

    def exports(self, module: Object) -> set[str] | None:
        """What `__all__` lists, as far as that can be read; None where there is none."""
        return None if module.exports is None else {name for name in module.exports if isinstance(name, str)}

    def lazy(self, module: Object) -> set[str]:
        """Names that the `__getattr__` of a module may know."""
        return self.names_of(module, "lazy")

    def used(self, module: Object) -> set[str]:
        """Names that the code of a module uses itself."""
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
        """The source of an object, the whole file of a module."""
        file = found.filepath
        if isinstance(file, list):
            return []
        lines = self.loader.lines_collection[file] if file in self.loader.lines_collection else []
        if found.is_module:
            return lines
        return lines[(found.lineno or 1) - 1 : found.endlineno or 0]

    def file(self, found: Object) -> str | None:
        """Below site-packages."""
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
    """The dotted path that an expression names; None for what is no name."""
    if isinstance(expression, griffe.ExprSubscript):
        return path_of(expression.left)
    if not isinstance(expression, (griffe.ExprName, griffe.ExprAttribute)):
        return expression if isinstance(expression, str) else None
    try:
        return expression.canonical_path
    except griffe.GriffeError:
        return None


def nodes_in(top: ast.AST, functions: bool) -> Iterator[ast.AST]:
    """All nodes below one, with or without those within functions and classes; ast.walk takes three times as long."""
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
        names["lazy"] = words_in(body)
    for node in nodes_in(body, functions=True):
        if isinstance(node, ast.Global):
            names["bound"].update(node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names["used"].add(node.id)
    return names


def words_in(node: ast.AST) -> set[str]:
    """The words of all texts in a source that are names."""
    return {
        word
        for part in nodes_in(node, functions=True)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and len(part.value) < 200
        for word in re.findall(r"\w+", part.value)
    }
