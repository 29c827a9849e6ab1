"""Finds out from its source whether a module exists, and whether it binds a name, in unpacked distributions.

Run as `python -I module_names.py REQUEST.json RESULT.json`. Nothing is imported.

Request:
    directory   to which the distributions were unpacked, like site-packages
    module      dotted name
    name        optional; a name that would be imported from the module

Result:
    has         true    the module exists, and binds the name or has a submodule of this name
                false   it does not
                null    the source does not show it: an extension module, `import *`, `__getattr__`, `globals()`, or
                        a source that this Python cannot parse

Errors: a nonzero exit status is an error in the probe.
"""
from __future__ import annotations

import ast
import json
import os
import sys
import warnings
from typing import Iterator

DYNAMIC = ("__getattr__", "globals", "setattr", "modules")


def has_name(directory: str, module: str, name: str | None) -> bool | None:
    path = os.path.join(directory, *module.split("."))
    if name is not None and exists(os.path.join(path, name)):
        return True
    if not exists(path):
        return False
    if name is None:
        return True
    for source in (os.path.join(path, "__init__.py"), path + ".py"):
        if os.path.isfile(source):
            return binds(source, name)
    return False if os.path.isdir(path) else None


def exists(path: str) -> bool:
    """Whether a module without the suffix of its file exists; also a namespace package (PEP 420)."""
    if os.path.isdir(path) or os.path.isfile(path + ".py"):
        return True
    folder, name = os.path.split(path)
    files = os.listdir(folder) if os.path.isdir(folder) else []
    return any(file.startswith(name + ".") and file.endswith((".so", ".pyd")) for file in files)


def binds(path: str, name: str) -> bool | None:
    try:
        with open(path, "rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    names = set(bound_names(tree))
    if name in names:
        return True
    dynamic = "*" in names or any(
        getattr(node, "id", getattr(node, "attr", getattr(node, "name", None))) in DYNAMIC for node in ast.walk(tree)
    )
    return None if dynamic else False


def bound_names(node: ast.AST) -> Iterator[str]:
    """Returns the names that are bound outside of functions and classes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield child.name
        elif isinstance(child, ast.alias):
            yield child.asname or (child.name.partition(".")[0] if isinstance(node, ast.Import) else child.name)
        elif isinstance(child, ast.Name):
            if isinstance(child.ctx, ast.Store):
                yield child.id
        elif not isinstance(child, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            yield from bound_names(child)


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    has = has_name(request["directory"], request["module"], request.get("name"))
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({"has": has}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
