from __future__ import annotations

import ast
import json
import unittest

from archives import make_wheel
from support import PROBES, ProbeTest


class SyntaxTest(ProbeTest):
    def test_compile_errors(self) -> None:
        members = {
            "demo/good.py": "a = 1\n",
            "demo/bad.py": "a = 1\nb = = 2\n",
            "demo/zero.py": "a = '\0'\n",
            "demo/other.py": "b = = 2\n",
            "demo-1.0.data/purelib/demo/moved.py": "(\n",
        }
        paths = ["demo/good.py", "demo/bad.py", "demo/zero.py", "demo/moved.py"]
        request = {"wheel": make_wheel(self.folder, members), "paths": paths, "names": []}
        errors = json.loads(self.run_probe("syntax.py", request))["errors"]
        self.assertEqual({error["path"] for error in errors}, {"demo/bad.py", "demo/zero.py", "demo/moved.py"})
        self.assertEqual([error["line"] for error in errors if error["path"] == "demo/bad.py"], [2])
        self.assertTrue(all(error["message"] for error in errors))

    def test_missing_names(self) -> None:
        names = ["json", "os.path.join", "functools.nothing", "nothing", "json.nothing.more", "collections.abc.Mapping"]
        request = {"wheel": make_wheel(self.folder), "paths": [], "names": names}
        missing = json.loads(self.run_probe("syntax.py", request))["missing"]
        self.assertEqual(missing, ["functools.nothing", "nothing", "json.nothing.more"])

    def test_syntax_is_valid_for_the_oldest_python(self) -> None:
        ast.parse((PROBES / "syntax.py").read_text(encoding="utf-8"), feature_version=(3, 8))


if __name__ == "__main__":
    unittest.main()
