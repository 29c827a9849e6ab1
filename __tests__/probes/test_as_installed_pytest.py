"""Runs the plugin in the pytest of this interpreter, which needs pytest and pytest-xdist."""
from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from support import PROBES, ProbeTest, read_lines

MISSING = [name for name in ("pytest", "xdist") if importlib.util.find_spec(name) is None]
WHY = "NOT TESTED: the pytest plugin, as these are not installed: " + ", ".join(MISSING)

TESTS = '''
    import unittest
    import pytest

    def test_passes(): pass

    @pytest.mark.parametrize("n", range(3))
    def test_many(n): pass

    def test_fails():
        assert 1 == 2, "ünequal"

    def test_import():
        try:
            import no_such_module
        except ImportError as error:
            raise RuntimeError("needs no_such_module") from error

    def test_huge():
        raise ValueError("x" * 100_000 + "\\n" * 200)

    def test_skips(): pytest.skip("why")

    @pytest.mark.xfail
    def test_xfails(): assert False

    @pytest.mark.xfail
    def test_xpasses(): pass

    @pytest.mark.xfail(strict=True)
    def test_strict(): pass

    @pytest.fixture
    def bad_setup(): raise OSError("no setup")

    def test_bad_setup(bad_setup): pass

    @pytest.fixture
    def bad_teardown():
        yield
        raise OSError("no teardown")

    def test_bad_teardown(bad_teardown): pass

    class Case(unittest.TestCase):
        def test_unit(self): self.assertEqual(1, 1)
        def test_unit_fails(self): self.assertEqual(1, 2)
        @unittest.expectedFailure
        def test_expected(self): self.fail()

    def double(n):
        """
        >>> double(1)
        3
        """
        return 2 * n
'''
FAILED = {"test_fails", "test_import", "test_huge", "test_strict", "Case::test_unit_fails", "test_all.double"}
ERRORS = {"test_bad_setup", "test_bad_teardown"}
COUNTS = {"passed": 4, "skipped": 1, "xfailed": 2, "xpassed": 1, "failed": 6, "errors": 2}


