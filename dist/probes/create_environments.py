"""Create virtual environments without pip, several in one start of the interpreter.

Called as ``python -I create_environments.py REQUEST RESULT``. REQUEST is ``{"environments": [{"root": folder, "like":
folder or null}, ...]}``; with ``like``, what is installed in that environment of the same interpreter is copied to the
new one. RESULT is a list with one object for each: ``{"root", "python", "scripts", "purelib", "platlib"}``, all
absolute. Ends with a traceback and status 1 when an environment cannot be created (no ``venv`` module, disk full).
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import venv
from typing import Dict, Optional

# Bytes of a script in which it names its interpreter: a line, or two where the path is too long for one.
HEAD = 4096


def create(root: str, like: Optional[str]) -> Dict[str, str]:
    """Create the environment and tell where its parts are."""
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(root)
    context = builder.ensure_directories(root)
    if like is not None:
        copy_tree(like, root, like, root)
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


def copy_tree(source: str, target: str, like: str, root: str) -> None:
    """Copy what is not there yet: the new environment has an interpreter and a configuration of its own."""
    os.makedirs(target, exist_ok=True)
    for entry in os.scandir(source):
        there = os.path.join(target, entry.name)
        if entry.is_symlink():
            if not os.path.lexists(there):
                os.symlink(os.readlink(entry.path), there)
        elif entry.is_dir():
            copy_tree(entry.path, there, like, root)
        elif not os.path.lexists(there):
            copy_file(entry, there, like, root)


def copy_file(entry: "os.DirEntry[str]", there: str, like: str, root: str) -> None:
    """Copy a file with its time, by which Python knows what it has compiled; a script runs in the new environment."""
    status = entry.stat()
    with open(entry.path, "rb", buffering=0) as source:
        data = source.read()
    if data.startswith(b"#!"):
        head = data[:HEAD].replace(os.fsencode(like) + os.fsencode(os.sep), os.fsencode(root) + os.fsencode(os.sep))
        data = head + data[HEAD:]
    with open(there, "xb", buffering=0) as target:
        target.write(data)
    os.chmod(there, status.st_mode)
    os.utime(there, ns=(status.st_atime_ns, status.st_mtime_ns))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as request:
        environments = json.load(request)["environments"]
    with open(sys.argv[2], "w", encoding="utf-8") as result:
        json.dump([create(one["root"], one["like"]) for one in environments], result)
