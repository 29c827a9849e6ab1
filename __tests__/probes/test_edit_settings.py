"""Tests of src/probes/edit_settings.py."""
from __future__ import annotations

import difflib
import itertools
import json
import sys
import types
import unittest
import unittest.mock
from pathlib import Path
from textwrap import dedent
from typing import Any, Callable, Dict, Iterator, List, Tuple

from support import ProbeTest

sys.path.insert(0, str(Path(__file__).parents[2] / "src" / "probes"))

import edit_settings  # noqa: E402

SETUP = """\
from setuptools import find_packages, setup

setup(
    name="demo",  # the name
    packages=find_packages("src", exclude=["tests"]),
    package_dir={"": "src"},
    install_requires=[
        "a>=1",  # first
        # second
        'b'
    ],
    package_data={
        "demo": ["*.txt"],
    },
)
"""


def set_to(value: Any) -> Dict[str, Any]:
    return {"kind": "set", "value": value}


def append(*items: Any) -> Dict[str, Any]:
    return {"kind": "append", "items": list(items)}


def remove(*items: Any) -> Dict[str, Any]:
    return {"kind": "remove", "items": list(items)}


def replace(item: Any, by: Any) -> Dict[str, Any]:
    return {"kind": "replace", "item": item, "by": by}


DELETE = {"kind": "delete"}


