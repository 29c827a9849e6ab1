"""Prints the settings of a setup.py: given its text, a JSON object of names and values.

A setting is an argument of setup() or a variable of the module. Without a syntax tree, as in Python 2: an empty object.
"""

import ast
import json
import sys


def settings(text: str) -> "dict[str, str]":
    """Name -> what it is set to, without formatting."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return {}
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node.func) == "setup":
            found.update({keyword.arg or "**": ast.dump(keyword.value) for keyword in node.keywords})
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found.update({target.id: ast.dump(node.value) for target in node.targets if isinstance(target, ast.Name)})
    return found


def called_name(function: ast.expr) -> "str | None":
    """`setup` for `setup(...)` and `setuptools.setup(...)`."""
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else None


if __name__ == "__main__":
    json.dump(settings(sys.stdin.read()), sys.stdout)
