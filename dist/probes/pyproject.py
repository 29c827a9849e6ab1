"""Validates pyproject.toml against the standards, with validate-pyproject.

Run as `python -I pyproject.py REQUEST.json RESULT.json`, by the python of the tool environment.

Request:
    pyproject      pyproject.toml as an object, without the tables of tools other than the build backend

Result:
    problems       list of objects:
        path       keys and indexes that lead to the wrong value: ["project", "authors", 0]
        kind       "unknown-key": the table does not allow the key; "dynamic": the key is also listed in dynamic;
                   "invalid": any other violation
        message    predicate of a sentence whose subject is the value
        suggestion for an unknown key, the key of the standard with a similar name, or null

The validator stops at the first violation. Therefore what is wrong is removed, and the rest is validated again.
"""
from __future__ import annotations

import copy
import difflib
import json
import logging
import os
import re
import sys
from typing import Any, List, Union

os.environ["VALIDATE_PYPROJECT_NO_NETWORK"] = "1"

from validate_pyproject import api, errors  # noqa: E402

Path = List[Union[str, int]]

MOST_PROBLEMS = 20
# PEP 794
LATER_KEYS = ("import-names", "import-namespaces")


def keys_of(name: str, document: Any) -> Path:
    """Splits `project.urls.Home page` at the keys that the document has."""
    path: Path = []
    rest = name.strip("`")
    value = document
    while rest:
        index = re.match(r"\[(\d+)\]\.?", rest)
        if index and isinstance(value, list) and int(index.group(1)) < len(value):
            path.append(int(index.group(1)))
            value = value[int(index.group(1))]
            rest = rest[index.end():]
            continue
        names = sorted(value, key=len, reverse=True) if isinstance(value, dict) else []
        key = next((one for one in names if re.match(re.escape(one) + r"(\.|\[|$)", rest)), None)
        if key is None:
            break
        path.append(key)
        value = value[key]
        rest = rest[len(key):].lstrip(".")
    return path


def value_at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def remove(document: dict[str, Any], path: Path) -> None:
    """Removes what holds a value: of a list all items, as others have their indexes; and all groups, which include others."""
    index = next((i for i, key in enumerate(path) if isinstance(key, int)), len(path))
    whole = path[:1] if path[0] == "dependency-groups" else path[:index]
    del value_at(document, whole[:-1])[whole[-1]]


def similar_key(key: str, known: list[str], table: dict[str, Any]) -> str | None:
    candidates = [one for one in known if one not in table]
    spelled = key.lower().replace("_", "-")
    found = difflib.get_close_matches(spelled, candidates, n=1, cutoff=0.8)
    return found[0] if found else None


def problems_of(error: errors.ValidationError, document: Any) -> list[dict[str, Any]]:
    path = keys_of(error.name.replace("dependency_groups", "dependency-groups"), document)
    if error.rule == "additionalProperties":
        known = list((error.definition or {}).get("properties", {}))
        table = value_at(document, path)
        return [
            {
                "path": [*path, key],
                "kind": "unknown-key",
                "message": "is not a key of the standard",
                "suggestion": similar_key(key, known, table),
            }
            for key in table
            if key not in known and f"'{key}'" in error.summary
        ]
    if error.rule == "PEP 621" and "dynamic" in error.summary:
        return [
            {"path": path, "kind": "dynamic", "message": "is also listed in dynamic", "suggestion": None}
        ]
    message = re.sub(r"^`[^`]*` ", "", error.summary.split("\n")[0].rstrip(":").strip())
    group = re.search(r"included dependency group (.+) doesn't exist", message)
    if group:
        message = f'includes the group "{group.group(1)}", which does not exist'
    elif error.rule == "type":
        message = re.sub(r"\bobject\b", "a table", re.sub(r"\barray\b", "an array", message))
    if error.rule in ("oneOf", "anyOf"):
        message = "does not have one of the forms that the standard allows"
    if error.rule == "format":
        message = re.sub(r"^must be ([\w-]+)$", r"is not a valid \1", message)
    if error.rule == "required":
        message = message.replace("must contain", "must have the key").replace("['", "").replace("'] properties", "")
    return [{"path": path, "kind": "invalid", "message": message, "suggestion": None}]


def remove_later_keys(project: Any) -> None:
    """Removes the keys that the last validator for old Pythons does not support."""
    if not isinstance(project, dict):
        return
    for key in LATER_KEYS:
        project.pop(key, None)
    if isinstance(project.get("dynamic"), list):
        project["dynamic"] = [key for key in project["dynamic"] if key not in LATER_KEYS]


def validate(document: dict[str, Any]) -> list[dict[str, Any]]:
    document = copy.deepcopy(document)
    remove_later_keys(document.get("project"))
    validator = api.Validator()
    found: list[dict[str, Any]] = []
    while len(found) < MOST_PROBLEMS:
        try:
            validator(copy.deepcopy(document))
        except errors.ValidationError as error:
            problems = [
                problem
                for problem in problems_of(error, document)
                # What contains a removed value can be invalid without it.
                if not any(known["path"][: len(problem["path"])] == problem["path"] for known in found)
            ]
            found.extend(problems)
            if error.rule == "required" or not problems or not all(problem["path"] for problem in problems):
                return found
            for problem in problems:
                remove(document, problem["path"])
        else:
            return found
    return found


def main() -> None:
    logging.disable(logging.CRITICAL)
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump({"problems": validate(request["pyproject"])}, file)


if __name__ == "__main__":
    main()
