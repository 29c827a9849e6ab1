"""Create virtual environments without pip, several in one start of the interpreter.

Called as ``python -I create_environments.py REQUEST RESULT``. REQUEST is ``{"environments": [{"root": folder, "like":
null or {"root": folder, "completed": milliseconds since 1970}}, ...]}``; with ``like``, what is installed in that
environment of the same interpreter is in the new one as well, linked where the file system can. RESULT is a list with
one object for each: ``{"root", "python", "scripts", "purelib", "platlib"}``, all absolute. Ends with a traceback and
status 1 when an environment cannot be created (no ``venv`` module, disk full), or when a file of the one that it is to
be like was written to after it had been completed.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import venv
from typing import Any, Dict, NamedTuple, Optional

# Bytes of a script in which it names its interpreter: a line, or two where the path is too long for one.
HEAD = 4096


def create(root: str, like: Optional[Dict[str, Any]]) -> Dict[str, str]:
    """Create the environment and tell where its parts are."""
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(root)
    context = builder.ensure_directories(root)
    if like is not None:
        share_tree(like["root"], root, Sharing(like["root"], root, context.bin_path, like["completed"]))
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


class Sharing(NamedTuple):
    """From which environment to which."""

    before: str
    after: str
    # Folder of the new one: what is in it names its interpreter.
    scripts: str
    # Of the old one; in milliseconds since 1970.
    completed: int


def share_tree(source: str, target: str, sharing: Sharing) -> None:
    """Bring what is not there yet: the new environment has an interpreter and a configuration of its own."""
    os.makedirs(target, exist_ok=True)
    with os.scandir(source) as entries:
        for entry in entries:
            there = os.path.join(target, entry.name)
            if entry.is_symlink():
                if not os.path.lexists(there):
                    os.symlink(os.readlink(entry.path), there)
            elif entry.is_dir():
                share_tree(entry.path, there, sharing)
            elif not os.path.lexists(there) and not is_being_compiled(entry.name):
                share_file(entry, there, sharing)


def is_being_compiled(name: str) -> bool:
    """Whether Python is just writing a file: it gets its name when it is complete (importlib, ``_write_atomic``)."""
    return ".pyc." in name


def share_file(entry: "os.DirEntry[str]", there: str, sharing: Sharing) -> None:
    """Make a second name for a file; to write a thousand takes ten times as long."""
    if entry.stat().st_mtime > sharing.completed / 1000 and not entry.name.endswith(".pyc"):
        raise OSError(f"{entry.path} was written to after the environment had been completed")
    if os.path.dirname(there) == sharing.scripts or not linked(entry.path, there):
        copy_file(entry, there, sharing)


def linked(source: str, target: str) -> bool:
    """Whether there could be a second name: not in another file system, and not in some at all."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def copy_file(entry: "os.DirEntry[str]", there: str, sharing: Sharing) -> None:
    """Copy a file with its time, by which Python knows what it has compiled; a script runs in the new environment."""
    status = entry.stat()
    with open(entry.path, "rb", buffering=0) as source:
        data = source.read()
    if data.startswith(b"#!"):
        before, after = (os.fsencode(root + os.sep) for root in (sharing.before, sharing.after))
        data = data[:HEAD].replace(before, after) + data[HEAD:]
    with open(there, "xb", buffering=0) as target:
        target.write(data)
    os.chmod(there, status.st_mode)
    os.utime(there, ns=(status.st_atime_ns, status.st_mtime_ns))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as request:
        environments = json.load(request)["environments"]
    with open(sys.argv[2], "w", encoding="utf-8") as result:
        json.dump([create(one["root"], one["like"]) for one in environments], result)
