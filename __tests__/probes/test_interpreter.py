from __future__ import annotations

import ast
import json
import platform
import subprocess
import sys
import unittest
from pathlib import Path

from support import PROBES, ProbeTest


class InterpreterTest(ProbeTest):
    def facts(self, python: str) -> dict:
        return json.loads(subprocess.check_output([python, "-I", str(PROBES / "interpreter.py")]))

    def test_this_interpreter(self) -> None:
        facts = self.facts(sys.executable)
        self.assertEqual(facts["executable"], sys.executable)
        self.assertEqual(facts["version"], platform.python_version())
        self.assertEqual(facts["implementation"], sys.implementation.name)
        self.assertEqual((facts["prefix"], facts["base_prefix"]), (sys.prefix, sys.base_prefix))
        self.assertIs(facts["has_venv"], True)
        if facts["ensurepip_pip"] is not None:
            self.assertTrue(Path(facts["ensurepip_pip"]).is_file())
        if sys.version_info >= (3, 10):
            self.assertIn("json", facts["stdlib_modules"])
        else:
            self.assertIsNone(facts["stdlib_modules"])

    def test_environment_without_pip(self) -> None:
        facts = self.facts(self.environment().python)
        self.assertIsNone(facts["pip"])
        self.assertEqual(facts["base_prefix"], sys.base_prefix)
        self.assertNotEqual(facts["prefix"], facts["base_prefix"])

    def test_version_of_pip(self) -> None:
        for source, version in (
            ('__version__ = "23.2.1"\n', "23.2.1"),
            ("from typing import List\n\n__version__: str = '26.0rc1'\n", "26.0rc1"),
            ("__version__ = '.'.join(['9', '0'])\n", "9.0"),
            ("", None),
        ):
            environment = self.environment()
            environment.install("pip/__init__.py", source)
            facts = self.facts(environment.python)
            self.assertEqual((facts["pip"], facts["pip_runner"]), (version, None))
        runner = environment.install("pip/__pip-runner__.py")
        self.assertEqual(self.facts(environment.python)["pip_runner"], str(runner))

    def test_syntax_is_valid_for_old_pythons(self) -> None:
        source = (PROBES / "interpreter.py").read_text(encoding="utf-8")
        ast.parse(source, feature_version=(3, 4))
        source.encode("ascii")


if __name__ == "__main__":
    unittest.main()
