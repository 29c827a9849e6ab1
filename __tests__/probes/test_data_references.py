from __future__ import annotations

import json
import textwrap
import unittest
from typing import Any

from support import ProbeTest

PATHS = """
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "demo" / "data"
ASSETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "assets")


def folder():
    return Path(__file__).parent / "returned"
"""

# Statement -> (path, below, use, guarded) of the references on its last line.
STATEMENTS = {
    "open(os.path.join(os.path.dirname(__file__), 'd', 'x.json'))": [("src/demo/d/x.json", None, "read", False)],
    "(Path(__file__).parent / 'x.json').read_text()": [("src/demo/x.json", None, "read", False)],
    "Path(__file__).with_name('x.json').read_text()": [("src/demo/x.json", None, "read", False)],
    "open(f'{DATA}/{name}.yml')": [("src/demo/data", "*.yml", "read", False)],
    "open(DATA / name)": [("src/demo/data", "**", "read", False)],
    "open(paths.DATA / 'x.csv')": [("src/demo/data/x.csv", None, "read", False)],
    "shutil.copytree(ASSETS + '/icons', to)": [("src/demo/assets/icons", "**", "list", False)],
    "shutil.copytree(source, ASSETS)": [("src/demo/assets", None, "write", False)],
    "DATA.glob('*.html')": [("src/demo/data", "*.html", "list", False)],
    "DATA.rglob('*.html')": [("src/demo/data", "**/*.html", "list", False)],
    "os.listdir(DATA)": [("src/demo/data", "*", "list", False)],
    "resources.files('demo.data').joinpath('x.bin').read_bytes()": [("src/demo/data/x.bin", None, "read", False)],
    "resources.files(__package__) / 'x.txt'": [("src/demo/x.txt", None, "read", False)],
    "resources.read_text('demo.data', 'x.txt')": [("src/demo/data/x.txt", None, "read", False)],
    "pkgutil.get_data(__name__, 'res/k.txt')": [("src/demo/res/k.txt", None, "read", False)],
    "PackageLoader('demo')": [("src/demo/templates", None, "read", False)],
    "PackageLoader('demo', 'views')": [("src/demo/views", None, "read", False)],
    "Flask(__name__, template_folder='views')": [("src/demo/views", "**", "list", False)],
    "paths.folder() / 'x.txt'": [("src/demo/returned/x.txt", None, "read", False)],
    "(ROOT / 'data.json').read_text()": [("src/data.json", None, "read", False)],
    "open(DATA / 'x.json', 'w')": [("src/demo/data/x.json", None, "write", False)],
    "(DATA / 'x.json').write_text('')": [("src/demo/data/x.json", None, "write", False)],
    "(DATA / 'x.json').exists()": [("src/demo/data/x.json", None, "check", True)],
    "try:\n    open(DATA / 'x.json')\nexcept OSError: pass": [("src/demo/data/x.json", None, "read", True)],
    "if (DATA / 'x').exists():\n    open(DATA / 'x')": [
        ("src/demo/data/x", None, "check", True),
        ("src/demo/data/x", None, "read", True),
    ],
    "open('x.json'); open(Path.cwd() / 'x.json'); open(os.path.join(folder, 'x.json'))": [],
}

IMPORTS = """import os, pkgutil, shutil
from importlib import resources
from pathlib import Path
from . import paths
from .paths import ASSETS, DATA, ROOT
"""


class DataReferences(ProbeTest):
    def run_on(self, **sources: str) -> dict[str, Any]:
        modules = []
        for name, source in sources.items():
            file = self.write(f"src/demo/{name}.py", source)
            modules.append({"name": f"demo.{name}", "path": f"src/demo/{name}.py", "file": str(file)})
        request = {"modules": modules, "roots": {"demo": "src/demo"}, "names": ["page.html"]}
        return json.loads(self.run_probe("data_references.py", request))

    def test_references(self) -> None:
        for statement, expected in STATEMENTS.items():
            with self.subTest(statement):
                code = IMPORTS + "def f(name, to, source, folder):\n" + textwrap.indent(statement, "    ")
                found = self.run_on(a=code, paths=PATHS)["references"]
                got = [(one["path"], one["below"], one["use"], one["guarded"]) for one in found if one["by"] == "src/demo/a.py"]
                self.assertEqual(sorted(got, key=str), sorted(expected, key=str))

    def test_strings(self) -> None:
        found = self.run_on(a='"""See page.html"""\nrender("app/page.html")\nopen("page.html", "w")\n')["strings"]
        self.assertEqual([(one["value"], one["line"], one["use"]) for one in found], [("app/page.html", 2, "read"), ("page.html", 3, "write")])

    def test_programs_and_syntax_errors(self) -> None:
        result = self.run_on(a='if __name__ == "__main__":\n    pass\n', b="x =")
        self.assertEqual(result["programs"], ["src/demo/a.py"])


if __name__ == "__main__":
    unittest.main()
