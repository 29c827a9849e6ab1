from __future__ import annotations

import base64
import hashlib
import importlib.machinery
import json
import os
import unittest
from pathlib import Path

from support import ProbeTest

EXTENSION = importlib.machinery.EXTENSION_SUFFIXES[0]


class InstalledTest(ProbeTest):
    def setUp(self) -> None:
        super().setUp()
        self.env = self.environment()

    def install(self, name: str, files: dict[str, str], metadata: str = "", **others: str) -> None:
        """Writes the files and the metadata of a distribution, without an installer."""
        info = f"{name}-1.0.dist-info"
        rows = []
        for path, text in files.items():
            content = self.env.install(path, text).read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            rows.append(f'"{path}",sha256={digest},{len(content)}')
        self.env.install(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{metadata}\n")
        for path, text in others.items():
            self.env.install(f"{info}/{path}.json", text)
        self.env.install(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,", ""]))

    def read(self, distribution: str | None = None) -> dict:
        return json.loads(self.run_probe("installed.py", {"distribution": distribution}, self.env.python))

    def test_empty_environment(self) -> None:
        result = self.read()
        self.assertEqual(os.path.realpath(result["paths"]["purelib"]), str(self.env.site))
        self.assertEqual(Path(result["executable"]), Path(self.env.python))
        empty = {key: result[key] for key in ("distributions", "providers", "pth", "editable", "scripts", "broken")}
        self.assertEqual(empty, {**dict.fromkeys(empty, []), "providers": {}})
        self.assertIsNone(result["record"])

    def test_distributions(self) -> None:
        origin = {"url": "file:///x.whl", "archive_info": {"hashes": {"sha256": "0"}}}
        self.install("demo", {"demo.py": ""}, (
            "Requires-Python: >=3.8\nRequires-Dist: idna\nRequires-Dist: rich; extra == 'cli'\nProvides-Extra: cli\n"
        ), direct_url=json.dumps(origin))
        [demo] = self.read()["distributions"]
        self.assertEqual(Path(demo.pop("location")).resolve(), self.env.site / "demo-1.0.dist-info")
        self.assertEqual(demo, {
            "name": "demo", "version": "1.0", "direct_url": origin, "requires_python": ">=3.8",
            "requires": ["idna", "rich; extra == 'cli'"], "extras": ["cli"],
        })

    def test_providers(self) -> None:
        self.install("one", {
            "regular/__init__.py": "", "regular/data/deep.py": "", "single.py": "",
            "google/cloud/one/__init__.py": "", "google/cloud/one/part.py": "", "google/alone.py": "",
            f"compiled{EXTENSION}": "", f"fast/__init__{EXTENSION}": "", f"fast/inner{EXTENSION}": "",
            "not-a-name/x.py": "", "data/only.txt": "", "__pycache__/single.pyc": "", "../outside.py": "",
        })
        self.install("two", {"google/cloud/two/__init__.py": "", "regular/extra.py": ""})
        self.assertEqual(self.read()["providers"], {
            "regular": ["one", "two"], "single": ["one"], "google.cloud.one": ["one"], "google.alone": ["one"],
            "compiled": ["one"], "fast": ["one"], "google.cloud.two": ["two"],
        })

    def test_collisions(self) -> None:
        namespace = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"
        self.install("demo", {
            "demo/__init__.py": "", "shared.py": "1", "same.py": "1", "ns/__init__.py": namespace,
            "ns/demo.py": "", "../../../bin/run": "1", "__pycache__/shared.cpython-39.pyc": "1",
        })
        self.install("other", {
            "shared.py": "2", "same.py": "1", "ns/__init__.py": namespace + "\n", "../../../bin/run": "2",
            "other.py": "", "__pycache__/shared.cpython-39.pyc": "2",
        })
        found = {one.pop("path"): one for one in self.read("demo")["collisions"]}
        differs = {"owner": "other", "same": False, "namespace": False}
        self.assertEqual(found, {
            "shared.py": differs, "same.py": {**differs, "same": True}, "../../../bin/run": differs,
            "ns/__init__.py": {**differs, "namespace": True},
        })
        self.assertEqual(self.read()["collisions"], [])

    def test_record(self) -> None:
        self.install("De.mo_x", {"good.py": "", "gone.py": "", "edited, with comma.py": "", "d/ä.txt": ""})
        (self.env.site / "gone.py").unlink()
        self.env.install("edited, with comma.py", "# edited")
        record = self.read("de-mo-x")["record"]
        digests = {row["path"]: row["sha256"] for row in record}
        empty = hashlib.sha256(b"").hexdigest()
        self.assertIsNotNone(digests.pop("De.mo_x-1.0.dist-info/RECORD"))
        self.assertEqual(digests, {
            "good.py": empty, "gone.py": None, "d/ä.txt": empty,
            "edited, with comma.py": hashlib.sha256(b"# edited").hexdigest(),
        })
        self.assertEqual(record[0]["file"], str(self.env.site / "good.py"))

    def test_scripts(self) -> None:
        script = os.path.relpath(str(self.env.scripts / "demo-run"), str(self.env.site)).replace(os.sep, "/")
        self.install("demo", {script: "", "demo.py": ""})
        result = self.read("demo")
        self.assertEqual([Path(path).name for path in result["scripts"]], ["demo-run"])
        self.assertTrue(Path(result["scripts"][0]).is_file())
        self.assertEqual(self.read("other")["scripts"], [])
        self.install("other", {script: ""})
        self.assertEqual(self.read()["programs"], {"demo-run": ["demo", "other"]})

    def test_path_files(self) -> None:
        self.env.install("a.pth", "# comment\n\n  /söme/where  \nimport os\n")
        [pth] = self.read()["pth"]
        self.assertEqual(pth["lines"], ["/söme/where", "import os"])

    def test_editable(self) -> None:
        self.install("flat", {"__editable__.flat-1.0.pth": "", "__editable___flat_finder.py": ""})
        self.install("other", {"_editable_impl_other.pth": ""})
        self.install("direct", {}, direct_url='{"url": "file:///x", "dir_info": {"editable": true}}')
        self.install("plain", {}, direct_url='{"url": "file:///x", "dir_info": {}}')
        self.assertEqual(self.read()["editable"], [
            "__editable__.flat-1.0.pth", "__editable___flat_finder.py", "_editable_impl_other.pth", "direct",
        ])

    def test_broken(self) -> None:
        (self.env.site / "empty-1.0.dist-info").mkdir()
        self.install("url", {}, direct_url="[]")
        self.env.install("nameless-1.0.dist-info/METADATA", "Metadata-Version: 2.1\n")
        (self.env.site / "nameless-1.0.dist-info/RECORD").write_bytes(b"\xff.py,,\n")
        result = self.read("empty")
        self.assertEqual([Path(one["path"]).relative_to(self.env.site).as_posix() for one in result["broken"]], [
            "empty-1.0.dist-info/METADATA", "empty-1.0.dist-info/RECORD",
            "nameless-1.0.dist-info/RECORD", "nameless-1.0.dist-info/METADATA",
            "url-1.0.dist-info/direct_url.json",
        ])
        self.assertEqual([one["name"] for one in result["distributions"]], ["empty", "nameless", "url"])
        self.assertIsNone(result["record"])


if __name__ == "__main__":
    unittest.main()
