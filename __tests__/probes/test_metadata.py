from __future__ import annotations

import importlib.util
import json
import unittest
import zipfile
from typing import Any

from archives import METADATA, WHEEL, load_probe, make_sdist, make_wheel
from support import ProbeTest

LIBRARIES = ("packaging", "trove_classifiers", "readme_renderer", "email_validator", "rfc3986")
HAS_LIBRARIES = all(importlib.util.find_spec(name) for name in LIBRARIES)
PROBE = load_probe("metadata") if HAS_LIBRARIES else None

RST = "Description-Content-Type: text/x-rst\n\n"
MARKDOWN = "Description-Content-Type: text/markdown\n\n"


@unittest.skipUnless(HAS_LIBRARIES, "the libraries of src/probes/metadata-requirements.txt are not installed")
class MetadataTest(ProbeTest):
    def check(self, wheel: str | None = None, sdist: str | None = None) -> dict[str, Any]:
        request = {
            "wheel": make_wheel(self.folder) if wheel is None else wheel,
            "sdist": make_sdist(self.folder) if sdist is None else sdist,
        }
        request_file, result = self.folder / "request.json", self.folder / "result.json"
        request_file.write_text(json.dumps(request), encoding="utf-8")
        PROBE.main(str(request_file), str(result))
        return json.loads(result.read_text(encoding="utf-8"))

    def kinds(self, result: dict[str, Any]) -> list[str]:
        return [f"{one['severity']} {one['kind']} {one['field']}" for one in result["problems"]]

    def test_valid_distributions(self) -> None:
        request = {"wheel": make_wheel(self.folder), "sdist": make_sdist(self.folder)}
        self.assertEqual(
            json.loads(self.run_probe("metadata.py", request)),
            {"problems": [], "content_type": None, "classifiers": 0, "private": False},
        )

    def test_content_type_and_classifiers(self) -> None:
        classifiers = "Classifier: Programming Language :: Python :: 3\nClassifier: Typing :: Typed\n"
        result = self.check(make_wheel(self.folder, metadata=METADATA + classifiers + MARKDOWN + "# Hello"))
        self.assertEqual((result["content_type"], result["classifiers"]), ("text/markdown", 2))
        self.assertEqual(result["problems"], [])

    def test_fields(self) -> None:
        for field, kinds in [
            ("Nonsense: 1\n", ["error field-unknown nonsense"]),
            ("Requires-Python: >>3\n", ["error field-invalid requires-python"]),
            ("Requires-Dist: a >> 1\nRequires-Dist: b ==\n", ["error requirement-invalid requires-dist"] * 2),
            ("Requires-Dist: a>=1; python_version > '3'\n", []),
            ("Requires-Dist: a @ https://example.org/a.zip\n", ["error direct-url requires-dist"]),
            ("Classifier: Topic :: Text processing\n", ["error classifier classifier"]),
            ("Classifier: Natural Language :: Ukranian\n", ["error classifier classifier"]),
            ("License-Expression: MIT\n", []),
            ("License-Expression: NONE-1.0\n", ["error field-invalid license-expression"]),
            ("License-Expression: MIT\nLicense: MIT\n", ["error license license"]),
            ("Summary: " + "x" * 513 + "\n", ["error summary summary"]),
            ("Author-email: Ada <ada@mail.org>, Eve <eve>\n", []),
            ("Author-email: Eve <eve>\n", ["error address author-email"]),
            ("Project-URL: Home, https://example.org\n", []),
            ("Project-URL: Home, example.org\n", ["error url project-url"]),
            (f"Project-URL: {'x' * 33}, https://example.org\n", ["error url project-url"]),
            ("Home-page: example.org\n", ["error url home-page"]),
            ("Dynamic: Version\n", ["error field-invalid dynamic"]),
            ("Provides-Extra: a b\n", ["error field-invalid provides-extra"]),
        ]:
            with self.subTest(field):
                self.assertEqual(self.kinds(self.check(make_wheel(self.folder, metadata=METADATA + field))), kinds)

    def test_python_classifiers(self) -> None:
        for requires, versions, expected in [
            (">=3.8", ["3", "3.8", "3.14", "3 :: Only"], None),
            (">=3.8", ["2", "2.7", "3.7", "3.8"], "Python 2, 2.7 and 3.7, which its Requires-Python >=3.8 excludes"),
            (">=3.9,<3.13", ["3.13"], "Python 3.13, which"),
            (">=3.9.2", ["3.9"], None),
            (">3.8", ["3.8"], None),
            ("!=3.9.*,>=3.8", ["3.9"], "Python 3.9, which"),
            ("~=3.9", ["3.10"], None),
            ("", ["2.7", "3.4"], None),
            (">=2.7,!=3.0.*", ["2", "3"], None),
        ]:
            with self.subTest(requires=requires, versions=versions):
                classifiers = "".join(f"Classifier: Programming Language :: Python :: {one}\n" for one in versions)
                metadata = METADATA + (f"Requires-Python: {requires}\n" if requires else "") + classifiers
                problems = self.check(make_wheel(self.folder, metadata=metadata))["problems"]
                self.assertEqual([one["kind"] for one in problems], ["classifier-python"] if expected else [])
                if expected:
                    self.assertIn(expected, problems[0]["problem"])
                    self.assertEqual(problems[0]["severity"], "warning")

    def test_closest_classifier(self) -> None:
        wheel = make_wheel(self.folder, metadata=METADATA + "Classifier: Topic :: Text processing\n")
        [problem] = self.check(wheel)["problems"]
        self.assertRegex(problem["problem"], "closest match: 'Topic :: Text Processing'")
        self.assertEqual(problem["value"], "Topic :: Text processing")

    def test_metadata_versions(self) -> None:
        def of(version: str, more: str = "") -> list[str]:
            metadata = METADATA.replace("2.4", version) + more
            return self.kinds(self.check(make_wheel(self.folder, metadata=metadata)))

        self.assertEqual(of("2.1"), [])
        # setuptools wrote this field before it was specified.
        self.assertEqual(of("2.1", "License-File: LICENSE\n"), [])
        self.assertEqual(of("2.1", "License-Expression: MIT\n"), ["error field-invalid license-expression"])
        self.assertEqual(of("9.0", "Nonsense: 1\n"), ["warning metadata-version metadata-version"])

    def test_private_package(self) -> None:
        private = "Classifier: Private :: Do Not Upload\nRequires-Dist: a @ https://example.org/a.zip\n"
        result = self.check(make_wheel(self.folder, metadata=METADATA + private + RST + "A title\n=====\n"))
        self.assertEqual((result["problems"], result["private"]), ([], True))
        result = self.check(make_wheel(self.folder, metadata=METADATA + private + "Nonsense: 1\n"))
        self.assertEqual(self.kinds(result), ["error field-unknown nonsense"])

    def test_description(self) -> None:
        for metadata, kinds in [
            (RST + "Title\n=====\n\nText.\n", []),
            (RST + "A title\n=====\n\nText.\n", ["error readme description"]),
            (RST + "See :func:`here`.\n", ["error readme description"]),
            (RST + ".. code-block:: python\n\n   pass\n", []),
            ("\n# Title\n\n| a |\n```\n`x\n", ["error readme-type description-content-type"]),
            (MARKDOWN + "# Title\n\n<b>&nbsp;[x](\n", []),
            ("Description-Content-Type: text/plain\n\n*x\n", []),
            ("Description-Content-Type: text/html\n\n*x\n", ["error field-invalid description-content-type"]),
            ("Description: Title\n        =====\n        \n        Text.\n", []),
        ]:
            with self.subTest(metadata):
                self.assertEqual(self.kinds(self.check(make_wheel(self.folder, metadata=METADATA + metadata))), kinds)

    def test_line_of_a_description(self) -> None:
        wheel = make_wheel(self.folder, metadata=METADATA + RST + "A title\n=====\n")
        [problem] = self.check(wheel)["problems"]
        self.assertRegex(problem["problem"], r"\(line 2 of the description\): Title underline too short")

    def test_license_files(self) -> None:
        metadata = METADATA + "License-File: LICENSE\n"
        wheel = make_wheel(self.folder, {"demo-1.0.dist-info/licenses/LICENSE": ""}, metadata)
        sdist = make_sdist(self.folder, {"demo-1.0/PKG-INFO": metadata, "demo-1.0/LICENSE": ""})
        self.assertEqual(self.check(wheel, sdist)["problems"], [])
        wheel, sdist = make_wheel(self.folder, metadata=metadata), make_sdist(self.folder, metadata=metadata)
        self.assertEqual(self.kinds(self.check(wheel, sdist)), ["error license-file license-file"] * 2)

    def test_filenames(self) -> None:
        metadata = METADATA.replace("demo", "My.Demo")
        for name, good in [
            ("my_demo-1.0-py3-none-any.whl", True),
            ("My_Demo-1.0-py3-none-any.whl", False),
            ("my.demo-1.0-py3-none-any.whl", False),
            ("my_demo-1.1-py3-none-any.whl", False),
            ("my_demo-1.0-py3.whl", False),
        ]:
            with self.subTest(name):
                kinds = self.kinds(self.check(make_wheel(self.folder, metadata=metadata, name=name)))
                self.assertEqual(kinds, [] if good else ["error filename filename"])
        for name, good in [("my_demo-1.0.tar.gz", True), ("My-Demo-1.0.tar.gz", False), ("my_demo-1.0.zip", False)]:
            with self.subTest(name):
                kinds = self.kinds(self.check(sdist=make_sdist(self.folder, metadata=metadata, name=name)))
                self.assertEqual(kinds, [] if good else ["error filename filename"])

    def test_local_version_is_not_checked(self) -> None:
        metadata = METADATA.replace("1.0", "1.0.dev1+g123")
        wheel = make_wheel(self.folder, metadata=metadata, name="demo-1.0.dev1+g123-py3-none-any.whl")
        sdist = make_sdist(self.folder, metadata=metadata, name="demo-1.0.dev1+g123.tar.gz")
        self.assertEqual(self.check(wheel, sdist)["problems"], [])

    def test_record(self) -> None:
        info = "demo-1.0.dist-info"
        rows = [f"{info}/METADATA,,", f"{info}/WHEEL,,", "demo/__init__.py,,", f"{info}/RECORD,,"]
        self.assertEqual(self.kinds(self.check(make_wheel(self.folder, record=""))), ["error record archive"])
        for record, text in [
            ("\n".join(rows), "digest or size that differs"),
            ("\n".join(rows[1:]), f"contains {info}/METADATA, which its RECORD does not list"),
            ("\n".join([*rows, "demo/gone.py,,"]), "does not contain demo/gone.py"),
        ]:
            with self.subTest(record):
                problems = self.check(make_wheel(self.folder, record=record))["problems"]
                self.assertTrue(any(text in one["problem"] for one in problems), problems)

    def test_entry_points(self) -> None:
        file = "demo-1.0.dist-info/entry_points.txt"
        for text, expected in [
            ("", None),
            ("# none\n[console_scripts]\nDemo = demo:main [extra]\ndemo = demo:main\n[a.b]\n", None),
            ("these are words\n", "line 1 is 'these are words'"),
            ("[console_scripts]\nthese are words\n", "has a line that is not \"name = module:function\": line 2 is 'these are words'"),
            ("[console_scripts]\ndemo: demo:main\n", "line 2 is 'demo: demo:main'"),
            ("[a]\nb = c\nb = d\n", "has b twice in the group [a], again in line 3"),
            ("[a]\nb = c\n[a]\n", "has the group [a] twice, again in line 3"),
        ]:
            with self.subTest(text):
                problems = self.check(make_wheel(self.folder, {"demo/__init__.py": "", file: text}))["problems"]
                self.assertEqual([one["kind"] for one in problems], [] if expected is None else ["entry-points"])
                self.assertTrue(all(str(expected) in one["problem"] for one in problems), problems)

    def test_archives(self) -> None:
        for members, text in [
            ({"other-1.0.dist-info/METADATA": METADATA}, "several .dist-info directories"),
            ({"../evil.py": ""}, "outside of the archive"),
            ({"/evil.py": ""}, "outside of the archive"),
        ]:
            with self.subTest(text):
                problems = self.check(make_wheel(self.folder, members))["problems"]
                self.assertTrue(any(text in one["problem"] for one in problems), problems)
        wheel = make_wheel(self.folder, compression=zipfile.ZIP_LZMA)
        self.assertIn("compression method", self.check(wheel)["problems"][0]["problem"])
        wheel = make_wheel(self.folder)
        with zipfile.ZipFile(wheel, "a") as archive, self.assertWarns(UserWarning):
            archive.writestr("demo/__init__.py", "")
        self.assertIn("more than once", self.check(wheel)["problems"][0]["problem"])

    def test_broken_archives(self) -> None:
        broken = self.write("demo-1.0-py3-none-any.whl", "no zip")
        self.assertEqual(self.kinds(self.check(str(broken))), ["error archive archive"])
        broken = self.write("demo-1.0.tar.gz", "no tar")
        self.assertEqual(self.kinds(self.check(sdist=str(broken))), ["error archive archive"])

    def test_sdists(self) -> None:
        for members, text in [
            ({"PKG-INFO": METADATA, "demo/a.py": ""}, "single top-level directory"),
            ({"demo-1.0/setup.py": "", "demo-1.0/a.py": ""}, "has no demo-1.0/PKG-INFO"),
        ]:
            with self.subTest(text):
                [problem] = self.check(sdist=make_sdist(self.folder, members))["problems"]
                self.assertIn(text, problem["problem"])

    def test_wheel_file(self) -> None:
        odd = {"demo-1.0.dist-info/WHEEL": WHEEL.replace("true", "false"), "demo/__init__.py": ""}
        self.assertEqual(self.kinds(self.check(make_wheel(self.folder, odd))), ["warning wheel-file archive"])

    def test_tags(self) -> None:
        linux = "linux_x86_64"
        pure, platform = WHEEL, WHEEL.replace("true", "false")
        for tags, text, modules, kinds in [
            ("py3-none-any", pure.replace("py3-none-any", f"cp311-cp311-{linux}"), [], ["wheel-tags"]),
            ("py3-none-any", pure.replace("Tag: py3-none-any\n", ""), [], ["wheel-file"]),
            ("py2.py3-none-any", pure + "Tag: py2-none-any\n", [], []),
            ("py2.py3-none-any", pure, [], ["wheel-tags"]),
            ("py2.py3-none-any", pure.replace("py3-", "py2.py3-"), [], []),
            (f"py3-none-{linux}", pure, [], ["wheel-tags"]),
            (f"py3-none-{linux}", pure.replace("any", linux), ["demo/libdemo.so"], []),
            (f"cp311-cp311-{linux}", platform, ["demo/a.cpython-311-x86_64-linux-gnu.so"], ["wheel-tags"]),
            *(
                (tags, platform.replace("py3-none-any", tags), modules, kinds)
                for tags, modules, kinds in [
                    (f"cp311-cp311-{linux}", ["demo/a.cpython-311-x86_64-linux-gnu.so"], []),
                    (f"cp313-cp313t-{linux}", ["demo/a.cpython-313t-x86_64-linux-gnu.so"], []),
                    (f"cp311-cp311-{linux}", ["demo/a.cpython-310-x86_64-linux-gnu.so"], ["wheel-module"]),
                    ("cp311-cp311-win_amd64", ["demo/a.cp310-win_amd64.pyd"], ["wheel-module"]),
                    (f"cp39-abi3-{linux}", ["demo/a.abi3.so"], []),
                    (f"cp39-abi3-{linux}", ["demo/a.cpython-311-x86_64-linux-gnu.so"], ["wheel-module"]),
                    # Loads the module for the Python that runs.
                    (f"py3-none-{linux}", ["demo/a.cpython-310-x.so", "demo/a.cpython-311-x.so"], []),
                ]
            ),
            (f"cp39-abi3-{linux}", pure.replace("py3-none-any", f"cp39-abi3-{linux}"), ["demo/a.abi3.so"], ["wheel-purelib"]),
            ("py3-none-any", pure, ["demo/a.cpython-311-x.so"], ["wheel-purelib", "wheel-platform"]),
            ("py3-none-any", pure, ["demo/attach_linux_amd64.so", "demo-1.0.data/data/a.cpython-311-x.so"], []),
        ]:
            with self.subTest(tags=tags, modules=modules, text=text):
                members = {"demo-1.0.dist-info/WHEEL": text, "demo/__init__.py": "", **dict.fromkeys(modules, "")}
                result = self.check(make_wheel(self.folder, members, name=f"demo-1.0-{tags}.whl"))
                self.assertEqual([one["kind"] for one in result["problems"]], kinds)
                self.assertEqual({one["severity"] for one in result["problems"]} - {"warning"}, set())


if __name__ == "__main__":
    unittest.main()
