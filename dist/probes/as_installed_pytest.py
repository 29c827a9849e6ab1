"""A pytest plugin that records the test run as events.

Installed into site-packages of the test environment, next to as_installed_exceptions.py and
as_installed_pytest.json (the settings), and loaded with `-p as_installed_pytest`. Supports
pytest 6 to 9, with or without xdist 2 or 3.

Settings:
    events    existing directory
    canary    optional; a file that the plugin opens, so that the audit hook reports it
    all_outcomes
              optional; true to write a "test" event for each test
    links     optional; {link in place of a source: its target}, absolute paths

The plugin changes one thing: if pytest-cov measures a directory (`--cov=src`, or `--cov` with
`source` in coverage's settings), the targets of the links in it are measured too.

Events are JSON lines in <events>/<pid>.jsonl, written at once. Each has "event" and "worker" (the
id of an xdist worker, otherwise null). Outcomes come from the main process only (xdist's
controller, if there is one); exceptions come from the workers, as xdist does not transfer them.

    start            pytest (version), rootdir, inifile, args, pythonpath (the ini option)
    session          the session started
    collected        items (those to run), deselected. From every process that collects, and from
                     xdist's controller, with the items of the first worker and deselected null
    collection-error nodeid, crash, text
    exception        nodeid, when, error (see as_installed_exceptions.py) of a failing test or
                     collection; from the process in which it was raised
    failure          nodeid, when ("setup", "call", "teardown", or "???" if the worker crashed),
                     file (relative to rootdir) and line (1-based, or null) of the test, crash,
                     text. One per failing phase or subtest
    test             nodeid, file, line (as in failure), outcome, seconds, reason (why it is skipped
                     or expected to fail, or null): the final outcome of a test: "failed", "error" (in
                     setup or teardown), "xfailed", "xpassed"; with all_outcomes also "passed" and
                     "skipped", at most MAX_CASES of them
    progress         the counts so far, at most every half second
    totals           the final counts: passed, failed, errors, skipped, xfailed, xpassed (each
                     test counts once), collected, deselected, collection_errors,
                     collection_skips (modules skipped as a whole; unknown with xdist),
                     not_run (collected tests that did not end), stopped (why pytest stopped early,
                     as with --maxfail, or null)
    interrupt        error that ended the session: pytest.exit() or KeyboardInterrupt
    internal-error   text, error
    finish           exitstatus

<events>/<pid>.running has the nodeid of the test that the process started last.

crash is {"path", "line", "message"} or null; text is the end of pytest's own report.

Errors: unreadable settings stop pytest, as any broken plugin does; an event that cannot be written
is lost.
"""
from __future__ import annotations

import json
import os
import re
from time import monotonic
from typing import Any

import _pytest
import pluggy
import pytest
from as_installed_exceptions import LIMIT, describe

LINES = 60
INTERVAL = 0.5
MAX_CASES = 20_000
# The counter of each outcome, in ascending precedence: of the outcomes of a test's phases and subtests, the last in
# this order is the outcome of the test.
COUNTERS = {
    "passed": "passed",
    "skipped": "skipped",
    "xfailed": "xfailed",
    "xpassed": "xpassed",
    "failed": "failed",
    "error": "errors",
}
RANKS = {outcome: rank for rank, outcome in enumerate(COUNTERS)}
DESELECTED = "as_installed_deselected"


def folder_of(module: Any) -> str:
    return os.path.join(os.path.dirname(module.__file__), "")


HIDDEN = (folder_of(_pytest), folder_of(pluggy))


with open(os.path.splitext(os.path.abspath(__file__))[0] + ".json", encoding="utf-8") as file:
    SETTINGS = json.load(file)


@pytest.hookimpl(hookwrapper=True)
def pytest_load_initial_conftests(early_config: Any) -> Any:
    measure_installed(early_config.known_args_namespace)
    yield


def pytest_configure(config: pytest.Config) -> None:
    # Again, as xdist passes these options to its workers.
    measure_installed(config.option)
    if SETTINGS.get("canary"):
        # The audit hook must report this file, which proves that it is active.
        open(SETTINGS["canary"], "rb").close()
    config.pluginmanager.register(Recorder(config, SETTINGS["events"]), "as-installed-recorder")


