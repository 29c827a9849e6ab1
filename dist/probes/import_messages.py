"""Records the warnings and output of modules while they are imported, and the time that one of them takes.

Run as `python -I import_messages.py REQUEST.json RESULT.json`, by the environment's python.

Request:
    files     paths relative to site-packages: the modules whose messages are recorded
    sites     the directories site-packages, absolute
    modules   dotted names to import, each in its own process
    timeout   seconds per import
    timed     optional: {"module", "limit" (seconds)}

Result:
    warnings  [{"file", "line", "category", "message"}]: warnings about a line of `files`, from compiling them (pip
              compiles modules when it installs them) and from importing `modules`
    printed   [{"file", "line", "module", "stream" ("stdout" or "stderr"), "text"}]: the first text that the body of each
              module of `files` prints, or what it calls
    time      {"seconds", "slowest": [{"module", "seconds"}]}, or null: the fastest of several imports of `timed`, and if
              that is above the limit, what takes most of it: its own code and its imports of other packages

Warnings are of the categories DeprecationWarning, PendingDeprecationWarning, FutureWarning and SyntaxWarning, and
UserWarning if other code raises it about a line of `files`.

Errors: modules do not cause errors, and an import that fails has no result. A nonzero exit status is an error in the
probe, except 143: it was terminated (SIGTERM), and has killed its children.
"""
from __future__ import annotations

import importlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from typing import Any

CATEGORIES = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, SyntaxWarning)
LIMIT = 120
TIMED_RUNS = 5
SLOWEST = 3
BEGIN = "as-installed: the import begins"
# Code for which the compiler may issue warnings. Files without a match are not compiled, to save time.
SUSPECT = re.compile(
    b"|".join([
        # Escapes: in bytes, those for Unicode are invalid, too.
        rb"""\\[^\\'"abfnrtvxNuU\r\n0-3]""",
        rb"""\b[bB]["'].*\\[NuU]""",
        # `is` with a literal
        rb"""\bis\s+(?:not\s+)?["'\d([{-]""",
        rb"""(?:["']|(?<![\w.])\d[\d.]*)\s+is\b""",
        # `assert (condition, message)`
        rb"""\bassert\s*\(""",
        # A missing comma
        rb"""["'\])}]\s*[(\[]""",
        # `1if x`
        rb"""\d(?:if|else|and|or|in|is|for)\b""",
        # `return` in `finally`
        rb"""\bfinally\b""",
    ])
)


class OwnFiles:
    """The installed files whose messages are recorded."""

    def __init__(self, files: list[str], sites: list[str]) -> None:
        self.paths = {
            real: file for file in files for site in sites for real in [os.path.realpath(os.path.join(site, file))]
        }
        self.found: dict[str, str | None] = {}

    def find(self, path: str) -> str | None:
        if path not in self.found:
            self.found[path] = self.paths.get(os.path.realpath(path))
        return self.found[path]


class Recorder:
    """Records the messages of own files in the current process."""

    def __init__(self, own: OwnFiles) -> None:
        self.own = own
        self.warnings: list[dict[str, Any]] = []
        self.printed: list[dict[str, Any]] = []

    def show(self, message: Any, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any) -> None:
        """Replaces warnings.showwarning."""
        file = self.own.find(filename)
        if file is None:
            return
        if issubclass(category, CATEGORIES) or (issubclass(category, UserWarning) and not self.is_raised_by_own()):
            warning = {"file": file, "line": lineno, "category": category.__name__, "message": first_line(str(message))}
            if warning not in self.warnings:
                self.warnings.append(warning)

    def is_raised_by_own(self) -> bool:
        frame: Any = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename == warnings.__file__:
            frame = frame.f_back
        return frame is not None and self.own.find(frame.f_code.co_filename) is not None

    def write(self, stream: str, text: str) -> None:
        """Records text of a stream if the module whose body is running is own."""
        if not text.strip():
            return
        frame: Any = sys._getframe(2)
        innermost = None
        while frame is not None:
            file = self.own.find(frame.f_code.co_filename)
            if innermost is None and file is not None:
                innermost = {"file": file, "line": frame.f_lineno}
            if frame.f_code.co_name == "<module>":
                if file is not None and innermost is not None:
                    self.add_text({**innermost, "module": file, "stream": stream, "text": first_line(text)})
                return
            frame = frame.f_back

    def add_text(self, printed: dict[str, Any]) -> None:
        key = (printed["module"], printed["stream"])
        if key not in [(one["module"], one["stream"]) for one in self.printed]:
            self.printed.append(printed)


class RecordedStream(io.TextIOWrapper):
    """A standard stream that reports what is written to it."""

    recorder: Recorder
    stream: str

    def write(self, text: str) -> int:
        self.recorder.write(self.stream, text)
        return super().write(text)


def compile_all(own: OwnFiles) -> list[dict[str, Any]]:
    recorder = Recorder(own)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = recorder.show
        for path in own.paths:
            try:
                with open(path, "rb") as file:
                    source = file.read()
                if SUSPECT.search(source):
                    compile(source, path, "exec", dont_inherit=True)
            except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
                # Another probe reports what cannot be compiled.
                continue
    return recorder.warnings


