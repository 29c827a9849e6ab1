"""Tests of src/probes/native.py."""
from __future__ import annotations

import json
import sys
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[2] / "src" / "probes"))

import native  # noqa: E402

SHOW = {
    "overall_tag": "manylinux_2_17_x86_64",
    "versioned_symbols": {"libc.so.6": ["GLIBC_2.4", "GLIBC_2.17"]},
    "external_libs": {"libz3.so.4": None},
}


def module(symbols: list[str], later: dict[str, str]) -> dict[str, Any]:
    result = {"baseline": "3.8", "non_abi3_symbols": symbols, "future_abi3_objects": later}
    return {"name": "_a.abi3.so", "result": result}


class NativeTest(unittest.TestCase):
    def tools(self, output: Any) -> Any:
        child = mock.Mock(stdout=output if isinstance(output, bytes) else json.dumps(output).encode())
        return mock.patch.object(native.subprocess, "run", return_value=child)

    def test_platform(self) -> None:
        with self.tools(SHOW):
            self.assertEqual(
                native.audit_platform("a.whl"),
                {
                    "policy": "manylinux_2_17_x86_64",
                    "symbols": ["GLIBC_2.17", "GLIBC_2.4"],
                    "libraries": ["libz3.so.4"],
                },
            )

    def test_platform_unknown(self) -> None:
        unknown = {"policy": None, "symbols": [], "libraries": []}
        with self.tools(b"Traceback"):
            self.assertEqual(native.audit_platform("a.whl"), unknown)
        with self.tools({"version": 1, "error": "no ELF"}):
            self.assertEqual(native.audit_platform("a.whl"), unknown)

    def test_stable_abi(self) -> None:
        modules = [module([], {}), module(["_Py_x"], {"PyType_GetName": "3.11"})]
        with self.tools({"specs": {"a.whl": {"kind": "wheel", "wheel": modules}}}):
            self.assertEqual(
                native.audit_stable_abi("a.whl"),
                [
                    {
                        "path": "_a.abi3.so",
                        "baseline": "3.8",
                        "symbols": [
                            {"name": "_Py_x", "version": None},
                            {"name": "PyType_GetName", "version": "3.11"},
                        ],
                    }
                ],
            )

    def test_no_report(self) -> None:
        with self.tools(b""), self.assertRaises(RuntimeError):
            native.audit_stable_abi("a.whl")


if __name__ == "__main__":
    unittest.main()
