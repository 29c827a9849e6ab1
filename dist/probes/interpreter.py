"""Reports the version, paths and bundled tools of a Python interpreter.

Run as `python -I interpreter.py` (`python -E -s interpreter.py` before 3.4, which has no -I).

Request: none.

Result, one JSON object on standard output:
    executable, base_executable   paths; base_executable is null if unknown
    version                       "3.11.7", with its suffix: "3.14.0rc1"
    implementation                "cpython", "pypy"
    platform                      as in the names of wheels: "linux-x86_64"
    prefix, base_prefix           paths; they differ in a virtual environment
    pip                           version of the pip that is importable, or null
    pip_runner                    path of the file with which pip (from 22.3 on) runs in another
                                  environment, or null
    has_venv                      whether the venv module is installed
    free_threaded                 whether it was built without the global interpreter lock
    ensurepip_pip                 path of the pip wheel bundled with ensurepip, or null
    stdlib_modules                sorted top-level modules of the standard library, or null before 3.10

Runs on every Python from 2.7 on, so that the caller can report an unsupported version; before 3.8,
pip, pip_runner and ensurepip_pip are null and has_venv is false.

Errors: none are caught; any other exit status than 0 or any other output means a broken
interpreter.
"""
import glob
import json
import os
import platform
import re
import sys
import sysconfig


def pip_version():
    """Reads the version from pip's source: importlib.metadata takes four times as long as the rest of the probe."""
    from importlib import util

    spec = util.find_spec("pip")
    if spec is None or not spec.origin:
        return None
    with open(spec.origin, "rb") as source:
        match = re.search(br"""^__version__\s*(?::\s*str\s*)?=\s*["']([^"']+)["']\s*(?:#.*)?$""", source.read(), re.MULTILINE)
    if match:
        return match.group(1).decode("ascii")
    import pip

    return getattr(pip, "__version__", None)


def module_folder(name):
    from importlib import util

    spec = util.find_spec(name)
    return os.path.dirname(spec.origin) if spec and spec.origin else None


def pip_runner():
    folder = module_folder("pip")
    file = folder and os.path.join(folder, "__pip-runner__.py")
    return file if file and os.path.isfile(file) else None


def ensurepip_wheel():
    ensurepip = module_folder("ensurepip")
    if ensurepip is None:
        return None
    # Linux distributions may keep the wheel elsewhere (CPython's configure option --with-wheel-pkg-dir).
    folders = [os.path.join(ensurepip, "_bundled"), sysconfig.get_config_var("WHEEL_PKG_DIR")]
    for folder in filter(None, folders):
        wheels = sorted(glob.glob(os.path.join(glob.escape(folder), "pip-*.whl")))
        if wheels:
            return wheels[-1]
    return None


def main():
    modern = sys.version_info >= (3, 8)
    names = getattr(sys, "stdlib_module_names", None)
    print(json.dumps({
        "executable": sys.executable,
        "base_executable": getattr(sys, "_base_executable", None),
        "version": platform.python_version(),
        "implementation": platform.python_implementation().lower(),
        "platform": sysconfig.get_platform(),
        "prefix": sys.prefix,
        "base_prefix": getattr(sys, "base_prefix", sys.prefix),
        "pip": pip_version() if modern else None,
        "pip_runner": pip_runner() if modern else None,
        "has_venv": modern and module_folder("venv") is not None,
        "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "ensurepip_pip": ensurepip_wheel() if modern else None,
        "stdlib_modules": sorted(names) if names else None,
    }))


if __name__ == "__main__":
    main()
