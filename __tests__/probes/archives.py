"""Valid and broken wheels and sdists for tests, and probes as modules for tests with many cases."""
from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any, Mapping

from support import PROBES

WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
METADATA = "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n"


def record_of(members: Mapping[str, str]) -> str:
    lines = []
    for name, text in members.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode("utf-8")).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(text.encode('utf-8'))}")
    return "\n".join(lines)


def make_wheel(
    folder: Path,
    members: Mapping[str, str] | None = None,
    metadata: str = METADATA,
    name: str = "demo-1.0-py3-none-any.whl",
    record: str | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> str:
    """Writes a wheel with METADATA, WHEEL, RECORD and the members, which may replace these; by default an empty package."""
    info = "-".join(name.split("-")[:2]) + ".dist-info"
    whole = {f"{info}/METADATA": metadata, f"{info}/WHEEL": WHEEL, **({"demo/__init__.py": ""} if members is None else members)}
    listed = record_of(whole) + f"\n{info}/RECORD,,\n" if record is None else record
    file = folder / name
    with zipfile.ZipFile(str(file), "w", compression) as wheel:
        for path, text in {**whole, **({f"{info}/RECORD": listed} if listed else {})}.items():
            wheel.writestr(path, text)
    return str(file)


def make_sdist(
    folder: Path,
    members: Mapping[str, str] | None = None,
    metadata: str = METADATA,
    name: str = "demo-1.0.tar.gz",
) -> str:
    """Writes an sdist with the members; by default PKG-INFO and pyproject.toml."""
    file = folder / name
    whole = {"demo-1.0/PKG-INFO": metadata, "demo-1.0/pyproject.toml": ""} if members is None else members
    with tarfile.open(str(file), "w:gz") as sdist:
        for path, text in whole.items():
            content = text.encode("utf-8")
            member = tarfile.TarInfo(path)
            member.size = len(content)
            sdist.addfile(member, io.BytesIO(content))
    return str(file)


def load_probe(name: str) -> Any:
    """Imports a probe, as starting a process for each case takes too long."""
    spec = importlib.util.spec_from_file_location(name, str(PROBES / f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
