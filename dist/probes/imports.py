"""Imports modules, each in its own process, and records how each import ended.

Run as `python -I imports.py REQUEST.json RESULT.jsonl`, by the environment's python. A module that
crashes, hangs, prints or writes files does not affect the others: each import has its own process
group, an empty working directory and null standard streams.

If there are many modules, the package that contains them all and what they import of other
distributions are executed once, in a process that is forked for each further import (see
preloaded_modules.py). There, only success counts: an import that ends otherwise is repeated in a
process in which no module was preloaded, unless the same error at the same line was confirmed like
that before.

Request:
    modules   imported in this order: dotted names, or object references of entry points
              ("package.module:name.attribute"), whose attributes are looked up
    sources   optional; a directory that is put first on sys.path
    apps      optional; packages that are Django apps: each import begins with the least settings for
              them, and no module is preloaded
    timeout   seconds per import
    jobs      number of imports that run at the same time
    fork      optional; false starts a new interpreter for each module instead of a fork
    preload   optional; false executes all modules in each import, as without fork and with sources

Result, one JSON line per module, written when its import ends:
    module    as requested
    outcome   "imported"
              "failed"     an exception was raised; see error
              "exited"     the process ended, by SystemExit (see error) or os._exit
              "killed"     a signal (on Windows, a fatal exception) ended the process
              "timed-out"
    seconds   until the process ended
    file      __file__ of the imported module, or null
    version   __version__ of the imported module if it is a string, otherwise null
    status    exit status if "exited", on Windows also if "killed"; otherwise null
    signal    name of the signal, for example "SIGSEGV"; otherwise null
    error     see as_installed_exceptions.py; or null

Errors: whatever a module does is part of the result. A nonzero exit status is an error in the
probe, except 143: it was terminated (SIGTERM), and has killed its children.
"""
from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from typing import Any, Iterator

# What is imported here is in sys.modules of each fork: see import_processes.py.

# On macOS, system libraries may crash in a forked child.
CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
# Preloading takes as long as an import, and begins after the first imports.
LEAST_ROUNDS = 3
GROWTH = 4
# A module that cannot be preloaded, or an import that succeeds only without preloading.
MOST_EXCLUDED = 5
MOST_DIFFERENCES = 2


def load(name: str) -> dict[str, Any]:
    """Executes a file of this directory, which is not on sys.path so that code under test cannot import the probes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


import_processes = load("import_processes.py")
Fork, Import, Imports, POLL = (import_processes[name] for name in ("Fork", "Import", "Imports", "POLL"))
set_up_django = import_processes["set_up_django"]
preloaded_modules = load("preloaded_modules.py")
PreloadedModules, in_import_order = (preloaded_modules[name] for name in ("PreloadedModules", "in_import_order"))
top_level = preloaded_modules["top_level"]


class Options:
    """How the modules of a request are imported."""

    def __init__(self, request: dict[str, Any], home: str) -> None:
        self.home = home
        self.sources = request.get("sources") or ""
        self.apps = ",".join(request.get("apps") or [])
        self.timeout = request["timeout"]
        self.jobs = max(1, request["jobs"])
        self.fork = CAN_FORK and request.get("fork", True)
        # The sources may contain other versions of what would be preloaded, and Django apps need settings first.
        self.preload = self.fork and not self.sources and not self.apps and request.get("preload", True)

    def imports(self, references: list[str], preloaded: Any = None) -> Any:
        def start(reference: str) -> Any:
            return Import(reference, self.sources, self.apps, self.home, self.fork, preloaded)

        return Imports(list(references), self.jobs, self.timeout, start)


class ImportingProcess:
    """A child process that imports modules in forks of itself.

    It appends its progress to a file: {"result", "preloaded"}, or {"preloading"} with the name of a module.
    """

    def __init__(self, references: list[str], options: Options) -> None:
        self.references = references
        self.options = options
        self.preloading: str | None = None
        self.latest = time.monotonic()
        self.unread = ""
        folder = tempfile.mkdtemp(dir=options.home)
        self.path = folder + ".jsonl"
        self.file = open(self.path, "x+", encoding="utf-8")
        self.child = Fork(self.work, folder)

    def work(self) -> None:
        # The file position of the parent process is shared.
        self.file = open(self.path, "a", encoding="utf-8")
        signal.signal(signal.SIGTERM, end)
        sys.argv[:] = ["-c"]
        self.import_references()

    def import_references(self) -> None:
        raise NotImplementedError

    def report(self, **progress: Any) -> None:
        self.file.write(json.dumps(progress) + "\n")
        self.file.flush()

    def results(self) -> Iterator[tuple[dict[str, Any], bool]]:
        """Returns the new results, and whether modules were preloaded."""
        *lines, self.unread = (self.unread + self.file.read()).split("\n")
        for progress in map(json.loads, lines):
            self.latest = time.monotonic()
            if "result" in progress:
                yield progress["result"], progress["preloaded"]
            else:
                self.preloading = progress["preloading"]

    def has_ended(self) -> bool:
        """Whether the process has ended or hangs."""
        timeout = self.options.timeout * (1 if self.preloading else 2)
        return self.child.poll() is not None or time.monotonic() - self.latest > timeout

    def kill(self) -> None:
        if self.child.poll() is None:
            # So that it kills its imports.
            os.kill(self.child.pid, signal.SIGTERM)
        deadline = time.monotonic() + 5
        while self.child.poll() is None and time.monotonic() < deadline:
            time.sleep(POLL)
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except OSError:
            # The process group has ended.
            pass
        self.child.wait()
        self.file.close()


class PreloadingProcess(ImportingProcess):
    """Preloads what the last modules imported of other distributions, before it imports more of them."""

    def __init__(
        self, references: list[str], preload: list[str], package: str, excluded: set[str], options: Options
    ) -> None:
        self.preload = [package, *preload] if package else preload
        self.package = package
        self.excluded = excluded
        super().__init__(references, options)

    def import_references(self) -> None:
        preloaded = PreloadedModules(self.excluded, self.package)
        references, preload, size = self.references, self.preload, self.options.jobs
        while references:
            for name in preload:
                self.report(preloading=name)
                if not preloaded.execute(name):
                    return
            self.report(preloading=None)
            preloaded.hide()
            # The garbage collector writes to the memory that the forks share.
            gc.freeze()
            preload = []
            for result in self.options.imports(references[:size], preloaded).complete():
                preload += in_import_order(result["loaded"])
                self.report(result=result, preloaded=bool(preloaded.modules))
            references, size = references[size:], size * GROWTH


class DjangoProcess(ImportingProcess):
    """Configures Django once, before it imports the modules."""

    def import_references(self) -> None:
        self.report(preloading="django")
        set_up_django(self.options.apps.split(","))
        self.report(preloading=None)
        gc.freeze()
        # The forks have the settings.
        self.options.apps = ""
        for result in self.options.imports(self.references).complete():
            self.report(result=result, preloaded=True)


def module_of(reference: str) -> str:
    return reference.partition(":")[0]


def common_package(references: list[str]) -> str:
    """Returns the module whose import is the beginning of all imports; empty if there is none."""
    return ".".join(os.path.commonprefix([module_of(reference).split(".") for reference in references]))


class Repetitions:
    """Repeats failed imports without preloading. Failures with the same error at the same line are repeated once."""

    def __init__(self, options: Options) -> None:
        self.imports = options.imports([])
        self.differences = 0
        self.errors: dict[str, str] = {}
        self.similar: dict[str, list[dict[str, Any]]] = {}
        self.confirmed: set[str] = set()

    def add(self, result: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Returns the result if it is known to be the same without preloading; otherwise repeats the import."""
        module, error = result["module"], error_of(result)
        if error in self.confirmed:
            yield result
        elif error in self.similar:
            self.similar[error].append(result)
        else:
            self.errors[module] = error
            self.similar[error] = []
            self.imports.waiting.append(module)

    def proceed(self) -> Iterator[dict[str, Any]]:
        """Returns the results of imports that have ended."""
        for result in self.imports.proceed():
            yield result
            error = self.errors.pop(result["module"], None)
            if error is None:
                continue
            similar = self.similar.pop(error)
            if error_of(result) == error:
                self.confirmed.add(error)
                yield from similar
            else:
                self.differences += result["outcome"] == "imported"
                self.imports.waiting += [one["module"] for one in similar]

    def are_pending(self) -> bool:
        return bool(self.imports.waiting or self.imports.running)


