"""Modules that are executed once, in a process whose forks can import them without executing them again.

`imports.py` loads this file from its own directory.

`PreloadedModules.execute` imports a module and records which modules were loaded by that. `hide`
removes them all from `sys.modules` and from their parent packages: a module can be used only after
it was imported explicitly, as in a new process. When it is imported, the finder restores the module
and those that its import had loaded.

Some imports change more than their own modules: they start threads, replace functions of the
standard library, extend another distribution, change signal handlers, sys.path or environment
variables. `execute` detects that and reports that the module cannot be preloaded. It does not
detect changed attributes of classes, or what a module registered in a data structure of another.
"""
from __future__ import annotations

import _thread
import builtins
import importlib
import os
import signal
import sys
from types import ModuleType
from typing import Any, Iterable

# An import of importlib.machinery would make it available to modules that do not import it.
ModuleSpec = type(importlib.__spec__)


def top_level(name: str) -> str:
    return name.partition(".")[0]


def attributes_of(module: Any) -> dict[str, Any]:
    """Returns the attributes of a module; empty if it is another object. Executes no code of the module."""
    return ModuleType.__getattribute__(module, "__dict__") if issubclass(type(module), ModuleType) else {}


def is_importable(name: str) -> bool:
    """Whether a name in sys.modules belongs to an import. Other modules were created by running code."""
    spec = attributes_of(sys.modules[name]).get("__spec__")
    return type(spec) is ModuleSpec and spec.name == name


def is_lazy(module: Any) -> bool:
    """Whether a module can import a name when it is used (PEP 562)."""
    return "__getattr__" in attributes_of(module) or hasattr(type(module), "__getattr__")


def in_import_order(completed: list[str]) -> list[str]:
    """Sorts modules for `execute`, given in the order in which their imports ended.

    A submodule that its parent package imports is moved behind the other modules that the package imports: its own
    import would load these.
    """
    position = {name: index for index, name in enumerate(completed)}

    def end_of_packages(name: str) -> int:
        parts = name.split(".")
        parents = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
        return max(position.get(parent, 0) for parent in parents)

    return sorted(completed, key=end_of_packages)


class ProcessState:
    """What an import must not change so that its modules can be preloaded."""

    def __init__(self) -> None:
        self.finders = list(sys.meta_path)
        self.values = self.read_values()
        self.callables = [
            (attributes, name, value)
            for attributes in map(attributes_of, sys.modules.values())
            for name, value in attributes.items()
            # typing_extensions replaces private functions of typing.
            if callable(value) and (name[0] != "_" or name.startswith("__"))
        ]

    def is_unchanged(self) -> bool:
        finders = [finder for finder in sys.meta_path if finder in self.finders]
        return finders == self.finders and self.values == self.read_values() and self.has_callables()

    def read_values(self) -> tuple[Any, ...]:
        handlers = [signal.getsignal(number) for number in signal.valid_signals()]
        names = set(vars(builtins))
        return os.getcwd(), dict(os.environ), list(sys.path), list(sys.path_hooks), handlers, names, _thread._count()

    def has_callables(self) -> bool:
        return all(attributes.get(name) is value for attributes, name, value in self.callables)


