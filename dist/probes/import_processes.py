"""Imports modules in child processes, several at the same time.

`imports.py` loads this file from its own directory. Without fork, it is also the program of the
child process: `python -I import_processes.py MODULE SOURCES APPS OUTCOME.json`, see `import_and_exit`.
"""
from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any, Callable, Iterator

# The modules imported above are already in sys.modules of each fork, so they must include no submodule that a module
# under test could use without importing it.

POLL = 0.005
WINDOWS_FATAL = range(0xC0000000, 0xD0000000)


def load(name: str) -> dict[str, Any]:
    """Executes a file of this directory, which is not on sys.path so that code under test cannot import the probes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


describe = load("as_installed_exceptions.py")["describe"]


def import_module(reference: str, sources: str, apps: str = "") -> dict[str, Any]:
    """Imports a module in the current process and returns the outcome, unless the import ends the process."""
    sys.argv[:] = ["-c"]
    if sources:
        sys.path.insert(0, sources)
    if apps:
        set_up_django(apps.split(","))
    module, _, attributes = reference.partition(":")
    outcome, status, file, version = "imported", None, None, None
    error: BaseException | None = None
    try:
        value: Any = importlib.import_module(module)
        file = getattr(value, "__file__", None)
        version = version_of(value)
        for attribute in attributes.split(".") if attributes else ():
            value = getattr(value, attribute)
    except SystemExit as exit:
        outcome, error = "exited", exit
        status = 0 if exit.code is None else exit.code if isinstance(exit.code, int) else 1
    except BaseException as failure:
        outcome, error = "failed", failure
    if error is not None and error.__traceback__ is not None:
        # The frame of this function is not part of the import.
        error.__traceback__ = error.__traceback__.tb_next
    return {
        "outcome": outcome,
        "status": status,
        "file": file if isinstance(file, str) else None,
        "version": version,
        "error": error and describe(error),
    }


def set_up_django(apps: list[str]) -> None:
    """Configures the least settings with which models of the apps can be imported."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    try:
        django: Any = importlib.import_module("django")
        importlib.import_module("django.conf").settings.configure(
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *apps],
            SECRET_KEY="as-installed",
        )
        django.setup()
    except BaseException:
        # If the package is the cause, the module fails again; or it needs other settings and apps.
        pass


def version_of(module: Any) -> str | None:
    # The module's __getattr__ may raise any exception.
    try:
        version = getattr(module, "__version__", None)
    except Exception:
        return None
    return version if type(version) is str else None


def import_and_exit(reference: str, sources: str, apps: str, outcome_path: str, preloaded: Any = None) -> None:
    """Writes the outcome to a file and ends the process without waiting for threads or running exit handlers."""
    if preloaded is not None:
        preloaded.hide()
    result = import_module(reference, sources, apps)
    loaded = [] if preloaded is None else [name for name in list(sys.modules) if preloaded.can_preload(name)]
    outcome = json.dumps({**result, "loaded": loaded})
    with open(outcome_path, "w", encoding="utf-8") as file:
        file.write(outcome)
    os._exit(0)


class Fork:
    """A forked child, with the part of the interface of `subprocess.Popen` that is used here."""

    def __init__(self, work: Callable[[], None], folder: str) -> None:
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                null = os.open(os.devnull, os.O_RDWR)
                for stream in range(3):
                    os.dup2(null, stream)
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                os.chdir(folder)
                work()
            finally:
                os._exit(1)

    def poll(self) -> int | None:
        return self._wait(os.WNOHANG)

    def wait(self) -> int | None:
        return self._wait(0)

    def _wait(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        return self.returncode


class Import:
    """An import in a child process."""

    def __init__(
        self, reference: str, sources: str, apps: str, home: str, fork: bool, preloaded: Any = None
    ) -> None:
        self.reference = reference
        self.sources = sources
        self.apps = apps
        self.preloaded = preloaded
        self.folder = tempfile.mkdtemp(dir=home)
        self.outcome_path = self.folder + ".json"
        self.started = time.monotonic()
        self.child: Any = self.fork() if fork else self.spawn()

    def fork(self) -> Fork:
        arguments = (self.reference, self.sources, self.apps, self.outcome_path, self.preloaded)
        return Fork(lambda: import_and_exit(*arguments), self.folder)

    def spawn(self) -> subprocess.Popen[bytes]:
        null = subprocess.DEVNULL
        arguments = [self.reference, self.sources, self.apps, self.outcome_path]
        return subprocess.Popen(
            [sys.executable, "-I", os.path.abspath(__file__), *arguments],
            cwd=self.folder, stdin=null, stdout=null, stderr=null, start_new_session=os.name == "posix",
        )

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def ended(self) -> bool:
        return self.child.poll() is not None

    def kill(self) -> None:
        """Kills the process if it is running, and on POSIX its whole process group."""
        ended = self.child.returncode is not None
        if os.name == "posix":
            try:
                os.killpg(self.child.pid, signal.SIGKILL)
            except OSError:
                # The child has not called setsid yet, or the group has ended.
                if not ended:
                    os.kill(self.child.pid, signal.SIGKILL)
        elif not ended:
            null = subprocess.DEVNULL
            subprocess.call(["taskkill", "/F", "/T", "/PID", str(self.child.pid)], stdout=null, stderr=null)
        self.child.wait()

    def result(self, timed_out: bool) -> dict[str, Any]:
        """Returns the result, with the names of modules that could be preloaded in "loaded"."""
        seconds = round(self.seconds, 3)
        ending = {"outcome": "timed-out"} if timed_out else self.ending()
        unknown = dict.fromkeys(("file", "version", "status", "signal", "error"))
        return {"module": self.reference, "loaded": [], **unknown, **ending, "seconds": seconds}

    def ending(self) -> dict[str, Any]:
        try:
            with open(self.outcome_path, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError):
            # The process ended during the import.
            status = self.child.returncode
        if status < 0:
            return {"outcome": "killed", "signal": signal_name(-status)}
        return {"outcome": "killed" if status in WINDOWS_FATAL else "exited", "status": status}


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIG{number}"


class Imports:
    """Imports of modules, up to `jobs` at the same time. Those that wait can be added to."""

    def __init__(self, waiting: list[str], jobs: int, timeout: float, start: Callable[[str], Import]) -> None:
        self.waiting = waiting
        self.jobs = jobs
        self.timeout = timeout
        self.start = start
        self.running: list[Import] = []

    def proceed(self) -> Iterator[dict[str, Any]]:
        """Starts imports and returns the results of those that have ended."""
        while self.waiting and len(self.running) < self.jobs:
            self.running.append(self.start(self.waiting.pop(0)))
        for one in list(self.running):
            ended = one.ended()
            if ended or one.seconds > self.timeout:
                result = one.result(timed_out=not ended)
                one.kill()
                self.running.remove(one)
                yield result

    def complete(self) -> Iterator[dict[str, Any]]:
        """Returns all results."""
        try:
            while self.waiting or self.running:
                yield from self.proceed()
                time.sleep(POLL)
        finally:
            self.kill()

    def kill(self) -> None:
        for one in self.running:
            one.kill()


if __name__ == "__main__":
    import_and_exit(*sys.argv[1:])
