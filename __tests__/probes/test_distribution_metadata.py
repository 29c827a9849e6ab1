from __future__ import annotations

import json
import subprocess
import sys
import time
import unittest
import zipfile
from typing import Any, Mapping
from unittest import mock

from archives import METADATA, load_probe, make_wheel
from support import PROBES, ProbeTest

probe = load_probe("distribution_metadata")

NO_FIELDS = {
    "name": "",
    "version": "",
    "requires_python": None,
    "requires_dist": [],
    "provides_extra": [],
    "classifiers": [],
    "description_content_type": None,
}

CORE_METADATA: dict[str, tuple[str, dict[str, Any]]] = {
    "name": (METADATA, {"name": "demo", "version": "1.0"}),
    "field names in another case": ("NAME: demo\nversion: 1.0\n", {"name": "demo", "version": "1.0"}),
    "CRLF": (METADATA.replace("\n", "\r\n"), {"name": "demo", "version": "1.0"}),
    "a lone carriage return": ("Summary: a\rb\rVersion: 9\nName: demo\n", {"name": "demo", "version": ""}),
    "no space after the colon": ("Name:demo\nVersion:1.0\n", {"name": "demo", "version": "1.0"}),
    "an empty file": ("", NO_FIELDS),
    "only a body": ("\n\nName: demo\n", {"name": "", "description_content_type": "text/x-rst"}),
    "an empty first line": ("\nName: demo\n", {"name": "demo"}),
    "a byte order mark": ("\ufeffMetadata-Version: 2.1\nName: demo\n", {"name": "demo"}),
    "no line break at the end": ("Name: demo", {"name": "demo"}),
    "two names": (f"{METADATA}Name: other\n", {"name": "demo"}),
    "non-ASCII values": ("Name: prüfung\nRequires-Dist: größe\n", {"name": "prüfung", "requires_dist": ["größe"]}),
    "encoded words, which are not decoded": ("Name: =?utf-8?q?d=65mo?=\n", {"name": "=?utf-8?q?d=65mo?="}),
    "Requires-Python": (f"{METADATA}Requires-Python: >=3.9,<4\n", {"requires_python": ">=3.9,<4"}),
    "several requirements": (
        f"{METADATA}Requires-Dist: a\nRequires-Dist: b>=1\n", {"requires_dist": ["a", "b>=1"]},
    ),
    "a folded requirement": (
        f'{METADATA}Requires-Dist: a>=1\n  ; extra == "x"\n', {"requires_dist": ['a>=1 ; extra == "x"']},
    ),
    "a requirement folded by a tab": (f"{METADATA}Requires-Dist: a\r\n\t>=1\r\n", {"requires_dist": ["a >=1"]}),
    "a requirement folded after the colon": (f"{METADATA}Requires-Dist:\n a\n", {"requires_dist": ["a"]}),
    "a requirement with a URL": (
        f"{METADATA}Requires-Dist: a @ https://h/a.whl\n", {"requires_dist": ["a @ https://h/a.whl"]},
    ),
    "extras": (
        f"{METADATA}Provides-Extra: cli\nProvides-Extra: My_Docs\n", {"provides_extra": ["cli", "My_Docs"]},
    ),
    "classifiers": (f"{METADATA}Classifier: Private :: x\nClassifier: a\n", {"classifiers": ["Private :: x", "a"]}),
    "a body that looks like fields": (
        f"{METADATA}\nName: other\nRequires-Dist: evil\n", {"name": "demo", "requires_dist": []},
    ),
    "no description": (f"{METADATA}\n\n", {"description_content_type": None}),
    "a description without a type": (f"{METADATA}\nText", {"description_content_type": "text/x-rst"}),
    "a description with a type": (
        f"{METADATA}Description-Content-Type: text/Markdown; charset=UTF-8\n\nText",
        {"description_content_type": "text/markdown"},
    ),
    "a type without a description": (
        f"{METADATA}Description-Content-Type: text/markdown\n", {"description_content_type": None},
    ),
    "the field Description": (f"{METADATA}Description: Text\n", {"description_content_type": "text/x-rst"}),
    "a body after CRLF": (
        "Name: demo\r\nVersion: 1.0\r\n\r\nRequires-Dist: evil\r\n", {"version": "1.0", "requires_dist": []},
    ),
    "a folded field Description": (
        "Name: demo\nDescription: first\n        Requires-Dist: evil\n        \n        Version: 9\nVersion: 1.0\n",
        {"version": "1.0", "requires_dist": []},
    ),
    "lines that are not fields": (
        "Namex\nversions\nFrom me: x\n: x\nName: demo\nno colon\n\tVersion: 9\nVersion: 1.0\n",
        {"name": "demo", "version": "1.0"},
    ),
    "a space before the colon": ("Name : other\n  folded\nName: demo\n", {"name": "demo"}),
}

