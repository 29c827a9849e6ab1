"""An in-tree build backend for the tests: the wheel contains the directory demo, except the files in `leaves-out`."""
import io
import os
import re
import zipfile

WHEN = (2026, 1, 1, 0, 0, 0)


def declared(text, key):
    found = re.search(r"^%s = (.+)$" % key, text, re.M)
    return eval(found.group(1), {}) if found else None


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with io.open("pyproject.toml", encoding="utf-8") as file:
        text = file.read()
    version = declared(text, "version")
    excluded = declared(text, "leaves-out") or []
    metadata = "Metadata-Version: 2.1\nName: demo\nVersion: %s\n" % version
    if declared(text, "requires-python"):
        metadata += "Requires-Python: %s\n" % declared(text, "requires-python")
    for requirement in declared(text, "dependencies") or []:
        metadata += "Requires-Dist: %s\n" % requirement
    if os.path.exists("README.md"):
        with io.open("README.md", encoding="utf-8") as file:
            metadata += "\n" + file.read()
    info = "demo-%s.dist-info/" % version
    members = {info + "METADATA": metadata, info + "WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n", info + "RECORD": ""}
    script = declared(text, "demo-script")
    if script:
        members[info + "entry_points.txt"] = "[console_scripts]\ndemo = %s\n" % script
    for directory, _, names in os.walk("demo"):
        for name in names:
            path = os.path.join(directory, name).replace(os.sep, "/")
            if name.endswith(".pyc") or path in excluded:
                continue
            with io.open(path, encoding="utf-8") as file:
                members[path] = file.read()
    name = "demo-%s-py3-none-any.whl" % version
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as archive:
        for path in sorted(members):
            archive.writestr(zipfile.ZipInfo(path, WHEN), members[path].encode("utf-8"))
    return name
