"""Compares the public API of two wheels: breaking changes and additions. The code of the wheels is not executed.

Run as `python -I api.py REQUEST.json RESULT.json`, by the python of the tool environment: it uses griffelib, which
needs Python 3.10.

Request:
    old, new   {"wheel":   absolute path
                "modules": [dotted names of its modules that users may import]}
    scratch    empty directory, into which the wheels are unpacked

Result:
    breaking   [{"kind":  "removed"
                          "moved"               to another path; see "to"
                          "kind"                another kind of object; see "old" and "new"
                          "base-removed"        a base class
                          "parameter-removed"
                          "parameter-moved"     another position; see "old" and "new", from 1
                          "parameter-named"     keyword-only in the new wheel
                          "parameter-placed"    positional-only in the new wheel
                          "parameter-required"  had a default
                          "parameter-added"     new and required
                 "what":  "module", "class", "function", "method" or "attribute"
                 "path":  the shortest dotted path under which it is public
                 "parameters": [names], of parameters with the same kind of change
                 "file":  relative to site-packages
                 "line":  1-based
                 "side":  wheel that has file and line: "new", or "old" for an object that the new wheel does not have
                 "old", "new": source text, kind or position in the two wheels; may be empty
                 "to":    new path of a moved object, or null
                 "deprecated": whether the old wheel has it marked as deprecated}]
    added      [{"what", "path", "parameters", "file", "line"}]: new objects or new optional parameters; file and line
               are those in the new wheel
    unread     [{"name": dotted module, "reason": why it was not compared}]

Public are names without a leading underscore in the modules of the request; if a module has `__all__`, the names in
it. A name that a module imports but does not use is public too, if a package imports it from one of its submodules or
if it has no other public path. Ignored are version constants, values, default values and type annotations.
What cannot be determined statically (names created at run time, base classes of other distributions, decorators that
may change a signature) counts as unchanged.

Errors: a source never causes an error; a nonzero exit status is an error in the probe.
"""
from __future__ import annotations

import gc
import json
import os
import re
import sys
import zipfile
from typing import Any, Iterator, NamedTuple, Sequence

import griffe


