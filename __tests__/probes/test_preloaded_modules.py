from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import unittest

from support import PROBES, ProbeTest

# Executes modules, hides them, and runs code that asserts what a fork would observe. sys.argv has the executed modules.
PROGRAM = """
import json, sys
probe, modules, request = sys.argv[1:]
request = json.loads(request)
namespace = {"__name__": "preloaded_modules"}
with open(probe, encoding="utf-8") as file:
    exec(compile(file.read(), probe, "exec"), namespace)
sys.argv[:] = []
sys.path.insert(0, modules)
preloaded = namespace["PreloadedModules"](["package"], request["package"])
executed = [preloaded.execute(name) for name in request["execute"]]
if request["then"]:
    preloaded.hide()
    exec(request["then"], {"preloaded": preloaded})
print(json.dumps(executed))
"""

RECORD = "import sys\nsys.argv.append(__name__)\n"

MODULES = {
    "other.__init__": RECORD,
    "other.part": RECORD,
    "user": RECORD + "import other.part",
    "fails": "import other.part\nraise ImportError",
    "fails_with_change": "import os\nos.environ['ADDED'] = '1'\nraise ImportError",
    "extends": "import other\nother.extension = 1",
    "lazy.__init__": """
        def __getattr__(name):
            if name != "Name":
                raise AttributeError(name)
            globals()[name] = 1
            return 1
    """,
    "uses_lazy": "import lazy\nlazy.Name",
    "uses_standard_library": "import importlib.metadata",
    "replaces_itself": """
        import sys, types
        class Itself(types.ModuleType):
            def __bool__(self): raise RuntimeError
            def __getattribute__(self, name): raise AttributeError(name)
        itself = Itself(__name__)
        vars(types.ModuleType)["__getattribute__"](itself, "__dict__").update(globals())
        sys.modules[__name__] = itself
    """,
    "falsy.__init__": """
        import sys, types
        class Falsy(types.ModuleType):
            def __bool__(self): return False
        sys.modules[__name__].__class__ = Falsy
    """,
    "falsy.part": "",
    "replaces_itself_by_object": """
        import sys
        class Itself:
            def __getattribute__(self, name): raise RuntimeError
        sys.modules[__name__] = Itself()
    """,
    "lazy_by_class": """
        import sys, types
        class Lazy(types.ModuleType):
            def __getattr__(self, name):
                if name != "Name":
                    raise AttributeError(name)
                self.Name = 1
                return 1
        sys.modules[__name__].__class__ = Lazy
    """,
    "uses_lazy_by_class": "import lazy_by_class\nlazy_by_class.Name",
    "extends_own.__init__": "",
    "extends_own.part": "import extends_own\nextends_own.extension = 1",
    "deletes_part.__init__": "from deletes_part import part\ndel part",
    "deletes_part.part": "",
    "shadows_part.__init__": "from shadows_part.part import part",
    "shadows_part.part": "def part(): pass",
    "package.__init__": "",
    "package.part": "",
    "imports_package": "import package",
    "imports_part": "import package.part",
}

# Imports that change what a module observes that does not import them.
CHANGES = {
    "starts a thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "replaces a function": "import os\nos.getlogin = print",
    "removes a function": "import os\ndel os.getlogin",
    "replaces __import__": """
        import builtins
        replaced = builtins.__import__
        builtins.__import__ = lambda *arguments, **options: replaced(*arguments, **options)
    """,
    "adds a builtin": "import builtins\nbuiltins.added = 1",
    "changes the working directory": "import os\nos.chdir('..')",
    "sets an environment variable": "import os\nos.environ['ADDED'] = '1'",
    "changes sys.path": "import sys\nsys.path.append('added')",
    "changes sys.path_hooks": "import sys\nsys.path_hooks.append(print)",
    "changes a signal handler": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)",
    "removes a finder": "import sys\nsys.meta_path.pop()",
    "reorders the finders": "import sys\nsys.meta_path.reverse()",
    "exits": "raise SystemExit",
    "is interrupted": "raise KeyboardInterrupt",
}

HARMLESS = {
    "fails": "raise ImportError",
    "adds a finder": """
        import sys
        class Finder:
            def find_spec(self, *arguments): return None
        sys.meta_path.insert(0, Finder())
    """,
    "replaces a private function": "import os\nos._exists = print",
}

