from __future__ import annotations

import json
import unittest

from support import ProbeTest


class OwnersTest(ProbeTest):
    def setUp(self) -> None:
        super().setUp()
        self.env = self.environment()

    def install(self, name: str, files: dict[str, str]) -> None:
        info = f"{name}-1.0.dist-info"
        for path, text in files.items():
            self.env.install(path, text)
        self.env.install(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        self.env.install(f"{info}/RECORD", "\n".join([*(f'"{path}",,' for path in files), f"{info}/RECORD,,", ""]))

    def read(self, files: list[str] = [], directories: list[str] = []) -> dict:
        request = {"distribution": "De_mo", "files": files, "directories": directories}
        return json.loads(self.run_probe("owners.py", request, self.env.python))

    def test_owned(self) -> None:
        self.install("de-mo", {"demo/__init__.py": "x = 1", "demo/own.py": ""})
        self.install("core", {
            "demo/core/a.py": "x = 1\n", "demo/core/__init__.py": "# nothing\n\n", "demo/data.json": "",
            "zope/__init__.py": "__import__('pkg_resources').declare_namespace(__name__)\n",
        })
        files = ["demo/own.py", "demo/core/a.py", "demo/core/__init__.py", "demo/data.json", "zope/__init__.py", "no.py"]
        self.assertEqual(self.read(files)["owned"], [
            {"path": "demo/core/a.py", "owner": "core", "content": True},
            {"path": "demo/core/__init__.py", "owner": "core", "content": False},
            {"path": "demo/data.json", "owner": "core", "content": True},
            {"path": "zope/__init__.py", "owner": "core", "content": False},
        ])

    def test_unowned(self) -> None:
        self.install("de-mo", {"demo/__init__.py": "", "demo/old/kept.py": ""})
        self.env.install("demo/old/cache/tést.json")
        self.env.install("demo/old/__pycache__/kept.cpython-311.pyc")
        self.env.install("demo/other.json")
        self.assertEqual(self.read([], ["demo/old", "gone"])["unowned"], ["demo/old/cache/tést.json"])


if __name__ == "__main__":
    unittest.main()
