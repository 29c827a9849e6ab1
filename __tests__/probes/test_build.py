from __future__ import annotations

import json
import unittest

from support import ProbeTest

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
        kind = (config_settings or {}).get("kind")
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

    def build(self, hook: str, **changes: object) -> dict:
        return json.loads(self.run_probe("build.py", {
            "source": str(self.folder / "söurce"),
            "backend": "in_tree",
            "backend_path": ["tools"],
            "hook": hook,
            "output": None if hook.startswith("get_") else str(self.folder / "out"),
            "config_settings": {},
            **changes,
        }))

    def assert_failed(self, result: dict, kind: str, error: str, message: str) -> None:
        self.assertEqual((result["ok"], result["kind"], result["type"]), (False, kind, error))
        self.assertIn(message, result["message"])
        self.assertIn(error, result["traceback"])

    def test_wheel(self) -> None:
        self.assertEqual(self.build("build_wheel"), {"ok": True, "value": "demo-1-py3-none-any.whl"})
        self.assertEqual((self.folder / "out/demo-1-py3-none-any.whl").read_text(), "None")

    def test_config_settings(self) -> None:
        self.build("build_wheel", config_settings={"a": ["b", "c"]})
        self.assertEqual((self.folder / "out/demo-1-py3-none-any.whl").read_text(), "{'a': ['b', 'c']}")

    def test_output_relative_to_the_caller(self) -> None:
        self.assertTrue(self.build("build_wheel", output="out")["ok"])
        self.assertTrue((self.folder / "out/demo-1-py3-none-any.whl").exists())

    def test_requirements(self) -> None:
        result = self.build("get_requires_for_build_wheel")
        self.assertEqual(result["value"], ["wheel-maker; extra == 'None'"])

    def test_get_requires_is_optional(self) -> None:
        self.assertEqual(self.build("get_requires_for_build_sdist"), {"ok": True, "value": []})

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

    def test_backend_from_elsewhere(self) -> None:
        self.assert_failed(self.build("build_wheel", backend="json"), "backend-missing", "Failure", "json")

    def test_unsupported(self) -> None:
        self.assert_failed(self.build("build_sdist"), "unsupported", "UnsupportedOperation", "no sdist here")

    def test_backend_error(self) -> None:
        result = self.build("build_sdist", config_settings={"kind": "error"})
        self.assert_failed(result, "backend-error", "KeyError", "räised")

    def test_backend_exits(self) -> None:
        result = self.build("build_sdist", config_settings={"kind": "exit"})
        self.assert_failed(result, "backend-error", "SystemExit", "I am leaving")

    def test_value_is_not_data(self) -> None:
        result = self.build("build_sdist", config_settings={"kind": "value"})
        self.assert_failed(result, "backend-error", "TypeError", "JSON")


if __name__ == "__main__":
    unittest.main()
