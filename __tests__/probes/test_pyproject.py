"""Tests of src/probes/pyproject.py."""
from __future__ import annotations

import importlib.util
import sys
import unittest
from pathlib import Path
from typing import Any

HAS_LIBRARIES = importlib.util.find_spec("validate_pyproject") is not None
sys.path.insert(0, str(Path(__file__).parents[2] / "src" / "probes"))

PROJECT = {"name": "demo", "version": "1"}


@unittest.skipUnless(HAS_LIBRARIES, "the libraries of src/probes/metadata-requirements.txt are not installed")
class PyprojectTest(unittest.TestCase):
    def problems(self, **document: Any) -> list[str]:
        import logging

        import pyproject

        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        return [
            f"{problem['kind']} {'.'.join(map(str, problem['path']))}"
            + (f" -> {problem['suggestion']}" if problem["suggestion"] else "")
            for problem in pyproject.validate(document)
        ]

    def test_valid(self) -> None:
        project = {**PROJECT, "dependencies": ["x>=1"], "import-names": ["demo"], "urls": {"Home page": "https://a.org"}}
        self.assertEqual(self.problems(project=project), [])
        self.assertEqual(self.problems(), [])

    def test_unknown_keys(self) -> None:
        project = {**PROJECT, "dependancies": ["x"], "requires_python": ">=3.8", "packages": ["demo"]}
        self.assertEqual(
            self.problems(project=project),
            [
                "unknown-key project.dependancies -> dependencies",
                "unknown-key project.requires_python -> requires-python",
                "unknown-key project.packages",
            ],
        )

    def test_a_similar_key_that_is_set(self) -> None:
        project = {**PROJECT, "dependancies": ["x"], "dependencies": []}
        self.assertEqual(self.problems(project=project), ["unknown-key project.dependancies"])

    def test_static_and_dynamic(self) -> None:
        self.assertEqual(
            self.problems(project={**PROJECT, "dynamic": ["version"]}), ["dynamic project.version"]
        )

    def test_several_tables(self) -> None:
        found = self.problems(
            project={**PROJECT, "keywords": "a", "authors": [{"email": "none", "site": "x"}]},
            **{
                "build-system": {"requires": [], "build_backend": "x"},
                "dependency-groups": {"test": [{"include-group": "none"}]},
            },
        )
        self.assertCountEqual(
            found,
            [
                "invalid project.keywords",
                "invalid project.authors.0.email",
                "unknown-key build-system.build_backend -> build-backend",
                "invalid dependency-groups.test",
            ],
        )

    def test_messages(self) -> None:
        import pyproject

        groups = {"dependency-groups": {"test": [{"include-group": "none"}]}}
        [problem] = pyproject.validate(groups)
        self.assertEqual(problem["message"], 'includes the group "none", which does not exist')
        [problem] = pyproject.validate({"project": {**PROJECT, "keywords": "a"}})
        self.assertEqual(problem["message"], "must be an array")


if __name__ == "__main__":
    unittest.main()
