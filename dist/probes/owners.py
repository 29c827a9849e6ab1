"""Finds out which installed distributions own files of site-packages.

Run as `python -I owners.py REQUEST.json RESULT.json`, by the environment's python.

Request:
    distribution   name of a distribution whose own files are not returned
    files          paths relative to site-packages, with /
    directories    directories to search for files of no distribution, written in the same way

Result:
    owned          those of `files` in the RECORD of another distribution: [{"path", "owner": its name, "content":
                   whether the installed file has any code or data, beside comments and what makes a namespace
                   package in the style of pkgutil or pkg_resources}]
    unowned        files below `directories` that are in no RECORD, without bytecode

Errors: any nonzero exit status is an error in the probe.
"""
from __future__ import annotations

import json
import os
import sys
from typing import Any, Iterator

BYTECODE = (".pyc", ".pyo")


def load(name: str) -> dict[str, Any]:
    """Executes a file of this directory, which is not on sys.path so that code under test cannot import the probes."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    namespace: dict[str, Any] = {"__name__": os.path.splitext(name)[0], "__file__": path}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace


installed = load("installed.py")
Distribution, files_of, site_packages, normalized, NAMESPACE = (
    installed[name] for name in ("Distribution", "files", "site_packages", "normalized", "NAMESPACE")
)


def distributions(sites: list[str]) -> Iterator[Any]:
    for site in sites:
        for name in sorted(os.listdir(site)):
            if name.endswith(".dist-info"):
                yield Distribution(os.path.join(site, name))


def key(file: str) -> str:
    return os.path.normcase(os.path.realpath(file))


def has_content(file: str) -> bool:
    if not file.endswith(".py"):
        return True
    try:
        with open(file, encoding="utf-8", errors="replace") as content:
            text = content.read()
    except OSError:
        return False
    lines = [line.strip() for line in text.splitlines()]
    return not NAMESPACE.search(text) and any(line and not line.startswith("#") for line in lines)


def unowned(directory: str, owners: dict[str, str]) -> Iterator[str]:
    for folder, _, names in os.walk(directory):
        for name in sorted(names):
            file = os.path.join(folder, name)
            if not name.endswith(BYTECODE) and key(file) not in owners:
                yield file


def read_owners(request: dict[str, Any]) -> dict[str, Any]:
    sites = site_packages()
    own = normalized(request["distribution"])
    all_owners: dict[str, str] = {}
    others: dict[str, str] = {}
    for one in distributions(sites):
        for _, file in files_of(one):
            all_owners[key(file)] = one.name
            if normalized(one.name) != own:
                others[key(file)] = one.name
    owned = [
        {"path": path, "owner": others[key(file)], "content": has_content(file)}
        for path in request["files"]
        for file in [os.path.join(site, path) for site in sites]
        if key(file) in others
    ]
    left = [
        os.path.relpath(file, site).replace(os.sep, "/")
        for directory in request["directories"]
        for site in sites
        for file in unowned(os.path.join(site, directory), all_owners)
    ]
    return {"owned": owned, "unowned": sorted(set(left))}


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(read_owners(request), file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
