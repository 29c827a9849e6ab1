from __future__ import annotations

import json
import unittest

from support import ProbeTest

SOURCES = {
    "plain.py": """
        import os.path, json as parser
        from a import b, c as d
        def function(): inner = 1
        class Class: member = 1
        one, (two, *three) = 1, (2, 3)
        annotated: int = 1
        try:
            from fast import loads
        except ImportError:
            def loads(text): pass
        if True:
            for item in []: pass
    """,
    "package/__init__.py": "",
    "package/part.py": "",
    "package/native.cpython-311-x86_64-linux-gnu.so": "",
    "namespace/leaf.py": "",
    "star.py": "from other import *\nname = 1",
    "lazy.py": "def __getattr__(name): pass",
    "syntax.py": "if",
}
CASES = [
    *(("plain", name, True) for name in ("os", "parser", "b", "d", "function", "Class", "three", "annotated", "loads", "item")),
    *(("plain", name, False) for name in ("path", "json", "c", "inner", "member", "x")),
    ("plain", None, True), ("absent", None, False), ("absent", "x", False), ("plain.below", None, False),
    ("package", "part", True), ("package", "native", True), ("package", "absent", False), ("package.part", "x", False),
    ("package.native", None, True), ("package.native", "x", None), ("namespace", "leaf", True), ("namespace", "x", False),
    ("star", "name", True), ("star", "x", None), ("lazy", "x", None), ("syntax", "x", None), ("syntax", None, True),
]


class ModuleNamesTest(ProbeTest):
    def test(self) -> None:
        for path, text in SOURCES.items():
            self.write(f"unpacked/{path}", text)
        for module, name, has in CASES:
            with self.subTest(module=module, name=name):
                request = {"directory": str(self.folder / "unpacked"), "module": module, "name": name}
                self.assertEqual(json.loads(self.run_probe("module_names.py", request)), {"has": has})


if __name__ == "__main__":
    unittest.main()
