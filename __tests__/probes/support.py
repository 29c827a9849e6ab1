"""Shared by the tests of the probes: scratch directories, virtual environments and runs of a probe."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest
import venv
from pathlib import Path
from typing import Any

PROBES = Path(__file__).resolve().parents[2] / "src" / "probes"


class ProbeTest(unittest.TestCase):
    def setUp(self) -> None:
        # All paths in the tests have spaces and non-ASCII letters.
        self.folder = Path(os.path.realpath(tempfile.mkdtemp(prefix="pröbe tést ")))
        self.addCleanup(shutil.rmtree, str(self.folder), ignore_errors=True)

    def write(self, path: str, text: str = "") -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    def environment(self) -> Environment:
        return Environment(self.folder / "envirönment")

    def run_probe(self, name: str, request: dict[str, Any], python: str = sys.executable) -> str:
        """Runs a probe and returns the text of its result."""
        request_file, result = self.folder / "request.json", self.folder / "result.json"
        request_file.write_text(json.dumps(request), encoding="utf-8")
        command = [python, "-I", str(PROBES / name), str(request_file), str(result)]
        subprocess.run(command, check=True, cwd=str(self.folder), stdout=subprocess.DEVNULL)
        return result.read_text(encoding="utf-8")


class Environment:
    """An empty virtual environment."""

    def __init__(self, folder: Path) -> None:
        venv.create(str(folder), with_pip=False, symlinks=os.name != "nt")
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.scripts = scripts
        self.python = str(scripts / ("python.exe" if os.name == "nt" else "python"))
        self.site = next(path for path in folder.rglob("site-packages") if path.parent.parent.name != "lib64")

    def install(self, path: str, text: str = "") -> Path:
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file


def read_lines(folder: Path) -> list[dict[str, Any]]:
    """The objects in all .jsonl files of a directory."""
    return [
        json.loads(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
