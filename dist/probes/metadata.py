"""Applies the offline rules of the package index to a wheel and an sdist, by the index's own libraries.

Run as `python -I metadata.py REQUEST.json RESULT.json`, by the python of the tool environment.

Request:
    wheel, sdist   absolute paths

Result:
    problems       a list of objects:
        file       name of the file
        field      core metadata field in lower case ("requires-dist"), "filename", "archive" or "entry-points"
        value      what is wrong, as written, or null
        problem    the end of a sentence that begins with the file
        kind       slug of the problem, for what mends it; see the calls of `Problems.add`
        severity   "error": the index, or what uploads, refuses it; "warning": odd
    content_type   of the description: "text/markdown", or null where it has none
    classifiers    number of classifiers
    private        whether a classifier says that it is never uploaded: then no rule of the index alone is applied

What the index refuses is taken from its source (pypi/warehouse, August 2026, forklift/legacy.py and
forklift/metadata.py) and that of twine. Not looked at: a local version (that is for the version check of a release),
platform tags (a wheel is repaired before it is uploaded), sizes, and what only the index knows.

Errors: a broken archive is a problem; an exit status other than 0 means that the probe itself broke.
"""
from __future__ import annotations

import base64
import configparser
import csv
import difflib
import email.message
import email.parser
import email.utils
import hashlib
import io
import json
import posixpath
import re
import sys
import tarfile
import zipfile
from typing import Any, Callable

from packaging import metadata, utils
from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

# The newest that the pinned packaging reads; of a later one nothing is known here.
NEWEST_METADATA = max(metadata._VALID_METADATA_VERSIONS, key=Version)  # noqa: SLF001
LONGEST_SUMMARY = 512
LONGEST_LABEL = 32
# The signatures of RECORD are not in RECORD (specification "Binary distribution format").
SIGNATURES = ("RECORD.jws", "RECORD.p7s")


class Problems:
    """Collects the problems of one file."""

    def __init__(self, file: str, found: list[dict[str, Any]]) -> None:
        self.file, self.found = file, found

    def add(self, kind: str, field: str, problem: str, value: str | None = None, severity: str = "error") -> None:
        self.found.append({
            "file": self.file,
            "field": field,
            "value": value,
            "problem": problem,
            "kind": kind,
            "severity": severity,
        })


def basename(path: str) -> str:
    return re.split(r"[\\/]", path)[-1]


def check_fields(content: bytes, problems: Problems) -> metadata.RawMetadata:
    """The rules of core metadata; returns what could be read."""
    raw, unparsed = metadata.parse_email(content)
    written = raw.get("metadata_version", "")
    if is_version(written) and Version(written) > Version(NEWEST_METADATA):
        problem = f"has Metadata-Version {written}, which is newer than {NEWEST_METADATA} and was not looked at"
        problems.add("metadata-version", "metadata-version", problem, written, severity="warning")
        return raw
    for field in sorted(unparsed):
        problems.add("field-unknown", field, f"has a field {field.title()} that is unknown or not as it must be", field)
    # setuptools wrote this field before it was one; twine drops it where the version says so.
    if is_version(written) and Version(written) < Version("2.4"):
        raw.pop("license_files", None)
    try:
        metadata.Metadata.from_raw(raw, validate=True)
    except Exception as group:
        for error in getattr(group, "exceptions", [group]):
            field = getattr(error, "field", "metadata")
            if field not in ("requires-dist", *unparsed):
                problems.add("field-invalid", field, f"is refused: {error}")
    for text in raw.get("requires_dist", []):
        try:
            Requirement(text)
        except InvalidRequirement as error:
            reason = str(error).splitlines()[0]
            problems.add("requirement-invalid", "requires-dist", f"declares the dependency {text!r}: {reason}", text)
    return raw


def check_index(raw: metadata.RawMetadata, problems: Problems) -> None:
    """What the index asks for beyond core metadata."""
    check_classifiers(raw, problems)
    for field in ("requires_dist", "provides_dist", "obsoletes_dist"):
        for text in raw.get(field, []):
            try:
                url = Requirement(text).url
            except InvalidRequirement:
                continue
            if url is not None:
                problem = f"declares a dependency by URL, {text!r}, which no public index takes"
                problems.add("direct-url", field.replace("_", "-"), problem, text)
    summary = raw.get("summary") or ""
    if len(summary) > LONGEST_SUMMARY:
        problem = f"has a summary of {len(summary)} characters; {LONGEST_SUMMARY} are allowed"
        problems.add("summary", "summary", problem)
    if raw.get("license") and raw.get("license_expression"):
        problems.add("license", "license", "has both License and License-Expression; only the second may be there")
    check_addresses(raw, problems)
    check_urls(raw, problems)


