from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

from support import PROBES, ProbeTest

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"

MODULES = {
    "quiet": "import sys; assert sys.argv == ['-c'] and '__file__' in globals()",
    "printing": "import os, sys; print('noise'); os.write(1, b'noise'); os.write(2, b'noise'); sys.stdout = None",
    "reading": "import sys; assert sys.stdin.read() == ''",
    "writing": "import os; assert os.listdir('.') == []; open('dropped', 'w').close()",
    "sleeping": "import time; time.sleep(600)",
    "os_exiting": "import os; os._exit(7)",
    "exiting": "import sys; sys.exit(3)",
    "exiting_with_message": "raise SystemExit('no')",
    "interrupted": "raise KeyboardInterrupt",
    "crashing": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "threaded": "import threading, time; threading.Thread(target=time.sleep, args=(600,)).start()",
    "huge": "raise ValueError('x' * 1_000_000)",
    "hostile": """
        class Hostile(Exception):
            name = property(lambda self: 1 / 0)
            def __str__(self): raise RuntimeError
        raise Hostile
    """,
    "syntax": "\n\nif",
    "data": "open('no such file')",
    "package.__init__": "",
    "package.needs": "from package import absent_name\n",
    "package.broken": "def load():\n    import package._absent\nload()\n",
    "package.caused": """
        try:
            import no_such_thing
        except ImportError as error:
            raise RuntimeError("install the extra") from error
    """,
    "package.during": """
        try:
            {}["key"]
        except KeyError:
            1 / 0
    """,
    "package.hidden": """
        try:
            {}["key"]
        except KeyError:
            raise ValueError from None
    """,
    "circle.__init__": "",
    "circle.one": "from circle.two import b\na = 1",
    "circle.two": "from circle.one import a\nb = 1",
    "namespace.leaf": "",
    "plugin": """
        class Hooks:
            name = "hooks"
        def __getattr__(name):
            if name == "lazy":
                import no_such_thing
            raise AttributeError(name)
    """,
    "versioned": "__version__ = '1.0'",
    "numbered": "__version__ = (1, 0)",
    "subclassed": "__version__ = type('Version', (str,), {})('1.0')",
    "lazy": "def __getattr__(name): return {'__version__': '1.1'}[name]",
    "raising_getattr": "def __getattr__(name): raise RuntimeError(name)",
    "replaced": """
        import sys
        class Odd:
            def __getattr__(self, name): raise ValueError(name)
        sys.modules[__name__] = Odd()
    """,
}


# What a package imports of other distributions, and modules that are affected by what the others import.
OTHER_DISTRIBUTIONS = {
    "other.__init__": "",
    "other.part": "VALUE = 1",
    "other.lazy.__init__": """
        def __getattr__(name):
            if name != "Lazy":
                raise AttributeError(name)
            from other.lazy.main import Lazy
            globals()[name] = Lazy
            return Lazy
    """,
    "other.lazy.main": "class Lazy: pass",
    "other.circle.__init__": "",
    "other.circle.base": "from other.circle import user\nclass Base: pass",
    "other.circle.user": "import other.circle.base",
    "replaces_itself": """
        import sys, types
        class Itself(types.ModuleType):
            answer = property(lambda self: 42)
        sys.modules[__name__] = Itself(__name__)
    """,
    "starts_thread": "import threading, time; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
    "extends_other": "import other\nother.extension = 1",
    "replaces_function": "import os\nos.getlogin = lambda: 'nobody'",
    "sets_variable": "import os\nos.environ['SET'] = '1'",
    "imports_package": "import package.hook",
    "ends_elsewhere": "import os, sys\n'package' in sys.modules or os._exit(4)",
    "exits_elsewhere": "import sys\n'package' in sys.modules or sys.exit(4)",
    "hangs_elsewhere": "import sys, time\n'package' in sys.modules or time.sleep(600)",
}
PACKAGE = {
    "__init__": "",
    "z_imports": "import other.part, xml.dom, concurrent.futures\nassert xml.dom and other.part.VALUE == 1",
    "y_lazy": "from other.lazy import Lazy",
    "b_replaced": "import replaces_itself; assert replaces_itself.answer == 42",
    "y_circle": "import other.circle.user",
    "b_attribute": "import other; other.part",
    "b_standard_attribute": "import xml; xml.dom",
    "b_from": "from other import part; import other; other.part",
    "b_lazy": "from other.lazy import Lazy\nimport sys\nassert 'other.lazy.main' in sys.modules",
    "b_not_lazy": "import other.lazy\nother.lazy.main",
    "b_circle": "from other.circle.base import Base",
    "b_loaded": "import sys; assert not {name for name in sys.modules if name.startswith(('other', 'xml'))}",
    "b_find_spec": """
        import importlib.util, sys
        assert importlib.util.find_spec("other.part").loader.is_package("other.part") is False
        assert importlib.util.find_spec("no_such_module") is None
    """,
    "b_reload": "import importlib, other.part; other.part.VALUE = 2; assert importlib.reload(other.part).VALUE == 1",
    "b_resources": "import pkgutil, other; assert pkgutil.get_data('other', 'part.py')",
    "c_absent": "import other.part\nfrom other.part import absent",
    "c_absent_again": "import package.c_absent",
    "c_absent_elsewhere": "import other.part\nfrom other.part import absent",
    "c_exits": "import other.part, sys\nsys.exit(3)",
    "c_ends": "import other.part, os\nos._exit(5)",
    "c_killed": "import other.part, os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "c_hangs": "import other.part, time\ntime.sleep(600)",
    "d_ends": "import ends_elsewhere",
    "d_exits": "import exits_elsewhere",
    "d_hangs": "import hangs_elsewhere",
    "d_extension": "import extends_other",
    "d_function": "import replaces_function",
    "d_package": "import imports_package",
    "d_thread": "import starts_thread",
    "d_variable": "import sets_variable",
    "e_extension": "import other\nother.extension",
    "e_function": "import os\nassert getattr(os.getlogin, '__name__', '') == 'getlogin'",
    "e_variable": "import os\nos.environ['SET']",
    "e_package": "import sys\nassert 'package.hook' not in sys.modules",
    "e_registered": "import package; assert not getattr(package, 'registry', [])",
    "registers": "import package; getattr(package, 'registry', []).append(1)",
    "hook": "",
}


