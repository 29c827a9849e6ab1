"""Changes arguments of setup() in setup.py, without executing it. Everything else keeps its formatting.

Run as `python -I edit_settings.py REQUEST.json RESULT.json`, by any Python that can parse the file.

Request:
    files          object: path of a setup.py -> its text
    edits          list of objects; several edits of a file are applied in order:
        file       a path in files
        path       an argument of setup(), and keys in it: ["package_data", "demo"]; the arguments where, exclude and
                   include of find_packages() and find_namespace_packages(): ["packages", "exclude"]
        change     as SettingChange in src/checks/fixes/edit.ts:
                   {"kind": "set", "value"}, {"kind": "append" | "remove", "items"},
                   {"kind": "replace", "item", "by"}, {"kind": "delete"}

Result:
    files          object: path -> its new text
    errors         list of objects, for the edits that were not applied:
        index      index in edits
        message    clause that says why: "install_requires is computed in line 12"

An argument can be changed if it is a literal, or a name that is assigned once. A dictionary, list or tuple may contain
expressions; those are kept. The new text is parsed again, and the edit is refused unless exactly the argument differs.
"""
from __future__ import annotations

import ast
import json
import os
import re
import sys
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

# In isolated mode, the directory of a script is not on sys.path.
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from setup_py_source import EditError, Items, ListNode, Mapping, Source, format_after, format_value  # noqa: E402

BYTE_ORDER_MARK = "\ufeff"
FIND_ARGUMENTS = ("where", "exclude", "include")
SETUP_MODULES = re.compile(r"(setuptools|distutils\.core|skbuild|numpy\.distutils\.core)$")

Change = Dict[str, Any]