class PreloadedModules:
    """A finder for sys.meta_path that restores hidden modules."""

    def __init__(self, excluded: Iterable[str], package: str = "") -> None:
        # Top-level modules.
        self.excluded = frozenset(excluded)
        # The package whose import is the beginning of all further imports; it can be preloaded even if it is excluded.
        self.package = package
        self.state = ProcessState()
        self.initial = frozenset(sys.modules)
        self.modules: dict[str, Any] = {}
        # The names in sys.modules after the import of a module, if only the package was imported before.
        self.loaded_with: dict[str, tuple[str, ...]] = {}
        # The names of its attributes after that import.
        self.names: dict[str, frozenset[str]] = {}
        # Modules that are attributes of their parent packages.
        self.bound: set[str] = set()

    def can_preload(self, name: str) -> bool:
        """Whether a module in sys.modules could be preloaded and is not."""
        known = name in self.initial or name in self.modules or top_level(name) in self.excluded
        return not known and is_importable(name)

    def execute(self, name: str) -> bool:
        """Imports a module; returns False if its modules cannot be preloaded, after which the process is of no use."""
        if name in self.modules:
            return True
        self.hide()
        if self.package in self.modules:
            self.restore(self.package)
        expected = frozenset(sys.modules)
        try:
            importlib.import_module(name)
        except Exception:
            # A circular import may work in another order only. What it has loaded will be executed again: see hide.
            return self.state.is_unchanged()
        except BaseException:
            return False
        loaded = tuple(each for each in sys.modules if each not in self.initial)
        if not self.state.is_unchanged():
            return False
        if name != self.package:
            if any(top_level(each) in self.excluded for each in loaded if each not in expected):
                return False
            if self.is_extended_by(top_level(name)):
                return False
        for each in loaded:
            if each not in self.modules:
                self.modules[each] = sys.modules[each]
                self.loaded_with[each] = loaded
                self.names[each] = frozenset(attributes_of(sys.modules[each]))
        return True

    def is_extended_by(self, distribution: str) -> bool:
        """Whether a module of another distribution has a new name."""
        return any(
            name not in self.names[each] and f"{each}.{name}" not in sys.modules
            for each, module in self.modules.items()
            if top_level(each) != distribution and not is_lazy(module)
            if len(attributes_of(module)) > len(self.names[each])
            for name in attributes_of(module)
        )

    def hide(self) -> None:
        """Removes all modules that were loaded since the beginning from sys.modules and from their parent packages."""
        if sys.meta_path[0] is self and self.initial.issuperset(sys.modules):
            return
        for name in [name for name in sys.modules if name not in self.initial]:
            module = sys.modules.pop(name)
            if name not in self.modules:
                self.unbind(name, module)
        for name, module in self.modules.items():
            if self.unbind(name, module):
                self.bound.add(name)
            if is_lazy(module):
                # Names that __getattr__ has imported and stored.
                attributes = attributes_of(module)
                for attribute in attributes.keys() - self.names[name]:
                    del attributes[attribute]
        sys.meta_path[:] = [self, *(finder for finder in sys.meta_path if finder is not self)]

    def restore(self, name: str) -> None:
        """Puts a module into sys.modules, with all modules that its import had loaded."""
        sys.modules[name] = self.modules[name]
        for each in self.loaded_with[name]:
            sys.modules.setdefault(each, self.modules[each])
            if each in self.bound:
                parent, child = self.attributes_of_parent(each)
                parent.setdefault(child, self.modules[each])

    def unbind(self, name: str, module: Any) -> bool:
        """Removes a module from its parent package; returns False if it is not there."""
        parent, child = self.attributes_of_parent(name)
        if child not in parent or parent[child] is not module:
            return False
        del parent[child]
        return True

    def attributes_of_parent(self, name: str) -> tuple[dict[str, Any], str]:
        parent, _, child = name.rpartition(".")
        return attributes_of(self.modules.get(parent, sys.modules.get(parent))), child

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        # importlib.reload has a target.
        if name not in self.modules or target is not None:
            return None
        spec = attributes_of(self.modules[name]).get("__spec__")
        restored = ModuleSpec(name, RestoringLoader(self, spec), origin=getattr(spec, "origin", None))
        restored.submodule_search_locations = getattr(spec, "submodule_search_locations", None)
        return restored


class RestoringLoader:
    """A loader that restores a module instead of executing it, and otherwise acts as the module's loader."""

    def __init__(self, preloaded: PreloadedModules, spec: Any) -> None:
        self.preloaded = preloaded
        self.loader = getattr(spec, "loader", None)

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        # The import returns what is in sys.modules now (Python language reference, "Loaders").
        self.preloaded.restore(module.__name__)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loader, name)