ENTRY_POINTS: dict[str, tuple[str, list[str]]] = {
    "a script": ("[console_scripts]\nfoo = m:f", ["console_scripts/foo=m:f"]),
    "no spaces": ("[console_scripts]\nfoo=m:f", ["console_scripts/foo=m:f"]),
    "spaces around the colon": ("[console_scripts]\nfoo = m : f", ["console_scripts/foo=m : f"]),
    "an extra": ("[console_scripts]\nfoo = m:f [x]", ["console_scripts/foo=m:f [x]"]),
    "extras without a space": ("[console_scripts]\nfoo = m:f[x, y]", ["console_scripts/foo=m:f[x, y]"]),
    "empty extras": ("[console_scripts]\nfoo = m:f []", ["console_scripts/foo=m:f []"]),
    "a nested attribute": ("[console_scripts]\nfoo = a.b:C.f", ["console_scripts/foo=a.b:C.f"]),
    "a function in __main__": ("[console_scripts]\nfoo = a:__main__.main", ["console_scripts/foo=a:__main__.main"]),
    "no attribute": ("[console_scripts]\nfoo = m", ["console_scripts/foo=m"]),
    "an empty attribute": ("[console_scripts]\nfoo = m:", ["console_scripts/foo=m:"]),
    "no value": ("[console_scripts]\nfoo =", ["console_scripts/foo="]),
    "a second = in the value": ("[x]\nfoo = a=b:c", ["x/foo=a=b:c"]),
    "names in two cases": (
        "[console_scripts]\nfoo = m:f\nFOO = m:f", ["console_scripts/foo=m:f", "console_scripts/FOO=m:f"],
    ),
    "a duplicate name": (
        "[console_scripts]\nfoo = m:f\nfoo = m:g", ["console_scripts/foo=m:f", "console_scripts/foo=m:g"],
    ),
    "a duplicate section": ("[a]\nx = m:f\n[b]\ny = m:f\n[a]\nz = m:f", ["a/x=m:f", "b/y=m:f", "a/z=m:f"]),
    "a group in another case": ("[Console_Scripts]\nfoo = m:f", ["Console_Scripts/foo=m:f"]),
    "a name with a space": ("[console_scripts]\nmy cmd = m:f", ["console_scripts/my cmd=m:f"]),
    "a name with a slash": ("[console_scripts]\n../evil = m:f", ["console_scripts/../evil=m:f"]),
    "a non-ASCII name": ("[console_scripts]\nprüfe = m:f", ["console_scripts/prüfe=m:f"]),
    "names with % and -": ("[console_scripts]\n-x%s = m:f", ["console_scripts/-x%s=m:f"]),
    "comment lines": ("# c = m:f\n[x]\n  # d = m:f\nfoo = m:f", ["x/foo=m:f"]),
    "a semicolon at the beginning of a line": ("[x]\n; foo = m:f", ["x/; foo=m:f"]),
    "a comment after the value": (
        "[x]\nfoo = m:f # c\nbar = m:f [e] ; c", ["x/foo=m:f # c", "x/bar=m:f [e] ; c"],
    ),
    "brackets in a comment": ("[x]\nfoo = m:f # see [1]", ["x/foo=m:f # see [1]"]),
    "lines without =": ("[x]\nfoo: m:f\njust words\nbar = m:f", ["x/bar=m:f"]),
    "indented entries": ("[x]\n   foo = m:f\n     bar = m:g", ["x/foo=m:f", "x/bar=m:g"]),
    "CRLF": ("[x]\r\nfoo = m:f\r\n\r\nbar = m:g\r\n", ["x/foo=m:f", "x/bar=m:g"]),
    "entries before any section": ("foo = m:f\n[x]\nbar = m:f", ["x/bar=m:f"]),
    "a section without a name": ("[a]\nx = m:f\n[]\ny = m:f", ["a/x=m:f"]),
    "an empty file": ("", []),
    "only a section": ("[console_scripts]", []),
}


class CoreMetadataTest(unittest.TestCase):
    def test_core_metadata(self) -> None:
        for case, (text, expected) in CORE_METADATA.items():
            with self.subTest(case):
                metadata = probe.parse_metadata(text)
                self.assertEqual({field: metadata[field] for field in expected}, expected)
                self.assertEqual(list(metadata), list(NO_FIELDS))

    def test_hostile_metadata_is_parsed_in_linear_time(self) -> None:
        started = time.monotonic()
        for text in ("A" * 300_000, "A: b\n" + " \n" * 100_000, "x\n" * 100_000, "Name: " + " " * 300_000 + "x", "\r" * 300_000):
            probe.parse_metadata(text)
        self.assertLess(time.monotonic() - started, 10)


