"""Runs PEP 517 hooks of a project's build backend, in the build environment.

Run as `python -I build.py REQUEST.json RESULT.json`, by the python of the build environment. Each
hook runs in its own process, as PEP 517 requires of frontends. Where the system can fork, it is a
fork of a process that has imported the backend, as the import takes longer than most hooks.

Request, with absolute paths:
    backend        "package.module" or "package.module:object"
    backend_path   directories of an in-tree backend, relative to the source; may be empty
    installed      requirements that are already installed in the environment
    steps          list, run in order, of
        {"hook":   "build_sdist", "build_wheel", "get_requires_for_build_sdist" or
                   "get_requires_for_build_wheel"
         "source": the project directory, which becomes the working directory; null for the
                   first directory that the last unpack step created
         "output": directory for the distribution; null for the get_requires hooks}
        {"unpack": an sdist; null for the one that was built last
         "into":   [directories that do not exist yet]}

Result:
    done   list, with one object for each step that ran:
        {"ok": true, "seconds", "value": file name of the distribution, list of requirements, or
         [project directories] of an unpack step
         "description": of a build_wheel step, the description of the wheel; of an unpack step, the
                        core metadata of the sdist, or null without PKG-INFO. For both see
                        distribution_metadata.py}
        {"ok": false, "kind", "type", "message", "traceback"}, where kind is
            "backend-missing"  the backend cannot be imported, or not from its backend_path
            "hook-missing"     the backend has no such hook (the get_requires hooks are optional,
                               their default is [])
            "unsupported"      the hook raised the backend's UnsupportedOperation
            "backend-error"    the hook raised any other exception, including SystemExit

The probe describes distributions in its own process, after the hook has returned. It stops after
a step that failed, and after a get_requires hook that returned requirements which are not
installed; the exit status is 0 in both cases. stdout and stderr belong to the backend; before each
step, the probe writes a line "$ hook name" to stderr.

Errors: if a backend ends its process, the probe ends with the same exit status or signal, and the
result has no object for the step. Any other exit status is an error in the probe.
"""
from __future__ import annotations

import atexit
import importlib
import json
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
import traceback
import zipfile
from typing import Any, NoReturn

LIMIT = 16_384


class Failure(Exception):
    """A hook that returned no value; `__cause__` is the exception, if there was one."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message)
        self.kind = kind


def is_inside(path: str, directory: str) -> bool:
    path, directory = os.path.realpath(path), os.path.realpath(directory)
    return os.path.join(path, "").startswith(os.path.join(directory, ""))


def load_backend(backend: str, backend_path: list[str]) -> Any:
    source = os.getcwd()
    directories = [os.path.normpath(os.path.join(source, directory)) for directory in backend_path]
    for directory in directories:
        if not is_inside(directory, source):
            raise Failure("backend-missing", f"backend-path {directory} is not inside {source}")
    sys.path[:0] = directories

    name, _, attributes = backend.partition(":")
    try:
        loaded = importlib.import_module(name)
    except ImportError as error:
        raise Failure("backend-missing") from error
    file = getattr(loaded, "__file__", None)
    if directories and not any(is_inside(file or "", directory) for directory in directories):
        raise Failure("backend-missing", f"{name} is loaded from {file}, not from its backend-path")
    try:
        for attribute in filter(None, attributes.split(".")):
            loaded = getattr(loaded, attribute)
    except AttributeError as error:
        raise Failure("backend-missing") from error
    return loaded


def run_hook(backend: Any, hook: str, output: str | None) -> Any:
    function = getattr(backend, hook, None)
    if hook.startswith("get_requires_for_"):
        return list(function(None)) if function else []
    if function is None:
        raise Failure("hook-missing", f"{backend!r} has no {hook}")
    try:
        return function(output, None)
    except Exception as error:
        if isinstance(error, getattr(backend, "UnsupportedOperation", ())):
            raise Failure("unsupported") from error
        raise


def failed(kind: str, error: BaseException) -> dict[str, Any]:
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return {
        "ok": False,
        "kind": kind,
        "type": type(error).__name__,
        "message": str(error)[:LIMIT],
        "traceback": "".join(lines)[-LIMIT:],
    }


def run_step(request: dict[str, Any], step: dict[str, Any], result_path: str) -> None:
    """Runs one hook in the current process and writes its result."""
    started = time.monotonic()
    try:
        os.chdir(step["source"])
        backend = load_backend(request["backend"], request["backend_path"])
        value = run_hook(backend, step["hook"], step["output"])
        result = json.dumps({"ok": True, "value": value, "seconds": time.monotonic() - started})
    except Failure as failure:
        result = json.dumps(failed(failure.kind, failure.__cause__ or failure))
    except (Exception, SystemExit) as error:
        result = json.dumps(failed("backend-error", error))
    with open(result_path, "w", encoding="utf-8") as file:
        file.write(result)


def can_fork() -> bool:
    """Only on Linux, as elsewhere a fork of a process that has loaded system libraries may crash."""
    return sys.platform == "linux" and threading.active_count() == 1


def in_own_process(request: dict[str, Any], step: dict[str, Any], result_path: str) -> int:
    """Runs one hook in its own process and returns the exit status, negative for a signal."""
    if can_fork():
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                run_step(request, step, result_path)
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                leave(status)
        status = os.waitpid(child, 0)[1]
        return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    request_path = result_path + ".request"
    with open(request_path, "w", encoding="utf-8") as file:
        json.dump({**request, "step": step}, file)
    return subprocess.run([sys.executable, "-I", os.path.abspath(__file__), request_path, result_path]).returncode


def leave(status: int) -> NoReturn:
    """Ends a fork like a regular process: exit handlers run and the output is flushed."""
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def end_like(status: int) -> NoReturn:
    """Ends this process with the exit status or signal of another one."""
    if status < 0:
        if -status != signal.SIGKILL:
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def unpack(sdist: str, into: str) -> str:
    if sdist.endswith(".zip"):
        with zipfile.ZipFile(sdist) as archive:
            archive.extractall(into)
    else:
        with tarfile.open(sdist) as archive:
            # Extraction filters (PEP 706) were backported to security releases, so the Python version is not enough.
            archive.extractall(into, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    return os.path.join(into, min(os.listdir(into), default=""))


def load(name: str) -> dict[str, Any]:
    """Executes a file of this directory, which is not on sys.path so that code under test cannot import the probes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