def check_classifiers(raw: metadata.RawMetadata, problems: Problems) -> None:
    from trove_classifiers import classifiers, deprecated_classifiers

    for classifier in raw.get("classifiers", []):
        if classifier in deprecated_classifiers:
            instead = deprecated_classifiers[classifier]
            then = f"; use {' or '.join(map(repr, instead))}" if instead else ""
            problems.add("classifier", "classifier", f"has the classifier {classifier!r}, which is withdrawn{then}", classifier)
        elif classifier not in classifiers:
            close = difflib.get_close_matches(classifier, classifiers, 1, 0.8)
            meant = f"; is {close[0]!r} meant?" if close else ""
            problems.add("classifier", "classifier", f"has the classifier {classifier!r}, which there is not{meant}", classifier)


def check_addresses(raw: metadata.RawMetadata, problems: Problems) -> None:
    from email_validator import EmailNotValidError, validate_email

    for field in ("author_email", "maintainer_email"):
        # As the index: of several addresses the first.
        _, address = email.utils.parseaddr(str(raw.get(field, "")))
        if not address:
            continue
        try:
            validate_email(address, check_deliverability=False)
        except EmailNotValidError as error:
            name = field.replace("_", "-")
            problems.add("address", name, f"has an address in {name.title()} that is none, {address!r}: {error}", address)


def check_urls(raw: metadata.RawMetadata, problems: Problems) -> None:
    for field in ("home_page", "download_url"):
        url = str(raw.get(field, ""))
        # setuptools up to 58 wrote this where there was none.
        if url and url != "UNKNOWN" and not is_url(url):
            name = field.replace("_", "-")
            problems.add("url", name, f"has a {name.title()} that is no http address, {url!r}", url)
    for label, url in raw.get("project_urls", {}).items():
        if not label:
            problems.add("url", "project-url", f"has the address {url!r} without a label", url)
        elif len(label) > LONGEST_LABEL:
            problem = f"has an address with the label {label!r}, which is longer than {LONGEST_LABEL} characters"
            problems.add("url", "project-url", problem, url)
        elif not is_url(url):
            problems.add("url", "project-url", f"has an address {label} that is no http address, {url!r}", url)


def is_url(url: str) -> bool:
    from rfc3986 import exceptions, uri_reference, validators

    validator = validators.Validator().allow_schemes("http", "https").require_presence_of("scheme")
    validator.check_validity_of("scheme", "host", "port", "path", "query")
    try:
        validator.validate(uri_reference(url).normalize())
    except (exceptions.RFC3986Exception, ValueError):
        return False
    return True


def content_type_of(raw: metadata.RawMetadata) -> str | None:
    """How the index reads the description; null where there is none."""
    if not raw.get("description", "").strip():
        return None
    message = email.message.EmailMessage()
    try:
        message["content-type"] = raw.get("description_content_type") or "text/x-rst"
    except (ValueError, IndexError):
        return None  # told as an invalid field
    return message.get_content_type()


def check_description(raw: metadata.RawMetadata, problems: Problems) -> None:
    # Whatever is Markdown or plain text can be rendered; reStructuredText can be wrong.
    if content_type_of(raw) != "text/x-rst":
        return
    from readme_renderer import rst

    stream = io.StringIO()
    # As a header, which it was before Metadata 2.1, its lines are indented.
    description = re.sub(r"\n(?: {7}\|| {8})", "\n", raw["description"]) if is_indented(raw) else raw["description"]
    if rst.render(description, stream=stream) is not None:
        return
    said = stream.getvalue().strip()
    match = re.match(r"<string>:(\d+): \(\w+/\d\) (.*)", said)
    line, words = (f" in line {match[1]} of the description", match[2]) if match else ("", said.split("\n")[0])
    if raw.get("description_content_type"):
        problems.add("readme", "description", f"has a README that does not render as reStructuredText{line}: {words}")
    else:
        problem = "has a README without a content type; as reStructuredText, the default, it does not render"
        problems.add("readme-type", "description-content-type", f"{problem}{line}: {words}")


def is_indented(raw: metadata.RawMetadata) -> bool:
    lines = raw["description"].split("\n")[1:]
    return all(line == "" or line.startswith((" " * 8, " " * 7 + "|")) for line in lines)


def is_version(text: str | None) -> bool:
    try:
        Version(text or "")
    except InvalidVersion:
        return False
    return True


def check_license_files(raw: metadata.RawMetadata, at: Callable[[str], str], members: set[str], problems: Problems) -> None:
    for path in raw.get("license_files", []):
        if at(path) not in members:
            problem = f"names the licence file {path}, and {at(path)} is not in it"
            problems.add("license-file", "license-file", problem, path)


