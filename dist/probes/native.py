"""Audits the extension modules of a wheel for Linux, with auditwheel and abi3audit.

Run as `python -I native.py REQUEST.json RESULT.json`, by the python of the tool environment.

Request:
    wheel          absolute path
    stable_abi     whether the wheel has the ABI tag abi3

Result:
    policy         the strictest platform tag that the wheel complies with: "manylinux_2_17_x86_64"; "linux_x86_64" if it
                   complies with no policy; null if auditwheel returns none, as for a module without any library
    symbols        versioned symbols that it needs of system libraries: ["GLIBC_2.34"]
    libraries      file names of libraries that no policy allows and the wheel does not contain
    modules        with stable_abi, the extension modules that use more than the stable ABI of the tagged Python; objects:
        path       file name
        baseline   the tagged Python: "3.8"
        symbols    list of objects: name, and version, the first Python with the symbol in its stable ABI, or null

Neither tool executes code of the wheel. An exit status other than 0 is an error in the probe or in the tools.
"""
from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

TIMEOUT = 120


def run_tool(*args: str) -> Any:
    """Returns the JSON that a tool prints, which may come with a status for violations; None if it prints none."""
    child = subprocess.run(
        [sys.executable, "-I", "-m", *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=TIMEOUT,
    )
    try:
        return json.loads(child.stdout)
    except ValueError:
        return None


def audit_platform(wheel: str) -> dict[str, Any]:
    result = run_tool("auditwheel", "show", "--json", "--disable-isa-ext-check", wheel)
    if result is None or "overall_tag" not in result:
        return {"policy": None, "symbols": [], "libraries": []}
    symbols = {symbol for versions in result["versioned_symbols"].values() for symbol in versions}
    return {
        "policy": result["overall_tag"],
        "symbols": sorted(symbols),
        "libraries": sorted(result["external_libs"]),
    }


def audit_stable_abi(wheel: str) -> list[dict[str, Any]]:
    report = run_tool("abi3audit", "--report", wheel)
    if not report:
        raise RuntimeError("abi3audit printed no report")
    modules = [module for spec in report["specs"].values() for module in spec.get("wheel", [])]
    found = []
    for module in modules:
        result = module["result"]
        symbols = [{"name": name, "version": None} for name in sorted(result["non_abi3_symbols"])]
        for name, version in sorted(result["future_abi3_objects"].items()):
            symbols.append({"name": name, "version": version})
        if symbols:
            found.append({"path": module["name"], "baseline": result["baseline"], "symbols": symbols})
    return found


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    result = {
        **audit_platform(request["wheel"]),
        "modules": audit_stable_abi(request["wheel"]) if request["stable_abi"] else [],
    }
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
