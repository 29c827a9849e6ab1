"""Reports which modules of a wheel a Python cannot compile, and which standard library names it lacks.

Run as `python -I syntax.py REQUEST.json RESULT.json`, by the oldest Python that Requires-Python allows, from 3.8 on.

Request:
    wheel     absolute path
    paths     modules to compile: paths relative to site-packages
    names     dotted names of the standard library: modules, and names in them

Result:
    errors    [{"path", "line" (1-based), "message"}]: the modules that cannot be compiled
    missing   the requested names that do not exist

Errors: an exit status other than 0 is an error in the probe.
"""
import importlib
import json
import re
import sys
import warnings
import zipfile


def compile_error(source, path):
    try:
        compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return {"path": path, "line": error.lineno or 1, "message": error.msg}
    except (ValueError, RecursionError, MemoryError) as error:
        return {"path": path, "line": 1, "message": str(error)}
    return None


def is_there(name):
    """Whether a dotted name exists: an importable module, or attributes of one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def main(request_path, result_path):
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    warnings.simplefilter("ignore")
    wanted = set(request["paths"])
    errors = []
    with zipfile.ZipFile(request["wheel"]) as wheel:
        for member in wheel.namelist():
            path = re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", member)
            if path in wanted:
                error = compile_error(wheel.read(member), path)
                if error is not None:
                    errors.append(error)
    missing = [name for name in request["names"] if not is_there(name)]
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({"errors": errors, "missing": missing}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
