"""Says which Python this is, and what it brings along.

Run as `python -I interpreter.py` (before 3.4, which has no -I: `python -E -s`).
Input: none. Output: one JSON object on standard output:

    executable, base_executable   paths; base_executable is null where unknown
    version                       "3.11.7", with its suffix: "3.14.0rc1"
    implementation                "cpython", "pypy"
    prefix, base_prefix           paths; they differ in a virtual environment
    pip                           version of the pip that is importable, or null
    pip_runner                    path of the file by which pip runs itself in another
                                  environment (from 22.3 on), or null
    has_venv                      whether the venv module is there
    free_threaded                 whether it was built without the global interpreter lock
    ensurepip_pip                 path of the pip wheel that ensurepip holds, or null
    stdlib_modules                sorted top-level names, or null before 3.10

It runs on every Python from 2.7, so that the caller can say "too old" in its own
words; before 3.8 pip and ensurepip_pip are null and has_venv is false. Errors: none
of its own; anything but exit status 0 and one JSON object means a broken interpreter.
"""
import glob
import json
import os
import platform
import re
import sys
import sysconfig


def pip_version():
    """Read where pip itself says it: importlib.metadata takes four times as long as all the rest of this."""
    from importlib import util

    spec = util.find_spec("pip")
    if spec is None or not spec.origin:
        return None
    with open(spec.origin, "rb") as source:
        told = re.search(br"""^__version__\s*(?::\s*str\s*)?=\s*["']([^"']+)["']\s*(?:#.*)?$""", source.read(), re.MULTILINE)
    if told:
        return told.group(1).decode("ascii")
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
    # Linux distributions take the wheel out of the module and name its new place here.
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