def error_of(result: dict[str, Any]) -> str:
    """Returns what is the same for imports that fail for the same cause."""
    error = result["error"]
    if result["outcome"] != "failed":
        return json.dumps([result["outcome"], result["module"]])
    return json.dumps([error["qualname"], error["message"], error["path"], error["line"], error["frames"][-1:]])


def import_with_settings(references: list[str], options: Options) -> Iterator[dict[str, Any]]:
    left, process = list(references), DjangoProcess(references, options)
    try:
        ended = False
        while not ended:
            ended = process.has_ended()
            for result, _ in process.results():
                left.remove(result["module"])
                yield result
            time.sleep(POLL)
    finally:
        process.kill()
    unknown = dict.fromkeys(("file", "version", "status", "signal", "error"))
    for reference in left:
        yield {"module": reference, "loaded": [], **unknown, "outcome": "timed-out", "seconds": options.timeout}


def import_all(references: list[str], options: Options) -> Iterator[dict[str, Any]]:
    if options.apps and options.fork:
        yield from import_with_settings(references, options)
        return
    left, preload, package = list(references), [], common_package(references)
    excluded = {top_level(module_of(reference)) for reference in references}
    repetitions = Repetitions(options)
    try:
        for _ in range(MOST_EXCLUDED):
            if not options.preload or len(left) <= options.jobs * LEAST_ROUNDS:
                break
            process = PreloadingProcess(left, preload, package, excluded, options)
            repetitions.imports.jobs = 1
            try:
                ended = False
                while not ended and repetitions.differences <= MOST_DIFFERENCES:
                    ended = process.has_ended()
                    for result, preloaded in process.results():
                        left.remove(result["module"])
                        preload += in_import_order(result["loaded"])
                        is_final = result["outcome"] == "imported" or not preloaded
                        yield from [result] if is_final else repetitions.add(result)
                    yield from repetitions.proceed()
                    time.sleep(POLL)
            finally:
                process.kill()
            if process.preloading is None:
                break
            if process.preloading == package:
                package = ""
            excluded.add(top_level(process.preloading))
            preload = [name for name in preload if top_level(name) not in excluded]
        repetitions.imports.jobs = options.jobs
        repetitions.imports.waiting += left
        while repetitions.are_pending():
            yield from repetitions.proceed()
            time.sleep(POLL)
    finally:
        repetitions.imports.kill()


def end(*_: Any) -> None:
    sys.exit(128 + signal.SIGTERM)


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    signal.signal(signal.SIGTERM, end)
    home = tempfile.mkdtemp(prefix="as-installed-imports-")
    try:
        with open(result_path, "w", encoding="utf-8") as results:
            for result in import_all(request["modules"], Options(request, home)):
                del result["loaded"]
                results.write(json.dumps(result) + "\n")
                results.flush()
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