class EditTest(unittest.TestCase):
    def check(self, text: str, path: str, change: Dict[str, Any], expected: str) -> None:
        """The edit gives the expected text, also with CRLF."""
        self.assertEqual(edit_settings.edit(text, path.split("/"), change), expected)
        windows = edit_settings.edit(text.replace("\n", "\r\n"), path.split("/"), change)
        self.assertEqual(windows, expected.replace("\n", "\r\n"))

    def check_setup(self, path: str, change: Dict[str, Any], *replacements: str) -> None:
        """The edit of SETUP replaces each odd text by the one that follows."""
        expected = SETUP
        for old, new in zip(replacements[::2], replacements[1::2]):
            self.assertEqual(expected.count(old), 1)
            expected = expected.replace(old, new)
        self.check(SETUP, path, change, expected)

    def check_refused(self, text: str, path: str, change: Dict[str, Any], reason: str) -> None:
        with self.assertRaises(edit_settings.EditError) as context:
            edit_settings.edit(text, path.split("/"), change)
        self.assertEqual(str(context.exception), reason)

    def test_new_argument(self) -> None:
        end = "    },\n)\n"
        self.check_setup("zip_safe", set_to(False), end, "    },\n    zip_safe=False,\n)\n")
        self.check_setup(
            "entry_points/console_scripts",
            append("demo=demo:main"),
            end,
            '    },\n    entry_points={"console_scripts": ["demo=demo:main"]},\n)\n',
        )
        self.check_setup(
            "classifiers",
            set_to(["a" * 50, "b" * 50]),
            end,
            f'    }},\n    classifiers=[\n        "{"a" * 50}",\n        "{"b" * 50}",\n    ],\n)\n',
        )
        for text, expected in (
            ("setup()\n", "setup(a=1)\n"),
            ("setup(\n)\n", "setup(\n    a=1,\n)\n"),
            ("setup(b = 1)\n", "setup(b = 1, a = 1)\n"),
            ("setup(b=1,)\n", "setup(b=1, a=1,)\n"),
            ("setup(\n  b=(1)  # , no\n)", "setup(\n  b=(1),  # , no\n  a=1\n)"),
            ("setup(b=[\n  1,\n])\n", "setup(b=[\n  1,\n], a=1)\n"),
            ("setup(b=1,\n      c=2)\n", "setup(b=1,\n      c=2,\n      a=1)\n"),
            ("setup(b=1,\n      c=2,\n      )\n", "setup(b=1,\n      c=2,\n      a=1,\n      )\n"),
            ("\ufeff# x\nsetup(b=1)\n", "\ufeff# x\nsetup(b=1, a=1)\n"),
            ("def run():\n\tsetup(\n\t\tb=1,\n\t)\n", "def run():\n\tsetup(\n\t\tb=1,\n\t\ta=1,\n\t)\n"),
            ("setup(b=1, **x())\n", "setup(b=1, **x(), a=1)\n"),
            ("x = {}\nsetup(b=1, **x)\n", "x = {}\nsetup(b=1, **x, a=1)\n"),
            ("import setuptools\nsetuptools.setup(b='ä, (')\n", "import setuptools\nsetuptools.setup(b='ä, (', a=1)\n"),
            ("from distutils.core import setup as s\ns(b=1)\n", "from distutils.core import setup as s\ns(b=1, a=1)\n"),
        ):
            self.check(text, "a", set_to(1), expected)

    def test_set(self) -> None:
        self.check_setup("name", set_to("other"), '"demo",  #', '"other",  #')
        self.check_setup("package_dir/", set_to("lib"), '"src"}', '"lib"}')
        self.check_setup("package_dir/x", set_to("y"), '"src"}', '"src", "x": "y"}')
        self.check_setup("packages/where", set_to("lib"), '("src", ', '("lib", ')
        self.check_setup("packages", set_to(["demo"]), 'find_packages("src", exclude=["tests"])', '["demo"]')
        self.check("V = '1'\nsetup(version=V)\n", "version", set_to("2"), "V = '2'\nsetup(version=V)\n")
        self.check(
            "V = '1'\nprint(V)\nsetup(version=V)\n", "version", set_to("2"), "V = '1'\nprint(V)\nsetup(version='2')\n"
        )

    def test_append(self) -> None:
        self.check_setup("install_requires", append("a>=1", "c", "d"), "'b'\n", "'b',\n        \"c\",\n        \"d\"\n")
        self.check_setup("package_data/demo", append("x/*"), '["*.txt"]', '["*.txt", "x/*"]')
        self.check_setup(
            "package_data/other", append("x/*"), '["*.txt"],\n', '["*.txt"],\n        "other": ["x/*"],\n'
        )
        self.check_setup("packages/exclude", append("docs"), '["tests"]', '["tests", "docs"]')
        self.check_setup("packages/include", append("demo*"), '["tests"])', '["tests"], include=["demo*"])')
        for text, expected in (
            ("z = {'k': ['y'], 'b': []}\nsetup(a=z['k'])\n", "z = {'k': ['y', 'x'], 'b': []}\nsetup(a=z['k'])\n"),
            ("setup(a=[])\n", "setup(a=['x'])\n".replace("'", '"')),
            ("setup(a=('y'))\n", None),
            ("setup(a=())\n", 'setup(a=("x",))\n'),
            ("setup(a=('y',))\n", "setup(a=('y', 'x'))\n"),
            ("setup(a=['y', z])\n", "setup(a=['y', z, 'x'])\n"),
            ("setup(a=['y'] + z)\n", "setup(a=['y', 'x'] + z)\n"),
            ("z = ['y']\nsetup(a=z + b)\n", "z = ['y', 'x']\nsetup(a=z + b)\n"),
            ("z: list = ['y']\nsetup(a=z)\n", "z: list = ['y', 'x']\nsetup(a=z)\n"),
            ("z = ['y']\nif b:\n    z += ['c']\nsetup(a=z)\n", "z = ['y', 'x']\nif b:\n    z += ['c']\nsetup(a=z)\n"),
            ("def f():\n    z = ['y']\n    setup(a=z)\n", "def f():\n    z = ['y', 'x']\n    setup(a=z)\n"),
            ("k = dict(\n    a=['y'],\n)\nsetup(**k)\n", "k = dict(\n    a=['y', 'x'],\n)\nsetup(**k)\n"),
            ("k = {'a': ['y']}\nsetup(b=1, **k)\n", "k = {'a': ['y', 'x']}\nsetup(b=1, **k)\n"),
            ("setup(a=find_packages())\n", 'setup(a=find_packages() + ["x"])\n'),
            ("setup(\n    a=['y',\n       'z'])\n", "setup(\n    a=['y',\n       'z',\n       'x'])\n"),
        ):
            if expected is not None:
                self.check(text, "a", append("x"), expected)

    def test_remove(self) -> None:
        self.check_setup("install_requires", remove("a>=1"), '        "a>=1",  # first\n', "")
        self.check_setup("install_requires", remove("b"), "        'b'\n", "")
        self.check_setup(
            "install_requires",
            remove("a>=1", "b"),
            "    install_requires=[\n        \"a>=1\",  # first\n        # second\n        'b'\n    ],\n",
            "",
        )
        self.check_setup("packages/exclude", remove("tests"), ', exclude=["tests"]', "")
        self.check_setup("package_data/demo", remove("*.txt"), '    package_data={\n        "demo": ["*.txt"],\n    },\n', "")
        for text, expected in (
            ("setup(a=['x', 'y'])\n", "setup(a=['y'])\n"),
            ("setup(a=['y', 'x'])\n", "setup(a=['y'])\n"),
            ("setup(a=['y', 'x', 'z'])\n", "setup(a=['y', 'z'])\n"),
            ("setup(a=['x', 'y', 'x'])\n", "setup(a=['y'])\n"),
            ("setup(a=('x', 'y'))\n", "setup(a=('y',))\n"),
            ("setup(a=('y', 'x'))\n", "setup(a=('y',))\n"),
            ("setup(a=['y',  # c\n         'x'])\n", "setup(a=['y',  # c\n])\n"),
            ("setup(a=['x'])\n", "setup()\n"),
            ("setup(b=1, a=['x'])\n", "setup(b=1)\n"),
            ("setup(b=1,\n      a=['x'])\n", "setup(b=1)\n"),
            ("setup(a=['x'],\n      b=1)\n", "setup(b=1)\n"),
            ("z = ['x']\nsetup(a=z)\n", "z = []\nsetup(a=z)\n"),
            ("setup(a=['x'] + ['y', 'x'])\n", "setup(a=[] + ['y'])\n"),
        ):
            self.check(text, "a", remove("x"), expected)

    def test_replace(self) -> None:
        self.check_setup("install_requires", replace("b", "b<2"), "'b'", "'b<2'")
        self.check("setup(a=['x', y, \"x\"])\n", "a", replace("x", "z"), "setup(a=['z', y, \"z\"])\n")

    def test_delete(self) -> None:
        self.check_setup("name", DELETE, '    name="demo",  # the name\n', "")
        self.check_setup("package_dir/", DELETE, '    package_dir={"": "src"},\n', "")
        self.check_setup("packages/where", DELETE, '"src", ', "")
        self.check("d = {'x': 1}\nsetup(a=d)\n", "a/x", DELETE, "d = {}\nsetup(a=d)\n")
        self.check("setup(a={'x': {'y': 1}})\n", "a/x/y", DELETE, "setup()\n")
        self.check("setup(a={'x': 1, 'y': 2}, b=1)\n", "a/x", DELETE, "setup(a={'y': 2}, b=1)\n")
        self.check("setup(a=f(), b=1)\n", "a", DELETE, "setup(b=1)\n")

    def test_refused(self) -> None:
        for text, path, change, reason in (
            ("setup(a=f())\n", "a", append("x"), "a is computed in line 1"),
            ("setup(a=f())\n", "a", set_to("x"), "a is computed in line 1"),
            ("\nsetup(a='x')\n", "a", append("x"), "a is not a list (line 2)"),
            ("setup(a='x')\n", "a/b", append("x"), "a is not a dictionary (line 1)"),
            ("z = 1\nz = []\nsetup(a=z)\n", "a", append("x"), "a is the variable z, which is not assigned exactly once"),
            ("from v import z\nsetup(a=z)\n", "a", set_to("x"), "a is the variable z, which is not assigned exactly once"),
            ("setup(**f())\n", "a", append("x"), "the arguments are computed in line 1"),
            ("setup(packages=[])\n", "packages/exclude", append("x"), "packages is not a call of find_packages() (line 1)"),
            ("setup(a=['x'])\n", "a", append("x"), 'a contains ["x"] already'),
            ("setup(a=['x'])\n", "a", remove("y"), 'a has no item "y"'),
            ("setup(a=['x'])\n", "a", replace("y", "z"), 'a has no item "y"'),
            ("setup(a=['x'])\n", "a", replace("x", "x"), "a has this item already"),
            ("setup(a='x')\n", "a", set_to("x"), "a has this value already"),
            ("setup()\n", "a", DELETE, "a is not set"),
            ("setup()\n", "packages/exclude", append("x"), "packages is not set"),
            ("setup(packages=find_packages())\n", "packages/x", append("x"), "packages.x is not an argument of find_packages()"),
            ("print('')\n", "a", set_to(1), "it does not call setup()"),
            ("if x:\n    setup()\nelse:\n    setup()\n", "a", set_to(1), "it calls setup() 2 times"),
        ):
            self.check_refused(text, path, change, reason)
        with self.assertRaisesRegex(edit_settings.EditError, r"^Python 3\.\d+ cannot parse it \(.*, line 2\)$"):
            edit_settings.edit("setup()\nprint 'x'\n", ["a"], set_to(1))


