from __future__ import annotations

import importlib.util
import json
import shutil
import unittest
from textwrap import dedent
from typing import Any, Dict, List, Tuple, Union

from archives import METADATA, load_probe, make_wheel
from support import ProbeTest

HAS_GRIFFE = importlib.util.find_spec("griffe") is not None
PROBE = load_probe("api") if HAS_GRIFFE else None

#: The source of `demo/__init__.py`, or {path: source}.
Sources = Union[str, Dict[str, str]]
#: Label, sources of the old and the new wheel, breaking changes, additions.
Case = Tuple[str, Sources, Sources, List[str], List[str]]

TAKES_ALL = "def f(*args, **kwargs): pass"

NAMES: list[Case] = [
    ("no change", "def f(): pass", "def f(): pass", [], []),
    ("a function is removed", "def f(): pass\ndef g(): pass", "def g(): pass", ["removed function demo.f"], []),
    ("a function is new", "", "def f(): pass", [], ["function demo.f"]),
    ("a class is removed", "class A:\n    def m(self): pass", "", ["removed class demo.A"], []),
    ("a constant is removed", "LIMIT = 3", "", ["removed attribute demo.LIMIT"], []),
    ("a module is removed", {"demo/a.py": "def f(): pass"}, {}, ["removed module demo.a"], []),
    ("a module is new", {}, {"demo/a.py": "def f(): pass"}, [], ["module demo.a"]),
    ("a module is renamed", {"demo/a/b.py": ""}, {"demo/c/b.py": ""},
     ["moved module demo.a.b -> demo.c.b"], ["module demo.c.b"]),
    ("a module is moved", {"demo/a/__init__.py": "", "demo/a/b.py": ""}, {"demo/a/__init__.py": "", "demo/b.py": ""},
     ["moved module demo.a.b -> demo.b"], ["module demo.b"]),
    ("a top-level module is removed", {"other.py": "def f(): pass"}, {}, ["removed module other"], []),
    ("a top-level module is new", {}, {"other.py": "def f(): pass"}, [], ["module other"]),
    ("a top-level module is moved into the package", {"other.py": "def f(): pass"}, {"demo/other.py": "def f(): pass"},
     ["moved module other -> demo.other"], ["module demo.other"]),
    ("a re-export may be of another distribution",
     {"demo/__init__.py": "from other import f", "other.py": "def f(): pass"}, {"demo/__init__.py": "from other import f"},
     ["removed module other"], []),
    ("a module becomes a package", {"demo/a.py": "def f(): pass"}, {"demo/a/__init__.py": "def f(): pass"}, [], []),
    ("a function is moved", {"demo/a.py": "def f(): pass", "demo/b.py": ""}, {"demo/a.py": "", "demo/b.py": "def f(): pass"},
     ["moved function demo.a.f -> demo.b.f"], ["function demo.b.f"]),
    ("a function is moved and imported at the old path", {"demo/a.py": "def f(): pass", "demo/b.py": ""},
     {"demo/a.py": "from demo.b import f", "demo/b.py": "def f(): pass"}, [], ["function demo.b.f"]),
    ("a private function is removed", "def _f(): pass", "", [], []),
    ("a private module is removed", {"demo/_a.py": "def f(): pass"}, {}, [], []),
    ("a module of a private package is removed", {"demo/_a/__init__.py": "", "demo/_a/b.py": "def f(): pass"}, {}, [], []),
    ("another value", "LIMIT = 3", "LIMIT = 4", [], []),
    ("the version is removed", "__version__ = '1'\nVERSION = (1,)\nversion_info = (1,)", "", [], []),
    ("a name that is not in __all__ is removed", "__all__ = ['f']\ndef f(): pass\ndef g(): pass", "__all__ = ['f']\ndef f(): pass", [], []),
    ("a name in __all__ is removed", "__all__ = ['f', 'g']\ndef f(): pass\ndef g(): pass", "__all__ = ['f']\ndef f(): pass",
     ["removed function demo.g"], []),
    ("__all__ includes that of another module", "import other\n__all__ = ['f', *other.__all__]\ndef f(): pass", "import other\n__all__ = ['g', *other.__all__]\ndef g(): pass",
     ["removed function demo.f"], ["function demo.g"]),
    ("a name is removed from __all__ only", "__all__ = ['f']\ndef f(): pass", "__all__ = []\ndef f(): pass", [], []),
    ("a name is added to __all__", "__all__ = []\ndef f(): pass", "__all__ = ['f']\ndef f(): pass", [], []),
    ("an import of the standard library is removed", "import os\nfrom sys import path", "", [], []),
    ("an import that is in __all__ is removed", "from os.path import join\n__all__ = ['join']", "__all__ = []", [], []),
    ("a re-export of a private module is removed", {"demo/__init__.py": "from ._a import f", "demo/_a.py": "def f(): pass"},
     {"demo/__init__.py": "", "demo/_a.py": "def f(): pass"}, ["removed function demo.f"], []),
    ("a re-exported function of a private module is removed", {"demo/__init__.py": "from demo._a import f", "demo/_a.py": "def f(): pass"}, {"demo/_a.py": ""},
     ["removed function demo.f"], []),
    ("a star import from a private module lacks a function", {"demo/__init__.py": "from ._a import *", "demo/_a.py": "def f(): pass\ndef g(): pass"},
     {"demo/__init__.py": "from ._a import *", "demo/_a.py": "def g(): pass"}, ["removed function demo.f"], []),
    ("a removed function is reported once, with the shortest path",
     {"demo/__init__.py": "from .a import f", "demo/a.py": "def f(): pass"}, {"demo/a.py": ""}, ["removed function demo.f"], []),
    ("a re-export is removed, and the longer path is left", {"demo/__init__.py": "from .a import f", "demo/a.py": "def f(): pass"}, {"demo/a.py": "def f(): pass"},
     ["moved function demo.f -> demo.a.f"], []),
    ("an import that a package uses is removed",
     {"demo/__init__.py": "from .b import f\ndef g(): f()", "demo/b.py": "def f(): pass"},
     {"demo/__init__.py": "def g(): pass", "demo/b.py": "def f(): pass"}, [], []),
    ("an import from a private module that a package uses is removed",
     {"demo/__init__.py": "from ._b import f\ndef g(): f()", "demo/_b.py": "def f(): pass"},
     {"demo/__init__.py": "def g(): pass", "demo/_b.py": "def f(): pass"}, ["removed function demo.f"], []),
    ("an import that a module uses is removed",
     {"demo/a.py": "from .b import f\ndef g(): f()", "demo/b.py": "def f(): pass"},
     {"demo/a.py": "def g(): pass", "demo/b.py": "def f(): pass"}, [], []),
    ("an import from a private module that a module uses is removed",
     {"demo/a.py": "from ._b import f\ndef g(): f()", "demo/_b.py": "def f(): pass"}, {"demo/a.py": "def g(): pass", "demo/_b.py": ""}, [], []),
    ("an import that a module does not use is removed",
     {"demo/a.py": "from ._b import f", "demo/_b.py": "def f(): pass"}, {"demo/a.py": "", "demo/_b.py": "def f(): pass"},
     ["removed function demo.a.f"], []),
    ("an `x as x` import is removed", {"demo/a.py": "from ._b import f as f\ndef g(): f()", "demo/_b.py": "def f(): pass"},
     {"demo/a.py": "def g(): pass", "demo/_b.py": "def f(): pass"}, ["removed function demo.a.f"], []),
    ("code under TYPE_CHECKING is removed", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ._a import f\n    LIMIT = 3", "", [], []),
    ("a type variable is removed", "from typing import TypeVar\nT = TypeVar('T')", "", [], []),
    ("a type alias is removed", "from typing import Tuple\nPair = Tuple[int, int]", "", [], []),
    ("a logger is removed", "import logging\nlog = logging.getLogger(__name__)", "", [], []),
    ("a deleted name is not public", "x = 1\ndel x", "", [], []),
    ("a name is bound by a loop", "a = 1", "for a in (1, 2): pass", [], []),
    ("the old name is assigned", "def old(): pass", "def new(): pass\nold = new", [], []),
    ("the old name is imported", {"demo/__init__.py": "class Old: pass"}, {"demo/__init__.py": "from demo.a import New as Old", "demo/a.py": "class New: pass"},
     [], ["module demo.a"]),
    ("the old name is a subclass", "class Old: pass", "class New: pass\nclass Old(New): pass", [], ["class demo.New"]),
    ("the old name is a wrapper", "def old(a): pass", "def new(a): pass\ndef old(a): return new(a)", [], ["function demo.new"]),
    ("the old name is in __getattr__", "def old(): pass", """
        def new(): pass
        def __getattr__(name):
            if name == 'old':
                return new
            raise AttributeError(name)
     """, [], ["function demo.new"]),
    ("other names are in __getattr__", "def old(): pass", "def __getattr__(name):\n    if name == 'other': return 1",
     ["removed function demo.old"], []),
    ("the names in __all__ become lazy", "__all__ = ['f']\ndef f(): pass", "__all__ = ['f']\ndef __getattr__(name): ...", [], []),
    ("a star import from another distribution", {"demo/__init__.py": "from ._a import *", "demo/_a.py": "def f(): pass"},
     {"demo/__init__.py": "from ._a import *", "demo/_a.py": "from elsewhere import *"}, ["removed function demo.f"], []),
    ("an import is a fallback for an extension module",
     {"demo/__init__.py": "try:\n    from ._fast import f\nexcept ImportError:\n    from ._slow import f", "demo/_slow.py": "def f(): pass"},
     {"demo/__init__.py": "from ._slow import f", "demo/_slow.py": "def f(): pass"}, [], []),
    ("a function has the name of its module", {"demo/__init__.py": "from .f import f", "demo/f.py": "def f(a): pass"},
     {"demo/__init__.py": "from .f import f", "demo/f.py": "def f(): pass"}, ["parameter-removed function demo.f a"], []),
    ("a directory without __init__.py in a package", {"demo/a/b.py": "def f(): pass"}, {"demo/a/b.py": ""}, ["removed function demo.a.b.f"], []),
    ("a function becomes a class", "def f(a): pass", "class f:\n    def __init__(self, a): pass", [], []),
    ("a class becomes a function", "class A: pass", "def A(): pass", ["kind class demo.A (class -> function)"], []),
    ("a function becomes a constant", "def f(): pass", "f = 3", ["kind function demo.f (function -> attribute)"], []),
    ("a function becomes a call", "def f(): pass", "from functools import partial\nf = partial(print)", [], []),
    ("a function becomes a coroutine function", "def f() -> int: pass", "async def f() -> int: pass",
     ["kind function demo.f (function -> coroutine function)"], []),
    ("a function that returns an awaitable becomes a coroutine function", "def f() -> Awaitable[int]: pass", "async def f() -> int: pass", [], []),
    ("a coroutine function becomes a function", "async def f(): pass", "def f() -> int: pass",
     ["kind function demo.f (coroutine function -> function)"], []),
    ("an asynchronous generator is wrapped", "async def f():\n    yield 1", "def f() -> AsyncIterator[int]: pass", [], []),
    ("circular imports", {"demo/a.py": "from .b import x", "demo/b.py": "from .a import x"}, {"demo/a.py": "from .b import x", "demo/b.py": "from .a import x"}, [], []),
]

SIGNATURES: list[Case] = [
    ("a parameter is marked as unused", "def f(a, b): pass", "def f(_a, b): pass", [], []),
    ("a parameter is marked as unused and becomes required", "def f(a=1): pass", "def f(_a): pass",
     ["parameter-required function demo.f a"], []),
    ("a parameter is removed", "def f(a, b): pass", "def f(a): pass", ["parameter-removed function demo.f b"], []),
    ("a parameter is still accepted by *args and **kwargs", "def f(a, b=1): pass", "def f(a, *args, **kwargs): pass", [], []),
    ("a keyword-only parameter is still accepted by **kwargs", "def f(*, b=1): pass", "def f(**kwargs): pass", [], []),
    ("a parameter is only accepted by **kwargs", "def f(a, b=1): pass", "def f(a, **kwargs): pass", ["parameter-removed function demo.f b"], []),
    ("a parameter is renamed", "def f(a): pass", "def f(b): pass", ["parameter-removed function demo.f a"], []),
    ("a positional-only parameter is renamed", "def f(a, /): pass", "def f(b, /): pass", [], []),
    ("a positional-only parameter accepts keywords", "def f(a, /): pass", "def f(a): pass", [], []),
    ("a parameter becomes positional-only", "def f(a): pass", "def f(a, /): pass", ["parameter-placed function demo.f a"], []),
    ("a parameter becomes keyword-only", "def f(a, b=1): pass", "def f(a, *, b=1): pass", ["parameter-named function demo.f b"], []),
    ("a keyword-only parameter becomes positional", "def f(*, b=1): pass", "def f(b=1): pass", [], []),
    ("two parameters are swapped", "def f(a, b): pass", "def f(b, a): pass", ["parameter-moved function demo.f a"], []),
    ("two keyword-only parameters are swapped", "def f(*, a, b): pass", "def f(*, b, a): pass", [], []),
    ("a new optional parameter in between", "def f(a, b=1): pass", "def f(a, c=2, b=1): pass", ["parameter-moved function demo.f b"], ["function demo.f c"]),
    ("a new optional parameter at the end", "def f(a): pass", "def f(a, b=1): pass", [], ["function demo.f b"]),
    ("a new required parameter", "def f(a): pass", "def f(a, b): pass", ["parameter-added function demo.f b"], []),
    ("a new required parameter at the start", "def f(a): pass", "def f(b, a): pass", ["parameter-added function demo.f b"], []),
    ("a parameter becomes required", "def f(a=1): pass", "def f(a): pass", ["parameter-required function demo.f a"], []),
    ("a parameter becomes optional", "def f(a): pass", "def f(a=1): pass", [], []),
    ("another default value", "def f(a=1): pass", "def f(a=2): pass", [], []),
    ("other type annotations", "def f(a: int) -> int: pass", "def f(a: str): pass", [], []),
    ("*args and **kwargs become explicit parameters", TAKES_ALL, "def f(a, b=1): pass", [], ["function demo.f b"]),
    ("*args and **kwargs are removed", TAKES_ALL, "def f(): pass",
     ["parameter-removed function demo.f args kwargs"], []),
    ("a private parameter is removed", "def f(a, _cache={}): pass", "def f(a, *, b=1): pass", [], ["function demo.f b"]),
    ("a private keyword-only parameter is removed", "def f(a, *, _cache={}): pass", "def f(a): pass", [], []),
    ("a decorator may change the parameters", "@click.command()\ndef f(a): pass", "@click.command()\ndef f(): pass", [], []),
    ("a decorator does not change the parameters", "@functools.lru_cache(1)\ndef f(a): pass", "@functools.lru_cache(1)\ndef f(): pass", ["parameter-removed function demo.f a"], []),
    ("overloads", "from typing import overload\n@overload\ndef f(a: int): ...\n@overload\ndef f(a: str): ...\ndef f(a): pass", "def f(b): pass", [], []),
]

CLASSES: list[Case] = [
    ("a method is removed", "class A:\n    def m(self): pass", "class A: pass", ["removed method demo.A.m"], []),
    ("a method is new", "class A: pass", "class A:\n    def m(self): pass", [], ["method demo.A.m"]),
    ("a private method is removed", "class A:\n    def _m(self): pass", "class A: pass", [], []),
    ("a special method is removed", "class A:\n    def __iter__(self): pass", "class A: pass", ["removed method demo.A.__iter__"], []),
    ("a special method of object is removed", "class A:\n    def __repr__(self): pass\n    def __eq__(self, other): pass", "class A: pass", [], []),
    ("a method is moved to a base class", "class B: pass\nclass A(B):\n    def m(self): pass", "class B:\n    def m(self): pass\nclass A(B): pass", [], ["method demo.B.m"]),
    ("a method is moved to a private base class", "class A:\n    def m(self): pass", "class _B:\n    def m(self): pass\nclass A(_B): pass", [], []),
    ("a method of a private base class is removed", "class _B:\n    def m(self): pass\nclass A(_B): pass\nclass C(_B): pass",
     "class _B: pass\nclass A(_B): pass\nclass C(_B): pass", ["removed method demo.A.m"], []),
    ("a removed method of a public base class is reported for that class", "class B:\n    def m(self): pass\nclass A(B): pass", "class B: pass\nclass A(B): pass",
     ["removed method demo.B.m"], []),
    ("a base class overrides a method of a private one", "class _C:\n    def m(self, a): pass\nclass B(_C):\n    def m(self): pass\nclass A(B): pass",
     "class _C:\n    def m(self, a): pass\nclass B(_C):\n    def m(self): pass\nclass A(B): pass", [], []),
    ("a re-exported base class is removed", {"demo/__init__.py": "from ._a import B\nclass A(B): pass", "demo/_a.py": "class B: pass"},
     {"demo/__init__.py": "from ._a import B\nclass A: pass", "demo/_a.py": "class B: pass"}, ["base-removed class demo.A (B -> )"], []),
    ("a base class without a public path is removed", {"demo/__init__.py": "from . import _a\nclass A(_a.B): pass", "demo/_a.py": "class B: pass"},
     {"demo/__init__.py": "from . import _a\nclass A: pass", "demo/_a.py": "class B: pass"}, [], []),
    ("an abstract base class of the standard library has the method", "from typing import MutableMapping\nclass A(MutableMapping):\n    def pop(self, key): pass",
     "from typing import MutableMapping\nclass A(MutableMapping): pass", [], []),
    ("several parameters with the same change are one change", "class A:\n    def m(self, a=1, b=2): pass", "class A:\n    def m(self, *, a=1, b=2): pass",
     ["parameter-named method demo.A.m a b"], []),
    ("a definition under TYPE_CHECKING hides no inherited method", "class B:\n    def m(self, a): pass\nclass A(B):\n    if TYPE_CHECKING:\n        def m(self): pass", "class B:\n    def m(self, a): pass\nclass A(B):\n    if TYPE_CHECKING:\n        def m(self): pass", [], []),
    ("a shared base class comes last", "class D:\n    def m(self, a): pass\nclass B(D): pass\nclass C(D):\n    def m(self): pass\nclass A(B, C): pass",
     "class D:\n    def m(self, a): pass\nclass B(D): pass\nclass C(D):\n    def m(self): pass\nclass A(B, C):\n    def m(self): pass", [], []),
    ("a built-in base class has the method", "class A(dict):\n    def get(self, key): pass", "class A(dict): pass", [], []),
    ("a built-in base class does not have the method", "class A(dict):\n    def fetch(self, key): pass", "class A(dict): pass", ["removed method demo.A.fetch"], []),
    ("a base class of another distribution may have the method", "import other\nclass A(other.B):\n    def m(self): pass", "import other\nclass A(other.B): pass", [], []),
    ("the class has a __getattr__", "class A:\n    def m(self): pass", "class A:\n    def __getattr__(self, name): pass", [], []),
    ("a base class is removed", "class B: pass\nclass A(B): pass", "class B: pass\nclass A: pass", ["base-removed class demo.A (B -> )"], []),
    ("a private base class is removed", "class _B: pass\nclass A(_B): pass", "class A: pass", [], []),
    ("a base class is a call", "class A(with_metaclass(M, object)): pass", "class A: pass", [], []),
    ("a base class is a conditional alias", "text = unicode if PY2 else str\nclass A(text): pass", "text = unicode if PY2 else str\nclass A(str): pass", [], []),
    ("a base class becomes an indirect one", "class B: pass\nclass A(B): pass", "class B: pass\nclass C(B): pass\nclass A(C): pass", [], ["class demo.C"]),
    ("the new base exception is a subclass", "class A(OSError): pass", "class A(FileNotFoundError): pass", [], []),
    ("the new base exception is not a subclass", "class A(KeyError): pass", "class A(ValueError): pass", ["base-removed class demo.A (KeyError -> ValueError)"], []),
    ("a property is removed", "class A:\n    @property\n    def p(self): pass", "class A: pass", ["removed attribute demo.A.p"], []),
    ("an attribute becomes a property", "class A:\n    p = 1", "class A:\n    @property\n    def p(self): pass", [], []),
    ("a method becomes a property", "class A:\n    def p(self): pass", "class A:\n    @property\n    def p(self): pass", ["kind method demo.A.p (function -> attribute)"], []),
    ("an instance attribute is removed", "class A:\n    def __init__(self):\n        self.x = 1", "class A:\n    def __init__(self): pass", ["removed attribute demo.A.x"], []),
    ("an instance attribute is set in another method", "class A:\n    def __init__(self):\n        self.x = 1", "class A:\n    def reset(self):\n        self.x = 1", [], ["method demo.A.reset"]),
    ("a member of an enumeration is removed", "import enum\nclass A(enum.Enum):\n    X = 1\n    Y = 2", "import enum\nclass A(enum.Enum):\n    X = 1", ["removed attribute demo.A.Y"], []),
    ("a parameter of a method is removed", "class A:\n    def m(self, a): pass", "class A:\n    def m(self): pass", ["parameter-removed method demo.A.m a"], []),
    ("a method becomes static", "class A:\n    def m(self, a): pass", "class A:\n    @staticmethod\n    def m(a): pass", [], []),
    ("a parameter of a special method is renamed", "class A:\n    def __add__(self, a): pass", "class A:\n    def __add__(self, b): pass", [], []),
    ("__init__ has a new required parameter", "class A:\n    def __init__(self): pass", "class A:\n    def __init__(self, a): pass", ["parameter-added method demo.A.__init__ a"], []),
    ("__new__ replaces __init__", "class A:\n    def __init__(self, a): pass", "class A:\n    def __new__(cls, a): pass\n    def __init__(self): pass", [], []),
    ("__init__ of a private class has a new required parameter", "class _A:\n    def __init__(self): pass", "class _A:\n    def __init__(self, a): pass", [], []),
    ("a dataclass has a new required field", "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int", "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n    y: int",
     ["parameter-added method demo.A.__init__ y"], ["attribute demo.A.y"]),
    ("a dataclass has a new optional field", "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int",
     "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n    y: int = 0", [], ["method demo.A.__init__ y", "attribute demo.A.y"]),
    ("the fields of a dataclass are swapped", "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n    y: int",
     "from dataclasses import dataclass\n@dataclass\nclass A:\n    y: int\n    x: int", ["parameter-moved method demo.A.__init__ x"], []),
    ("a class refers to itself", "class A:\n    backend = A\n    def m(self): pass", "class A:\n    backend = A\n    def m(self): pass", [], []),
    ("a method of a nested class is removed", "class A:\n    class B:\n        def m(self): pass", "class A:\n    class B: pass", ["removed method demo.A.B.m"], []),
]

DEPRECATED: list[Case] = [
    ("decorator", "@deprecated('use g')\ndef f(): pass", "", ["removed function demo.f, deprecated"], []),
    ("docstring", "def f():\n    '''Does it.\n\n    .. deprecated:: 1.2\n    '''", "", ["removed function demo.f, deprecated"], []),
    ("warning", "def f():\n    warnings.warn('gone soon', DeprecationWarning)", "", ["removed function demo.f, deprecated"], []),
    ("warning in __init__", "class A:\n    def __init__(self):\n        warn('x', DeprecationWarning)", "", ["removed class demo.A, deprecated"], []),
    ("warning of the module", {"demo/a.py": "import warnings\nwarnings.warn('x', DeprecationWarning)"}, {}, ["removed module demo.a, deprecated"], []),
    ("warning about the parameter", "def f(a=None):\n    if a is not None:\n        warn('a is deprecated')", "def f(): pass", ["parameter-removed function demo.f a, deprecated"], []),
    ("warning about another parameter", "def f(a=None, *, b=None):\n    '''It does.\n\n\n\n    '''\n    x = 1\n    if b: warn('b is deprecated')",
     "def f(*, b=None): pass", ["parameter-removed function demo.f a"], []),
    ("not deprecated", "def f():\n    '''Is not deprecated.'''", "", ["removed function demo.f"], []),
]


@unittest.skipUnless(HAS_GRIFFE, "griffelib is not installed (it needs Python 3.10)")
class ApiTest(ProbeTest):
    def compare(self, before: Sources, after: Sources, probe: bool = False) -> dict[str, Any]:
        wheels = []
        for version, sources in (("1.0", before), ("1.1", after)):
            given = {"demo/__init__.py": sources} if isinstance(sources, str) else {"demo/__init__.py": "", **sources}
            members = {path: dedent(text) for path, text in given.items()}
            modules = sorted(
                name
                for name in (path.rsplit(".", 1)[0].split(".")[0].replace("/", ".") for path in members)
                if not any(part.startswith("_") for part in name.replace(".__init__", "").split("."))
            )
            wheel = make_wheel(self.folder, members, METADATA.replace("1.0", version), f"demo-{version}-py3-none-any.whl")
            wheels.append({"wheel": wheel, "modules": sorted({name.replace(".__init__", "") for name in modules})})
        scratch = self.folder / "scratch"
        shutil.rmtree(str(scratch), ignore_errors=True)
        scratch.mkdir()
        request = {"old": wheels[0], "new": wheels[1], "scratch": str(scratch)}
        if probe:
            return json.loads(self.run_probe("api.py", request))
        request_file, result = self.folder / "request.json", self.folder / "result.json"
        request_file.write_text(json.dumps(request), encoding="utf-8")
        PROBE.main(str(request_file), str(result))
        return json.loads(result.read_text(encoding="utf-8"))

    def check(self, cases: list[Case]) -> None:
        for name, before, after, breaking, added in cases:
            with self.subTest(name):
                result = self.compare(before, after)
                self.assertEqual([text_of(one) for one in result["breaking"]], breaking)
                self.assertEqual([text_of(one) for one in result["added"]], added)
                self.assertEqual(result["unread"], [])

    def test_names(self) -> None:
        self.check(NAMES)

    def test_signatures(self) -> None:
        self.check(SIGNATURES)

    def test_classes(self) -> None:
        self.check(CLASSES)

    def test_deprecated(self) -> None:
        self.check(DEPRECATED)

    def test_run_as_program(self) -> None:
        before = {"demo/a.py": "\n\ndef f(): pass\ndef g(a, b=None): pass\n"}
        result = self.compare(before, {"demo/a.py": "\ndef g(a): pass\ndef h(): pass\n"}, probe=True)
        of = {"file": "demo/a.py", "deprecated": False, "to": None}
        nothing = {"parameters": [], "old": "", "new": ""}
        self.assertEqual(result, {
            "breaking": [
                {**of, **nothing, "kind": "removed", "what": "function", "path": "demo.a.f", "line": 3, "side": "old"},
                {**of, "kind": "parameter-removed", "what": "function", "path": "demo.a.g", "line": 2, "side": "new",
                 "parameters": ["b"], "old": "b=None", "new": ""},
            ],
            "added": [{"what": "function", "path": "demo.a.h", "parameters": [], "file": "demo/a.py", "line": 3}],
            "unread": [],
        })

    def test_code_is_not_executed(self) -> None:
        self.assertEqual(self.compare("raise SystemExit(3)\ndef f(): pass", "raise SystemExit(3)", probe=True)["unread"], [])

    def test_unreadable_source_is_reported_and_not_compared(self) -> None:
        whole, broken = {"demo/a.py": "def f(): pass"}, {"demo/a.py": "def f(:"}
        for before, after in ((whole, broken), (broken, whole)):
            result = self.compare(before, after)
            self.assertEqual((result["breaking"], result["added"]), ([], []))
            [unread] = result["unread"]
            self.assertEqual(unread["name"], "demo.a")
            self.assertRegex(unread["reason"], "^SyntaxError: ")

    def test_source_on_which_griffe_fails_is_reported_and_not_compared(self) -> None:
        deep = "".join("    " * depth + "if x:\n" for depth in range(90)) + "    " * 90 + "x = 1\n"
        nested = "def f(): pass\nx = " + "(" * 150 + "1" + ",)" * 150
        for source in (deep, nested, "x = " + "a" + ".b" * 4000, "class A(A): pass\nB = C\nC = B", "from demo import *"):
            result = self.compare(source, source)
            self.assertEqual((result["breaking"], result["added"]), ([], []))
        result = self.compare({"demo/a.py": "def f(): pass\nx = a" + ".b" * 4000, "other.py": "def f(): pass"}, {"demo/a.py": "", "other.py": ""})
        self.assertIn("removed function other.f", [text_of(one) for one in result["breaking"]])

    def test_extension_modules(self) -> None:
        compiled, stub = "demo/a.cpython-312-x86_64-linux-gnu.so", "demo/a.pyi"
        self.assertEqual(self.compare({compiled: ""}, {compiled: ""})["unread"], [{"name": "demo.a", "reason": "it is an extension module without a stub"}])
        # A source that was replaced by an extension module is not removed.
        result = self.compare({"demo/a.py": "def f(): pass"}, {compiled: ""})
        self.assertEqual((result["breaking"], [one["name"] for one in result["unread"]]), ([], ["demo.a"]))
        result = self.compare({compiled: "", stub: "def f() -> None: ..."}, {compiled: "", stub: ""})
        self.assertEqual(([text_of(one) for one in result["breaking"]], result["unread"]), (["removed function demo.a.f"], []))
        self.assertEqual(result["breaking"][0]["file"], stub)

    def test_stub_of_a_source(self) -> None:
        before = {"demo/a.py": "def f(a): pass", "demo/a.pyi": "def f(a: int) -> None: ..."}
        after = {"demo/a.py": "def f(): pass", "demo/a.pyi": "def f() -> None: ..."}
        self.assertEqual([text_of(one) for one in self.compare(before, after)["breaking"]], ["parameter-removed function demo.a.f a"])
        self.assertEqual(self.compare(before, {**before, "demo/a.pyi": ""})["breaking"], [])

    def test_members_outside_of_the_wheel_are_not_unpacked(self) -> None:
        self.compare({"../evil.py": "", "demo/a.py": ""}, {"demo/a.py": ""})
        self.assertFalse((self.folder / "scratch" / "evil.py").exists())


def text_of(one: dict[str, Any]) -> str:
    words = [one.get("kind"), one["what"], one["path"], *one["parameters"]]
    text = " ".join(word for word in words if word)
    if one.get("to"):
        text += f" -> {one['to']}"
    if one.get("kind") in ("kind", "base-removed"):
        text += f" ({one['old']} -> {one['new']})"
    return text + (", deprecated" if one.get("deprecated") else "")


if __name__ == "__main__":
    unittest.main()
