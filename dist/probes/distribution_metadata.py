"""Describes wheels and sdists: core metadata and entry points.

Loaded by build.py, which describes each distribution that it has built. On its own, `python -I
distribution_metadata.py WHEEL...` prints a JSON list with the description of each wheel.

Description of a wheel:
    error          why the file cannot be read as a zip archive; null if it can
    metadata       core metadata in METADATA; null without such a file
    entry_points   entry_points.txt, in its order: list of
        {"group", "name", "value": the object reference as written, with extras and comments}

Core metadata, in METADATA or PKG-INFO; values are unfolded and otherwise as written:
    name, version              "" if there is no such field
    requires_python            null if there is no such field
    requires_dist, provides_extra, classifiers   lists
    description_content_type   media type in lower case, by default text/x-rst as on PyPI; null without a description

Errors: lines that are neither a field nor an entry point are ignored; every file has a description.
"""
from __future__ import annotations

import email.parser
import json
import os
import re
import sys
import zipfile
from typing import Any, Sequence

# A line that is not the beginning of a field, with the lines that continue it.
NOT_A_FIELD = re.compile(r"^(?![\t ])(?![!-9;-~]+:).*(?:\n[\t ].*)*\n?", re.MULTILINE)


def describe_wheel(path: str) -> dict[str, Any]:
    try:
        files = read_dist_info(path)
    except Exception as error:
        return {"error": str(error) or type(error).__name__, "metadata": None, "entry_points": []}
    metadata = files.get("METADATA")
    return {
        "error": None,
        "metadata": None if metadata is None else parse_metadata(metadata.decode("utf-8", "replace")),
        # Backends on Windows may write a byte order mark, which is not part of the first section.
        "entry_points": parse_entry_points(files.get("entry_points.txt", b"").decode("utf-8-sig", "replace")),
    }


def describe_sdist_metadata(project: str) -> dict[str, Any] | None:
    """The core metadata in PKG-INFO of the project directory of an unpacked sdist; None without such a file."""
    path = os.path.join(project, "PKG-INFO")
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            return parse_metadata(file.read().decode("utf-8", "replace"))
    except OSError:
        return None


def read_dist_info(path: str) -> dict[str, bytes]:
    """METADATA and entry_points.txt of a wheel, as far as it has them."""
    if not os.path.isfile(path):
        # A device may have no end.
        raise ValueError("not a regular file")
    found: dict[str, dict[str, bytes]] = {}
    with zipfile.ZipFile(path) as wheel:
        for member in wheel.infolist():
            name = member.filename.replace("\\", "/")
            match = re.fullmatch(r"([^/]+\.dist-info)/(METADATA|entry_points\.txt)", name)
            if match:
                found.setdefault(match.group(1), {})[match.group(2)] = wheel.read(member)
    # Of several directories, which the probe metadata reports, the one that the filename belongs to.
    own = "-".join(os.path.basename(path).split("-")[:2]) + ".dist-info"
    return found.get(own) or next(iter(found.values()), {})


def parse_metadata(text: str) -> dict[str, Any]:
    headers, *rest = re.split(r"\r?\n\r?\n", text, maxsplit=1)
    # At a lone carriage return or a line that is not a field, email.parser would end the field or all headers.
    headers = NOT_A_FIELD.sub("", headers.replace("\r\n", "\n").replace("\r", " "))
    message = email.parser.HeaderParser().parsestr(headers)

    def values(field: str) -> list[str]:
        return [re.sub(r"\n[\t ]+", " ", value).strip() for value in message.get_all(field, [])]

    def value(field: str, default: Any = None) -> Any:
        return next(iter(values(field)), default)

    description = "".join([*values("Description"), *rest]).strip()
    content_type = value("Description-Content-Type", "text/x-rst")
    return {
        "name": value("Name", ""),
        "version": value("Version", ""),
        "requires_python": value("Requires-Python"),
        "requires_dist": values("Requires-Dist"),
        "provides_extra": values("Provides-Extra"),
        "classifiers": values("Classifier"),
        "description_content_type": content_type.split(";")[0].strip().lower() if description else None,
    }


def parse_entry_points(text: str) -> list[dict[str, str]]:
    """Parses line by line, as importlib.metadata does since Python 3.10: configparser merges duplicates and rejects
    the whole file for one malformed line."""
    entry_points, group = [], ""
    for line in map(str.strip, text.split("\n")):
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1]
            continue
        name, equals, value = line.partition("=")
        if group and equals:
            entry_points.append({"group": group, "name": name.strip(), "value": value.strip()})
    return entry_points


def main(wheels: Sequence[str]) -> None:
    print(json.dumps([describe_wheel(wheel) for wheel in wheels]))


if __name__ == "__main__":
    main(sys.argv[1:])
