from __future__ import annotations

import json
import os
import runpy
import subprocess
import time
import unittest
from pathlib import Path
from unittest import mock

from support import PROBES, ProbeTest


class CreateEnvironmentsTest(ProbeTest):
    def create(self, *wanted: dict) -> list[dict]:
        return json.loads(self.run_probe("create_environments.py", {"environments": list(wanted)}))

    def run_in(self, environment: dict, code: str) -> str:
        return subprocess.check_output([environment["python"], "-I", "-c", code], universal_newlines=True).strip()

    def create_with_demo(self) -> tuple[dict, Path]:
        (old,) = self.create({"root": str(self.folder / "old"), "like": None})
        module = Path(old["purelib"]) / "demo.py"
        module.write_text("VALUE = 1\n", encoding="utf-8")
        return old, module

    def test_paths_are_those_of_its_own_interpreter(self) -> None:
        first, second = self.create(*({"root": str(self.folder / name), "like": None} for name in ("öne", "two")))
        for one in (first, second):
            told = self.run_in(one, "import sysconfig; print(sysconfig.get_path('purelib'))")
            self.assertEqual(os.path.realpath(told), os.path.realpath(one["purelib"]))
            self.assertTrue(Path(one["scripts"]).is_dir())
        self.assertNotEqual(first["root"], second["root"])

    def test_no_pip(self) -> None:
        (one,) = self.create({"root": str(self.folder / "new"), "like": None})
        self.assertEqual(os.listdir(one["purelib"]), [])

    @unittest.skipIf(os.name == "nt", "nothing is shared there")
    def test_new_one_has_what_is_installed_and_its_own_interpreter(self) -> None:
        (old,) = self.create({"root": str(self.folder / "old"), "like": None})
        module = Path(old["purelib"]) / "demo" / "__init__.py"
        module.parent.mkdir()
        module.write_text("VALUE = 1\n", encoding="utf-8")
        os.utime(str(module), (1, 1))
        self.assertEqual(self.run_in(old, "import demo; print(demo.VALUE)"), "1")
        (module.parent / "__pycache__" / "other.cpython.pyc.140").write_bytes(b"half")
        shared = Path(old["root"]) / "share"
        shared.mkdir()
        (shared / "page.1").write_bytes(b"\x00\xff")
        os.symlink("page.1", str(shared / "link"))
        script = Path(old["scripts"]) / "demo"
        # As installers write it where the path has a space or is too long.
        head = f"#!/bin/sh\n'''exec' \"{old['python']}\" \"$0\" \"$@\"\n' '''\n"
        script.write_text(f"{head}import sys\nprint(sys.prefix)\n", encoding="utf-8")
        script.chmod(0o755)

        (new,) = self.create({"root": str(self.folder / "new"), "like": as_of_now(old)})
        copied = Path(new["purelib"]) / "demo" / "__init__.py"
        self.assertEqual(self.run_in(new, "import demo; print(demo.__file__)"), str(copied))
        # With the time of the source, what was compiled from it holds.
        self.assertEqual(os.stat(str(copied)).st_mtime, 1)
        self.assertEqual(len(os.listdir(str(copied.parent / "__pycache__"))), 1)
        self.assertEqual((Path(new["root"]) / "share" / "page.1").read_bytes(), b"\x00\xff")
        self.assertEqual(os.readlink(str(Path(new["root"]) / "share" / "link")), "page.1")
        ran = subprocess.check_output([str(Path(new["scripts"]) / "demo")], universal_newlines=True)
        self.assertEqual(ran.strip(), new["root"])
        self.assertTrue(os.path.samefile(str(copied), str(module)))
        # What an installer replaces or compiles in the one is not in the other.
        copied.unlink()
        copied.write_text("VALUE = 2\n", encoding="utf-8")
        self.assertEqual(self.run_in(new, "import demo; print(demo.VALUE)"), "2")
        self.assertEqual(self.run_in(old, "import demo; print(demo.VALUE)"), "1")

    @unittest.skipIf(os.name == "nt", "nothing is shared there")
    def test_without_links_files_are_copied(self) -> None:
        old, module = self.create_with_demo()
        os.utime(str(module), (1, 1))
        create = runpy.run_path(str(PROBES / "create_environments.py"))["create"]
        with mock.patch("os.link", side_effect=OSError("another file system")):
            new = create(str(self.folder / "new"), as_of_now(old))
        copied = Path(new["purelib"]) / "demo.py"
        self.assertFalse(os.path.samefile(str(copied), str(module)))
        self.assertEqual(os.stat(str(copied)).st_mtime, 1)
        self.assertEqual(self.run_in(new, "import demo; print(demo.VALUE)"), "1")

    @unittest.skipIf(os.name == "nt", "nothing is shared there")
    def test_what_was_written_to_since_is_not_shared(self) -> None:
        old, module = self.create_with_demo()
        create = runpy.run_path(str(PROBES / "create_environments.py"))["create"]
        like = as_of_now(old)
        # Compiled files come when they are first needed.
        self.run_in(old, "import demo")
        create(str(self.folder / "new"), like)
        os.utime(str(module), (time.time() + 10, time.time() + 10))
        with self.assertRaisesRegex(OSError, "demo.py was written to"):
            create(str(self.folder / "newer"), like)


def as_of_now(environment: dict) -> dict:
    return {"root": environment["root"], "completed": int(time.time() * 1000) + 1}


if __name__ == "__main__":
    unittest.main()