# What is executed, and code that runs after hide().
HIDDEN = {
    "no module is available without its import": (["other", "other.part", "user"], """
        import sys
        assert not {"user", "other", "other.part"} & set(sys.modules)
        import other
        assert not hasattr(other, "part") and "user" not in sys.modules
        import other.part
        assert other.part is sys.modules["other.part"]
    """),
    "an import restores no other modules": (["lazy", "other", "other.part"], """
        import sys, other.part
        assert "lazy" not in sys.modules
    """),
    "an import executes no module again": (["user"], """
        import sys, user, other.part
        assert sorted(sys.argv) == ["other", "other.part", "user"], sys.argv
    """),
    "an import restores what it had loaded": (["user"], """
        import sys, user
        assert user.other is sys.modules["other"] and user.other.part is sys.modules["other.part"]
    """),
    "a submodule of an initial package is hidden": (["uses_standard_library"], """
        import importlib
        assert not hasattr(importlib, "metadata")
        import uses_standard_library
        assert importlib.metadata
    """),
    "a submodule of a package that is false is hidden": (["falsy", "falsy.part"], """
        import falsy
        assert not hasattr(falsy, "part")
    """),
    "a submodule that its package has deleted stays deleted": (["deletes_part"], """
        import deletes_part
        assert not hasattr(deletes_part, "part")
    """),
    "an attribute with the name of a submodule is kept": (["shadows_part"], """
        import shadows_part
        assert callable(shadows_part.part)
    """),
    "lazy attributes of a class are removed": (["lazy_by_class", "uses_lazy_by_class"], """
        import lazy_by_class
        assert "Name" not in vars(lazy_by_class)
    """),
    "lazy attributes are removed": (["lazy", "uses_lazy"], """
        import lazy
        assert "Name" not in vars(lazy)
    """),
    "what a failed import had loaded is executed again": (["fails"], """
        import sys
        import other.part
        assert sys.argv == ["other", "other.part"] * 2, sys.argv
    """),
    "what a failed import had loaded is removed from its package": (["other", "fails"], """
        import other
        assert not hasattr(other, "part")
    """),
    "what the process itself has loaded is removed": (["other"], """
        import sys
        import other.part
        preloaded.hide()
        assert not {"other", "other.part"} & set(sys.modules)
        import other
        assert not hasattr(other, "part")
    """),
    "a second hide() hides modules that were imported since": (["user"], """
        import sys, user
        preloaded.hide()
        assert not {"user", "other", "other.part"} & set(sys.modules)
    """),
    "the finder stays the first one": (["other"], """
        import sys
        sys.meta_path.reverse()
        preloaded.hide()
        assert sys.meta_path[0] is preloaded and sys.meta_path.count(preloaded) == 1
    """),
    "importlib.reload executes the module": (["other"], """
        import importlib, sys, other
        assert importlib.reload(other) is other and sys.argv == ["other"] * 2, sys.argv
    """),
    "specs are those of the files": (["user"], """
        import importlib.util
        spec = importlib.util.find_spec("other")
        assert spec.origin.endswith("__init__.py") and len(spec.submodule_search_locations) == 1
        assert b"argv" in spec.loader.get_data(spec.origin)
        assert importlib.util.find_spec("other.part").submodule_search_locations is None
        assert importlib.util.find_spec("absent") is None
    """),
    "a module that replaced itself is restored, and none of its code runs": (["replaces_itself"], """
        import sys, replaces_itself
        assert type(replaces_itself).__name__ == "Itself"
    """),
    "an object that replaced a module is restored, and none of its code runs": (["replaces_itself_by_object"], """
        import replaces_itself_by_object
        assert type(replaces_itself_by_object).__name__ == "Itself"
    """),
    "only imported modules of other distributions can be preloaded": (["other"], """
        import sys, types
        import lazy, other, package
        sys.modules["created"] = types.ModuleType("created")
        sys.modules["created"].__spec__ = object()
        sys.modules["renamed"] = lazy
        sys.modules["no_module"] = object()
        names = ("sys", "other", "package", "created", "renamed", "no_module", "lazy")
        assert [name for name in names if preloaded.can_preload(name)] == ["lazy"]
    """),
}


class PreloadedModulesTest(ProbeTest):
    def setUp(self) -> None:
        super().setUp()
        for name, text in MODULES.items():
            self.write(f"modules/{name.replace('.', '/')}.py", text)

    def execute(self, *names: str, then: str = "", package: str = "") -> list[bool]:
        """Returns which modules can be preloaded."""
        request = json.dumps({"execute": names, "then": textwrap.dedent(then), "package": package})
        probe, modules = str(PROBES / "preloaded_modules.py"), str(self.folder / "modules")
        command = [sys.executable, "-I", "-S", "-B", "-c", PROGRAM, probe, modules, request]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=str(self.folder))
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return json.loads(run.stdout)

    def test_imports_that_change_the_process(self) -> None:
        for title, text in CHANGES.items():
            with self.subTest(title):
                self.write("modules/changes.py", text)
                self.assertEqual(self.execute("changes"), [False])
        self.assertEqual(self.execute("fails_with_change"), [False])

    def test_harmless_imports(self) -> None:
        for title, text in HARMLESS.items():
            with self.subTest(title):
                self.write("modules/changes.py", text)
                self.assertEqual(self.execute("changes", "other"), [True, True])

    def test_extended_distributions(self) -> None:
        self.assertEqual(self.execute("other", "extends"), [True, False])
        # A submodule and a lazy attribute are new names, too; a distribution may extend itself.
        for names in (
            ("other", "user"), ("lazy", "uses_lazy"), ("lazy_by_class", "uses_lazy_by_class"),
            ("extends_own", "extends_own.part"),
        ):
            with self.subTest(names):
                self.assertEqual(self.execute(*names), [True, True])

    def test_own_modules(self) -> None:
        self.assertEqual(self.execute("imports_package"), [False])
        self.assertEqual(self.execute("package", "imports_package", package="package"), [True, True])
        self.assertEqual(self.execute("package", "imports_part", package="package"), [True, False])

    def test_hidden_modules(self) -> None:
        for title, (names, then) in HIDDEN.items():
            with self.subTest(title):
                self.assertEqual(self.execute(*names, then=then), [True] * len(names))

    def test_import_order(self) -> None:
        self.execute(then="""
            order = type(preloaded).execute.__globals__["in_import_order"]
            assert order(["b", "a.part", "a", "c"]) == ["b", "a.part", "a", "c"]
            assert order(["a.part", "b", "a"]) == ["b", "a.part", "a"]
        """)


if __name__ == "__main__":
    unittest.main()
