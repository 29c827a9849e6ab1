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

    def test_paths_match_sysconfig(self) -> None:
        first, second = self.create(*({"root": str(self.folder / name), "like": None} for name in ("öne", "two")))
        for one in (first, second):
            purelib = self.run_in(one, "import sysconfig; print(sysconfig.get_path('purelib'))")
            self.assertEqual(os.path.realpath(purelib), os.path.realpath(one["purelib"]))
            self.assertTrue(Path(one["scripts"]).is_dir())
        self.assertNotEqual(first["root"], second["root"])

    def test_no_pip(self) -> None:
        (one,) = self.create({"root": str(self.folder / "new"), "like": None})
        self.assertEqual(os.listdir(one["purelib"]), [])

    @unittest.skipIf(os.name == "nt", "no files are shared on Windows")
    def test_new_environment_has_the_installed_files_and_its_own_interpreter(self) -> None:
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
        # The form that installers write for a path that has a space or is too long.
        head = f"#!/bin/sh\n'''exec' \"{old['python']}\" \"$0\" \"$@\"\n' '''\n"
        script.write_text(f"{head}import sys\nprint(sys.prefix)\n", encoding="utf-8")
        script.chmod(0o755)

        (new,) = self.create({"root": str(self.folder / "new"), "like": as_of_now(old)})
        copied = Path(new["purelib"]) / "demo" / "__init__.py"
        self.assertEqual(self.run_in(new, "import demo; print(demo.__file__)"), str(copied))
        # Bytecode stays valid only if the source keeps its modification time.
        self.assertEqual(os.stat(str(copied)).st_mtime, 1)
        self.assertEqual(len(os.listdir(str(copied.parent / "__pycache__"))), 1)
        self.assertEqual((Path(new["root"]) / "share" / "page.1").read_bytes(), b"\x00\xff")
        self.assertEqual(os.readlink(str(Path(new["root"]) / "share" / "link")), "page.1")
        ran = subprocess.check_output([str(Path(new["scripts"]) / "demo")], universal_newlines=True)
        self.assertEqual(ran.strip(), new["root"])
        self.assertTrue(os.path.samefile(str(copied), str(module)))
        # A file that an installer replaces in one environment must stay unchanged in the other.
        copied.unlink()
        copied.write_text("VALUE = 2\n", encoding="utf-8")
        self.assertEqual(self.run_in(new, "import demo; print(demo.VALUE)"), "2")
        self.assertEqual(self.run_in(old, "import demo; print(demo.VALUE)"), "1")

    @unittest.skipIf(os.name == "nt", "no files are shared on Windows")
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

    @unittest.skipIf(os.name == "nt", "no files are shared on Windows")
    def test_file_changed_after_completion_is_not_shared(self) -> None:
        old, module = self.create_with_demo()
        create = runpy.run_path(str(PROBES / "create_environments.py"))["create"]
        like = as_of_now(old)
        # Bytecode may be written later, at the first import.
        self.run_in(old, "import demo")
        create(str(self.folder / "new"), like)
        os.utime(str(module), (time.time() + 10, time.time() + 10))
        with self.assertRaisesRegex(OSError, "demo.py was changed"):
            create(str(self.folder / "newer"), like)


def as_of_now(environment: dict) -> dict:
    return {"root": environment["root"], "completed": int(time.time() * 1000) + 1}


if __name__ == "__main__":
    unittest.main()