class Steps:
    """Runs the steps of a request; a step may use the results of earlier ones."""

    def __init__(self, request: dict[str, Any], result_path: str) -> None:
        self.request, self.result_path = request, result_path
        self.done: list[dict[str, Any]] = []
        self.source: str | None = None
        self.sdist: str | None = None
        self.descriptions: dict[str, Any] = {}

    def describe(self, function: str, path: str) -> Any:
        # Loaded only now, as a build that fails does not need email.parser, which takes long to import.
        self.descriptions = self.descriptions or load("distribution_metadata.py")
        return self.descriptions[function](path)

    def run(self) -> None:
        preloaded = False
        for step in self.request["steps"]:
            name = step.get("hook", "unpack the sdist")
            print(f"$ {name}", file=sys.stderr, flush=True)
            if "hook" not in step:
                self.add(self.unpack(step))
            else:
                step["source"] = step["source"] or self.source
                if not preloaded and can_fork():
                    preloaded = True
                    self.preload(step["source"])
                self.add(self.call(step))
            last = self.done[-1]
            required = last.get("value") or () if name.startswith("get_requires_for_") else ()
            if not last["ok"] or set(required) - set(self.request["installed"]):
                return

    def preload(self, source: str) -> None:
        if self.request["backend_path"]:
            # The source tree and the sdist each have their own copy of an in-tree backend.
            return
        try:
            os.chdir(source)
            importlib.import_module(self.request["backend"].partition(":")[0])
        except (Exception, SystemExit):
            # The hook that needs the backend reports the error.
            pass

    def call(self, step: dict[str, Any]) -> dict[str, Any]:
        path = f"{self.result_path}.{len(self.done)}"
        status = in_own_process(self.request, step, path)
        if not os.path.exists(path):
            end_like(status)
        with open(path, encoding="utf-8") as file:
            result = json.load(file)
        if result["ok"] and step["hook"] == "build_sdist" and isinstance(result["value"], str):
            self.sdist = os.path.join(step["output"], result["value"])
        if result["ok"] and step["hook"] == "build_wheel" and isinstance(result["value"], str):
            wheel = os.path.join(step["output"], result["value"])
            result["description"] = self.describe("describe_wheel", wheel)
        return result

    def unpack(self, step: dict[str, Any]) -> dict[str, Any]:
        started = time.monotonic()
        try:
            directories = [unpack(step["unpack"] or self.sdist, into) for into in step["into"]]
        except Exception as error:
            return failed("backend-error", error)
        self.source = directories[0]
        seconds = time.monotonic() - started
        description = self.describe("describe_sdist_metadata", directories[0])
        return {"ok": True, "value": directories, "seconds": seconds, "description": description}

    def add(self, result: dict[str, Any]) -> None:
        self.done.append(result)
        # Written now, as the next step may not return.
        self.write()

    def write(self) -> None:
        with open(self.result_path, "w", encoding="utf-8") as file:
            json.dump({"done": self.done}, file)


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    result_path = os.path.abspath(result_path)
    if "step" in request:
        run_step(request, request["step"], result_path)
        return
    Steps(request, result_path).run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
