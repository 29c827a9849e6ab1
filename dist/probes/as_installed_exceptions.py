"""Describes an exception as JSON-compatible data, in the format that all probes report.

`imports.py` loads this file from its own directory; `as_installed_pytest` imports it, so it is
installed next to the plugin.

Result of `describe`:
    type, qualname   "ModuleNotFoundError", "builtins.ModuleNotFoundError"
    message          str(error), at most LIMIT characters
    name             error.name of an ImportError, NameError or AttributeError, or null
    path             error.path of an ImportError, error.filename of an OSError or SyntaxError,
                     or null
    line             error.lineno of a SyntaxError, or null
    frames           [{"file", "line", "function"}], outermost first: the last FRAMES of them,
                     without those of the import system
    cause            the same for the exception in `__cause__` or `__context__`, at most CAUSES
                     levels deep; or null

Errors: none. The exception comes from the code under test, so reading its attributes may raise:
an attribute that cannot be read is null.
"""
from __future__ import annotations

import importlib
from types import TracebackType
from typing import Any

LIMIT = 4096
FRAMES = 30
CAUSES = 5
MACHINERY = ("<frozen importlib", importlib.__file__)


def describe(error: BaseException, hidden: tuple[str, ...] = (), depth: int = CAUSES) -> dict[str, Any]:
    """Describes `error`, without frames of files whose path starts with one of `hidden`."""
    cause = cause_of(error) if depth else None
    path = attribute(error, "path", str)
    return {
        "type": type(error).__name__,
        "qualname": f"{type(error).__module__}.{type(error).__qualname__}",
        "message": message_of(error),
        "name": attribute(error, "name", str),
        "path": attribute(error, "filename", str) if path is None else path,
        "line": attribute(error, "lineno", int),
        "frames": frames_of(error.__traceback__, (*MACHINERY, *hidden)),
        "cause": None if cause is None else describe(cause, hidden, depth - 1),
    }


def cause_of(error: BaseException) -> BaseException | None:
    if error.__cause__ is not None or error.__suppress_context__:
        return error.__cause__
    return error.__context__


def message_of(error: BaseException) -> str | None:
    try:
        return str(error)[:LIMIT]
    except Exception:
        return None


def attribute(error: BaseException, name: str, kind: type) -> Any:
    try:
        value = getattr(error, name, None)
    except Exception:
        return None
    if not isinstance(value, kind):
        return None
    return value[:LIMIT] if isinstance(value, str) else value


def frames_of(traceback: TracebackType | None, hidden: tuple[str, ...]) -> list[dict[str, Any]]:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if not code.co_filename.startswith(hidden):
            frames.append({"file": code.co_filename, "line": traceback.tb_lineno, "function": code.co_name})
        traceback = traceback.tb_next
    return frames[-FRAMES:]
