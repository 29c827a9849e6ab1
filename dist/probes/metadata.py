"""Checks a wheel and an sdist against the offline upload rules of PyPI, with the libraries that PyPI uses.

Run as `python -I metadata.py REQUEST.json RESULT.json`, by the python of the tool environment.

Request:
    wheel, sdist   absolute paths

Result:
    problems       list of objects:
        file       filename of the distribution
        field      core metadata field in lower case ("requires-dist"), "filename", "archive" or "entry-points"
        value      the wrong value as written, or null
        problem    predicate of a sentence whose subject is the file
        kind       slug of the problem, which selects the fix; see the calls of `Problems.add`
        severity   "error": PyPI or the upload tool rejects the file; "warning": unusual
    content_type   of the description: "text/markdown"; null without a description
    classifiers    number of classifiers
    private        whether a "Private ::" classifier forbids uploads, so that rules of PyPI only are not applied

The rules are from the source of PyPI (pypi/warehouse, August 2026, forklift/legacy.py and forklift/metadata.py) and of
twine. Not checked: a local version (part of the version check), platform tags (a wheel is repaired before its upload),
sizes, and rules that depend on the state of PyPI.

Errors: an unreadable archive is a problem; an exit status other than 0 is an error in the probe.
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
from typing import Any, Callable, Iterable

from packaging import metadata, tags, utils
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

# The newest version that the pinned packaging can validate.
NEWEST_METADATA = max(metadata._VALID_METADATA_VERSIONS, key=Version)  # noqa: SLF001
LONGEST_SUMMARY = 512
LONGEST_LABEL = 32
# RECORD does not list its own signatures (specification "Binary distribution format").
SIGNATURES = ("RECORD.jws", "RECORD.p7s")


class Problems:
    """Collects the problems of one distribution."""

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
    """Applies the rules of core metadata and returns the fields that could be parsed."""
    raw, unparsed = metadata.parse_email(content)
    written = raw.get("metadata_version", "")
    if is_version(written) and Version(written) > Version(NEWEST_METADATA):
        problem = f"has Metadata-Version {written}, newer than {NEWEST_METADATA}, so its fields were not checked"
        problems.add("metadata-version", "metadata-version", problem, written, severity="warning")
        return raw
    check_python_classifiers(raw, problems)
    for field in sorted(unparsed):
        problems.add("field-unknown", field, f"has an unknown or malformed field {field.title()}", field)
    # setuptools wrote this field before it was specified; twine ignores it in older metadata versions.
    if is_version(written) and Version(written) < Version("2.4"):
        raw.pop("license_files", None)
    try:
        metadata.Metadata.from_raw(raw, validate=True)
    except Exception as group:
        for error in getattr(group, "exceptions", [group]):
            field = getattr(error, "field", "metadata")
            if field not in ("requires-dist", *unparsed):
                problems.add("field-invalid", field, f"has invalid metadata: {error}")
    for text in raw.get("requires_dist", []):
        try:
            Requirement(text)
        except InvalidRequirement as error:
            reason = str(error).splitlines()[0]
            problems.add("requirement-invalid", "requires-dist", f"has an invalid dependency {text!r}: {reason}", text)
    return raw


def check_index(raw: metadata.RawMetadata, problems: Problems) -> None:
    """Applies the rules of PyPI beyond those of core metadata."""
    check_classifiers(raw, problems)
    for field in ("requires_dist", "provides_dist", "obsoletes_dist"):
        for text in raw.get(field, []):
            try:
                url = Requirement(text).url
            except InvalidRequirement:
                continue
            if url is not None:
                problem = f"has a direct URL dependency {text!r}, which PyPI rejects"
                problems.add("direct-url", field.replace("_", "-"), problem, text)
    summary = raw.get("summary") or ""
    if len(summary) > LONGEST_SUMMARY:
        problem = f"has a Summary of {len(summary)} characters (the limit is {LONGEST_SUMMARY})"
        problems.add("summary", "summary", problem)
    if raw.get("license") and raw.get("license_expression"):
        problems.add("license", "license", "has both License and License-Expression, which exclude each other")
    check_addresses(raw, problems)
    check_urls(raw, problems)


def check_classifiers(raw: metadata.RawMetadata, problems: Problems) -> None:
    from trove_classifiers import classifiers, deprecated_classifiers

    for classifier in raw.get("classifiers", []):
        if classifier in deprecated_classifiers:
            replacements = deprecated_classifiers[classifier]
            hint = f"; use {' or '.join(map(repr, replacements))}" if replacements else ""
            problems.add("classifier", "classifier", f"has the deprecated classifier {classifier!r}{hint}", classifier)
        elif classifier not in classifiers:
            close = difflib.get_close_matches(classifier, classifiers, 1, 0.8)
            hint = f" (closest match: {close[0]!r})" if close else ""
            problems.add("classifier", "classifier", f"has the unknown classifier {classifier!r}{hint}", classifier)


def check_addresses(raw: metadata.RawMetadata, problems: Problems) -> None:
    from email_validator import EmailNotValidError, validate_email

    for field in ("author_email", "maintainer_email"):
        # Like PyPI, checks only the first of several addresses.
        _, address = email.utils.parseaddr(str(raw.get(field, "")))
        if not address:
            continue
        try:
            validate_email(address, check_deliverability=False)
        except EmailNotValidError as error:
            name = field.replace("_", "-")
            reason = str(error).rstrip(".")
            problem = f"has an invalid e-mail address in {name.title()}, {address!r}: {reason}"
            problems.add("address", name, problem, address)


def check_urls(raw: metadata.RawMetadata, problems: Problems) -> None:
    for field in ("home_page", "download_url"):
        url = str(raw.get(field, ""))
        # setuptools up to 58 wrote this for a missing field.
        if url and url != "UNKNOWN" and not is_url(url):
            name = field.replace("_", "-")
            problems.add("url", name, f"has an invalid {name.title()} {url!r}: it must be an http or https URL", url)
    for label, url in raw.get("project_urls", {}).items():
        if not label:
            problems.add("url", "project-url", f"has a Project-URL without a label, {url!r}", url)
        elif len(label) > LONGEST_LABEL:
            problem = f"has a Project-URL label of {len(label)} characters, {label!r} (the limit is {LONGEST_LABEL})"
            problems.add("url", "project-url", problem, url)
        elif not is_url(url):
            problem = f"has an invalid Project-URL {label!r}, {url!r}: it must be an http or https URL"
            problems.add("url", "project-url", problem, url)


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
    """The content type that PyPI uses for the description; None without a description."""
    if not raw.get("description", "").strip():
        return None
    message = email.message.EmailMessage()
    try:
        message["content-type"] = raw.get("description_content_type") or "text/x-rst"
    except (ValueError, IndexError):
        return None  # check_fields reports it.
    return message.get_content_type()


def check_description(raw: metadata.RawMetadata, problems: Problems) -> None:
    # Markdown and plain text always render.
    if content_type_of(raw) != "text/x-rst":
        return
    from readme_renderer import rst

    stream = io.StringIO()
    # Before Metadata-Version 2.1 the description was a header, whose continuation lines are indented.
    description = re.sub(r"\n(?: {7}\|| {8})", "\n", raw["description"]) if is_indented(raw) else raw["description"]
    if rst.render(description, stream=stream) is not None:
        return
    output = stream.getvalue().strip()
    match = re.match(r"<string>:(\d+): \(\w+/\d\) (.*)", output)
    line, error = (f" (line {match[1]} of the description)", match[2]) if match else ("", output.split("\n")[0])
    if raw.get("description_content_type"):
        problems.add("readme", "description", f"has a README that does not render as reStructuredText{line}: {error}")
    else:
        problem = "has a README without a content type that does not render as reStructuredText, the default"
        problems.add("readme-type", "description-content-type", f"{problem}{line}: {error}")


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
            problem = f"lists {path} as a License-File but does not contain {at(path)}"
            problems.add("license-file", "license-file", problem, path)


def check_name(file: str, raw: metadata.RawMetadata, problems: Problems) -> None:
    """Compares the name and version in the filename with the metadata; both must be normalized (PEP 503, PEP 440)."""
    name, version = raw.get("name", ""), raw.get("version", "")
    if not name or not is_version(version):
        return  # check_fields reports them.
    escaped = utils.canonicalize_name(name).replace("-", "_")
    if file.endswith(".whl"):
        try:
            _, in_name, _, _ = utils.parse_wheel_filename(file)
        except utils.InvalidWheelFilename as error:
            problems.add("filename", "filename", f"has an invalid wheel filename: {error}")
            return
        if in_name != Version(version):
            problems.add("filename", "filename", f"has version {in_name} in its filename and {version} in its metadata")
        expected = f"{escaped}-{file.split('-', 1)[1]}"
    else:
        expected = f"{escaped}-{Version(version)}.tar.gz"
    if file != expected:
        problems.add("filename", "filename", f"must be named {expected}", expected)


PYTHON_CLASSIFIER = re.compile(r"Programming Language :: Python :: (\d+)(?:\.(\d+))?$")


def check_python_classifiers(raw: metadata.RawMetadata, problems: Problems) -> None:
    """Compares the classifiers for versions of Python with Requires-Python: one of them is out of date."""
    try:
        allowed = SpecifierSet(raw.get("requires_python") or "")
    except InvalidSpecifier:
        return  # check_fields reports it.
    excluded = [name for name in raw.get("classifiers", []) if not allows_classifier(allowed, name)]
    if excluded:
        versions = [name.rpartition(" ")[2] for name in excluded]
        listed = versions[0] if len(versions) == 1 else ", ".join(versions[:-1]) + " and " + versions[-1]
        problem = f"has classifiers for Python {listed}, which its Requires-Python {raw['requires_python']} excludes"
        problems.add("classifier-python", "classifier", problem, excluded[0], severity="warning")


def allows_classifier(allowed: SpecifierSet, name: str) -> bool:
    match = PYTHON_CLASSIFIER.match(name)
    if match is None:
        return True
    major, minor = match[1], match[2]
    minors = [minor] if minor is not None else [str(number) for number in range(100)]
    # A bound may lie between two patch releases: ">=3.9.2".
    return any(allowed.contains(f"{major}.{one}.{patch}", prereleases=True) for one in minors for patch in (0, 1, 99))


def check_wheel(path: str, found: list[dict[str, Any]]) -> metadata.RawMetadata | None:
    file = basename(path)
    problems = Problems(file, found)
    with zipfile.ZipFile(path) as wheel:
        members = {info.filename: info for info in wheel.infolist() if not info.is_dir()}
        check_members(wheel, problems)
        info_folders = sorted({name.split("/")[0] for name in members if re.match(r"[^/]+\.dist-info/", name)})
        if len(info_folders) != 1:
            several = f"several .dist-info directories: {', '.join(info_folders)}"
            problems.add("archive", "archive", f"has {several if info_folders else 'no .dist-info directory'}")
            return None
        [info_folder] = info_folders
        expected = "-".join(file.split("-")[:2]) + ".dist-info"
        if info_folder != expected:
            problems.add("archive", "archive", f"has its metadata in {info_folder} instead of {expected}")
        check_record(wheel, info_folder, members, problems)
        check_tags(wheel, file, info_folder, members, problems)
        if f"{info_folder}/entry_points.txt" in members:
            check_entry_points(wheel.read(f"{info_folder}/entry_points.txt"), problems)
        if f"{info_folder}/METADATA" not in members:
            problems.add("archive", "archive", "has no METADATA file")
            return None
        raw = check_fields(wheel.read(f"{info_folder}/METADATA"), problems)
    check_license_files(raw, lambda path: f"{info_folder}/licenses/{path}", set(members), problems)
    check_name(file, raw, problems)
    return raw


def check_members(wheel: zipfile.ZipFile, problems: Problems) -> None:
    names = [info.filename for info in wheel.infolist()]
    for name in sorted({name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()):
        problems.add("archive", "archive", f"contains {name} more than once", name)
    for info in wheel.infolist():
        name = info.orig_filename
        if name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or re.match(r"[A-Za-z]:", name):
            problems.add("archive", "archive", f"contains {name}, a path outside of the archive", name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problem = f"contains {name} with a compression method that PyPI and some installers do not support"
            problems.add("archive", "archive", problem, name)
            return
        if info.flag_bits & 0x08:
            problems.add("archive", "archive", "was written as a stream (zip data descriptors), which PyPI rejects")
            return


def check_record(wheel: zipfile.ZipFile, folder: str, members: dict[str, zipfile.ZipInfo], problems: Problems) -> None:
    """Compares the members with the paths, digests and sizes in RECORD."""
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
        problems.add("record", "archive", f"contains {name}, which its RECORD does not list", name)
    for name in sorted(listed.keys() - members.keys()):
        if not name.endswith("/"):
            problems.add("record", "archive", f"does not contain {name}, which its RECORD lists", name)
    both = sorted(listed.keys() & members.keys() - {record})
    changed = [name for name in both if not matches(wheel.read(name), *listed[name])]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        problem = f"contains {changed[0]}{more} with a digest or size that differs from its RECORD"
        problems.add("record", "archive", problem, changed[0])


def matches(content: bytes, digest: str, size: str) -> bool:
    algorithm, _, value = digest.partition("=")
    if algorithm not in hashlib.algorithms_available:
        return False
    actual = hashlib.new(algorithm, content).digest()
    # uv_build before 0.8 wrote hexadecimal digests, which installers and PyPI accept.
    written = (base64.urlsafe_b64encode(actual).rstrip(b"=").decode(), actual.hex())
    return value.rstrip("=") in written and size in ("", str(len(content)))


def check_tags(wheel: zipfile.ZipFile, file: str, folder: str, members: dict[str, zipfile.ZipInfo], problems: Problems) -> None:
    if f"{folder}/WHEEL" not in members:
        problems.add("archive", "archive", "has no WHEEL file")
        return
    headers = email.parser.BytesParser().parsebytes(wheel.read(f"{folder}/WHEEL"))
    try:
        named = utils.parse_wheel_filename(file)[3]
    except utils.InvalidWheelFilename:
        return  # check_name reports it.
    compiled = extension_modules(members)
    check_purelib(headers.get("Root-Is-Purelib", "").lower(), named, compiled, problems)
    check_written_tags([str(value) for value in headers.get_all("Tag", [])], named, problems)
    check_extension_modules(compiled, named, problems)


def check_purelib(purelib: str, named: frozenset[tags.Tag], compiled: dict[str, str], problems: Problems) -> None:
    if purelib not in ("true", "false"):
        problems.add("wheel-file", "archive", "has a WHEEL file without a valid Root-Is-Purelib", severity="warning")
    elif purelib == "false" and {tag.platform for tag in named} == {"any"}:
        problem = 'has the platform tag "any" in its filename but "Root-Is-Purelib: false" in its WHEEL file'
        problems.add("wheel-file", "archive", problem, severity="warning")
    elif purelib == "true" and compiled:
        problem = f'has "Root-Is-Purelib: true" in its WHEEL file but contains an extension module, {min(compiled)}'
        problems.add("wheel-purelib", "archive", problem, min(compiled), severity="warning")


def check_written_tags(written: list[str], named: frozenset[tags.Tag], problems: Problems) -> None:
    if not written:
        problems.add("wheel-file", "archive", "has a WHEEL file without a Tag", severity="warning")
        return
    # Each Tag should have one triple; some tools write compressed sets, as in the filename.
    in_file = {tag for value in written if value.count("-") == 2 for tag in tags.parse_tag(value)}
    if in_file != named:
        both = f"{tag_names(named)} in its filename but {', '.join(written)} in its WHEEL file"
        problems.add("wheel-tags", "archive", f"has the tags {both}", severity="warning")


def tag_names(found: frozenset[tags.Tag]) -> str:
    names = sorted(map(str, found))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


# The suffixes of extension modules that name a version of CPython (PEP 3149) or the stable ABI (PEP 384).
TAGGED_MODULE = re.compile(r"\.(?:cpython-(\d+)t?-[^/]+\.so|cp(\d+)t?-[^/]+\.pyd|(abi3)\.so)$")


def extension_modules(members: Iterable[str]) -> dict[str, str]:
    """Installed extension modules with a tag in their names: member -> "cp311" or "abi3"."""
    found = {}
    for name in members:
        match = None if re.match(r"[^/]+\.data/(?!purelib/|platlib/)", name) else TAGGED_MODULE.search(name)
        if match:
            found[name] = match[3] or f"cp{match[1] or match[2]}"
    return found


def check_extension_modules(compiled: dict[str, str], named: frozenset[tags.Tag], problems: Problems) -> None:
    """Compares the versions of CPython that extension modules are compiled for with the tags of the wheel."""
    for_versions = {name: version for name, version in sorted(compiled.items()) if version != "abi3"}
    if not for_versions:
        return
    abis = {tag.abi for tag in named}
    if {tag.platform for tag in named} == {"any"}:
        name, version = next(iter(for_versions.items()))
        problem = f'has the platform tag "any" in its filename but contains {name}, compiled for one platform and {version}'
        problems.add("wheel-platform", "archive", problem, name, severity="warning")
    elif "none" not in abis:
        wanted = {abi.rstrip("tdmu") for abi in abis if re.match(r"cp\d+", abi)}
        for name, version in for_versions.items():
            if wanted and version not in wanted or abis == {"abi3"}:
                problem = f"contains {name}, compiled for {version}, which its tags {tag_names(named)} do not allow"
                problems.add("wheel-module", "archive", problem, name, severity="warning")
                return


class EntryPointsParser(configparser.ConfigParser):
    """Parses entry_points.txt as in the specification "Entry points"."""

    optionxform = staticmethod(str)  # type: ignore[assignment]


INVALID_ENTRY_POINTS = "has an invalid entry_points.txt: it"


def check_entry_points(content: bytes, problems: Problems) -> None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = f"{INVALID_ENTRY_POINTS} is not UTF-8 ({error.reason} at byte {error.start})"
        problems.add("entry-points", "entry-points", problem)
        return
    parser = EntryPointsParser(delimiters=("=",), interpolation=None)
    try:
        parser.read_string(text)
    except configparser.MissingSectionHeaderError as error:
        error_text = f"has a line before the first [group]: {line_of(text, error.lineno)}"
    except configparser.DuplicateSectionError as error:
        error_text = f"has the group [{error.section}] twice, again in line {error.lineno}"
    except configparser.DuplicateOptionError as error:
        error_text = f"has {error.option} twice in the group [{error.section}], again in line {error.lineno}"
    except configparser.ParsingError as error:
        error_text = f'has a line that is not "name = module:function": {line_of(text, error.errors[0][0])}'
    else:
        return
    problems.add("entry-points", "entry-points", f"{INVALID_ENTRY_POINTS} {error_text}")


def line_of(text: str, number: int) -> str:
    line = text.split("\n")[number - 1].strip()
    return f"line {number} is {line!r}"


def check_sdist(path: str, found: list[dict[str, Any]]) -> metadata.RawMetadata | None:
    file = basename(path)
    problems = Problems(file, found)
    if not file.endswith(".tar.gz"):
        problems.add("filename", "filename", "is not a .tar.gz file, the only sdist format that PyPI accepts")
        return None
    with tarfile.open(path) as sdist:
        members = {member.name: member for member in sdist.getmembers()}
        folder = posixpath.commonpath(members) if members else ""
        if folder in ("", ".", "/"):
            problems.add("archive", "archive", "does not have a single top-level directory")
            return None
        if any(member.issparse() for member in members.values()):
            problems.add("archive", "archive", "contains a sparse file, which PyPI rejects")
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
