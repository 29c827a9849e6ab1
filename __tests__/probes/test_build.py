from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import unittest
from unittest import mock

from support import PROBES, ProbeTest

BACKEND = """
    import os, sys

    class UnsupportedOperation(Exception):
        pass

    def get_requires_for_build_wheel(config_settings=None):
        return ["wheel-maker; extra == '%s'" % config_settings]

    def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
        print("noise of the backend")
        assert os.path.exists("marker"), "the working directory is the source"
        assert "" not in sys.path and os.getcwd() not in sys.path
        with open(os.path.join(wheel_directory, "demo-1-py3-none-any.whl"), "w") as file:
            file.write(repr(config_settings))
        return "demo-1-py3-none-any.whl"

    def build_sdist(sdist_directory, config_settings=None):
        kind = os.environ.get("KIND")
        if kind == "exit":
            sys.exit("I am leaving")
        if kind == "value":
            return object()
        if kind == "error":
            raise KeyError("räised")
        raise UnsupportedOperation("no sdist here")

    class Nested:
        class legacy:
            def build_wheel(directory, config_settings=None):
                return "nested"
"""


class BuildTest(ProbeTest):
    def setUp(self) -> None:
        super().setUp()
        self.write("söurce/marker")
        self.write("söurce/tools/in_tree.py", BACKEND)
        (self.folder / "out").mkdir()

    def step(self, hook: str, **changes: object) -> dict:
        output = None if hook.startswith("get_") else str(self.folder / "out")
        return {"hook": hook, "source": str(self.folder / "söurce"), "output": output, **changes}

    def run_steps(self, *steps: dict, **changes: object) -> list:
        request = {"backend": "in_tree", "backend_path": ["tools"], "installed": [], "steps": steps, **changes}
        return json.loads(self.run_probe("build.py", request))["done"]

    def build(self, hook: str, **changes: object) -> dict:
        [result] = self.run_steps(self.step(hook), **changes)
        self.assertGreaterEqual(result.pop("seconds", 0), 0)
        return result

    def assert_failed(self, result: dict, kind: str, error: str, message: str) -> None:
        self.assertEqual((result["ok"], result["kind"], result["type"]), (False, kind, error))
        self.assertIn(message, result["message"])
        self.assertIn(error, result["traceback"])

    def test_wheel(self) -> None:
        result = self.build("build_wheel")
        self.assertTrue(result.pop("description")["error"], "the wheel is a text file")
        self.assertEqual(result, {"ok": True, "value": "demo-1-py3-none-any.whl"})
        self.assertEqual((self.folder / "out/demo-1-py3-none-any.whl").read_text(), "None")

    def test_get_requires(self) -> None:
        result = self.build("get_requires_for_build_wheel")
        self.assertEqual(result["value"], ["wheel-maker; extra == 'None'"])

    def test_get_requires_is_optional(self) -> None:
        self.assertEqual(self.build("get_requires_for_build_sdist"), {"ok": True, "value": []})

    def test_wheel_is_described(self) -> None:
        self.write("söurce/tools/in_tree.py", """
            import os, sys, zipfile
            def build_wheel(folder, config_settings=None, metadata_directory=None):
                import email.parser
                email.parser.HeaderParser.parsestr = None
                with zipfile.ZipFile(os.path.join(folder, "démo.whl"), "w") as wheel:
                    wheel.writestr("demo-1.dist-info/METADATA", "Name: démo\\nVersion: 1\\n")
                    wheel.writestr("demo-1.dist-info/entry_points.txt", "[console_scripts]\\ndemo = demo:main\\n")
                return "démo.whl"
        """)
        description = self.build("build_wheel")["description"]
        self.assertEqual((description["metadata"]["name"], description["metadata"]["version"]), ("démo", "1"))
        self.assertEqual(description["entry_points"], [{"group": "console_scripts", "name": "demo", "value": "demo:main"}])

    def test_value_that_is_not_a_file_name(self) -> None:
        for value in "7", "None":
            self.write("söurce/tools/in_tree.py", f"def build_wheel(*_):\n    return {value}\n")
            self.assertEqual(self.build("build_wheel"), {"ok": True, "value": json.loads(value.replace("None", "null"))})

    def test_backend_object(self) -> None:
        self.assertEqual(self.build("build_wheel", backend="in_tree:Nested.legacy")["value"], "nested")

    def test_hook_missing(self) -> None:
        result = self.build("build_sdist", backend="in_tree:Nested.legacy")
        self.assert_failed(result, "hook-missing", "Failure", "build_sdist")

    def test_backend_missing(self) -> None:
        for backend, error in ("no_such", "ModuleNotFoundError"), ("in_tree:no_such", "AttributeError"):
            self.assert_failed(self.build("build_wheel", backend=backend), "backend-missing", error, "no_such")

    def test_backend_path_outside(self) -> None:
        self.write("beside/in_tree.py", BACKEND)
        result = self.build("build_wheel", backend_path=["../beside"])
        self.assert_failed(result, "backend-missing", "Failure", "not inside")

    def test_backend_outside_of_backend_path(self) -> None:
        self.assert_failed(self.build("build_wheel", backend="json"), "backend-missing", "Failure", "json")

    def test_unsupported(self) -> None:
        self.assert_failed(self.build("build_sdist"), "unsupported", "UnsupportedOperation", "no sdist here")

    def test_backend_error(self) -> None:
        for kind, error, message in (
            ("error", "KeyError", "räised"), ("exit", "SystemExit", "I am leaving"), ("value", "TypeError", "JSON"),
        ):
            with mock.patch.dict(os.environ, {"KIND": kind}):
                self.assert_failed(self.build("build_sdist"), "backend-error", error, message)

    def test_steps_run_in_order_each_in_its_own_process(self) -> None:
        self.write("söurce/tools/in_tree.py", """
            import os, pathlib
            STATE = []
            def get_requires_for_build_wheel(config_settings=None):
                STATE.append(1)
                return []
            def build_wheel(folder, config_settings=None, metadata_directory=None):
                name = "%d-%s.whl" % (len(STATE), os.path.basename(os.getcwd()))
                pathlib.Path(folder, name).touch()
                return name
        """)
        done = self.run_steps(self.step("get_requires_for_build_wheel"), self.step("build_wheel"), self.step("build_wheel"))
        self.assertEqual([one["value"] for one in done], [[], "0-söurce.whl", "0-söurce.whl"])

    def test_stops_if_an_installed_backend_has_no_such_object(self) -> None:
        self.write("söurce/pyproject.toml")
        steps = [self.step("build_wheel"), self.step("build_wheel")]
        done = self.run_steps(*steps, backend="zipfile:no_such", backend_path=[])
        self.assertEqual([one["kind"] for one in done], ["backend-missing"])

    def test_stops_after_missing_requirements(self) -> None:
        steps = [self.step("get_requires_for_build_wheel"), self.step("build_wheel")]
        self.assertEqual(len(self.run_steps(*steps)), 1)
        self.assertEqual(len(self.run_steps(*steps, installed=["wheel-maker; extra == 'None'"])), 2)

    def test_stops_after_failed_step(self) -> None:
        self.assertEqual(len(self.run_steps(self.step("build_sdist"), self.step("build_wheel"))), 1)

    def test_wheel_from_unpacked_sdist(self) -> None:
        self.write("söurce/tools/in_tree.py", """
            import os, tarfile
            def build_sdist(folder, config_settings=None):
                with open("PKG-INFO", "w") as file:
                    file.write("Name: demo\\nVersion: 1\\n")
                with tarfile.open(os.path.join(folder, "demo-1.tar.gz"), "w:gz") as archive:
                    archive.add(os.getcwd(), "demo-1")
                return "demo-1.tar.gz"
            def build_wheel(folder, config_settings=None, metadata_directory=None):
                open(os.path.join(folder, "demo.whl"), "w").close()
                return os.path.basename(os.getcwd())
        """)
        first, second = str(self.folder / "first"), str(self.folder / "second one")
        done = self.run_steps(
            self.step("build_sdist"), {"unpack": None, "into": [first, second]}, self.step("build_wheel", source=None),
        )
        self.assertEqual([one["value"] for one in done], [
            "demo-1.tar.gz", [os.path.join(directory, "demo-1") for directory in (first, second)], "demo-1",
        ])
        self.assertTrue(os.path.exists(os.path.join(second, "demo-1", "marker")))
        self.assertEqual(done[1]["description"]["version"], "1")

    def test_sdist_without_pkg_info(self) -> None:
        self.write("demo-1/setup.py")
        with tarfile.open(str(self.folder / "demo-1.tar.gz"), "w:gz") as archive:
            archive.add(str(self.folder / "demo-1"), "demo-1")
        [result] = self.run_steps({"unpack": str(self.folder / "demo-1.tar.gz"), "into": [str(self.folder / "first")]})
        self.assertIsNone(result["description"])

    def test_broken_sdist(self) -> None:
        self.write("no.tar.gz", "text")
        [result] = self.run_steps({"unpack": str(self.folder / "no.tar.gz"), "into": [str(self.folder / "first")]})
        self.assert_failed(result, "backend-error", "ReadError", "")

    def test_backend_that_ends_its_process(self) -> None:
        for how, status in (("os._exit(17)", 17), ("os._exit(0)", 0), ("os.kill(os.getpid(), 9)", -9)):
            if status < 0 and os.name == "nt":
                continue
            self.write("söurce/tools/in_tree.py", f"""
                import os
                def get_requires_for_build_wheel(config_settings=None):
                    return []
                def build_wheel(folder, config_settings=None, metadata_directory=None):
                    {how}
            """)
            steps = [self.step("get_requires_for_build_wheel"), self.step("build_wheel")]
            request, result = self.folder / "request.json", self.folder / "result.json"
            request.write_text(json.dumps({"backend": "in_tree", "backend_path": ["tools"], "installed": [], "steps": steps}))
            ended = subprocess.run([sys.executable, "-I", str(PROBES / "build.py"), str(request), str(result)])
            self.assertEqual(ended.returncode, status)
            self.assertEqual(len(json.loads(result.read_text())["done"]), 1)


if __name__ == "__main__":
    unittest.main()
