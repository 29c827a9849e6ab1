"""Create virtual environments without pip, several in one start of the interpreter.

Called as ``python -I create_environments.py REQUEST RESULT``. REQUEST is ``{"roots": [folder, ...]}``; RESULT is a
list with one object for each: ``{"root", "python", "scripts", "purelib", "platlib"}``, all absolute. Ends with a
traceback and status 1 when an environment cannot be created (no ``venv`` module, disk full).
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import venv
from typing import Dict


def create(root: str) -> Dict[str, str]:
    """Create the environment and tell where its parts are."""
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(root)
    context = builder.ensure_directories(root)
    return {
        "root": root,
        "python": context.env_exe,
        "scripts": context.bin_path,
        "purelib": library(root, "purelib"),
        "platlib": library(root, "platlib"),
    }


def library(root: str, name: str) -> str:
    """The folder of the environment that sysconfig will call by this name when its own interpreter runs."""
    # "venv" came with 3.11; before it an environment used the scheme of the platform.
    scheme = "venv" if "venv" in sysconfig.get_scheme_names() else ("nt" if os.name == "nt" else "posix_prefix")
    return sysconfig.get_path(name, scheme, {"base": root, "platbase": root, "installed_base": root})


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as request:
        roots = json.load(request)["roots"]
    with open(sys.argv[2], "w", encoding="utf-8") as result:
        json.dump([create(root) for root in roots], result)