def check_name(file: str, raw: metadata.RawMetadata, problems: Problems) -> None:
    """Name and version in the name of the file are those of its metadata, in their normal form."""
    name, version = raw.get("name", ""), raw.get("version", "")
    if not name or not is_version(version):
        return  # told as an invalid field
    escaped = utils.canonicalize_name(name).replace("-", "_")
    if file.endswith(".whl"):
        try:
            _, in_name, _, _ = utils.parse_wheel_filename(file)
        except utils.InvalidWheelFilename as error:
            problems.add("filename", "filename", f"has no name of a wheel: {error}")
            return
        if in_name != Version(version):
            problems.add("filename", "filename", f"names the version {in_name}, and its metadata {version}")
        expected = f"{escaped}-{file.split('-', 1)[1]}"
    else:
        expected = f"{escaped}-{Version(version)}.tar.gz"
    if file != expected:
        problems.add("filename", "filename", f"must be named {expected}", expected)


def check_wheel(path: str, found: list[dict[str, Any]]) -> metadata.RawMetadata | None:
    file = basename(path)
    problems = Problems(file, found)
    with zipfile.ZipFile(path) as wheel:
        members = {info.filename: info for info in wheel.infolist() if not info.is_dir()}
        check_members(wheel, problems)
        info_folders = sorted({name.split("/")[0] for name in members if re.match(r"[^/]+\.dist-info/", name)})
        if len(info_folders) != 1:
            said = "no .dist-info folder" if not info_folders else f"several .dist-info folders: {', '.join(info_folders)}"
            problems.add("archive", "archive", f"has {said}")
            return None
        [info_folder] = info_folders
        expected = "-".join(file.split("-")[:2]) + ".dist-info"
        if info_folder != expected:
            problems.add("archive", "archive", f"has its metadata in {info_folder}, and by its name in {expected}")
        check_record(wheel, info_folder, members, problems)
        check_tags(wheel, file, info_folder, members, problems)
        if f"{info_folder}/entry_points.txt" in members:
            check_entry_points(wheel.read(f"{info_folder}/entry_points.txt"), problems)
        if f"{info_folder}/METADATA" not in members:
            problems.add("archive", "archive", "has no METADATA")
            return None
        raw = check_fields(wheel.read(f"{info_folder}/METADATA"), problems)
    check_license_files(raw, lambda path: f"{info_folder}/licenses/{path}", set(members), problems)
    check_name(file, raw, problems)
    return raw


