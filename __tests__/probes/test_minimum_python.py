from __future__ import annotations

import importlib.util
import json
import sys
import textwrap
import unittest
from typing import Any

from archives import load_probe, make_wheel
from support import ProbeTest

HAS_VERMIN = importlib.util.find_spec("vermin") is not None
PROBE = load_probe("minimum_python") if HAS_VERMIN else None


@unittest.skipUnless(HAS_VERMIN, "vermin of src/probes/metadata-requirements.txt is not installed")
class MinimumPythonTest(ProbeTest):
    def scan(self, minimum: tuple[int, int] = (3, 8), entries: tuple[str, ...] = ("demo",), **sources: str) -> dict[str, Any]:
        """Scans modules of the package demo; `init` is demo/__init__.py."""
        modules = {"demo" if name == "init" else f"demo.{name}": f"demo/{'__init__' if name == 'init' else name}.py" for name in sources}
        members = {"demo/__init__.py": ""}
        members.update((f"demo/{'__init__' if name == 'init' else name}.py", textwrap.dedent(text)) for name, text in sources.items())
        return PROBE.find_newer_uses(make_wheel(self.folder, members), minimum, modules, list(entries))

    def found(self, minimum: tuple[int, int] = (3, 8), **sources: str) -> list[str]:
        uses = self.scan(minimum, **sources)["uses"]
        return [f"{'certain' if use['certain'] else 'possible'} {use['feature']} {use['line']}" for use in uses]

    def test_uses_that_fail_at_import(self) -> None:
        for source, expected in [
            ("import tomllib", "certain tomllib 1"),
            ("import os, tomllib as t", "certain tomllib 1"),
            ("from functools import wraps, cache", "certain functools.cache 1"),
            ("import functools\n@functools.cache\ndef f(): pass", "certain functools.cache 2"),
            ("import datetime as dt\nNOW = dt.UTC", "certain datetime.UTC 2"),
            ("import enum\nclass A(enum.StrEnum): pass", "certain enum.StrEnum 2"),
            ("def f(a: list[str]): pass", "certain list[...] 1"),
            ("def f() -> dict: pass\nclass A:\n    a: tuple[int, ...] = ()", "certain tuple[...] 3"),
            ("ALIAS = dict[str, int]", "certain dict[...] 1"),
            ("def f(a: int | None = None): pass", "certain X | Y 1"),
            ("from dataclasses import dataclass\n@dataclass(slots=True)\nclass A: pass", "certain dataclasses.dataclass(slots) 2"),
        ]:
            with self.subTest(source):
                self.assertEqual(self.found(init=source), [expected])

    def test_uses_that_may_fail_later(self) -> None:
        for source, expected in [
            ("def f():\n    import tomllib", "possible tomllib 2"),
            ("import datetime\ndef f():\n    return datetime.UTC", "possible datetime.UTC 3"),
            ("def f(a):\n    return zip(a, a, strict=True)", "possible zip(strict) 2"),
            ("import os\nif os.environ.get('A'):\n    import tomllib", "possible tomllib 3"),
            ("for a in ():\n    import tomllib", "possible tomllib 2"),
            ("f = lambda: list[int]", "possible list[...] 1"),
        ]:
            with self.subTest(source):
                self.assertEqual(self.found(init=source), [expected])

    def test_conditional_code_is_ignored(self) -> None:
        for source in [
            "try:\n    import tomllib\nexcept ImportError:\n    import tomli as tomllib",
            "try:\n    import tomli\nexcept ModuleNotFoundError:\n    import tomllib",
            "try:\n    import tomllib\nexcept:\n    tomllib = None",
            "from contextlib import suppress\nwith suppress(ImportError):\n    import tomllib",
            "import sys\nif sys.version_info >= (3, 11):\n    import tomllib\nelse:\n    import tomli as tomllib",
            "import sys\nif sys.version_info < (3, 11):\n    import tomli\nelse:\n    import tomllib",
            "import sys\nif sys.version_info[:2] > (3, 10):\n    import tomllib",
            "import sys\nif sys.version_info.minor >= 11:\n    import tomllib",
            "import sys\nif sys.hexversion >= 0x030B0000:\n    import tomllib",
            "import sys\nPY311 = sys.version_info >= (3, 11)\nif PY311:\n    import tomllib",
            "import sys\nif not sys.version_info < (3, 11):\n    import tomllib",
            "import sys\nif sys.version_info < (3, 11):\n    raise RuntimeError\nimport tomllib",
            "import sys\nassert sys.version_info >= (3, 11)\nimport tomllib",
            "import sys\ndef f():\n    if sys.version_info < (3, 11):\n        return None\n    import tomllib",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from typing import Self",
            "import typing as t\nif t.TYPE_CHECKING:\n    from typing import Self",
            "import functools\nif hasattr(functools, 'cache'):\n    a = functools.cache",
            "import functools\na = functools.cache if hasattr(functools, 'cache') else None",
            "import sys, functools\na = functools.cache if sys.version_info >= (3, 9) else None",
            "import sys, functools\na = sys.version_info >= (3, 9) and functools.cache",
            "import sys, functools\na = sys.version_info < (3, 9) or functools.cache",
            "from __future__ import annotations\ndef f(a: list[str] | None) -> dict[str, int]: pass",
            "def f(a: 'list[str] | None'): pass",
            "def f():\n    a: list[str] = []",
            "from typing import List\ndef f(a: List[str]): pass",
            "def f(list, a):\n    return list[a]",
            "a = 1 | 2\nb = {1} | {2}",
            "class Path:\n    removeprefix = 1\nPath.removeprefix",
            "from .functools import cache",
        ]:
            with self.subTest(source):
                self.assertEqual(self.found(init=source), [])

    def test_excluded_branch_of_a_version_test(self) -> None:
        source = "import sys\nif sys.version_info >= (3, 7):\n    import tomllib\nelse:\n    import graphlib"
        self.assertEqual(self.found(init=source), ["certain tomllib 3"])

    def test_minimum_python_that_has_the_feature(self) -> None:
        source = "import tomllib\ndef f(a: list[int] | None): pass"
        self.assertEqual(self.found((3, 11), init=source), [])
        self.assertEqual(self.found((3, 10), init=source), ["certain tomllib 1"])

    def test_version_flag_of_another_module(self) -> None:
        compat = "import sys\nPY311 = sys.version_info >= (3, 11)"
        init = "from . import compat\nfrom .compat import PY311\nif PY311:\n    import tomllib\nif compat.PY311:\n    import tomllib"
        self.assertEqual(self.found(init=init, compat=compat), [])

    def test_modules_that_are_only_imported_conditionally(self) -> None:
        source = "import sys\nif sys.version_info >= (3, 11):\n    from ._new import x\n    from . import newer"
        result = self.scan(init=source, _new="import tomllib", newer="from demo import _deep", _deep="import graphlib")
        self.assertEqual(result["uses"], [])
        self.assertEqual(result["conditional"], ["demo/_deep.py", "demo/_new.py", "demo/newer.py"])
        self.assertEqual(self.found(init=source + "\nfrom ._new import x", _new="import tomllib"), ["certain tomllib 1"])

    def test_private_modules_that_are_not_imported(self) -> None:
        self.assertEqual(self.found(init="", _private="import tomllib"), ["possible tomllib 1"])
        self.assertEqual(self.found(init="", public="import tomllib"), ["certain tomllib 1"])
        self.assertEqual(self.found(init="import demo._private", _private="import tomllib"), ["certain tomllib 1"])
        result = self.scan(entries=("demo", "demo._cli"), init="", _cli="import tomllib")
        self.assertEqual([use["certain"] for use in result["uses"]], [True])

    def test_most_certain_use_of_each_feature(self) -> None:
        a = "def f():\n    import tomllib"
        self.assertEqual(self.found(init="", a=a, b="import tomllib", c="import tomllib"), ["certain tomllib 1"])

    def test_modules_of_the_wheel_with_a_standard_library_name(self) -> None:
        members = {"tomllib/__init__.py": "", "tomllib/a.py": "import tomllib"}
        request = {
            "wheel": make_wheel(self.folder, members),
            "minimum": (3, 8),
            "modules": {"tomllib": "tomllib/__init__.py", "tomllib.a": "tomllib/a.py"},
            "entries": ["tomllib"],
        }
        self.assertEqual(json.loads(self.run_probe("minimum_python.py", request))["uses"], [])

    @unittest.skipIf(sys.version_info < (3, 10), "this Python cannot parse the syntax")
    def test_syntax(self) -> None:
        self.assertEqual(self.found(init="match 1:\n    case 1: pass"), ["certain Pattern matching 2"])
        self.assertEqual(self.found(init="match = 1\nmatch\nwith (open('x')): pass\nwith (open('x')) as f: pass"), [])

    def test_unreadable_source(self) -> None:
        result = self.scan(init="print 'Python 2'")
        self.assertEqual((result["uses"], result["unread"]), ([], ["demo/__init__.py"]))


if __name__ == "__main__":
    unittest.main()
