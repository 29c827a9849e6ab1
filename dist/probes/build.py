"""Runs one PEP 517 hook of a project's build backend, in this environment.

Run as `python -I build.py REQUEST.json RESULT.json`, by the python of the build
environment. One hook a process, as PEP 517 asks of frontends: a backend may leave the
process in any state it likes.

Request:
    source           the project's folder; becomes the working directory
    backend          "package.module" or "package.module:object"
    backend_path     folders of an in-tree backend, relative to source; may be empty
    hook             "build_sdist", "build_wheel", "get_requires_for_build_sdist" or
                     "get_requires_for_build_wheel"
    output           folder the artifact goes to; null for the get_requires hooks
    config_settings  object; an empty one reaches the backend as None, as from pip

Result, one of:
    {"ok": true, "value": file name of the artifact, or list of requirements}
    {"ok": false, "kind": ..., "type": ..., "message": ..., "traceback": ...} with kind
        "backend-missing"  it cannot be imported, or not from its backend_path
        "hook-missing"     it has no such hook (get_requires hooks are optional: [])
        "unsupported"      it raised its own UnsupportedOperation
        "backend-error"    it raised anything else, SystemExit included

The exit status is 0 in all these cases. Anything else, or no result, means that the
probe broke or that the backend ended the process. The output streams are the backend's.
"""
from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from typing import Any

LIMIT = 16_384


class Failure(Exception):
    """A hook that did not give a value; its cause, if any, is what went wrong."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message)
        self.kind = kind


def is_inside(path: str, folder: str) -> bool:
    path, folder = os.path.realpath(path), os.path.realpath(folder)
    return os.path.join(path, "").startswith(os.path.join(folder, ""))


def load_backend(backend: str, backend_path: list[str]) -> Any:
    source = os.getcwd()
    folders = [os.path.normpath(os.path.join(source, folder)) for folder in backend_path]
    for folder in folders:
        if not is_inside(folder, source):
            raise Failure("backend-missing", f"backend-path {folder} is not inside {source}")
    sys.path[:0] = folders

    name, _, attributes = backend.partition(":")
    try:
        loaded = importlib.import_module(name)
    except ImportError as error:
        raise Failure("backend-missing") from error
    file = getattr(loaded, "__file__", None)
    if folders and not any(is_inside(file or "", folder) for folder in folders):
        raise Failure("backend-missing", f"{name} is loaded from {file}, not from its backend-path")
    try:
        for attribute in filter(None, attributes.split(".")):
            loaded = getattr(loaded, attribute)
    except AttributeError as error:
        raise Failure("backend-missing") from error
    return loaded


def run_hook(backend: Any, hook: str, output: str | None, config_settings: dict[str, Any]) -> Any:
    function = getattr(backend, hook, None)
    settings = config_settings or None
    if hook.startswith("get_requires_for_"):
        return list(function(settings)) if function else []
    if function is None:
        raise Failure("hook-missing", f"{backend!r} has no {hook}")
    try:
        return function(output, settings)
    except Exception as error:
        if isinstance(error, getattr(backend, "UnsupportedOperation", ())):
            raise Failure("unsupported") from error
        raise


def run(request: dict[str, Any]) -> dict[str, Any]:
    os.chdir(request["source"])
    backend = load_backend(request["backend"], request["backend_path"])
    return {"ok": True, "value": run_hook(backend, request["hook"], request["output"], request["config_settings"])}


def failed(kind: str, error: BaseException) -> dict[str, Any]:
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return {
        "ok": False,
        "kind": kind,
        "type": type(error).__name__,
        "message": str(error)[:LIMIT],
        "traceback": "".join(lines)[-LIMIT:],
    }


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    result_path = os.path.abspath(result_path)
    if request["output"]:
        request["output"] = os.path.abspath(request["output"])
    try:
        result = json.dumps(run(request))
    except Failure as failure:
        result = json.dumps(failed(failure.kind, failure.__cause__ or failure))
    except (Exception, SystemExit) as error:
        result = json.dumps(failed("backend-error", error))
    with open(result_path, "w", encoding="utf-8") as file:
        file.write(result)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