def load(name: str) -> dict[str, Any]:
    """Executes a file of this directory, which is not on sys.path so that code under test cannot import the probes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


tree = load("api_tree.py")
signature = load("api_signature.py")
Tree, UNKNOWN, Object = tree["Tree"], tree["UNKNOWN"], Any
is_private, reason_of = tree["is_private"], tree["reason_of"]

VERSION = re.compile(r"(version|version_?info|version_?tuple|release|git_?revision|git_?version|revision)$", re.I)
# Values of attributes that are not part of an API: type variables and loggers.
IGNORED_VALUES = re.compile(r"(\w+\.)*(TypeVar|TypeVarTuple|ParamSpec|getLogger|get_logger)\(")
# Special methods whose protocol has a default implementation, and those of Python 2.
IGNORED_METHODS = set(
    """__copy__ __deepcopy__ __setstate__ __getnewargs__ __getnewargs_ex__ __getinitargs__ __del__ __post_init__
    __nonzero__ __unicode__ __div__ __idiv__ __rdiv__ __getslice__ __setslice__ __delslice__ __coerce__ __cmp__
    __long__ __oct__ __hex__ __getattr__ __getattribute__ __class_getitem__ __rich_repr__ __html__""".split()
)
# Decorators that do not change the parameters of a function.
TRANSPARENT = re.compile(
    r"(\w+\.)*(staticmethod|classmethod|abstractmethod|abstractclassmethod|abstractstaticmethod|override|final|cache"
    r"|lru_cache|contextmanager|asynccontextmanager|coroutine|deprecated|overload|no_type_check|wraps)\b"
)
AWAITED = re.compile(r"Await|Coroutine|Future|Task|Async|Any\b|Deferred")
DEPRECATED = re.compile(r"\b(Pending)?DeprecationWarning\b|\bFutureWarning\b|\.\. deprecated::|warn_deprecated|\bdeprecated\(")


def unpack(wheel: str, folder: str) -> dict[str, str]:
    """Unpacks the sources of a wheel; returns {path in the directory: path relative to site-packages}."""
    files: dict[str, str] = {}
    with zipfile.ZipFile(wheel) as archive:
        names = {below: name for name in archive.namelist() for below in installed(name)}
        for below, name in names.items():
            at = below
            if below.endswith(".pyi") and below[:-1] not in names:
                # griffe finds the stub of an extension module only in packages with Python sources.
                at = below[:-1]
            target = os.path.join(folder, *at.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(archive.read(name))
            files[at] = below
    for folders, _, names in os.walk(folder):
        # For griffe, a directory in a package is a subpackage only if it has an __init__.py.
        if folders != folder and "__init__.py" not in names and "__init__.py" in os.listdir(os.path.dirname(folders)):
            open(os.path.join(folders, "__init__.py"), "wb").close()
    return files


def installed(member: str) -> Iterator[str]:
    """Yields the path of a member relative to site-packages; nothing unless it is a source, and not of the tests."""
    match = re.match(r"[^/]+\.data/(?:purelib|platlib)/(.+)", member)
    below = match[1] if match else member
    parts = below.split("/")
    unsafe = any(part in ("", ".", "..") or re.search(r"[\\:]", part) for part in parts)
    if below.endswith((".py", ".pyi")) and not unsafe and "tests" not in parts and ".data/" not in below:
        yield below


class Entry(NamedTuple):
    """A public object and its public paths, the shortest first."""

    found: Object
    paths: list[str]


class Surface:
    """The public modules of a tree and the public objects in them."""

    def __init__(self, tree: Any, modules: list[str]) -> None:
        self.tree = tree
        self.modules = [module for module in modules if tree.module(module) is not None]
        reached: dict[str, list[tuple[str, Object]]] = {}
        imports: list[tuple[Object, str, str, Object]] = []
        for module in self.modules:
            try:
                names = list(self.names(tree.module(module), module))
            except Exception as error:  # griffe may raise any exception on unusual sources.
                tree.unread[module] = reason_of(error)
                continue
            for path, found, imported in names:
                canonical = path if found is UNKNOWN else found.path
                if imported is None:
                    reached.setdefault(canonical, []).append((path, found))
                else:
                    imports.append((imported, path, canonical, found))
        public = set(reached)
        for module, path, canonical, found in imports:
            if canonical not in public and path.rsplit(".", 1)[1] not in tree.used(module):
                reached.setdefault(canonical, []).append((path, found))
        self.entries: dict[str, Entry] = {}
        for canonical, all_paths in reached.items():
            paths = sorted({path for path, _ in all_paths}, key=lambda path: (path.count("."), path))
            self.entries[canonical] = Entry(all_paths[0][1], paths)
        self.paths = {path for entry in self.entries.values() for path in entry.paths}

    def names(self, module: Object, at: str, depth: int = 0) -> Iterator[tuple[str, Object, Object | None]]:
        """Yields path, object and, for an import that may not be meant as a re-export, the importing module."""
        exports = self.tree.exports(module)
        deleted = self.tree.deleted(module) if exports is None else ()
        for name in sorted(set(module.members) | (exports or set())):
            member = module.members.get(name)
            if name.startswith("_") or "/" in name or name in deleted or VERSION.match(name):
                continue
            if exports is not None and name not in exports:
                continue
            if member is None:
                if not self.tree.is_unread(f"{module.path}.{name}"):
                    yield f"{at}.{name}", UNKNOWN, None
                continue
            if not member.runtime and exports is None and name not in self.tree.lazy(module):
                continue
            found = self.tree.of_module(module, name, True, frozenset())
            if found is UNKNOWN or found is None:
                # An object of another distribution or of an extension module.
                if exports is not None:
                    yield f"{at}.{name}", UNKNOWN, None
            elif found.is_module:
                if member.is_alias and depth < 3 and found.path not in self.modules and found.path.startswith(at):
                    yield from self.names(found, f"{at}.{name}", depth + 1)
            elif is_type(found) or found.is_attribute and IGNORED_VALUES.match(str(found.value)):
                continue
            elif exports is not None or not member.is_alias or self.is_reexport(module, name, member):
                yield f"{at}.{name}", found, None
            else:
                yield f"{at}.{name}", found, module

    def is_reexport(self, module: Object, name: str, alias: Object) -> bool:
        """Whether an import is a re-export: `x as x`, or an import of a package from its own submodules."""
        below = name not in module.imports or alias.target_path.startswith(f"{module.path}.")
        if module.is_init_module and below:
            hidden = any(part.startswith("_") for part in alias.target_path.split("."))
            return hidden or name not in self.tree.used(module)
        lines = self.tree.lines(module)[(alias.alias_lineno or 1) - 1 : alias.alias_endlineno or 0]
        return re.search(rf"\b{name} as {name}\b", "\n".join(lines)) is not None


class Comparison:
    """The changes from the old to the new public API."""

    def __init__(self, old: Surface, new: Surface) -> None:
        self.old, self.new = old, new
        self.breaking: list[dict[str, Any]] = []
        self.added: list[dict[str, Any]] = []
        self.unread: dict[str, str] = {}
        self.reported: set[tuple[str, str]] = set()

    def run(self) -> None:
        gone = self.compare_modules()
        for canonical, entry in sorted(self.old.entries.items(), key=lambda item: item[1].paths[0].count(".")):
            try:
                self.compare(canonical, entry, gone)
            except Exception as error:  # griffe may raise any exception on unusual sources.
                self.unread[entry.paths[0]] = reason_of(error)
        new_modules = [module for module in self.new.modules if self.old.tree.reach(module) is None]
        for module in new_modules:
            if not below(module, new_modules):
                self.add_new("module", module, self.new.tree.module(module))
        for entry in self.new.entries.values():
            if all(self.old.tree.reach(path) is None for path in entry.paths) and not below(entry.paths[0], new_modules):
                self.add_new(what_of(entry.found), entry.paths[0], entry.found)

    def compare_modules(self) -> list[str]:
        gone = [module for module in self.old.modules if self.new.tree.reach(module) is None]
        for module in gone:
            if not below(module, gone):
                last = module.rsplit(".", 1)[1] if "." in module else module
                to = [path for path in self.new.modules if path.split(".")[-1] == last and path not in self.old.modules]
                found = self.old.tree.module(module)
                self.add_removed("moved" if to else "removed", "module", module, found, to=to[0] if to else None)
        return gone

    def compare(self, canonical: str, entry: Entry, gone: list[str]) -> None:
        left = [path for path in entry.paths if self.new.tree.reach(path) is not None]
        lost = [path for path in entry.paths if path not in left and not below(path, gone)]
        if lost and entry.found is not UNKNOWN:
            to = left[0] if left else self.moved_to(lost[0], entry.found)
            self.add_removed("moved" if to else "removed", what_of(entry.found), lost[0], entry.found, to=to)
        if left and entry.found is not UNKNOWN:
            found = self.new.tree.reach(left[0])
            if found is not UNKNOWN:
                self.compare_objects(left[0], entry.found, found)

    def moved_to(self, path: str, found: Object) -> str | None:
        name = path.rsplit(".", 1)[1]
        for entry in self.new.entries.values():
            new = entry.paths[0]
            same = new.rsplit(".", 1)[1] == name and entry.found is not UNKNOWN and entry.found.kind is found.kind
            if same and self.old.tree.reach(new) is None:
                return new
        return None

    def compare_objects(self, path: str, old: Object, new: Object) -> None:
        before, after = self.kind(old, self.old.tree), self.kind(new, self.new.tree)
        if before is not None and after is not None and (before, after) not in COMPATIBLE_KINDS:
            if before != after:
                self.add_changed("kind", what_of(old), path, old, new, old_text=before, new_text=after)
            elif before == "class":
                self.compare_classes(path, old, new)
            elif before == "function":
                self.compare_functions(path, old, new)

    def kind(self, found: Object, tree: Any) -> str | None:
        """The kind of an object by its use: "class", "function" or "attribute"; None if unknown."""
        if found.is_class:
            return "class"
        if found.is_function:
            if not all(TRANSPARENT.match(str(decorator.value)) for decorator in found.decorators):
                return None
            return "function"
        if found.is_attribute and "property" in found.labels:
            return "attribute"
        if found.is_attribute and found.value is not None:
            text = str(found.value)
            return "attribute" if re.match(r"[\d'\"\[{-]|(True|False)$|[bfr]+['\"]", text) else None
        return None

    def compare_functions(self, path: str, old: Object, new: Object) -> None:
        if old.overloads or new.overloads:
            return
        before, after = is_coroutine(self.old.tree, old), is_coroutine(self.new.tree, new)
        if before is not None and after is not None and before != after:
            texts = ["coroutine function" if one else "function" for one in (before, after)]
            self.add_changed("kind", what_of(old), path, old, new, old_text=texts[0], new_text=texts[1])
        name = path.rsplit(".", 1)[1]
        by_place = name.startswith("__") and name not in ("__init__", "__new__", "__call__")
        before = signature["parameters_of"](old, is_bound(old))
        after = signature["parameters_of"](new, is_bound(new))
        changes: dict[str, list[Any]] = {}
        for change in signature["breaking"](before, after, by_place):
            changes.setdefault(change.kind, []).append(change)
        for kind, alike in changes.items():
            if (old.path, kind) not in self.reported:
                self.reported.add((old.path, kind))
                names = [change.name for change in alike]
                texts = [", ".join(filter(None, written)) for written in zip(*[(one.old, one.new) for one in alike])]
                self.add_changed(kind, what_of(old), path, old, new, names, *texts)
        more = [] if by_place else signature["added"](before, after)
        if more and (old.path, "added") not in self.reported:
            self.reported.add((old.path, "added"))
            self.add_new(what_of(new), path, new, [parameter.name for parameter in more])

    def compare_classes(self, path: str, old: Object, new: Object) -> None:
        self.compare_bases(path, old, new)
        ancestors, _ = self.old.tree.ancestry(old)
        seen: set[str] = set()
        for owner in ancestors:
            # A change of a public base class is reported once, for that class.
            elsewhere = owner is not old and owner.path in self.old.entries
            for name, member in owner.members.items():
                if name in seen or not counts(name, member):
                    continue
                seen.add(name)
                if elsewhere:
                    continue
                was, now = self.old.tree.final(member), self.new.tree.of_class(new, name)
                if was is UNKNOWN or now is UNKNOWN:
                    continue
                if name == "__init__" and self.has_new(self.new.tree, new) and not self.has_new(self.old.tree, old):
                    continue
                if now is not None:
                    # A member that is an alias is compared where it is defined, if it is public there.
                    if was.parent is owner:
                        self.compare_objects(f"{path}.{name}", was, now)
                elif not self.may_have(new, name, was) and (was.path, "removed") not in self.reported:
                    self.reported.add((was.path, "removed"))
                    self.add_removed("removed", what_of(was), f"{path}.{name}", was)
        for name, member in new.members.items():
            if not name.startswith("_") and counts(name, member) and not instance_only(member):
                if self.old.tree.of_class(old, name) is None:
                    self.add_new(what_of(member), f"{path}.{name}", member)

    @staticmethod
    def has_new(tree: Any, owner: Object) -> bool:
        """Whether a class has a `__new__`, whose parameters may differ from those of `__init__`."""
        return any("__new__" in class_.members for class_ in tree.ancestry(owner)[0])

    def may_have(self, owner: Object, name: str, was: Object) -> bool:
        """Whether a class may have a member that is not in its source."""
        own, foreign = self.new.tree.ancestry(owner)
        if name.startswith("__"):
            return bool(owner.decorators)
        if any(keyword == "metaclass" and not str(value).endswith("ABCMeta") for one in own for keyword, value in one.keywords.items()):
            return was.is_attribute
        if was.is_attribute:
            # It may be set in another method or by a descriptor.
            return any(re.search(rf"\b{name}\b", "\n".join(self.new.tree.lines(class_))) for class_ in own)
        return False

    def compare_bases(self, path: str, old: Object, new: Object) -> None:
        before, was_foreign = self.old.tree.ancestry(old)
        after, is_foreign = self.new.tree.ancestry(new)
        known = {class_.name for class_ in after} | {last(base) for base in is_foreign}
        known |= {class_.__name__ for base in is_foreign for class_ in getattr(tree["builtin"](base), "__mro__", ())}
        names = {class_.name for class_ in before} | {last(base) for base in was_foreign}
        unknown = any(last(base) not in names and tree["builtin"](base) is None for base in is_foreign)
        if unknown:
            return
        for base in old.bases:
            name = self.old.tree.base_name(base, old)
            if name is None or name in known or name.startswith("_") or name in IGNORED_BASES:
                continue
            own = self.old.tree.base(base, old)
            # Users cannot depend on a base class without a public path.
            if (own is None or own.path in self.old.entries) and (path, "base-removed") not in self.reported:
                self.reported.add((path, "base-removed"))
                texts = [", ".join(map(str, one.bases)) for one in (old, new)]
                self.add_changed("base-removed", "class", path, old, new, old_text=texts[0], new_text=texts[1])

    def add_removed(self, kind: str, what: str, path: str, old: Object, to: str | None = None) -> None:
        self.breaking.append({
            "kind": kind, "what": what, "path": path, "parameters": [],
            "file": self.old.tree.file(old), "line": line_of(old), "side": "old",
            "old": "", "new": "", "to": to, "deprecated": is_deprecated(self.old.tree, old, path),
        })

    def add_changed(
        self, kind: str, what: str, path: str, old: Object, new: Object,
        parameters: Sequence[str] = (), old_text: str = "", new_text: str = "",
    ) -> None:
        self.breaking.append({
            "kind": kind, "what": what, "path": path, "parameters": list(parameters),
            "file": self.new.tree.file(new), "line": line_of(new), "side": "new",
            "old": old_text, "new": new_text, "to": None,
            "deprecated": is_deprecated(self.old.tree, old, path, parameters),
        })

    def add_new(self, what: str, path: str, found: Object, parameters: Sequence[str] = ()) -> None:
        known = found is not UNKNOWN
        self.added.append({
            "what": what, "path": path, "parameters": list(parameters),
            "file": self.new.tree.file(found) if known else None, "line": line_of(found) if known else None,
        })


# Changes of kind that do not break users: a class is callable like a function.
COMPATIBLE_KINDS = {("function", "class")}
IGNORED_BASES = {"object", "ABC", "Generic", "Protocol", "with_metaclass", "NamedTuple", "TypedDict"}


def last(path: str) -> str:
    return path.split(".")[-1]


def below(path: str, modules: list[str]) -> bool:
    return any(path.startswith(f"{module}.") for module in modules)


def is_coroutine(tree: Any, function: Object) -> bool | None:
    """Whether the result of a call must be awaited; None if unknown."""
    if "async" in function.labels:
        # Calling an asynchronous generator returns an iterator, which is not awaited.
        return not re.search(r"\byield\b", "\n".join(tree.lines(function))) or None
    return None if function.returns is None or AWAITED.search(str(function.returns)) else False


def is_bound(function: Object) -> bool:
    return function.parent is not None and function.parent.is_class and "staticmethod" not in function.labels


def counts(name: str, member: Object) -> bool:
    """Whether a member of a class is public."""
    if is_private(name) or not member.runtime:
        return False
    if name.startswith("__"):
        return not member.is_alias and member.is_function and name not in IGNORED_METHODS
    return not VERSION.match(name)


def is_type(found: Object) -> bool:
    """Whether an object is a type alias."""
    if found.is_type_alias:
        return True
    is_alias = isinstance(found.value, (griffe.ExprSubscript, griffe.ExprBinOp)) if found.is_attribute else False
    return is_alias or found.is_attribute and last(str(found.annotation)) == "TypeAlias"


def instance_only(member: Object) -> bool:
    return not member.is_alias and member.is_attribute and "class-attribute" not in member.labels and member.annotation is None


def what_of(found: Object) -> str:
    if found is UNKNOWN or found.is_alias or found.is_attribute or found.is_type_alias:
        return "attribute"
    if found.is_function:
        return "method" if found.parent is not None and found.parent.is_class else "function"
    return "class" if found.is_class else "module"


def line_of(found: Object) -> int:
    """The line of an object; for a generated one, such as the `__init__` of a dataclass, that of its class."""
    return found.lineno or (1 if found.is_module or found.parent is None else line_of(found.parent))


def is_deprecated(tree: Any, found: Object, path: str, parameters: Sequence[str] = ()) -> bool:
    """Whether an object, or all of the parameters, are marked as deprecated in the old wheel."""
    text = "\n".join(tree.lines(found) or ())
    docstring = found.docstring.value if found.docstring else ""
    if parameters:
        lines = text.splitlines()
        near = "\n".join(
            "\n".join(lines[max(0, at - 3) : at + 4]) for at, line in enumerate(lines) if re.search("deprecat", line, re.I)
        )
        return all(re.search(rf"\b{parameter}\b", near) for parameter in parameters)
    if found.is_module:
        top = [line for line in text.splitlines() if not line.startswith((" ", "\t", "def ", "class "))]
        return bool(re.search(r"\bDeprecationWarning\b", "\n".join(top)) or is_marked_deprecated(docstring))
    if found.is_function or found.is_class:
        if any("deprecat" in str(decorator.value).lower() for decorator in found.decorators):
            return True
    if is_marked_deprecated(docstring) or found.is_function and DEPRECATED.search(text):
        return True
    if found.is_class:
        constructor = found.members.get("__init__") or found.members.get("__new__")
        return constructor is not None and not constructor.is_alias and is_deprecated(tree, constructor, path)
    # A module's __getattr__ may issue the warning.
    getter = found.module.members.get("__getattr__")
    code = "" if getter is None or getter.is_alias or getter.is_attribute else "\n".join(tree.lines(getter))
    return bool(DEPRECATED.search(code) and re.search(rf"['\"]{last(path)}['\"]", code))


def is_marked_deprecated(docstring: str) -> bool:
    return bool(re.search(r"\.\. deprecated::|^\W*deprecated\b", docstring, re.I))


def main(request_path: str, result_path: str) -> None:
    # Garbage collection takes a quarter of the time and frees little before the end.
    gc.disable()
    # Without PATH, griffe cannot run git for the history of the sources.
    os.environ["PATH"] = ""
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    surfaces = []
    unread: dict[str, str] = {}
    for side in ("old", "new"):
        folder = os.path.realpath(os.path.join(request["scratch"], side))
        os.makedirs(folder)
        side_tree = Tree(folder, unpack(request[side]["wheel"], folder))
        side_tree.load(request[side]["modules"])
        surfaces.append(Surface(side_tree, sorted(request[side]["modules"])))
        unread.update(side_tree.unread)
    comparison = Comparison(*surfaces)
    comparison.run()
    unread.update(comparison.unread)
    by_path = {"key": lambda change: (change["path"], change["parameters"])}
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({
            "breaking": sorted(comparison.breaking, **by_path),
            "added": sorted(comparison.added, **by_path),
            "unread": [{"name": name, "reason": reason} for name, reason in sorted(unread.items())],
        }, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