class PreloadTest(ProbeTest):
    """Preloading changes no result."""

    def setUp(self) -> None:
        super().setUp()
        self.env = self.environment()

    def install(self, modules: dict[str, str]) -> None:
        for name, text in modules.items():
            self.env.install(name.replace(".", "/") + ".py", text)

    def imports(self, modules: list[str], preload: bool, timeout: float = 20) -> dict[str, dict]:
        request = {"modules": modules, "timeout": timeout, "jobs": 2, "preload": preload}
        results = map(json.loads, self.run_probe("imports.py", request, self.env.python).splitlines())
        return {result["module"]: {**result, "seconds": None} for result in results}

    def test_results_are_the_same(self) -> None:
        self.install({**OTHER_DISTRIBUTIONS, **{f"package.{name}": text for name, text in PACKAGE.items()}})
        modules = ["package", *(f"package.{name}" for name in PACKAGE if name != "__init__")]
        expected = self.imports(modules, preload=False, timeout=4)
        self.assertEqual(len(expected), len(PACKAGE))
        self.assertEqual({name for name, one in expected.items() if one["outcome"] != "imported"}, {
            f"package.{name}" for name in (
                "b_attribute", "b_standard_attribute", "b_not_lazy", "c_absent", "c_absent_again", "c_absent_elsewhere",
                "c_exits", "c_ends", "c_killed", "c_hangs", "e_extension", "e_variable",
            )
        })
        self.assertEqual(self.imports(modules, preload=True, timeout=4), expected)
        # What the first two import is preloaded for the others.
        few = [name for name in modules if not name.startswith(("package.c_", "package.d_"))]
        for name in PACKAGE:
            if name.startswith("d_"):
                with self.subTest(name):
                    results = self.imports([f"package.{name}", *reversed(few)], preload=True, timeout=4)
                    self.assertEqual(results, {module: expected[module] for module in results})

    def test_results_are_the_same_with_a_package_that_imports(self) -> None:
        self.install({**OTHER_DISTRIBUTIONS, **{f"package.{name}": text for name, text in PACKAGE.items()}})
        modules = [f"package.{name}" for name in PACKAGE if name not in ("__init__", "c_hangs")]
        for text in (
            "import other.part, xml.dom", "import package.hook, other.lazy", "from package.y_lazy import Lazy",
            "import extends_other", "import replaces_function", "import starts_thread",
            "import package.z_imports, sets_variable", "import package.absent", "import sys; sys.exit(1)", "import sys; __name__ in sys.argv or sys.exit()",
            "registry = []", "def __getattr__(name): import package.hook; return name",
        ):
            with self.subTest(text):
                self.env.install("package/__init__.py", text)
                expected = self.imports(modules, preload=False)
                self.assertEqual(self.imports(modules, preload=True), expected)

    def test_other_distributions_are_executed_once(self) -> None:
        log = self.folder / "log"
        code = f"with open({str(log)!r}, 'a') as file: file.write(__name__ + ' ')"
        own = {f"package.m{number}": f"import dependency.{'b' if number > 20 else 'a'}\n{code}" for number in range(40)}
        self.install({"dependency.__init__": code, "dependency.a": code, "dependency.b": code, **own})
        results = self.imports(list(own), preload=True)
        self.assertEqual({one["outcome"] for one in results.values()}, {"imported"})
        executed = log.read_text().split()
        self.assertEqual([executed.count(name) for name in own], [1] * len(own))
        if CAN_FORK:
            for name in ("dependency", "dependency.a"):
                self.assertLessEqual(executed.count(name), 4)