def check_members(wheel: zipfile.ZipFile, problems: Problems) -> None:
    names = [info.filename for info in wheel.infolist()]
    for name in sorted({name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()):
        problems.add("archive", "archive", f"holds {name} more than once", name)
    for info in wheel.infolist():
        name = info.orig_filename
        if name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or re.match(r"[A-Za-z]:", name):
            problems.add("archive", "archive", f"holds {name}, a path that leads out of it", name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problem = f"holds {name}, compressed by a method that neither the index nor all installers read"
            problems.add("archive", "archive", problem, name)
            return
        if info.flag_bits & 0x08:
            problems.add("archive", "archive", "was written as a stream (data descriptors), which the index refuses")
            return


def check_record(wheel: zipfile.ZipFile, folder: str, members: dict[str, zipfile.ZipInfo], problems: Problems) -> None:
    """RECORD is the list of the members with their digests and sizes."""
    record = f"{folder}/RECORD"
    if record not in members:
        problems.add("record", "archive", "has no RECORD")
        return
    try:
        rows = [row for row in csv.reader(wheel.read(record).decode("utf-8").splitlines()) if row]
    except (UnicodeError, csv.Error) as error:
        problems.add("record", "archive", f"has a RECORD that cannot be read: {error}")
        return
    listed = {row[0].replace("\\", "/"): (row + ["", ""])[1:3] for row in rows}
    if len(listed) < len(rows):
        problems.add("record", "archive", "has a RECORD that lists a file more than once", severity="warning")
    exempt = {f"{folder}/{name}" for name in SIGNATURES}
    for name in sorted(members.keys() - listed.keys() - exempt):
        problems.add("record", "archive", f"holds {name}, which its RECORD does not list", name)
    for name in sorted(listed.keys() - members.keys()):
        if not name.endswith("/"):
            problems.add("record", "archive", f"does not hold {name}, which its RECORD lists", name)
    both = sorted(listed.keys() & members.keys() - {record})
    others = [name for name in both if not matches(wheel.read(name), *listed[name])]
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        problems.add("record", "archive", f"holds {others[0]}{more} with another content than its RECORD says", others[0])


def matches(content: bytes, digest: str, size: str) -> bool:
    algorithm, _, value = digest.partition("=")
    if algorithm not in hashlib.algorithms_available:
        return False
    actual = hashlib.new(algorithm, content).digest()
    # uv_build before 0.8 wrote them in hexadecimal, which installers and the index let pass.
    written = (base64.urlsafe_b64encode(actual).rstrip(b"=").decode(), actual.hex())
    return value.rstrip("=") in written and size in ("", str(len(content)))


def check_tags(wheel: zipfile.ZipFile, file: str, folder: str, members: dict[str, zipfile.ZipInfo], problems: Problems) -> None:
    if f"{folder}/WHEEL" not in members:
        problems.add("archive", "archive", "has no WHEEL")
        return
    headers = email.parser.BytesParser().parsebytes(wheel.read(f"{folder}/WHEEL"))
    if headers.get("Root-Is-Purelib", "").lower() not in ("true", "false"):
        problems.add("wheel-file", "archive", "has a WHEEL that does not say Root-Is-Purelib", severity="warning")
    elif file.endswith("-none-any.whl") and headers["Root-Is-Purelib"].lower() == "false":
        problem = "says that it is for any platform, and Root-Is-Purelib: false, that it is for this one"
        problems.add("wheel-file", "archive", problem, severity="warning")


class EntryPointsParser(configparser.ConfigParser):
    """As the specification "Entry points" reads the file."""

    optionxform = staticmethod(str)  # type: ignore[assignment]


REFUSED = "has an entry_points.txt that installers refuse: it"


def check_entry_points(content: bytes, problems: Problems) -> None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.add("entry-points", "entry-points", f"{REFUSED} is not UTF-8 ({error.reason} at byte {error.start})")
        return
    parser = EntryPointsParser(delimiters=("=",), interpolation=None)
    try:
        parser.read_string(text)
    except configparser.MissingSectionHeaderError as error:
        said = f"begins without the name of a group in brackets: {line_of(text, error.lineno)}"
    except configparser.DuplicateSectionError as error:
        said = f"has the group [{error.section}] twice, again in line {error.lineno}"
    except configparser.DuplicateOptionError as error:
        said = f"has {error.option} twice in the group [{error.section}], again in line {error.lineno}"
    except configparser.ParsingError as error:
        said = f'has what is no "name = module:function": {line_of(text, error.errors[0][0])}'
    else:
        return
    problems.add("entry-points", "entry-points", f"{REFUSED} {said}")


def line_of(text: str, number: int) -> str:
    line = text.split("\n")[number - 1].strip()
    return f"line {number} is {line!r}"


def check_sdist(path: str, found: list[dict[str, Any]]) -> metadata.RawMetadata | None:
    file = basename(path)
    problems = Problems(file, found)
    if not file.endswith(".tar.gz"):
        problems.add("filename", "filename", "is no .tar.gz, the one form of an sdist that the index takes")
        return None
    with tarfile.open(path) as sdist:
        members = {member.name: member for member in sdist.getmembers()}
        folder = posixpath.commonpath(members) if members else ""
        if folder in ("", ".", "/"):
            problems.add("archive", "archive", "does not hold one folder with everything in it")
            return None
        if any(member.issparse() for member in members.values()):
            problems.add("archive", "archive", "holds a sparse file, which the index refuses")
        if f"{folder}/PKG-INFO" not in members:
            problems.add("archive", "archive", f"has no {folder}/PKG-INFO")
            return None
        content = sdist.extractfile(members[f"{folder}/PKG-INFO"])
        raw = check_fields(b"" if content is None else content.read(), problems)
    check_license_files(raw, lambda path: f"{folder}/{path}", set(members), problems)
    check_name(file, raw, problems)
    return raw


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    found: list[dict[str, Any]] = []
    checked: list[tuple[str, metadata.RawMetadata]] = []
    for path, check in ((request["wheel"], check_wheel), (request["sdist"], check_sdist)):
        try:
            raw = check(path, found)
        except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError) as error:
            Problems(basename(path), found).add("archive", "archive", f"cannot be read: {error}")
            continue
        if raw is not None:
            checked.append((basename(path), raw))
    private = any(name.startswith("Private ::") for _, raw in checked for name in raw.get("classifiers", []))
    if not private:
        for name, raw in checked:
            check_index(raw, Problems(name, found))
            check_description(raw, Problems(name, found))
    first = checked[0][1] if checked else {}
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({
            "problems": found,
            "content_type": content_type_of(first),
            "classifiers": len(first.get("classifiers", [])),
            "private": private,
        }, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
