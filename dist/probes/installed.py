"""Reads the contents of an environment: installed distributions, their files, .pth files and scripts.

Run as `python -I installed.py REQUEST.json RESULT.json`, by the environment's python.

Request:
    distribution   name of the distribution under test, for `record` and `scripts`; or null

Result:
    executable     sys.executable
    paths          {"purelib", "platlib", "scripts", "data"}
    distributions  [{"name", "version", "location": path of the .dist-info directory,
                   "direct_url": object or null, "requires": [Requires-Dist...],
                   "extras": [Provides-Extra...], "requires_python": string or null}]
    providers      {import package: [distribution names]}, from RECORD. The name is a top-level
                   module or package or, in a namespace package, the dotted name of its first
                   regular package or module
    pth            [{"file": path, "lines": [...]}], without empty and comment lines
    editable       editable installs: names of their files in site-packages, and distributions
                   with dir_info.editable in direct_url.json
    record         rows of RECORD of the distribution under test: [{"path": as written,
                   "file": absolute path with links resolved, "sha256": hexadecimal digest of the
                   installed file, or null if it does not exist}]; null without a RECORD
    scripts        paths of the distribution's files in the scripts directory
    collisions     files that the RECORD of the distribution under test and of another one list, without bytecode:
                   [{"path": as written in the former, "owner": name of the other distribution,
                   "same": whether both have the same digest in RECORD, "namespace": whether the installed file is
                   an __init__.py in the style of pkgutil or pkg_resources}]
    programs       {name of a file in the scripts directory: [distributions with it in RECORD]}
    broken         [{"path", "error"}]: metadata that cannot be read

Errors: a damaged distribution is not an error (see broken); any nonzero exit status is an error in
the probe.
"""
from __future__ import annotations

import csv
import fnmatch
import hashlib
import importlib.machinery
import json
import os
import re
import sys
import sysconfig
from email.message import Message
from email.parser import Parser
from typing import Any, Iterator

EDITABLE = ("__editable__*", "_editable_impl_*", "*.egg-link")
SUFFIXES = (
    *importlib.machinery.EXTENSION_SUFFIXES,
    *importlib.machinery.SOURCE_SUFFIXES,
    *importlib.machinery.BYTECODE_SUFFIXES,
)


class Distribution:
    """A .dist-info directory; files in it that cannot be read are listed in `broken`."""

    def __init__(self, location: str) -> None:
        self.location = location
        self.root = os.path.realpath(os.path.dirname(location))
        self.broken: list[dict[str, str]] = []
        self.metadata: Message | None = self.read("METADATA", lambda file: Parser().parse(file, headersonly=True))
        rows: list[list[str]] | None = self.read("RECORD", read_record)
        self.record = None if rows is None else [row[0] for row in rows]
        self.digests = {row[0]: row[1] for row in rows or [] if len(row) > 1}
        self.direct_url: dict[str, Any] | None = None
        if os.path.exists(os.path.join(location, "direct_url.json")):
            self.direct_url = self.read("direct_url.json", read_object)
        if self.metadata is not None and not self.metadata["Name"]:
            self.broken.append({"path": os.path.join(location, "METADATA"), "error": "no Name"})

    def read(self, name: str, parse: Any) -> Any:
        path = os.path.join(self.location, name)
        try:
            with open(path, encoding="utf-8", newline="" if name == "RECORD" else None) as file:
                return parse(file)
        except (OSError, ValueError, csv.Error) as error:
            self.broken.append({"path": path, "error": f"{type(error).__name__}: {error}"})
            return None

    @property
    def name(self) -> str:
        fallback = os.path.basename(self.location).partition("-")[0]
        return (self.metadata and self.metadata["Name"]) or fallback

    @property
    def editable(self) -> bool:
        folder = (self.direct_url or {}).get("dir_info")
        return isinstance(folder, dict) and bool(folder.get("editable"))

    def facts(self) -> dict[str, Any]:
        metadata = self.metadata or Message()
        return {
            "name": self.name,
            "version": metadata["Version"],
            "location": self.location,
            "direct_url": self.direct_url,
            "requires": metadata.get_all("Requires-Dist", []),
            "extras": metadata.get_all("Provides-Extra", []),
            "requires_python": metadata["Requires-Python"],
        }


def read_record(file: Any) -> list[list[str]]:
    return [row for row in csv.reader(file) if row and row[0]]


def read_object(file: Any) -> dict[str, Any]:
    value = json.load(file)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def module_path(path: str) -> list[str] | None:
    """The parts of the dotted module name of a file in site-packages; None if it is not a module."""
    *folders, file = path.replace("\\", "/").split("/")
    suffix = next((suffix for suffix in SUFFIXES if file.endswith(suffix)), None)
    if suffix is None or "__pycache__" in folders:
        return None
    parts = [*folders, file[: -len(suffix)]]
    return parts if all(part.isidentifier() for part in parts) else None