class ImportsTest(ProbeTest):
    fork = True

    def setUp(self) -> None:
        super().setUp()
        self.env = self.environment()
        for name, text in MODULES.items():
            self.env.install(name.replace(".", "/") + ".py", text)

    def imports(
        self, *modules: str, timeout: float = 20, jobs: int = 2, sources: str = "", apps: list[str] = []
    ) -> dict[str, dict]:
        options = {"fork": self.fork, "sources": sources, "apps": apps}
        request = {"modules": list(modules), "timeout": timeout, "jobs": jobs, **options}
        lines = self.run_probe("imports.py", request, self.env.python).splitlines()
        return {result["module"]: result for result in map(json.loads, lines)}

    def outcomes(self, *modules: str, **options: float) -> dict[str, str]:
        return {name: result["outcome"] for name, result in self.imports(*modules, **options).items()}

    def test_imported(self) -> None:
        names = ["quiet", "printing", "reading", "writing", "threaded", "package", "namespace", "namespace.leaf"]
        results = self.imports(*names)
        self.assertEqual({name: one["outcome"] for name, one in results.items()}, dict.fromkeys(names, "imported"))
        self.assertEqual(os.path.realpath(results["quiet"]["file"]), str(self.env.site / "quiet.py"))
        self.assertIsNone(results["namespace"]["file"])
        self.assertIsNone(results["quiet"]["error"])

    def test_imports_do_not_affect_each_other(self) -> None:
        names = ["sleeping", "os_exiting", "exiting", "exiting_with_message", "interrupted", "quiet"]
        results = self.imports(*names, timeout=3, jobs=6)
        self.assertEqual({name: (results[name]["outcome"], results[name]["status"]) for name in names}, {
            "sleeping": ("timed-out", None), "os_exiting": ("exited", 7), "exiting": ("exited", 3),
            "exiting_with_message": ("exited", 1), "interrupted": ("failed", None), "quiet": ("imported", None),
        })
        self.assertEqual(results["exiting_with_message"]["error"]["message"], "no")
        self.assertIsNone(results["os_exiting"]["error"])

    @unittest.skipIf(os.name == "nt", "needs signals")
    def test_killed(self) -> None:
        result = self.imports("crashing")["crashing"]
        self.assertEqual((result["outcome"], result["signal"]), ("killed", "SIGKILL"))

    def test_missing_module_of_the_package(self) -> None:
        error = self.imports("package.broken")["package.broken"]["error"]
        self.assertEqual(error["qualname"], "builtins.ModuleNotFoundError")
        self.assertEqual((error["type"], error["name"]), ("ModuleNotFoundError", "package._absent"))
        self.assertEqual(error["message"], "No module named 'package._absent'")
        place = [(Path(frame["file"]).name, frame["line"], frame["function"]) for frame in error["frames"]]
        self.assertEqual(place, [("broken.py", 3, "<module>"), ("broken.py", 2, "load")])

    def test_missing_name_of_the_package(self) -> None:
        error = self.imports("package.needs")["package.needs"]["error"]
        self.assertEqual((error["type"], error["name"]), ("ImportError", "package"))
        self.assertEqual(os.path.realpath(error["path"]), str(self.env.site / "package" / "__init__.py"))

    def test_missing_module(self) -> None:
        error = self.imports("no_such_module")["no_such_module"]["error"]
        self.assertEqual((error["name"], error["frames"]), ("no_such_module", []))

    def test_circular(self) -> None:
        results = self.imports("circle.one", "circle.two")
        self.assertEqual([one["error"]["type"] for one in results.values()], ["ImportError"] * 2)
        self.assertIn("circular", results["circle.one"]["error"]["message"])

    def test_causes(self) -> None:
        results = self.imports("package.caused", "package.during", "package.hidden")
        cause = results["package.caused"]["error"]["cause"]
        self.assertEqual((cause["type"], cause["name"], cause["cause"]), ("ModuleNotFoundError", "no_such_thing", None))
        self.assertEqual(results["package.during"]["error"]["cause"]["type"], "KeyError")
        self.assertIsNone(results["package.hidden"]["error"]["cause"])

    def test_unusual_errors(self) -> None:
        results = self.imports("huge", "hostile", "syntax", "data", "replaced")
        errors = {name: result["error"] for name, result in results.items()}
        self.assertEqual(len(errors["huge"]["message"]), 4096)
        self.assertEqual((errors["hostile"]["qualname"], errors["hostile"]["message"]), ("hostile.Hostile", None))
        self.assertEqual((Path(errors["syntax"]["path"]).name, errors["syntax"]["line"]), ("syntax.py", 3))
        self.assertEqual((errors["data"]["type"], errors["data"]["path"]), ("FileNotFoundError", "no such file"))
        self.assertEqual(errors["replaced"]["type"], "ValueError")

    def test_version(self) -> None:
        versions = {
            "versioned": "1.0", "lazy": "1.1", "numbered": None, "subclassed": None, "raising_getattr": None, "quiet": None,
            "namespace": None, "data": None, "os_exiting": None,
        }
        results = self.imports(*versions)
        self.assertEqual({name: results[name]["version"] for name in versions}, versions)
        self.assertEqual(results["raising_getattr"]["outcome"], "imported")

    def test_object_references(self) -> None:
        present = ["plugin", "plugin:Hooks", "plugin:Hooks.name"]
        self.assertEqual(self.outcomes(*present), dict.fromkeys(present, "imported"))
        missing = ["plugin:Absent", "plugin:Hooks.absent", "quiet:absent", "plugin:lazy", "absent:x"]
        errors = {name: result["error"] for name, result in self.imports(*missing).items()}
        self.assertEqual([errors[name]["type"] for name in missing], ["AttributeError"] * 3 + ["ModuleNotFoundError"] * 2)
        # Without frames of the probe, no frames means that the name is missing, and not that code raised the error.
        self.assertEqual([len(errors[name]["frames"]) for name in missing], [1, 0, 0, 1, 0])

    def test_sources_come_first(self) -> None:
        self.write("sources/quiet.py", "import package.added")
        self.write("sources/package/__init__.py")
        self.write("sources/package/added.py", "import namespace.leaf, namespace.portion")
        self.write("sources/namespace/portion.py")
        results = self.imports("quiet", "package.added", sources=str(self.folder / "sources"))
        self.assertEqual([one["outcome"] for one in results.values()], ["imported"] * 2)
        self.assertEqual(os.path.realpath(results["quiet"]["file"]), str(self.folder / "sources" / "quiet.py"))
        self.assertEqual(self.outcomes("package.added"), {"package.added": "failed"})

    def test_django_apps(self) -> None:
        # What the probe calls of Django.
        self.env.install("django/__init__.py", "def setup():\n    import django.conf\n    django.conf.settings.ready = True")
        self.env.install("django/conf.py", """
            class Settings:
                ready, apps = False, ()
                def configure(self, INSTALLED_APPS, SECRET_KEY):
                    self.apps = INSTALLED_APPS
            settings = Settings()
        """)
        self.env.install("shop/__init__.py")
        self.env.install("shop/models.py", """
            from django.conf import settings
            assert settings.ready and "shop" in settings.apps, "no settings"
        """)
        self.assertEqual(self.imports("shop.models")["shop.models"]["outcome"], "failed")
        self.assertEqual(self.imports("shop.models", apps=["shop"])["shop.models"]["outcome"], "imported")
        self.env.install("django/__init__.py", "def setup():\n    raise SystemExit")
        self.assertEqual(self.imports("shop", apps=["shop"])["shop"]["outcome"], "imported")

    def test_no_preloaded_submodules(self) -> None:
        # A module that uses one of these without importing it must fail.
        self.env.install("preloaded.py", """
            import sys
            present = {"concurrent.futures", "importlib.metadata", "logging.handlers", "urllib.request", "xml.dom"}
            assert not present & set(sys.modules), present & set(sys.modules)
            assert "as_installed_exceptions" not in sys.modules
        """)
        self.assertEqual(self.outcomes("preloaded"), {"preloaded": "imported"})

    @unittest.skipIf(os.name == "nt", "needs SIGTERM")
    def test_kills_its_children(self) -> None:
        self.env.install("writes_pid.py", f"""
            import os, time
            with open({str(self.folder / 'pid')!r}, "w") as file:
                file.write(str(os.getpid()))
            time.sleep(600)
        """)
        request = {"modules": ["writes_pid"], "timeout": 600, "jobs": 1, "fork": self.fork}
        request_file = self.write("request.json", json.dumps(request))
        command = [self.env.python, "-I", str(PROBES / "imports.py"), str(request_file), str(self.folder / "result")]
        probe = subprocess.Popen(command)
        pid = self.folder / "pid"
        wait_until(lambda: pid.exists() and pid.read_text() != "")
        probe.send_signal(signal.SIGTERM)
        self.assertEqual(probe.wait(20), 143)
        with self.assertRaises(ProcessLookupError):
            os.kill(int(pid.read_text()), 0)


class SpawnedImportsTest(ImportsTest):
    """The same tests without fork, as on macOS and Windows."""

    fork = False


def wait_until(done) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


if __name__ == "__main__":
    unittest.main()
