from __future__ import annotations

import json
import os
import sys
import textwrap
import unittest

from support import ProbeTest

OTHER_PLATFORM = "linux" if sys.platform == "win32" else "win32"

# Label -> source of a module of the package demo, and the imports that are reported: (line, module, when).
SOURCES = {
    "unconditional": ("import here", [(1, "here", "import")]),
    "missing": ("import gone.part as part", [(1, "gone.part", "import")]),
    "several names": ("import os, here, gone", [(1, "here", "import"), (1, "gone", "import")]),
    "several names of one module": ("from gone import a, b, c", [(1, "gone", "import")]),
    "a name of a package": ("from here import name", [(1, "here", "import")]),
    "a module of a package": ("from here import part", [(1, "here.part", "import")]),
    "star import": ("from gone import *", [(1, "gone", "import")]),
    "a missing submodule of an installed package": ("import here.gone", [(1, "here", "import")]),
    "the standard library": ("import os.path, __main__, json\nfrom __future__ import annotations", []),
    "standard library of another platform": ("import winreg, msvcrt, _winapi, fcntl, pwd, termios", []),
    "the distribution itself": ("import demo.nowhere\nfrom demo import name", []),
    "relative": ("from . import name\nfrom .sub import other\nfrom .. import beyond\nfrom ... import further", []),
    "namespace package": ("import space.first\nfrom space import first", [(1, "space.first", "import"), (2, "space.first", "import")]),
    "missing from a namespace package": ("import space.gone\nfrom space import lost", [(1, "space.gone", "import"), (2, "space.lost", "import")]),
    "only a namespace package": ("import space", [(1, "space", "import")]),
    "not in a RECORD": ("import unrecorded", []),
    "class body": ("class C:\n    import gone", [(2, "gone", "import")]),
    "function": ("def f():\n    import gone", [(2, "gone", "sometimes")]),
    "async function": ("async def f():\n    async with x:\n        import gone", [(3, "gone", "sometimes")]),
    "method": ("class C:\n    def f(self):\n        import gone", [(3, "gone", "sometimes")]),
    "a condition in a function": ("def f():\n    if x:\n        import gone", [(3, "gone", "conditional")]),
    "after a return in a function": ("def f():\n    if x:\n        return\n    import gone", [(4, "gone", "conditional")]),
    "loop": ("for x in y:\n    import gone\nelse:\n    import here", [(2, "gone", "conditional"), (4, "here", "conditional")]),
    "with": ("with open('x'):\n    import gone", [(2, "gone", "import")]),
    "finally": ("try:\n    pass\nfinally:\n    import gone", [(4, "gone", "import")]),

    "except ImportError": ("try:\n    import gone\nexcept ImportError:\n    gone = None", [(2, "gone", "guarded")]),
    "except ModuleNotFoundError": ("try:\n    import gone\nexcept ModuleNotFoundError:\n    pass", [(2, "gone", "guarded")]),
    "except a tuple": ("try:\n    import gone\nexcept (OSError, ImportError):\n    pass", [(2, "gone", "guarded")]),
    "except Exception": ("try:\n    import gone\nexcept Exception:\n    pass", [(2, "gone", "guarded")]),
    "bare except": ("try:\n    import gone\nexcept:\n    pass", [(2, "gone", "guarded")]),
    "except builtins.ImportError": ("import builtins\ntry:\n    import gone\nexcept builtins.ImportError:\n    pass", [(3, "gone", "guarded")]),
    "except another exception": ("try:\n    import gone\nexcept KeyError:\n    pass", [(2, "gone", "import")]),
    "contextlib.suppress": ("import contextlib\nwith contextlib.suppress(ImportError):\n    import gone", [(3, "gone", "guarded")]),
    "suppress, imported by name": ("from contextlib import suppress as s\nwith s(OSError, ImportError):\n    import gone", [(3, "gone", "guarded")]),
    "suppress another exception": ("import contextlib\nwith contextlib.suppress(OSError):\n    import gone", [(3, "gone", "import")]),
    "fallback": ("try:\n    import here\nexcept ImportError:\n    import gone", [(2, "here", "guarded"), (4, "gone", "guarded")]),
    "else of try": ("try:\n    import gone\nexcept ImportError:\n    pass\nelse:\n    import here", [(2, "gone", "guarded"), (6, "here", "guarded")]),
    "except ImportError in a function": ("def f():\n    try:\n        import gone\n    except ImportError:\n        pass", [(3, "gone", "guarded")]),
    "function in a try block": ("try:\n    def f():\n        import gone\nexcept ImportError:\n    pass", [(3, "gone", "sometimes")]),
    "except ImportError ends the module": ("try:\n    import gone\nexcept ImportError:\n    raise SystemExit\nimport here", [(2, "gone", "guarded"), (5, "here", "conditional")]),
    "except ImportError ends the module, import is installed": ("try:\n    import here\nexcept ImportError:\n    raise SystemExit\nimport gone", [(2, "here", "guarded"), (5, "gone", "import")]),
    "except ImportError calls sys.exit": ("import sys\ntry:\n    import gone\nexcept ImportError as error:\n    sys.exit(1)\nimport here", [(3, "gone", "guarded"), (6, "here", "conditional")]),

    "type checking": ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import gone", []),
    "type checking, dotted": ("import typing as t\nif t.TYPE_CHECKING:\n    import gone", []),
    "type checking, renamed": ("from typing import TYPE_CHECKING as TC\nif TC:\n    import gone", []),
    "type checking, assigned": ("TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import gone", []),
    "type checking, from another module": ("from .compat import TYPE_CHECKING\nif TYPE_CHECKING:\n    import gone", []),
    "type checking, else": ("import typing\nif typing.TYPE_CHECKING:\n    import a\nelse:\n    import gone", [(5, "gone", "import")]),
    "not type checking": ("from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    import here\nelse:\n    import gone", [(3, "here", "import")]),
    "type checking and more": ("from typing import TYPE_CHECKING\nif TYPE_CHECKING and x:\n    import gone", []),
    "type checking or more": ("from typing import TYPE_CHECKING\nif TYPE_CHECKING or x:\n    import gone", [(3, "gone", "conditional")]),
    "false": ("if False:\n    import a\nelif 0:\n    import b\nelse:\n    import gone", [(6, "gone", "import")]),

    "this version": ("import sys\nif sys.version_info >= (3, 8):\n    import here\nelse:\n    import gone", [(3, "here", "import")]),
    "an older version": ("import sys\nif sys.version_info[0] == 2:\n    import gone", []),
    "an older version, by name": ("from sys import version_info\nif version_info < (3,):\n    import gone", []),
    "an older version, by part": ("import sys\nif sys.version_info.major < 3 or sys.version_info[:2] < (3, 5):\n    import gone", []),
    "a version by a constant": ("import sys\nOLD = sys.version_info < (3, 5)\nif OLD:\n    import gone", []),
    "Python 2": ("import six\nfrom .compat import PY2\nif PY2 or not six.PY3:\n    import gone", [(1, "six", "import")]),
    "another platform": (f"import sys\nif sys.platform == '{OTHER_PLATFORM}':\n    import gone", []),
    "another platform, by its prefix": ("import sys\nif sys.platform.startswith('java'):\n    import gone", []),
    "another platform, in a list": ("import sys\nif sys.platform in ('java', 'cli'):\n    import gone", []),
    "another platform, by os": ("import os\nif os.name == 'java':\n    import gone\nelif not os.name == 'java':\n    import here", [(5, "here", "import")]),
    "another platform, by platform": ("import platform\nif platform.system() == 'Java':\n    import gone", []),
    "after an assertion": (f"import sys\nassert sys.platform == '{OTHER_PLATFORM}'\nimport gone", []),
    "after raise": ("import sys\nif sys.platform != 'java':\n    raise ImportError('for Java')\nimport gone", []),
    "after raise on an unknown condition": ("if x:\n    raise ImportError\nimport gone", [(3, "gone", "conditional")]),
    "a constant with an unknown value": ("import os\nX = os.environ.get('X')\nif X:\n    import gone", [(4, "gone", "conditional")]),
    "a name that has two values": ("X = False\nif y:\n    X = True\nif X:\n    import gone", [(5, "gone", "conditional")]),
    "a name that a failed import sets": ("try:\n    import here\nexcept ImportError:\n    here = None\nif here is None:\n    import gone", [(2, "here", "guarded"), (6, "gone", "conditional")]),
    "a name that a loop sets": ("for X in y:\n    pass\nif X:\n    import gone", [(4, "gone", "conditional")]),
    "a name that is defined by itself": ("X = X\nif X:\n    import gone", [(3, "gone", "conditional")]),
    "an argument of that name": ("X = None\ndef f(X):\n    if X:\n        import gone", [(4, "gone", "conditional")]),
    "__name__": ("if __name__ == '__main__':\n    import gone", []),
    "__package__": ("if __package__ is None or __package__ == '':\n    import gone", []),
    "unusual conditions": ("if f(x)[1:].y < 3 < z or (lambda: 1) or {1: 2} and -x ** 2:\n    import gone", [(2, "gone", "conditional")]),
    "import_module and __import__": ("import importlib\nimportlib.import_module('gone')\n__import__('gone')", []),
}