def providers(distributions: list[Distribution]) -> dict[str, list[str]]:
    modules = [
        (distribution.name, module)
        for distribution in distributions
        for path in distribution.record or []
        for module in [module_path(path)]
        if module
    ]
    packages = {tuple(module[:-1]) for _, module in modules if module[-1] == "__init__"}
    found: dict[str, set[str]] = {}
    for name, module in modules:
        depth = 1
        while depth < len(module) and tuple(module[:depth]) not in packages:
            depth += 1
        found.setdefault(".".join(module[:depth]), set()).add(name)
    return {module: sorted(names) for module, names in sorted(found.items())}


def digest_of(file: str) -> str | None:
    if not os.path.isfile(file):
        return None
    with open(file, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


def files(distribution: Distribution) -> Iterator[tuple[str, str]]:
    for path in distribution.record or []:
        yield path, os.path.normpath(os.path.join(distribution.root, path))


def is_inside(path: str, folder: str) -> bool:
    real = os.path.join(os.path.realpath(os.path.dirname(path)), "")
    return os.path.normcase(real).startswith(os.path.normcase(os.path.join(os.path.realpath(folder), "")))


def programs(distributions: list[Distribution], folder: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for distribution in distributions:
        for path, file in files(distribution):
            # RECORD has relative paths, so a file outside of site-packages starts with "..".
            if path.startswith("..") and is_inside(file, folder):
                found.setdefault(os.path.basename(file), set()).add(distribution.name)
    return {program: sorted(names) for program, names in sorted(found.items())}


NAMESPACE = re.compile(r"pkgutil.*extend_path|declare_namespace", re.DOTALL)


def is_namespace(file: str) -> bool:
    if os.path.basename(file) != "__init__.py":
        return False
    try:
        with open(file, encoding="utf-8", errors="replace") as content:
            return NAMESPACE.search(content.read(10_000)) is not None
    except OSError:
        return False


def collisions(chosen: Distribution, distributions: list[Distribution]) -> Iterator[dict[str, Any]]:
    own = {os.path.normcase(file): path for path, file in files(chosen) if not path.endswith((".pyc", ".pyo"))}
    for other in distributions:
        if other is chosen:
            continue
        for path, file in files(other):
            mine = own.get(os.path.normcase(file))
            if mine is not None:
                digests = (chosen.digests.get(mine), other.digests.get(path))
                same = digests[0] == digests[1] and bool(digests[0])
                yield {"path": mine, "owner": other.name, "same": same, "namespace": is_namespace(file)}


def path_files(folder: str) -> Iterator[dict[str, Any]]:
    for name in sorted(os.listdir(folder)):
        if name.endswith(".pth"):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8-sig", errors="replace") as file:
                lines = [line.strip() for line in file]
            yield {"file": path, "lines": [line for line in lines if line and not line.startswith("#")]}


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def site_packages() -> list[str]:
    # platlib may be the same directory as purelib, a link to it, or a second directory.
    paths = sysconfig.get_paths()
    folders = {os.path.realpath(paths[key]): paths[key] for key in ("platlib", "purelib")}.values()
    return [folder for folder in folders if os.path.isdir(folder)]


def read_environment(wanted: str | None) -> dict[str, Any]:
    paths = {key: sysconfig.get_paths()[key] for key in ("purelib", "platlib", "scripts", "data")}
    sites = site_packages()
    entries = [(site, name) for site in sites for name in sorted(os.listdir(site))]

    distributions = [Distribution(os.path.join(site, name)) for site, name in entries if name.endswith(".dist-info")]
    named = [one for one in distributions if wanted and normalized(one.name) == normalized(wanted)]
    chosen = named[0] if named else None
    return {
        "executable": sys.executable,
        "paths": paths,
        "distributions": [one.facts() for one in distributions],
        "providers": providers(distributions),
        "pth": [one for site in sites for one in path_files(site)],
        "editable": [name for _, name in entries if any(fnmatch.fnmatch(name, pattern) for pattern in EDITABLE)]
        + [one.name for one in distributions if one.editable],
        "record": None if chosen is None or chosen.record is None else [
            {"path": path, "file": os.path.realpath(file), "sha256": digest_of(file)} for path, file in files(chosen)
        ],
        "scripts": [file for _, file in files(chosen) if is_inside(file, paths["scripts"])] if chosen else [],
        "collisions": list(collisions(chosen, distributions)) if chosen else [],
        "programs": programs(distributions, paths["scripts"]),
        "broken": [problem for one in distributions for problem in one.broken],
    }


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    result = read_environment(request["distribution"])
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
