from __future__ import annotations

import ast
import json
import unittest
from typing import Any

from support import PROBES, ProbeTest


class ImportMessagesTest(ProbeTest):
    def observe(self, files: dict[str, str], others: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
        environment = self.environment()
        for path, text in {**files, **(others or {})}.items():
            environment.install(path, text)
        request = {"files": list(files), "sites": [str(environment.site)], "modules": ["demo"], "timeout": 20, **more}
        return json.loads(self.run_probe("import_messages.py", request, environment.python))

    def warnings_of(self, *args: Any) -> list[tuple[str, int, str]]:
        return [(one["file"], one["line"], one["category"]) for one in self.observe(*args)["warnings"]]

    def test_warnings_of_the_compiler(self) -> None:
        files = {
            "demo/__init__.py": "",
            "demo/a.py": "import re\n\nPATTERN = '\\d'\nRAW = r'\\d'\n",
            "demo/b.py": "def f(x):\n    return x is 'a'\n",
            "demo/c.py": "x = (\n",
            "demo/d.py": "def f(x):\n    return 'a' is x\n",
            "demo/e.py": "X = b'C:\\Users'\n",
        }
        found = self.warnings_of(files)
        self.assertEqual([(file, line) for file, line, _ in found], [("demo/a.py", 3), ("demo/b.py", 2), ("demo/d.py", 2), ("demo/e.py", 1)])
        self.assertEqual(found[1][2], "SyntaxWarning")

    def test_warnings_of_the_import(self) -> None:
        other = """
            import warnings

            def old(category=DeprecationWarning, stacklevel=2):
                warnings.warn("old is deprecated", category, stacklevel=stacklevel)
            """
        own = """
            import other
            other.old()
            other.old(PendingDeprecationWarning)
            other.old(FutureWarning)
            other.old(UserWarning)
            other.old(RuntimeWarning)
            other.old(stacklevel=1)
            import warnings
            warnings.warn("use more memory")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                other.old()
            """
        found = self.warnings_of({"demo/__init__.py": own}, {"other.py": other})
        expected = ["DeprecationWarning", "PendingDeprecationWarning", "FutureWarning", "UserWarning"]
        self.assertEqual(found, [("demo/__init__.py", line, name) for line, name in enumerate(expected, 3)])

    def test_each_warning_once(self) -> None:
        found = self.warnings_of({"demo/__init__.py": "for _ in range(3):\n    x = '\\d'\n"})
        self.assertEqual(len(found), 1)

    def test_text(self) -> None:
        other = "print('banner')\n\n\ndef say(text):\n    print(text)\n"
        own = "import other\nfrom demo import a, b\nimport logging\nlogging.warning('hello')\n"
        a = "import other\n\n\ndef f():\n    other.say('first\\nsecond')\n\n\nf()\n"
        files = {"demo/__init__.py": own, "demo/a.py": a, "demo/b.py": "print()\n"}
        printed = self.observe(files, {"other.py": other})["printed"]
        self.assertEqual(
            printed,
            [
                {"file": "demo/a.py", "line": 5, "module": "demo/a.py", "stream": "stdout", "text": "first"},
                {
                    "file": "demo/__init__.py",
                    "line": 4,
                    "module": "demo/__init__.py",
                    "stream": "stderr",
                    "text": "WARNING:root:hello",
                },
            ],
        )

    def test_imports_that_do_not_end_well(self) -> None:
        for text in ("raise ValueError", "import os\nos._exit(3)", "while True: pass"):
            files = {"demo/__init__.py": f"print('x')\n{text}\n"}
            found = self.observe(files, timeout=1, timed={"module": "demo", "limit": 1})
            self.assertEqual(found, {"warnings": [], "printed": [], "time": None})

    def test_time(self) -> None:
        files = {"demo/__init__.py": "import slow.part\n"}
        others = {"slow/__init__.py": "", "slow/part.py": "import time\ntime.sleep(0.3)\n"}
        timed = self.observe(files, others, timed={"module": "demo", "limit": 0.2})["time"]
        self.assertGreaterEqual(timed["seconds"], 0.3)
        self.assertLess(timed["seconds"], 5)
        self.assertEqual(timed["slowest"][0]["module"], "slow.part")
        self.assertGreaterEqual(timed["slowest"][0]["seconds"], 0.3)
        fast = self.observe(files, others, timed={"module": "demo", "limit": 20})["time"]
        self.assertEqual(fast["slowest"], [])

    def test_syntax_is_valid_for_the_oldest_python(self) -> None:
        ast.parse((PROBES / "import_messages.py").read_text(encoding="utf-8"), feature_version=(3, 8))


if __name__ == "__main__":
    unittest.main()