# Reduced from projects that write setup.py in these ways.
FORMATS = {
    "variables": """\
        #!/usr/bin/env python
        from setuptools import setup, find_packages
        version = '1.0'
        REQUIRES: list = [
            "a>=1; python_version < '3.9'",  # a
            # "b",
            'c[d]',
            ]
        if version:
            REQUIRES += ["e"]
        EXTRAS = {"x": ["f"], "y": []}
        EXTRAS["all"] = ["g"]

        def main():
            setup(name='demo', version=version,
                  install_requires=REQUIRES, extras_require=EXTRAS,
                  packages=find_packages(where='src', exclude=("tests", )), package_dir = {'': 'src'},
                  classifiers = [
                      "Programming Language :: Python",
                      "Topic :: " + "Utilities",
                  ], long_description = \'\'\'
        Demo, (
        \'\'\')

        if __name__ == '__main__':
            main()
        """,
    "dictionary": """\
        import setuptools

        kwargs = dict(
            name = "demo",
            packages = ["demo", "demo.sub"],
            package_data = {"demo": ["*.txt",
                                     "data/*"],
                            "": ["py.typed"]},
        )
        options = {'zip_safe': False,
                   'install_requires': ["a"] + ["b"]}
        if 1:
            kwargs["scripts"] = ["x"]
        setuptools.setup(**kwargs, **options)
        """,
    "one line": "from setuptools import setup; setup(name='demo', py_modules=['a', \"b\"], install_requires=[])\n",
    "trailing comments": """\
        from setuptools import setup
        setup( # begin
            name="ü", # ü
            packages=[ # list
                "a", "b", # ab
                "c" # c
            ], # end
            # entry_points={},
            data_files=[("share", ["x", "y"]), ("etc", [])]
            # last
        ) # done
        """,
}