# Statements in a module of demo/sub -> the directories that they add to sys.path: (from, folder).
PATHS = {
    "sys.path.insert(0, os.path.dirname(__file__))": [("installed", "demo/sub")],
    "sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))": [("installed", "demo")],
    "sys.path.append(os.path.join(os.path.dirname(__file__), '..', '..'))": [("installed", ".")],
    "sys.path.append(os.path.realpath(f'{os.path.dirname(__file__)}/../../lib'))": [("installed", "lib")],
    "sys.path.insert(0, os.path.split(__file__)[0] + '/../../..')": [("installed", "..")],
    "sys.path.insert(0, str(Path(__file__).parent.parent.parent))": [("installed", ".")],
    "sys.path.insert(0, str(Path(__file__).resolve().parents[1] / '_vendor'))": [("installed", "demo/_vendor")],
    "sys.path.extend([str(Path(__file__).parent), '..'])": [("installed", "demo/sub"), ("cwd", "..")],
    "HERE = os.path.dirname(__file__)\nsys.path.insert(0, HERE)": [("installed", "demo/sub")],
    "sys.path[0:0] = [os.path.dirname(__file__)]": [("installed", "demo/sub")],
    "sys.path[0] = os.path.dirname(__file__)": [("installed", "demo/sub")],
    "sys.path += ['src']": [("cwd", "src")],
    "sys.path = [os.path.dirname(__file__)] + sys.path": [("installed", "demo/sub")],
    "path.append('')": [("cwd", ".")],
    "site.addsitedir('vendor')": [("cwd", "vendor")],
    "sys.path.insert(0, os.getcwd())": [("cwd", ".")],
    "sys.path.insert(0, Path.cwd().parent)": [("cwd", "..")],
    "if '..' not in sys.path:\n    sys.path.append('..')": [("cwd", "..")],
    "sys.path.append('/usr/share/program')": [],
    "sys.path.append(folder)": [],
    "sys.path.append(os.environ['X'])": [],
    "sys.path = sys.path[1:]": [],
    "sys.path.remove('..')": [],
    "names.append('..')": [],
}
PREAMBLE = "import os, site, sys; from sys import path; from pathlib import Path\n"


