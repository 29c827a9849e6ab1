"""Calls a hook of a build backend in the current directory (PEP 517), and unpacks the result.

    hook.py sdist|wheel BACKEND OUTPUT UNPACKED
"""

import importlib
import os
import shutil
import sys


def main() -> None:
    kind, backend, output, unpacked = sys.argv[1:]
    # The backend must not import from the directory of this file.
    del sys.path[0]
    module, _, name = backend.partition(":")
    found = importlib.import_module(module)
    for part in filter(None, name.split(".")):
        found = getattr(found, part)
    os.makedirs(output, exist_ok=True)
    file = getattr(found, "build_" + kind)(output)
    made = os.path.join(output, file)
    shutil.unpack_archive(made, unpacked, "zip" if kind == "wheel" else None)


main()