# What is in the arguments, but not in a literal of them.
REFUSED = {
    "variables": [
        'classifiers remove: classifiers has no item "Topic :: Utilities"',
        'classifiers replace: classifiers has no item "Topic :: Utilities"',
        "extras_require.all append: all is assigned in line 12",
        "extras_require.all remove: all is assigned in line 12",
        "extras_require.all replace: all is assigned in line 12",
        'install_requires remove: install_requires has no item "e"',
        'install_requires replace: install_requires has no item "e"',
    ],
    "dictionary": [
        "scripts append: scripts is assigned in line 13",
        "scripts remove: scripts is assigned in line 13",
        "scripts replace: scripts is assigned in line 13",
    ],
}


def arguments_of(text: str) -> Dict[str, Any]:
    """The arguments of setup(), by executing the file."""
    found: Dict[str, Any] = {}
    module = types.ModuleType("setuptools")
    vars(module).update(
        setup=lambda **arguments: found.update(arguments),
        find_packages=lambda where=".", exclude=(): {"where": where, "exclude": list(exclude)},
    )
    with unittest.mock.patch.dict(sys.modules, setuptools=module):
        exec(compile(text, "setup.py", "exec"), {"__name__": "__main__"})
    return json.loads(json.dumps(found))


def lists_of(value: Any, path: List[str]) -> Iterator[List[str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_of(inner, [*path, key])
    elif isinstance(value, list):
        yield path


def changed(value: Any, path: List[str], change: Callable[[Any], Any]) -> Any:
    """A copy of nested dictionaries with a changed value; None deletes, and so do dictionaries that become empty."""
    if not path:
        return change(value)
    inner = changed((value or {}).get(path[0]), path[1:], change)
    others = {key: one for key, one in (value or {}).items() if key != path[0]}
    return {**others, **({path[0]: inner} if inner is not None else {})} or None


class FormatsTest(unittest.TestCase):
    def edits(self, arguments: Dict[str, Any]) -> Iterator[Tuple[List[str], Dict[str, Any], Callable[[Any], Any]]]:
        for path in (["zip_safe"], ["description"], ["package_data", "new"], ["entry_points", "console_scripts", "new"]):
            yield path, set_to("new"), lambda _: "new"
        for path in lists_of(arguments, []):
            yield path, append("new", "n2"), lambda old: [*old, "new", "n2"]
        for path in lists_of(arguments, []):
            for item in [value for value in read(arguments, path) if isinstance(value, str)]:
                yield path, remove(item), lambda old, item=item: [one for one in old if one != item] or None
                yield path, replace(item, "new"), lambda old, item=item: ["new" if one == item else one for one in old]

    def test_arguments(self) -> None:
        """Executed before and after the edit, the file has only the intended change; line by line, too."""
        for (name, indented), newline in itertools.product(FORMATS.items(), ("\n", "\r\n")):
            text = dedent(indented).replace("\n", newline)
            arguments = arguments_of(text)
            refused = []
            for path, change, expected in self.edits(arguments):
                with self.subTest(name, path=path, change=change):
                    try:
                        edited = edit_settings.edit(text, path, change)
                    except edit_settings.EditError as error:
                        refused.append(f"{'.'.join(path)} {change['kind']}: {error}")
                        continue
                    self.assertEqual(normalized(arguments_of(edited)), normalized(changed(arguments, path, expected)))
                    lines = list(difflib.ndiff(text.splitlines(), edited.splitlines()))
                    removed = [line for line in lines if line.startswith("- ")]
                    self.assertLessEqual(len(removed), 2 if change["kind"] == "remove" else 1)
                    if change["kind"] != "remove":
                        self.assertEqual(text.count("#"), edited.count("#"))
                    if newline == "\r\n":
                        self.assertNotRegex(edited.replace("\r\n", ""), "[\r\n]")
            self.assertEqual(sorted(set(refused)), REFUSED.get(name, []))



def read(value: Any, path: List[str]) -> Any:
    for key in path:
        value = value[key]
    return value


def normalized(arguments: Any) -> Any:
    """With sorted lists, and without empty lists and dictionaries: a variable keeps an empty one."""
    if isinstance(arguments, dict):
        inner = {key: normalized(value) for key, value in arguments.items()}
        return {key: value for key, value in inner.items() if value not in ({}, [], None)}
    return sorted(arguments, key=json.dumps) if isinstance(arguments, list) else arguments


class RunTest(ProbeTest):
    def test_several_edits(self) -> None:
        def one(file: str, path: List[str], change: Dict[str, Any]) -> Dict[str, Any]:
            return {"kind": "setting", "file": file, "path": path, "change": change}

        text = dedent(
            """\
            # ü
            setup(a=['ü'])
            """
        )
        edits = [
            one("a/setup.py", ["a"], append("y")),
            one("a/setup.py", ["a"], append("y")),
            one("a/setup.py", ["b"], set_to(True)),
            one("b/setup.py", ["a"], DELETE),
        ]
        result = json.loads(self.run_probe("edit_settings.py", {"files": {"a/setup.py": text, "b/setup.py": text}, "edits": edits}))
        self.assertEqual(result["files"], {"a/setup.py": "# ü\nsetup(a=['ü', 'y'], b=True)\n", "b/setup.py": "# ü\nsetup()\n"})
        self.assertEqual(result["errors"], [{"index": 1, "message": 'a contains ["y"] already'}])


if __name__ == "__main__":
    unittest.main()