@unittest.skipIf(MISSING, WHY)
class PluginTest(ProbeTest):
    xdist: tuple[str, ...] = ()

    def setUp(self) -> None:
        super().setUp()
        self.events_folder = self.folder / "evénts"
        self.events_folder.mkdir()
        self.write("site/as_installed_pytest.json", json.dumps({"events": str(self.events_folder)}))
        for name in "as_installed_pytest", "as_installed_exceptions":
            self.write(f"site/{name}.py", (PROBES / f"{name}.py").read_text(encoding="utf-8"))
        self.write("project/pytest.ini", "[pytest]\naddopts = --strict-markers\nfilterwarnings = error\n")

    def pytest(self, *args: str) -> int:
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "site"), "PYTHONIOENCODING": "utf-8"}
        # Variables of an outer pytest run would make this one an xdist worker.
        environment = {name: value for name, value in environment.items() if not name.startswith("PYTEST_")}
        process = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "as_installed_pytest", "-p", "no:cacheprovider", *self.xdist, *args],
            cwd=str(self.folder / "project"), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.output = process.stdout.decode("utf-8")
        self.assertNotIn("Warning", self.output)
        return process.returncode

    def events(self, event: str, workers: bool = False) -> list[dict]:
        return [
            one for one in read_lines(self.events_folder)
            if one["event"] == event and (workers or one["worker"] is None)
        ]

    def event(self, event: str) -> dict:
        found = self.events(event)
        self.assertEqual(len(found), 1, self.output)
        return found[0]

    def names(self, event: str, **facts: str) -> set[str]:
        found = [one for one in self.events(event) if facts.items() <= one.items()]
        names = [one["nodeid"].partition("::")[2] for one in found]
        self.assertEqual(len(names), len(set(names)))
        return set(names)

    def failure(self, name: str) -> dict:
        return next(one for one in self.events("failure") if one["nodeid"] == f"test_all.py::{name}")

    def exception(self, name: str) -> dict:
        nodeid = f"test_all.py::{name}"
        return next(one for one in self.events("exception", workers=True) if one["nodeid"] == nodeid)

    def test_outcomes(self) -> None:
        self.write("project/test_all.py", TESTS)
        self.assertEqual(self.pytest("--doctest-modules", "--deselect", "test_all.py::test_many[1]"), 1)
        self.assertEqual(self.event("totals"), {
            "event": "totals", "worker": None, **COUNTS,
            "collected": 16, "deselected": 1, "collection_errors": 0, "collection_skips": 0,
            "not_run": 0, "stopped": None,
        })
        # pytest counts a test that passes and then fails in teardown twice, so not all counts are compared.
        summary = {name: int(count) for count, name in re.findall(r"(\d+) (\w+)", self.output.splitlines()[-1])}
        self.assertEqual({name: summary[name] for name in ("skipped", "xfailed", "xpassed", "failed")}, {
            name: COUNTS[name] for name in ("skipped", "xfailed", "xpassed", "failed")
        })
        self.assertEqual(self.names("test", outcome="failed"), FAILED)
        self.assertEqual(self.names("test", outcome="error"), ERRORS)
        self.assertEqual(self.names("test", outcome="xfailed"), {"test_xfails", "Case::test_expected"})
        self.assertEqual(self.names("test", outcome="xpassed"), {"test_xpasses"})
        self.assertEqual(self.names("test"), FAILED | ERRORS | {"test_xfails", "Case::test_expected", "test_xpasses"})
        self.assertEqual(self.event("finish")["exitstatus"], 1)

    def test_all_outcomes(self) -> None:
        settings = {"events": str(self.events_folder), "all_outcomes": True}
        self.write("site/as_installed_pytest.json", json.dumps(settings))
        self.write("project/test_all.py", TESTS)
        self.pytest("--doctest-modules")
        self.assertLessEqual({"test_passes", "Case::test_unit"}, self.names("test", outcome="passed"))
        skipped = next(one for one in self.events("test") if one["outcome"] == "skipped")
        self.assertTrue(skipped["reason"])
        self.assertFalse(skipped["reason"].startswith("Skipped:"))
        for one in self.events("test"):
            self.assertEqual(one["file"], "test_all.py")
            self.assertGreaterEqual(one["seconds"], 0)

    def test_number_of_passed_tests_is_limited(self) -> None:
        settings = {"events": str(self.events_folder), "all_outcomes": True}
        self.write("site/as_installed_pytest.json", json.dumps(settings))
        plugin = self.folder / "site/as_installed_pytest.py"
        source = plugin.read_text(encoding="utf-8")
        plugin.write_text(source.replace("MAX_CASES = 20_000", "MAX_CASES = 2"), encoding="utf-8")
        self.write("project/test_all.py", """
            import pytest
            @pytest.mark.parametrize("n", range(5))
            def test_many(n): assert n != 4
        """)
        self.pytest()
        self.assertEqual(len(self.names("test", outcome="passed")), 2)
        self.assertEqual(self.names("test", outcome="failed"), {"test_many[4]"})
        self.assertEqual(self.event("totals")["passed"], 4)

    def test_subtests(self) -> None:
        self.write("project/test_all.py", """
            import unittest
            class Case(unittest.TestCase):
                def test_subs(self):
                    for n in range(3):
                        with self.subTest(n=n):
                            self.assertNotEqual(n, 1)
        """)
        self.assertEqual(self.pytest(), 1)
        totals = self.event("totals")
        self.assertEqual((totals["passed"], totals["failed"]), (0, 1))

    def test_failures(self) -> None:
        file = self.write("project/test_all.py", TESTS)
        self.pytest("--doctest-modules")
        self.assertEqual(self.names("failure", when="call"), FAILED)
        self.assertEqual(self.names("failure", when="setup"), {"test_bad_setup"})
        self.assertEqual(self.names("failure", when="teardown"), {"test_bad_teardown"})
        lines = file.read_text(encoding="utf-8").splitlines()
        for failure in self.events("failure"):
            self.assertEqual(failure["file"], "test_all.py")
            self.assertLessEqual(len(failure["text"]), 4096)

        failure = self.failure("test_fails")
        self.assertEqual(failure["line"], lines.index("def test_fails():") + 1)
        self.assertIn("ünequal", failure["text"])
        crash = failure["crash"]
        self.assertEqual((Path(crash["path"]).name, crash["line"]), ("test_all.py", failure["line"] + 1))
        self.assertIn("ünequal", crash["message"])
        if not self.xdist:
            self.assertEqual(self.failure("test_all.double")["crash"]["message"], "DocTestFailure")

    def test_exceptions(self) -> None:
        self.write("project/test_all.py", TESTS)
        self.pytest()
        found = self.exception("test_import")
        self.assertEqual(found["when"], "call")
        error = found["error"]
        self.assertEqual((error["type"], error["message"]), ("RuntimeError", "needs no_such_module"))
        self.assertEqual([frame["function"] for frame in error["frames"]], ["test_import"])
        cause = error["cause"]
        self.assertEqual((cause["qualname"], cause["name"]), ("builtins.ModuleNotFoundError", "no_such_module"))
        self.assertEqual(self.exception("test_bad_setup")["when"], "setup")
        self.assertEqual(len(self.exception("test_huge")["error"]["message"]), 4096)

    def test_failure_with_replaced_functions(self) -> None:
        self.write("project/test_all.py", """
            import pytest
            @pytest.mark.parametrize("function", ["builtins.open", "os.getpid", "json.dumps"])
            def test_fails(monkeypatch, function):
                monkeypatch.setattr(function, lambda *args, **options: None)
                raise ValueError(function)
            """)
        self.assertEqual(self.pytest(), 1, self.output)
        self.assertEqual(len(self.events("failure")), 3)
        self.assertEqual(len(self.events("exception", workers=True)), 3)
        self.assertEqual(self.event("totals")["failed"], 3)

    def test_start(self) -> None:
        self.write("project/test_all.py", "def test(): pass")
        self.assertEqual(self.pytest("-q"), 0)
        start = self.event("start")
        self.assertEqual(start["pytest"].split(".")[0], pytest_version())
        self.assertEqual(Path(start["rootdir"]), self.folder / "project")
        self.assertEqual(Path(start["inifile"]), self.folder / "project" / "pytest.ini")
        self.assertEqual(start["args"][-1], "-q")
        self.assertEqual(start["pythonpath"], [])

    @unittest.skipIf(importlib.util.find_spec("_pytest.python_path") is None, "the ini option was added in pytest 7")
    def test_pythonpath(self) -> None:
        self.write("project/pytest.ini", "[pytest]\npythonpath = tools\n")
        self.write("project/test_all.py", "def test(): pass")
        self.assertEqual(self.pytest(), 0)
        self.assertEqual(self.event("start")["pythonpath"], [str(self.folder / "project" / "tools")])

    def test_collection(self) -> None:
        self.write("project/test_good.py", "def test_a(): pass\ndef test_b(): pass")
        self.assertEqual(self.pytest("-k", "test_a"), 0)
        [collected] = self.events("collected")
        self.assertEqual(collected["items"], 1)
        for one in self.events("collected", workers=True):
            controller = self.xdist and one["worker"] is None
            self.assertEqual((one["items"], one["deselected"]), (1, None if controller else 1))
        totals = self.event("totals")
        self.assertEqual((totals["collected"], totals["deselected"], totals["passed"]), (1, 1, 1))

    def test_collection_errors(self) -> None:
        self.write("project/test_good.py", "def test_a(): pass")
        self.write("project/test_broken.py", "import no_such_module")
        self.assertNotEqual(self.pytest(), 0)
        broken = self.event("collection-error")
        self.assertEqual(broken["nodeid"], "test_broken.py")
        self.assertIn("no_such_module", broken["text"])
        self.assertEqual(self.event("totals")["collection_errors"], 1)
        error = self.events("exception", workers=True)[0]["error"]
        while error["type"] == "CollectError":
            error = error["cause"]
        self.assertEqual(error["name"], "no_such_module")
        self.assertEqual([Path(frame["file"]).name for frame in error["frames"]], ["test_broken.py"])

    def test_process_that_ends_in_a_test(self) -> None:
        self.write("project/test_all.py", "import os\ndef test_a(): pass\ndef test_b(): os._exit(0)\ndef test_c(): pass")
        self.assertEqual(self.pytest(), 1 if self.xdist else 0)
        self.assertEqual(len(self.events("session")), 1)
        if not self.xdist:
            self.assertEqual(self.events("finish"), [])
            [running] = self.events_folder.glob("*.running")
            self.assertEqual(running.read_text(encoding="utf-8"), "test_all.py::test_b")

    def test_session_that_a_test_ends(self) -> None:
        self.write("project/test_all.py", """
            import pytest
            def test_a(): pass
            def test_b(): pytest.exit("done", returncode=0)
            def test_c(): pass
            def test_d(): pass
        """)
        self.assertEqual(self.pytest(), 3 if self.xdist else 0)
        error = self.events("interrupt", workers=True)[0]["error"]
        self.assertEqual((error["type"], error["message"], error["frames"][-1]["line"]), ("Exit", "done", 4))
        if not self.xdist:
            self.assertEqual(self.event("totals")["not_run"], 3)

    def test_session_that_stops_at_a_failure(self) -> None:
        self.write("project/test_all.py", "def test_a(): assert False\ndef test_b(): pass")
        if not self.xdist:
            self.assertEqual(self.pytest("-x"), 1)
            totals = self.event("totals")
            self.assertEqual(totals["not_run"], 1)
            self.assertIn("1 failures", totals["stopped"])

    def test_no_tests(self) -> None:
        self.assertEqual(self.pytest(), 5)
        totals = self.event("totals")
        self.assertEqual((totals["collected"], totals["passed"]), (0, 0))
        self.assertEqual(self.event("finish")["exitstatus"], 5)

    def test_many_tests_few_events(self) -> None:
        self.write("project/test_many.py", """
            import pytest
            @pytest.mark.parametrize("n", range(500))
            def test(n): pass
        """)
        self.assertEqual(self.pytest(), 0)
        self.assertEqual(self.event("totals")["passed"], 500)
        self.assertLess(len(read_lines(self.events_folder)), 40)

    def test_internal_error(self) -> None:
        self.write("project/conftest.py", "def pytest_collection_modifyitems(): raise RuntimeError('brøken plugin')")
        self.write("project/test_good.py", "def test_a(): pass")
        self.assertNotEqual(self.pytest(), 0)
        found = self.events("internal-error", workers=True)
        self.assertIn("brøken plugin", found[0]["text"])
        self.assertIn("brøken plugin", [one["error"]["message"] for one in found])

    @unittest.skipIf(importlib.util.find_spec("pytest_cov") is None, "NOT TESTED: coverage, as pytest-cov is not installed")
    @unittest.skipIf(os.name == "nt", "needs symbolic links")
    def test_coverage_of_link_targets(self) -> None:
        installed = {
            "src/demo": self.write("site/demo/__init__.py", "X = 1\n").parent,
            "src/single.py": self.write("site/single.py", "Y = 1\n"),
            "demo": self.folder / "site" / "demo",
        }
        links = {str(self.folder / "project" / link): str(target) for link, target in installed.items()}
        (self.folder / "project" / "src").mkdir()
        for link, target in links.items():
            os.symlink(target, link)
        settings = {"events": str(self.events_folder), "links": links}
        self.write("site/as_installed_pytest.json", json.dumps(settings))
        self.write("project/test_all.py", "import demo, single\ndef test(): pass")
        self.write("project/.coveragerc", "[run]\nsource = src\n")
        for option in "--cov=src", "--cov", "--cov=demo":
            self.assertEqual(self.pytest(option, "--cov-report=json", "--cov-config=.coveragerc"), 0)
            files = json.loads((self.folder / "project" / "coverage.json").read_text(encoding="utf-8"))["files"]
            names = {Path(file).as_posix().rpartition("site/")[2] for file in files}
            self.assertEqual(names, {"demo/__init__.py"} | ({"single.py"} if "demo" not in option else set()), option)


class WorkersTest(PluginTest):
    xdist = ("-n2", "-p", "xdist")

    def test_crashed_worker(self) -> None:
        self.write("project/test_all.py", "import os\ndef test_a(): pass\ndef test_crash(): os._exit(9)")
        self.assertEqual(self.pytest(), 1)
        self.assertEqual(self.failure("test_crash")["when"], "???")
        self.assertEqual(self.names("test", outcome="failed"), {"test_crash"})
        totals = self.event("totals")
        self.assertEqual((totals["passed"], totals["failed"]), (1, 1))


def pytest_version() -> str:
    import pytest

    return pytest.__version__.split(".")[0]


if MISSING:
    print("\n" + WHY + "\n", file=sys.stderr)

if __name__ == "__main__":
    unittest.main()