class EntryPointsTest(unittest.TestCase):
    def test_entry_points(self) -> None:
        for case, (text, expected) in ENTRY_POINTS.items():
            with self.subTest(case):
                found = probe.parse_entry_points(text)
                self.assertEqual(["{group}/{name}={value}".format(**one) for one in found], expected)


class WheelTest(ProbeTest):
    def describe(self, members: Mapping[str, bytes]) -> dict[str, Any]:
        path = str(self.folder / "demo-1.0-py3-none-any.whl")
        with zipfile.ZipFile(path, "w") as wheel:
            for name, content in members.items():
                wheel.writestr(name, content)
        return probe.describe_wheel(path)

    def test_wheel(self) -> None:
        entry_points = {"demo-1.0.dist-info/entry_points.txt": "[console_scripts]\ndemo = demo:main [x]\n"}
        self.assertEqual(probe.describe_wheel(make_wheel(self.folder, entry_points)), {
            "error": None,
            "metadata": {**NO_FIELDS, "name": "demo", "version": "1.0"},
            "entry_points": [{"group": "console_scripts", "name": "demo", "value": "demo:main [x]"}],
        })

    def test_only_files_of_the_wheel_s_own_dist_info_are_read(self) -> None:
        described = self.describe({
            "demo/_vendor/other-2.dist-info/METADATA": b"Name: other\n",
            "demo-1.0.dist-info/licenses/METADATA": b"Name: license\n",
            "demo-1.0.data/purelib/x.dist-info/entry_points.txt": b"[a]\nb = c\n",
        })
        self.assertEqual(described, {"error": None, "metadata": None, "entry_points": []})

    def test_several_dist_info_directories(self) -> None:
        other = {"other-2.0.dist-info/METADATA": METADATA.replace("demo", "other").replace("1.0", "2.0")}
        wheel = make_wheel(self.folder, {"demo/__init__.py": "", **other})
        described = probe.describe_wheel(wheel)["metadata"]
        self.assertEqual((described["name"], described["version"]), ("demo", "1.0"))

    def test_undecodable_bytes_are_replaced(self) -> None:
        described = self.describe({
            "demo-1.0.dist-info/METADATA": b"Name: d\xe9mo\nVersion: 1\xed\xa0\x80\n\n\xff",
            "demo-1.0.dist-info/entry_points.txt": b"[a]\n\xff = m:f\n",
        })
        self.assertEqual(described["metadata"]["name"], "d\ufffdmo")
        self.assertEqual(described["metadata"]["version"], "1\ufffd\ufffd\ufffd")
        self.assertEqual([one["name"] for one in described["entry_points"]], ["\ufffd"])
        json.dumps(described).encode("ascii")

    def test_byte_order_mark_before_the_first_section(self) -> None:
        described = self.describe({"demo-1.0.dist-info/entry_points.txt": "\ufeff[a]\nb = c\n".encode()})
        self.assertEqual([one["group"] for one in described["entry_points"]], ["a"])

    def test_files_that_are_not_zip_archives(self) -> None:
        path = self.write("demo-1.0-py3-none-any.whl", "text")
        whole = (self.folder / "whole.whl")
        make_wheel(self.folder, name=whole.name)
        half = self.folder / "half.whl"
        half.write_bytes(whole.read_bytes()[:60])
        for broken in str(path), str(half), str(self.folder), str(self.folder / "absent"), "\0", "/dev/zero":
            with self.subTest(broken):
                described = probe.describe_wheel(broken)
                self.assertTrue(described.pop("error"))
                self.assertEqual(described, {"metadata": None, "entry_points": []})

    def test_any_error_in_an_archive_is_described(self) -> None:
        wheel = make_wheel(self.folder)
        for error, text in (MemoryError(), "MemoryError"), (RuntimeError("encrypted"), "encrypted"):
            with mock.patch("zipfile.ZipFile.read", side_effect=error):
                self.assertEqual(probe.describe_wheel(wheel)["error"], text)

    def test_program(self) -> None:
        wheel, other = make_wheel(self.folder), self.write("öther.whl", "text")
        command = [sys.executable, "-I", str(PROBES / "distribution_metadata.py"), wheel, str(other)]
        described = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        self.assertEqual([one["metadata"] and one["metadata"]["name"] for one in described], ["demo", None])


class SdistTest(ProbeTest):
    def test_pkg_info(self) -> None:
        self.write("demo-1.0/PKG-INFO", METADATA)
        described = probe.describe_sdist_metadata(str(self.folder / "demo-1.0"))
        self.assertEqual(described, {**NO_FIELDS, "name": "demo", "version": "1.0"})

    def test_no_pkg_info(self) -> None:
        self.write("directory/PKG-INFO/file")
        for project in str(self.folder / "directory"), str(self.folder), str(self.folder / "absent"), "":
            self.assertIsNone(probe.describe_sdist_metadata(project))


if __name__ == "__main__":
    unittest.main()
