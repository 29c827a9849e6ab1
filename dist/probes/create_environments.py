"""Creates virtual environments without pip, several in one run of the interpreter.

Run as `python -I create_environments.py REQUEST.json RESULT.json`, by the interpreter of the environments.

Request:
    environments   [{"root":  directory of the new environment
                     "like":  null, or {"root", "completed"}: an environment of the same interpreter whose installed
                              files are hard-linked into the new one, or copied where the file system has no hard
                              links; "completed" is the time of its last change, in milliseconds since 1970}]

Result, a list in the order of the request:
    root, python, scripts, purelib, platlib   absolute paths

Errors: a traceback and exit status 1 if an environment cannot be created (no `venv` module, disk full), or if a file
of `like` was changed after `completed`.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import venv
from typing import Any, Dict, NamedTuple, Optional

# Bytes at the start of a script that contain the path of the interpreter: one line, or two for a long path.
HEAD = 4096


def create(root: str, like: Optional[Dict[str, Any]]) -> Dict[str, str]:
    """Creates an environment and returns its paths."""
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
    """The path that `sysconfig` reports under this name in the environment."""
    # The "venv" scheme was added in Python 3.11; before it, environments use the scheme of the platform.
    scheme = "venv" if "venv" in sysconfig.get_scheme_names() else ("nt" if os.name == "nt" else "posix_prefix")
    return sysconfig.get_path(name, scheme, {"base": root, "platbase": root, "installed_base": root})


class Sharing(NamedTuple):
    """The roots of the existing and the new environment."""

    before: str
    after: str
    # Scripts directory of the new environment, whose files contain the path of the interpreter.
    scripts: str
    # When the existing environment was complete, in milliseconds since 1970.
    completed: int


def share_tree(source: str, target: str, sharing: Sharing) -> None:
    """Links or copies all files except those that `venv` has created in the new environment."""
    os.makedirs(target, exist_ok=True)
    with os.scandir(source) as entries:
        for entry in entries:
            path = os.path.join(target, entry.name)
            if entry.is_symlink():
                if not os.path.lexists(path):
                    os.symlink(os.readlink(entry.path), path)
            elif entry.is_dir():
                share_tree(entry.path, path, sharing)
            elif not os.path.lexists(path) and not is_being_compiled(entry.name):
                share_file(entry, path, sharing)


def is_being_compiled(name: str) -> bool:
    """Whether Python is writing this bytecode file, which it renames when complete (importlib, `_write_atomic`)."""
    return ".pyc." in name


def share_file(entry: "os.DirEntry[str]", path: str, sharing: Sharing) -> None:
    """Makes a hard link to a file, which takes a tenth of the time of a copy."""
    if entry.stat().st_mtime > sharing.completed / 1000 and not entry.name.endswith(".pyc"):
        raise OSError(f"{entry.path} was changed after the environment was complete")
    if os.path.dirname(path) == sharing.scripts or not linked(entry.path, path):
        copy_file(entry, path, sharing)


def linked(source: str, target: str) -> bool:
    """Makes a hard link and returns whether the file system could."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def copy_file(entry: "os.DirEntry[str]", path: str, sharing: Sharing) -> None:
    """Copies a file, with its modification time as bytecode depends on it, and adapts the interpreter of a script."""
    status = entry.stat()
    with open(entry.path, "rb", buffering=0) as source:
        data = source.read()
    if data.startswith(b"#!"):
        before, after = (os.fsencode(root + os.sep) for root in (sharing.before, sharing.after))
        data = data[:HEAD].replace(before, after) + data[HEAD:]
    with open(path, "xb", buffering=0) as target:
        target.write(data)
    os.chmod(path, status.st_mode)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as request:
        environments = json.load(request)["environments"]
    with open(sys.argv[2], "w", encoding="utf-8") as result:
        json.dump([create(one["root"], one["like"]) for one in environments], result)