class DependenciesTest(ProbeTest):
    def setUp(self) -> None:
        super().setUp()
        self.env = self.environment()
        self.files: list[str] = []
        self.distribution("demo", {"demo/__init__.py": "", "demo/sub/__init__.py": ""})
        self.distribution("Here", {"here/__init__.py": "raise RuntimeError('executed')", "here/part.py": "", "six.py": ""})
        self.distribution("Space", {"space/first/__init__.py": ""})
        self.env.install("unrecorded.py", "raise RuntimeError('executed')")

    def distribution(self, name: str, files: dict[str, str], scripts: dict[str, str] | None = None) -> None:
        for path, text in files.items():
            self.env.install(path, text)
        for path, text in (scripts or {}).items():
            (self.env.scripts / path).write_text(textwrap.dedent(text), encoding="utf-8")
        depth = len(self.env.site.relative_to(self.env.scripts.parent).parts)
        rows = [*files, *("../" * depth + f"{self.env.scripts.name}/{path}" for path in scripts or {})]
        self.env.install(f"{name}-1.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        self.env.install(f"{name}-1.dist-info/RECORD", "".join(f"{row},,\n" for row in rows))
        if name == "demo":
            self.files = list(files)

    def scan(self, entries: dict[str, str] | None = None, tests: dict[str, str] | None = None) -> dict:
        for path, text in (tests or {}).items():
            self.write(f"tests root/{path}", text)
        request = {
            "distribution": "Demo", "modules": [file for file in self.files if file.endswith(".py")],
            "entries": [
                {"module": module, "label": label, "program": not label.startswith("import ")}
                for module, label in (entries or {}).items()
            ],
            "tests": {"root": str(self.folder / "tests root"), "files": list(tests or {})},
        }
        return json.loads(self.run_probe("dependencies.py", request, self.env.python))

    def test_imports(self) -> None:
        names = {name: f"case{number}" for number, name in enumerate(SOURCES)}
        self.distribution("demo", {"demo/__init__.py": "", **{f"demo/{names[name]}.py": text for name, (text, _) in SOURCES.items()}})
        found = self.scan()
        self.assertEqual(found["unread"], [])
        for name, (text, expected) in SOURCES.items():
            with self.subTest(name):
                file = f"demo/{names[name]}.py"
                imports = [(one["line"], one["module"], one["when"]) for one in found["imports"] if one["file"] == file]
                self.assertEqual(imports, expected)

    def test_providers(self) -> None:
        self.distribution("demo", {"demo/__init__.py": "import here.part, space.first, space, gone, space.gone"})
        self.distribution("Space-Two", {"space/second.py": ""})
        providers = {one["module"]: one["providers"] for one in self.scan()["imports"]}
        self.assertEqual(providers, {
            "here.part": ["Here"], "space.first": ["Space"], "space": ["Space", "Space-Two"], "gone": [], "space.gone": [],
        })

    def test_names(self) -> None:
        self.distribution("demo", {"demo/__init__.py": "import gone.part, gone.other as o\nfrom gone import a, b as c\nfrom here import *"})
        names = [(one["module"], one["names"]) for one in self.scan()["imports"]]
        self.assertEqual(names, [("gone.part", ["gone"]), ("gone.other", ["o"]), ("gone", ["a", "c"]), ("here", ["*"])])

    def test_own_namespace(self) -> None:
        self.distribution("demo", {"space/own/__init__.py": "from . import part\nfrom .. import first, gone\nimport space.lost", "space/own/part.py": ""})
        imports = [(one["module"], one["providers"]) for one in self.scan()["imports"]]
        self.assertEqual(imports, [("space.first", ["Space"]), ("space.lost", [])])

    @unittest.skipIf(sys.version_info < (3, 12), "this Python still has the modules")
    def test_removed_modules_of_the_standard_library(self) -> None:
        self.distribution("demo", {"demo/__init__.py": "import distutils.util, imp, asyncore"})
        self.assertEqual([one["module"] for one in self.scan()["imports"]], ["distutils.util", "imp", "asyncore"])

    def test_reached(self) -> None:
        self.distribution("demo", {
            "demo/__init__.py": "from .one import name",
            "demo/one.py": "import demo.sub.three, here",
            "demo/sub/__init__.py": "import here",
            "demo/sub/three.py": "import here\nfrom demo import one",
            "demo/cli.py": "import here\nfrom . import late",
            "demo/late.py": "import here",
            "demo/optional.py": "import here",
            "demo/lazy.py": "import here",
            "demo/sub/two.py": "try:\n    from .. import optional\nexcept ImportError: pass\ndef f():\n    from demo import lazy",
        })
        reached: dict[str, list[str]] = {}
        for one in self.scan({"demo": "import demo", "demo.cli": "the script d", "demo.sub.two": "the script two"})["imports"]:
            reached[one["file"]] = one["reached"]
        all_labels = ["import demo", "the script d", "the script two"]
        self.assertEqual(reached, {
            "demo/one.py": all_labels, "demo/sub/__init__.py": all_labels, "demo/sub/three.py": all_labels,
            "demo/cli.py": ["the script d"], "demo/late.py": ["the script d"], "demo/optional.py": [], "demo/lazy.py": [],
        })

    def modules(self, sources: dict[str, str], entries: dict[str, str]) -> dict[str, tuple]:
        self.distribution("demo", sources)
        return {
            one["module"]: (one["when"], one["reached"], one["lazy"] or one["conditional"] and ["if", *one["conditional"]])
            for one in self.scan(entries)["modules"]
        }

    def test_modules(self) -> None:
        found = self.modules(
            {
                "demo/__init__.py": "from . import always\ntry:\n    from . import guarded\nexcept ImportError: pass",
                "demo/always.py": "def f():\n    from . import lazy\n    if x:\n        from . import chosen",
                "demo/chosen.py": "",
                "demo/command.py": "",
                "demo/guarded.py": "from . import behind",
                "demo/behind.py": "",
                "demo/lazy.py": "from . import lazily",
                "demo/lazily.py": "def f():\n    from . import further",
                "demo/further.py": "",
                "demo/alone.py": "",
                "demo/invalid.py": "print 'Python 2'",
                "demo/__main__.py": "if __name__ == '__main__':\n    from . import program, invalid\n    if x:\n        from . import command",
                "demo/program.py": "",
            },
            {"demo": "import demo", "demo.__main__": "python -m demo"},
        )
        both, run = ["import demo", "python -m demo"], ["python -m demo"]
        self.assertEqual(found, {
            "demo": ("import", both, []), "demo.always": ("import", both, []), "demo.guarded": ("guarded", [], []),
            "demo.chosen": ("conditional", [], ["if", *both]), "demo.command": ("conditional", [], run),
            "demo.behind": ("import", [], []), "demo.lazy": ("sometimes", [], both), "demo.lazily": ("import", [], both),
            "demo.further": ("sometimes", [], []), "demo.alone": (None, [], []), "demo.invalid": ("import", run, []),
            "demo.__main__": (None, run, []), "demo.program": ("import", run, []),
        })

    def test_modules_for_other_environments(self) -> None:
        found = self.modules(
            {
                "demo/__init__.py": (
                    "import sys\nfrom typing import TYPE_CHECKING\n"
                    "if sys.version_info < (3, 0):\n    from .old import name\nelse:\n    from .new import name\n"
                    "if TYPE_CHECKING:\n    from . import types\n"
                    "if sys.platform == 'java':\n    def f():\n        from . import jvm\n"
                    "try:\n    from ._asynchronous import go\nexcept SyntaxError: pass\n"
                ),
                **{f"demo/{name}.py": "" for name in ("old", "new", "types", "jvm", "_asynchronous")},
            },
            {"demo": "import demo"},
        )
        self.assertEqual(
            {module: when for module, (when, _, _) in found.items()},
            {
                "demo": "import", "demo.old": "never", "demo.new": "import", "demo.types": None, "demo.jvm": "never",
                "demo._asynchronous": "guarded",
            },
        )

    def test_modules_that_are_checked_for(self) -> None:
        self.distribution("demo", {"demo/__init__.py": (
            "from importlib.util import find_spec\nif find_spec('pandas'): pass\n"
            "torch = import_optional_dependency('torch.nn', 'hint text')\n"
            "@requires('numba')\ndef f(): print('rich', len('gone'))\n"
        )})
        self.assertEqual(self.scan()["optional"], ["numba", "pandas", "torch"])

    def test_suspects(self) -> None:
        self.distribution("Other", {
            "other/__init__.py": "def here(): pass\n",
            "other/part.py": "from os import *\n",
            "other/dynamic.py": "def __getattr__(name): return 1\n",
            "other/compiled.so": "",
        })
        statements = [
            "from other import here", "from other import part", "from other import gone", "from other.part import gone",
            "from other.dynamic import gone", "from other.compiled import gone", "import other.lost",
            "from other.lost import thing", "import other.part", "from other import *", "import six.moves",
        ]
        body = "".join(f"    {statement}\n" for statement in statements)
        self.distribution("demo", {"demo/__init__.py": f"def f():\n{body}from other import unconditional\n"})
        found = [(one["line"] - 2, one["module"], one["name"]) for one in self.scan()["suspects"]]
        expected = [(2, "other", "gone"), (6, "other.lost", None), (7, "other.lost", None), (10, "six.moves", None)]
        self.assertEqual(found, expected)
        suspect = self.scan({"demo": "import demo"})["suspects"][0]
        self.assertEqual(suspect, {
            "file": "demo/__init__.py", "line": 4, "when": "sometimes", "module": "other", "name": "gone",
            "providers": ["Other"], "reached": ["import demo"],
        })

    def test_suspects_in_the_distribution_itself(self) -> None:
        own = "def g(x):\n    from demo import f, absent\n    from . import vanished\n    from .nowhere import name\n    if x:\n        from . import never\n"
        self.distribution("demo", {"demo/__init__.py": "def f(): pass\n", "demo/own.py": own})
        found = [(one["module"], one["name"], one["providers"]) for one in self.scan()["suspects"]]
        self.assertEqual(found, [("demo", "absent", ["demo"]), ("demo", "vanished", ["demo"]), ("demo.nowhere", None, ["demo"])])

    def test_dependencies_without_mention(self) -> None:
        for name, modules in {"By-Import": "one", "By-Name": "two", "By-String": "three", "Unused": "four", "Empty": ""}.items():
            self.distribution(name, {f"{modules}/__init__.py": ""} if modules else {})
        self.distribution("demo", {
            "demo/__init__.py": "def f():\n    import one\n# needs By_Name\n", "demo/page.html": "{% load three %}", "demo/data.bin": "",
        })
        (self.env.site / "demo/data.bin").write_bytes(b"\xff\x00four4")
        request = {
            "distribution": "Demo", "modules": [], "entries": [], "tests": {"root": "", "files": []},
            "dependencies": ["by-import", "by-name", "by-string", "unused", "empty", "not-installed"], "files": self.files,
        }
        result = json.loads(self.run_probe("dependencies.py", request, self.env.python))
        self.assertEqual(result["unmentioned"], ["unused"])

    def test_path_hacks(self) -> None:
        texts = {f"demo/sub/case{number}.py": PREAMBLE + statement for number, statement in enumerate(PATHS)}
        self.distribution("demo", {"demo/__init__.py": "", **texts})
        hacks = self.scan()["hacks"]
        for file, (statement, expected) in zip(texts, PATHS.items()):
            with self.subTest(statement):
                found = [(one["from"], one["folder"], one["when"]) for one in hacks if one["file"] == file]
                self.assertEqual(found, [(*one, "import") for one in expected])

    def test_conditional_path_hacks(self) -> None:
        self.distribution("demo", {"demo/__init__.py": "import sys\nif x:\n    sys.path.append('a')\ndef f():\n    sys.path.append('b')\nif __name__ == '__main__':\n    sys.path.append('c')\n"})
        hacks = [(one["line"], one["when"], one["folder"]) for one in self.scan()["hacks"]]
        self.assertEqual(hacks, [(3, "conditional", "a"), (5, "sometimes", "b")])

    def test_scripts(self) -> None:
        run = "#!/usr/bin/env python\nimport os, sys\nif __name__ == '__main__':\n    sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'lib'))\nimport here, demo.sub\n"
        launcher = "#!/venv/bin/python\nimport sys\nimport here\nif __name__ == '__main__':\n    sys.argv[0] = sys.argv[0]\n    sys.exit(here())\n"
        shell = "#!/bin/sh\nimport here\n"
        files = {"demo/__init__.py": "", "demo/sub/__init__.py": "import here"}
        self.distribution("demo", files, {"run": run, "launch": launcher, "shell": shell})
        found = self.scan()
        labels = ["the script run"]
        self.assertEqual([(one["file"], one["reached"]) for one in found["imports"]], [("demo/sub/__init__.py", labels), ("scripts/run", labels)])
        hack = {"file": "scripts/run", "line": 4, "when": "import", "by": "scripts", "from": "scripts", "folder": "../lib", "reached": labels}
        self.assertEqual(found["hacks"], [hack])

    def test_path_hacks_of_tests(self) -> None:
        found = self.scan(tests={
            "tests/conftest.py": "import sys, pathlib, gone\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n",
            "tests/broken.py": "if",
            "tests/other.py": "import gone",
        })
        hack = {"file": "tests/conftest.py", "line": 2, "when": "import", "by": "tests", "from": "tests", "folder": "src", "reached": []}
        self.assertEqual((found["imports"], found["hacks"]), ([], [hack]))

    def test_unusual_sources(self) -> None:
        sources = {
            "demo/python2.py": b"print 'hello'\n",
            "demo/null.py": b"import gone\0",
            "demo/latin.py": "# coding: latin-1\nx = 'ü'\nimport gone\n".encode("latin-1"),
            "demo/wrong.py": "x = 'ü'\nimport gone\n".encode("latin-1"),
            "demo/unknown.py": b"# coding: nonsense\nimport gone\n",
            "demo/mark.py": b"\xef\xbb\xbfimport gone\r\n",
            "demo/warning.py": b"x = '\\d' is 1\nimport gone\n",
            "demo/deep.py": b"x = " + b"(" * 5000 + b")" * 5000,
            "demo/long.py": b"if x: pass\n" + b"elif y: pass\n" * 3000,
            "demo/sum.py": b"import gone\nx = " + b"1 + " * 20000 + b"1",
            "demo/huge.py": b"x = '" + b"x" * 4_000_000 + b"'",
            "demo/empty.py": b"",
            "demo/last.py": b"import gone",
        }
        self.distribution("demo", dict.fromkeys(sources, ""))
        for path, content in sources.items():
            (self.env.site / path).write_bytes(content)
        os.remove(str(self.env.site / "demo/empty.py"))
        found = self.scan()
        read = {one["file"] for one in found["imports"]}
        self.assertLessEqual({"demo/latin.py", "demo/mark.py", "demo/warning.py", "demo/last.py"}, read)
        unread = {one["file"] for one in found["unread"]}
        self.assertLessEqual({"demo/python2.py", "demo/null.py", "demo/wrong.py", "demo/unknown.py", "demo/huge.py"}, unread)
        self.assertEqual(read & unread, set())


if __name__ == "__main__":
    unittest.main()