def measure_installed(options: Any) -> None:
    """Makes pytest-cov measure the installed package too, if it measures a directory with links to it."""
    sources = getattr(options, "cov_source", None)
    if not sources:
        return
    folders = source_of(options.cov_config) if True in sources else sources
    above = tuple(os.path.join(os.path.abspath(folder), "") for folder in folders if os.path.isdir(folder))
    # pytest-cov accepts directories and names of modules.
    installed = [
        target if os.path.isdir(target) else os.path.basename(target).partition(".")[0]
        for link, target in SETTINGS.get("links", {}).items()
        if link.startswith(above)
    ]
    if installed:
        options.cov_source = [*folders, *(one for one in installed if one not in folders)]


def source_of(config_file: str) -> list[str]:
    import coverage

    return coverage.Coverage(config_file=config_file).get_option("run:source") or []


class Recorder:
    def __init__(self, config: Any, events: str) -> None:
        self.config = config
        self.events = events
        # Kept, as what a failing test replaced (by monkeypatch, pyfakefs, ...) is restored after its report only.
        self.open, self.getpid, self.dumps = open, os.getpid, json.dumps
        self.worker = getattr(config, "workerinput", {}).get("workerid")
        self.counts = dict.fromkeys(COUNTERS.values(), 0)
        self.collected = self.deselected = self.collection_skips = 0
        self.running: dict[str, tuple[str | None, float]] = {}
        self.reasons: dict[str, str] = {}
        self.cases = 0
        self.items: set[str] = set()
        self.ended: set[str] = set()
        self.not_collected: set[str] = set()
        self.progress = monotonic()
        self.write(
            "start",
            pytest=pytest.__version__,
            rootdir=str(config.rootpath if hasattr(config, "rootpath") else config.rootdir),
            inifile=str((config.inipath if hasattr(config, "inipath") else config.inifile) or "") or None,
            args=[str(arg) for arg in config.invocation_params.args],
            pythonpath=pythonpath_of(config),
        )

    def write(self, event: str, **facts: Any) -> None:
        line = self.dumps({"event": event, "worker": self.worker, **facts})
        try:
            # Opened for each event, as a test may run in a fork.
            with self.open(f"{self.events}/{self.getpid()}.jsonl", "a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError:
            pass

    def pytest_sessionstart(self) -> None:
        self.write("session")

    # Collection

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.deselected += len(items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.collected = len(session.items)
        self.items.update(item.nodeid for item in session.items)
        self.write("collected", items=self.collected, deselected=self.deselected)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if self.worker is not None:
            return
        if report.skipped:
            self.collection_skips += 1
        # Every xdist worker reports the same collection error.
        if report.failed and report.nodeid not in self.not_collected:
            self.not_collected.add(report.nodeid)
            self.write("collection-error", nodeid=report.nodeid, crash=crash_of(report), text=text_of(report))

    # Tests

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        try:
            with self.open(f"{self.events}/{self.getpid()}.running", "w", encoding="utf-8") as file:
                file.write(nodeid)
        except OSError:
            pass

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.ended.add(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self.worker is not None:
            return
        if report.failed:
            self.write_failure(report)
        outcome, seconds = self.running.get(report.nodeid, (None, 0.0))
        outcome = max(outcome, outcome_of(report), key=lambda one: RANKS.get(one, -1))
        self.running[report.nodeid] = outcome, seconds + getattr(report, "duration", 0.0)
        reason = reason_of(report)
        if reason:
            self.reasons[report.nodeid] = reason
        # After a worker crash there is a single report, for none of the three phases.
        if report.when not in ("setup", "call"):
            self.end_test(report)

    def write_failure(self, report: pytest.TestReport) -> None:
        file, line, _ = report.location
        self.write(
            "failure",
            nodeid=report.nodeid,
            when=report.when,
            file=file,
            line=None if line is None else line + 1,
            crash=crash_of(report),
            text=text_of(report),
        )

    def end_test(self, report: pytest.TestReport) -> None:
        nodeid = report.nodeid
        self.ended.add(nodeid)
        outcome, seconds = self.running.pop(nodeid)
        reason = self.reasons.pop(nodeid, None)
        if outcome is None:
            # A plugin will rerun this test.
            return
        self.counts[COUNTERS[outcome]] += 1
        is_failure = outcome not in ("passed", "skipped")
        if is_failure or (SETTINGS.get("all_outcomes") and self.cases < MAX_CASES):
            self.cases += not is_failure
            file, line, _ = report.location
            self.write(
                "test",
                nodeid=nodeid,
                file=file,
                line=None if line is None else line + 1,
                outcome=outcome,
                seconds=round(seconds, 3),
                reason=reason,
            )
        if monotonic() - self.progress >= INTERVAL:
            self.progress = monotonic()
            self.write("progress", **self.counts)

    def pytest_exception_interact(self, node: Any, call: pytest.CallInfo[Any], report: Any) -> None:
        if call.excinfo is not None:
            error = describe(call.excinfo.value, HIDDEN)
            self.write("exception", nodeid=report.nodeid, when=call.when, error=error)

    # The session

    def pytest_internalerror(self, excrepr: Any, excinfo: Any) -> None:
        error = describe(excinfo.value, HIDDEN)
        self.write("internal-error", text=tail(str(excrepr)), error=error)

    def pytest_keyboard_interrupt(self, excinfo: Any) -> None:
        self.write("interrupt", error=describe(excinfo.value, HIDDEN))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.worker is None:
            self.write(
                "totals",
                **self.counts,
                collected=self.collected,
                deselected=self.deselected,
                collection_errors=len(self.not_collected),
                collection_skips=self.collection_skips,
                not_run=len(self.items - self.ended),
                stopped=str(session.shouldfail or session.shouldstop or "") or None,
            )
        else:
            self.config.workeroutput[DESELECTED] = self.deselected
        self.write("finish", exitstatus=int(session.exitstatus))

    # xdist's controller

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        if not self.collected:
            self.collected = len(ids)
            self.items.update(ids)
            self.write("collected", items=self.collected, deselected=None)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        output = getattr(node, "workeroutput", None) or {}
        self.deselected = max(self.deselected, output.get(DESELECTED, 0))


def pythonpath_of(config: Any) -> list[str]:
    try:
        return [str(path) for path in config.getini("pythonpath")]
    except (KeyError, ValueError):
        # The ini option was added in pytest 7.
        return []


def outcome_of(report: pytest.TestReport) -> str | None:
    """The outcome of a test according to one report; None if the report does not determine it."""
    if report.failed:
        return "error" if report.when in ("setup", "teardown") else "failed"
    if hasattr(report, "context"):
        # A subtest can make its test fail, but not pass.
        return None
    if hasattr(report, "wasxfail"):
        return "xfailed" if report.skipped else "xpassed"
    if report.skipped:
        return "skipped"
    return "passed" if report.passed and report.when == "call" else None


def reason_of(report: pytest.TestReport) -> str | None:
    if hasattr(report, "wasxfail"):
        return str(report.wasxfail)[:LIMIT] or None
    if report.skipped and isinstance(report.longrepr, tuple):
        return re.sub("^Skipped: ", "", str(report.longrepr[2]))[:LIMIT] or None
    return None


def crash_of(report: Any) -> dict[str, Any] | None:
    place = getattr(report.longrepr, "reprcrash", None)
    if place is None:
        # A doctest failure has a list of locations, each with its lines of text.
        places = getattr(report.longrepr, "reprlocation_lines", None)
        place = places[-1][0] if places else None
    if place is None:
        return None
    return {"path": str(place.path), "line": place.lineno, "message": str(place.message)[:LIMIT]}


def text_of(report: Any) -> str:
    return tail(report.longreprtext)


def tail(text: str) -> str:
    return "\n".join(text.splitlines()[-LINES:])[-LIMIT:]