class Setup:
    """The call of setup() in a file, and the names that it uses."""

    def __init__(self, source: Source) -> None:
        self.source = source
        calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call) and self.is_setup(node.func)]
        if len(calls) != 1:
            raise EditError(f"it calls setup() {len(calls)} times" if calls else "it does not call setup()")
        self.call = calls[0]

    def is_setup(self, function: ast.expr) -> bool:
        if isinstance(function, ast.Attribute):
            return function.attr == "setup" and SETUP_MODULES.match(ast_text(function.value)) is not None
        names = {
            alias.asname or alias.name
            for node in ast.walk(self.source.tree)
            if isinstance(node, ast.ImportFrom) and SETUP_MODULES.match(node.module or "")
            for alias in node.names
            if alias.name == "setup"
        }
        return isinstance(function, ast.Name) and function.id in (names or {"setup"})

    def value(self, node: ast.expr) -> ast.expr:
        """Replaces a name by the value that is assigned to it."""
        for _ in range(5):
            if not isinstance(node, ast.Name):
                break
            node = self.assigned(node.id) or node
        return node

    def assigned(self, name: str) -> Optional[ast.expr]:
        """The value of a name that is bound by one assignment and nothing else."""
        values = []
        bindings = 0
        for node in ast.walk(self.source.tree):
            if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
                bindings += 1
            elif isinstance(node, ast.arg) and node.arg == name:
                bindings += 1
            elif isinstance(node, ast.alias) and (node.asname or node.name) == name:
                bindings += 1
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                values += [node.value] if is_name(node.targets[0], name) else []
            elif isinstance(node, ast.AnnAssign) and node.value is not None and is_name(node.target, name):
                values.append(node.value)
            elif isinstance(node, ast.AugAssign) and is_name(node.target, name):
                bindings -= 1
        return values[0] if len(values) == bindings == 1 else None

    def entry(self, mapping: Mapping, key: str) -> Optional[Tuple[Mapping, ast.expr]]:
        """The value of an argument or key, with the mapping that has it: also one after `**`."""
        if isinstance(mapping, ast.Dict):
            found = [value for one, value in zip(mapping.keys, mapping.values) if is_text(one, key)]
            unpacked = [value for one, value in zip(mapping.keys, mapping.values) if one is None]
        else:
            found = [keyword.value for keyword in mapping.keywords if keyword.arg == key]
            unpacked = [keyword.value for keyword in mapping.keywords if keyword.arg is None]
            if is_find(mapping) and key in FIND_ARGUMENTS[:len(mapping.args)]:
                found = [mapping.args[FIND_ARGUMENTS.index(key)]]
        if found:
            return mapping, found[-1]
        for node in ast.walk(self.source.tree):
            if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Store):
                continue
            # Python 3.8 wraps the index.
            index = getattr(node.slice, "value", node.slice) if sys.version_info < (3, 9) else node.slice
            if is_text(index, key) and self.value(node.value) is mapping:
                raise EditError(f"{key} is assigned in line {node.lineno}")
        for node in unpacked:
            inner = self.value(node)
            if is_mapping(inner):
                entry = self.entry(inner, key)
                if entry is not None:
                    return entry
            elif mapping is self.call and len(self.call.keywords) == 1:
                raise EditError(f"the arguments are computed in line {node.lineno}")
        return None


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def is_text(node: Optional[ast.expr], text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def is_find(node: ast.expr) -> bool:
    names = ("find_packages", "find_namespace_packages")
    return isinstance(node, ast.Call) and ast_text(node.func).split(".")[-1] in names


def is_mapping(node: ast.expr) -> bool:
    is_dict = isinstance(node, ast.Call) and is_name(node.func, "dict") and not node.args
    return isinstance(node, ast.Dict) or is_dict or is_find(node)


def ast_text(node: ast.expr) -> str:
    """A dotted name as text."""
    if isinstance(node, ast.Attribute):
        return f"{ast_text(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "..."


def known(node: ast.expr) -> Any:
    """The value of a literal; expressions in it are values of their own."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [known(one) for one in node.elts]
    if isinstance(node, ast.Dict):
        keys = [("**", ast.dump(value)) if key is None else known(key) for key, value in zip(node.keys, node.values)]
        return dict(zip(map(hashable, keys), map(known, node.values)))
    if is_mapping(node) and not is_find(node):
        return {keyword.arg or ("**", ast.dump(keyword.value)): known(keyword.value) for keyword in node.keywords}
    return ("expression", ast.dump(node))


def hashable(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


def is_expression(value: Any) -> bool:
    return isinstance(value, tuple)


class Editor:
    """Applies one edit to a file."""

    def __init__(self, text: str, path: List[str], change: Change) -> None:
        self.source = Source(text)
        self.setup = Setup(self.source)
        self.path, self.change = path, change
        self.name = ".".join(path)

    def apply(self) -> str:
        mapping: Mapping = self.setup.call
        for index, key in enumerate(self.path):
            entry = self.setup.entry(mapping, key)
            if entry is None:
                return self.insert(mapping, index)
            owner, written = entry
            value = self.setup.value(written)
            if index == len(self.path) - 1:
                return self.change_value(owner, written, value)
            if not is_mapping(value):
                raise EditError(self.describe(self.path[:index + 1], written, "dictionary"))
            mapping = value  # type: ignore[assignment]
        raise EditError("the path is empty")

    def describe(self, path: Sequence[str], node: ast.expr, wanted: str) -> str:
        name = ".".join(path)
        if isinstance(node, ast.Name) and self.setup.value(node) is node:
            return f"{name} is the variable {node.id}, which is not assigned exactly once"
        value = self.setup.value(node)
        if path[-1] == "packages" and len(self.path) > len(path):
            wanted = "call of find_packages()"
        is_literal = isinstance(value, (ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict))
        if is_literal:
            return f"{name} is not a {wanted} (line {value.lineno})"
        return f"{name} is computed in line {value.lineno}"

    def insert(self, mapping: Mapping, index: int) -> str:
        """Adds the missing key `path[index]`."""
        change = self.change
        if change["kind"] not in ("set", "append"):
            raise EditError(f"{self.name} is not set")
        if self.path[0] == "packages" and index == 0 and len(self.path) > 1:
            raise EditError("packages is not set")
        value = change["value"] if change["kind"] == "set" else unique(change["items"])
        for key in reversed(self.path[index + 1:]):
            value = {key: value}
        key = self.path[index]
        items = Items(self.source, mapping)
        quote = self.source.quote(items.nodes)
        if isinstance(mapping, ast.Dict):
            start = format_value(key, quote) + ": "
        else:
            if not key.isidentifier() or is_find(mapping) and key not in FIND_ARGUMENTS:
                raise EditError(f"{self.name} is not an argument of {ast_text(mapping.func)}()")
            start = key + self.equals(mapping)
        before = items.indentation() or ""
        text = format_after(before + start, value, quote, self.source.newline, self.unit(before))
        return items.append([start + text])

    def unit(self, before: str) -> str:
        return "\t" if "\t" in before else "    "

    def equals(self, call: ast.Call) -> str:
        """The equals sign as in the other arguments."""
        for keyword in call.keywords:
            start = self.source.start(keyword.value)
            match = re.search(r"\w(\s*=\s*)$", self.source.text[:start])
            if match and "\n" not in match[1]:
                return match[1]
        return "="

    def change_value(self, owner: Mapping, written: ast.expr, value: ast.expr) -> str:
        kind = self.change["kind"]
        if kind == "delete":
            return self.delete(owner, written)
        if kind == "set":
            return self.replace_value(written, value, self.change["value"])
        return self.change_list(owner, written, value)

    def replace_value(self, written: ast.expr, value: ast.expr, by: Any) -> str:
        old = known(value)
        if is_expression(old) and not is_find(value):
            raise EditError(self.describe(self.path, written, "literal"))
        if old == by and type(old) is type(by):
            raise EditError(f"{self.name} has this value already")
        # Other uses of a variable keep their value.
        name = written.id if isinstance(written, ast.Name) else ""
        uses = [node for node in ast.walk(self.source.tree) if is_name(node, name)]
        node = written if len(uses) > 2 else value
        start, end = self.source.start(node), self.source.end(node)
        before = self.source.text[self.source.line_start(start):start]
        quote = self.source.quote([node] if isinstance(node, ast.Constant) else [])
        return self.spliced(start, end, format_after(before, by, quote, self.source.newline, self.unit(before)))

    def spliced(self, start: int, end: int, by: str) -> str:
        return self.source.text[:start] + by + self.source.text[end:]

    def delete(self, owner: Mapping, written: ast.expr) -> str:
        """Removes an argument or key, and dictionaries that are empty then."""
        items = Items(self.source, owner)
        if len(items.items) == 1 and owner is not self.setup.call and not is_find(owner):
            for index in range(1, len(self.path)):
                outer = Editor(self.source.text, self.path[:index], {"kind": "delete"})
                if outer.holds(owner):
                    return outer.apply()
            return self.spliced(items.open, items.close, "")
        index = next(i for i, node in enumerate(items.nodes) if node is written)
        if isinstance(owner, ast.Call) and written in owner.args and index < len(owner.args) - 1:
            raise EditError(f"{self.name} is followed by other positional arguments")
        return items.remove(index)

    def holds(self, node: ast.expr) -> bool:
        """Whether the path leads to a node directly, and not by a variable."""
        mapping: Mapping = self.setup.call
        written: Optional[ast.expr] = None
        for key in self.path:
            entry = self.setup.entry(mapping, key)
            if entry is None:
                return False
            written = entry[1]
            mapping = self.setup.value(written)  # type: ignore[assignment]
        return written is not None and self.source.start(written) == self.source.start(node) and written is mapping

    def change_list(self, owner: Mapping, written: ast.expr, value: ast.expr) -> str:
        lists = list(literal_lists(self.setup, value))
        if not lists and not (is_find(value) and self.change["kind"] == "append"):
            raise EditError(self.describe(self.path, written, "list"))
        present = [item for node in lists for item in known(node)]
        if self.change["kind"] == "append":
            added = [item for item in unique(self.change["items"]) if item not in present]
            if not added:
                raise EditError(f"{self.name} contains {json.dumps(self.change['items'])} already")
            if not lists:
                end = self.source.end(value)
                return self.spliced(end, end, " + " + format_value(added, self.source.quote([])))
            items = Items(self.source, lists[-1])
            quote = self.source.quote(items.nodes)
            texts = [format_value(item, quote) for item in added]
            if isinstance(lists[-1], ast.Tuple) and not items.items and len(texts) == 1:
                texts[0] += ","
            return items.append(texts, self.unit(items.indentation() or ""))
        removed = self.change["items"] if self.change["kind"] == "remove" else [self.change["item"]]
        for item in removed:
            if item not in present:
                raise EditError(f"{self.name} has no item {json.dumps(item)}")
        if self.change["kind"] == "replace":
            return self.replace_item(lists, self.change["item"], self.change["by"])
        if isinstance(value, (ast.List, ast.Tuple, ast.Set)) and all(item in removed for item in present):
            if value is written:
                return self.delete(owner, written)
            return self.spliced(self.source.start(value), self.source.end(value), "[]")
        return self.remove_item(lists, removed)

    def replace_item(self, lists: Sequence[ListNode], item: Any, by: Any) -> str:
        if item == by:
            raise EditError(f"{self.name} has this item already")
        text = self.source.text
        nodes = [one for node in lists for one in node.elts if known(one) == item]
        for node in sorted(nodes, key=self.source.start, reverse=True):
            start, end = self.source.start(node), self.source.end(node)
            text = text[:start] + format_value(by, self.source.quote([node])) + text[end:]
        return text

    def remove_item(self, lists: Sequence[ListNode], removed: Sequence[Any]) -> str:
        for node in lists:
            for index, one in enumerate(Items(self.source, node).nodes):
                if known(one) not in removed:
                    continue
                items = Items(self.source, node)
                text = items.remove(index)
                if isinstance(node, ast.Tuple) and len(items.items) == 2:
                    # A tuple with one item needs its comma.
                    end = self.source.end(node) - (len(self.source.text) - len(text)) - 1
                    if not text[:end].rstrip().endswith(","):
                        text = text[:end] + "," + text[end:]
                found = setting(Setup(Source(text)), self.path)
                items_left = [item for part in literal_lists(*found) for item in known(part)] if found else []
                left = [item for item in removed if item in items_left]
                return Editor(text, self.path, {"kind": "remove", "items": left}).apply() if left else text
        return self.source.text


def literal_lists(setup: Setup, node: ast.expr) -> Iterator[ListNode]:
    """The list, or the lists that are added with `+`."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        yield node
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for side in (node.left, node.right):
            yield from literal_lists(setup, setup.value(side))


def unique(items: Sequence[Any]) -> List[Any]:
    return [item for index, item in enumerate(items) if item not in items[:index]]


def found_depth(setup: Setup, path: Sequence[str]) -> int:
    """How many keys of a path exist."""
    mapping: Mapping = setup.call
    for depth, key in enumerate(path):
        entry = setup.entry(mapping, key) if mapping is setup.call or is_mapping(mapping) else None
        if entry is None:
            return depth
        mapping = setup.value(entry[1])  # type: ignore[assignment]
    return len(path)


class Remover(ast.NodeTransformer):
    """Removes an argument or key from a tree, and if requested the values of the variables in it."""

    def __init__(self, setup: Setup, path: Sequence[str], with_variables: bool) -> None:
        self.key = path[-1]
        mapping: Mapping = setup.call
        entry = None
        for key in path:
            entry = setup.entry(mapping, key)
            if entry is None:
                break
            mapping = setup.value(entry[1])  # type: ignore[assignment]
        self.owner, self.value = entry or (None, None)
        self.variables: List[ast.AST] = []
        queue: List[ast.AST] = [self.value] if self.value is not None and with_variables else []
        while queue:
            for node in ast.walk(queue.pop()):
                value = setup.value(node) if isinstance(node, ast.Name) else node
                if value is not node and value not in self.variables:
                    self.variables.append(value)
                    queue.append(value)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if any(node is value for value in self.variables):
            return ast.Constant(value=None)
        if node is self.owner and isinstance(node, ast.Call):
            node.keywords = [keyword for keyword in node.keywords if keyword.arg != self.key]
            node.args = [one for one in node.args if one is not self.value]
        elif node is self.owner and isinstance(node, ast.Dict):
            pairs = [(key, value) for key, value in zip(node.keys, node.values) if not is_text(key, self.key)]
            node.keys, node.values = [key for key, _ in pairs], [value for _, value in pairs]
        return super().generic_visit(node)


def has_same_rest(before: str, after: str, path: Sequence[str]) -> bool:
    """Whether two files differ only in the setting, or in the outermost key of it that one of them lacks."""
    depth = min(len(path) - 1, *(found_depth(Setup(Source(text)), path) for text in (before, after)))

    def rest(text: str, with_variables: bool) -> str:
        setup = Setup(Source(text))
        return ast.dump(Remover(setup, path[:depth + 1], with_variables).visit(setup.source.tree))

    return any(rest(before, with_variables) == rest(after, with_variables) for with_variables in (False, True))


def has_change(before: str, after: str, path: Sequence[str], change: Change) -> bool:
    """Whether the setting has its new value."""
    old, new = (setting(Setup(Source(text)), path) for text in (before, after))
    if change["kind"] == "delete":
        return new is None
    if change["kind"] == "set":
        return new is not None and known(new[1]) == change["value"]
    old_items, new_items = (
        [item for node in literal_lists(*one) for item in known(node)] if one else [] for one in (old, new)
    )
    if change["kind"] == "append":
        return new_items == old_items + [item for item in unique(change["items"]) if item not in old_items]
    if change["kind"] == "replace":
        return new_items == [change["by"] if item == change["item"] else item for item in old_items]
    return new_items == [item for item in old_items if item not in change["items"]]


def setting(setup: Setup, path: Sequence[str]) -> Optional[Tuple[Setup, ast.expr]]:
    mapping: Mapping = setup.call
    for key in path:
        entry = setup.entry(mapping, key) if mapping is setup.call or is_mapping(mapping) else None
        if entry is None:
            return None
        mapping = setup.value(entry[1])  # type: ignore[assignment]
    return setup, mapping


def edit(text: str, path: List[str], change: Change) -> str:
    """Applies one edit to the text of a setup.py."""
    if text.startswith(BYTE_ORDER_MARK):
        return BYTE_ORDER_MARK + edit(text[1:], path, change)
    edited = Editor(text, path, change).apply()
    try:
        is_right = has_same_rest(text, edited, path) and has_change(text, edited, path, change)
    except EditError:
        is_right = False
    if not is_right:
        raise EditError(f"{'.'.join(path)} cannot be changed without changing other code")
    return edited


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    files: Dict[str, str] = dict(request["files"])
    errors = []
    for index, one in enumerate(request["edits"]):
        try:
            files[one["file"]] = edit(files[one["file"]], one["path"], one["change"])
        except EditError as error:
            errors.append({"index": index, "message": str(error)})
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump({"files": files, "errors": errors}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