def record_import(module: str, own: OwnFiles, outcome: str) -> None:
    """Imports a module in the current process, writes what was recorded, and ends the process."""
    recorder = Recorder(own)
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = RecordedStream(io.FileIO(number, "w", closefd=False), encoding="utf-8", errors="replace")
        stream.recorder, stream.stream = recorder, name
        setattr(sys, name, stream)
    warnings.simplefilter("always")
    warnings.showwarning = recorder.show
    sys.argv[:] = ["-c"]
    importlib.import_module(module)
    finish(outcome, {"warnings": recorder.warnings, "printed": recorder.printed})


def time_import(module: str, outcome: str) -> None:
    sys.argv[:] = ["-c"]
    print(BEGIN, file=sys.stderr, flush=True)
    start = time.perf_counter()
    importlib.import_module(module)
    finish(outcome, {"seconds": time.perf_counter() - start})


def finish(outcome: str, result: dict[str, Any]) -> None:
    text = json.dumps(result)
    with open(outcome, "w", encoding="utf-8") as file:
        file.write(text)
    # Without waiting for threads or running exit handlers.
    os._exit(0)


class Runs:
    """Runs imports in child processes, each in an empty directory."""

    def __init__(self, request_path: str, home: str, timeout: float) -> None:
        self.request_path = request_path
        self.home = home
        self.timeout = timeout
        self.child: subprocess.Popen[bytes] | None = None
        self.is_terminated = False

    def run(self, action: str, module: str, *options: str) -> tuple[dict[str, Any] | None, str]:
        """Returns the result, or None if the import did not succeed, and stderr."""
        folder = tempfile.mkdtemp(dir=self.home)
        outcome = folder + ".json"
        command = [sys.executable, "-I", *options, os.path.abspath(__file__)]
        with open(folder + ".stderr", "w+b") as stderr:
            child = subprocess.Popen(
                [*command, self.request_path, outcome, action, module],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr,
                start_new_session=os.name == "posix",
            )
            self.child = child
            try:
                if not self.is_terminated:
                    child.wait(self.timeout)
            except subprocess.TimeoutExpired:
                pass
            finally:
                kill(child)
                child.wait()
            if self.is_terminated:
                sys.exit(128 + signal.SIGTERM)
            stderr.seek(0)
            output = stderr.read().decode("utf-8", "replace")
        try:
            with open(outcome, encoding="utf-8") as file:
                return json.load(file), output
        except (OSError, ValueError):
            return None, output

    def terminate(self, *_: Any) -> None:
        """Ends the process of an import, which has a session of its own and would survive.

        An exception here could be raised while Popen starts it.
        """
        self.is_terminated = True
        if self.child is not None:
            kill(self.child)

    def time(self, module: str, limit: float) -> dict[str, Any] | None:
        """Measures the import with compiled bytecode, which an import before has written."""
        seconds = None
        for _ in range(TIMED_RUNS):
            result, _stderr = self.run("time", module)
            if result is None:
                return None
            seconds = min(result["seconds"], seconds or result["seconds"])
            if seconds <= limit:
                return {"seconds": seconds, "slowest": []}
        _result, stderr = self.run("time", module, "-X", "importtime")
        return {"seconds": seconds, "slowest": slowest(stderr, module)}


def kill(child: subprocess.Popen[bytes]) -> None:
    try:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except OSError:
        # It has ended.
        pass


def slowest(stderr: str, module: str) -> list[dict[str, Any]]:
    """Returns the imports of other packages by the package of a module that take longest, and its own code."""
    own = module.partition(".")[0]
    # A module is printed after its imports, which are indented by two more spaces.
    parents: dict[int, str] = {}
    sums: dict[str, int] = {}
    lines = re.findall(
        r"^import time: +(\d+) \| +(\d+) \| ( *)(\S+)\s*$", stderr.partition(BEGIN)[2], re.MULTILINE
    )
    for duration, cumulative, indentation, name in reversed(lines):
        depth = len(indentation) // 2
        parents[depth] = name
        if name.partition(".")[0] == own:
            sums[own] = sums.get(own, 0) + int(duration)
        elif parents.get(depth - 1, own).partition(".")[0] == own:
            sums[name] = sums.get(name, 0) + int(cumulative)
    ranked = sorted(sums.items(), key=lambda item: -item[1])[:SLOWEST]
    return [{"module": name, "seconds": round(microseconds / 1e6, 3)} for name, microseconds in ranked]


def first_line(text: str) -> str:
    line = " ".join((text.strip().splitlines() or [""])[0].split())
    return line if len(line) <= LIMIT else line[: LIMIT - 3] + "..."


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    own = OwnFiles(request["files"], request["sites"])
    home = tempfile.mkdtemp(prefix="as-installed-imports-")
    runs = Runs(request_path, home, request["timeout"])
    signal.signal(signal.SIGTERM, runs.terminate)
    found, printed, timed = compile_all(own), [], request.get("timed")
    try:
        for module in request["modules"]:
            result, _ = runs.run("record", module)
            for warning in result["warnings"] if result else []:
                if warning not in found:
                    found.append(warning)
            printed += [one for one in (result["printed"] if result else []) if one not in printed]
        measured = runs.time(timed["module"], timed["limit"]) if timed else None
    finally:
        shutil.rmtree(home, ignore_errors=True)
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({"warnings": found, "printed": printed, "time": measured}, file)


def main_of_child(request_path: str, outcome: str, action: str, module: str) -> None:
    if action == "time":
        time_import(module, outcome)
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    record_import(module, OwnFiles(request["files"], request["sites"]), outcome)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(*sys.argv[1:])
    else:
        main_of_child(*sys.argv[1:])
