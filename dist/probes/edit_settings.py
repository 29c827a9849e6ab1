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
from typing import Any, Dict, List, Sequence

# In isolated mode, the directory of a script is not on sys.path.
sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from setup_py_source import (  # noqa: E402
    FIND_ARGUMENTS,
    EditError,
    Items,
    ListNode,
    Mapping,
    Setup,
    Source,
    as_mapping,
    ast_text,
    is_expression,
    is_find,
    is_name,
    is_text,
    known,
)

BYTE_ORDER_MARK = "\ufeff"
LONGEST_LINE = 88

Change = Dict[str, Any]


def format_value(value: Any, quote: str) -> str:
    """A value as Python code in one line."""
    if isinstance(value, str):
        has_single = "'" not in value and (quote == "'" or '"' in value)
        return repr(value) if has_single else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(format_value(one, quote) for one in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{format_value(k, quote)}: {format_value(v, quote)}" for k, v in value.items()) + "}"
    return repr(value)


def format_after(start: str, value: Any, quote: str, newline: str, unit: str) -> str:
    """A value as Python code behind the start of a line: with one item per line if it would be too long."""
    inline = format_value(value, quote)
    if not value or not isinstance(value, (list, dict)) or len(start) + len(inline) <= LONGEST_LINE:
        return inline
    indentation = re.match(r"\s*", start)[0]  # type: ignore[index]
    inner = indentation + unit
    if isinstance(value, list):
        lines = [f"{inner}{format_value(one, quote)}," for one in value]
    else:
        keys = [f"{inner}{format_value(key, quote)}: " for key in value]
        lines = [key + format_after(key, one, quote, newline, unit) + "," for key, one in zip(keys, value.values())]
    brackets = "[]" if isinstance(value, list) else "{}"
    return newline.join([brackets[0], *lines, indentation + brackets[1]])


class Editor:
    """Applies one edit to a file."""

    def __init__(self, text: str, path: List[str], change: Change) -> None:
        self.source = Source(text)
        self.setup = Setup(self.source)
        self.path, self.change = path, change
        self.name = ".".join(path)

    def apply(self) -> str:
        entries = self.setup.entries(self.path)
        if not entries:
            return self.insert(self.setup.call, 0)
        owner, written = entries[-1]
        value = self.setup.value(written)
        if len(entries) == len(self.path):
            return self.change_value(owner, written, value)
        mapping = as_mapping(value)
        if mapping is None:
            raise EditError(self.describe(self.path[:len(entries)], written, "dictionary"))
        return self.insert(mapping, len(entries))

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
        """Whether the path reaches a node without a variable."""
        entries = self.setup.entries(self.path)
        if len(entries) < len(self.path):
            return False
        written = entries[-1][1]
        return self.setup.value(written) is written and self.source.start(written) == self.source.start(node)

    def change_list(self, owner: Mapping, written: ast.expr, value: ast.expr) -> str:
        lists = list(self.setup.lists(value))
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
                left = [item for item in removed if item in Setup(Source(text)).items(self.path)]
                return Editor(text, self.path, {"kind": "remove", "items": left}).apply() if left else text
        return self.source.text


def unique(items: Sequence[Any]) -> List[Any]:
    return [item for index, item in enumerate(items) if item not in items[:index]]


class Remover(ast.NodeTransformer):
    """Removes an argument or key from the syntax tree and, if requested, the values of the variables in it."""

    def __init__(self, setup: Setup, path: Sequence[str], with_variables: bool) -> None:
        self.key = path[-1]
        entries = setup.entries(path)
        self.entry = entries[-1] if len(entries) == len(path) else None
        self.variables: List[ast.AST] = []
        queue: List[ast.AST] = [self.entry[1]] if self.entry is not None and with_variables else []
        while queue:
            for node in ast.walk(queue.pop()):
                value = setup.value(node) if isinstance(node, ast.Name) else node
                if value is not node and value not in self.variables:
                    self.variables.append(value)
                    queue.append(value)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if any(node is value for value in self.variables):
            return ast.Constant(value=None)
        owner, removed = self.entry or (None, None)
        if node is owner and isinstance(node, ast.Call):
            node.keywords = [keyword for keyword in node.keywords if keyword.arg != self.key]
            node.args = [one for one in node.args if one is not removed]
        elif node is owner and isinstance(node, ast.Dict):
            pairs = [(key, value) for key, value in zip(node.keys, node.values) if not is_text(key, self.key)]
            node.keys, node.values = [key for key, _ in pairs], [value for _, value in pairs]
        return super().generic_visit(node)


def has_same_rest(before: str, after: str, path: Sequence[str]) -> bool:
    """Whether two files differ only in the setting, or in the outermost key of it that one of them lacks."""
    depth = min(len(path) - 1, *(len(Setup(Source(text)).entries(path)) for text in (before, after)))

    def rest(text: str, with_variables: bool) -> str:
        setup = Setup(Source(text))
        return ast.dump(Remover(setup, path[:depth + 1], with_variables).visit(setup.source.tree))

    return any(rest(before, with_variables) == rest(after, with_variables) for with_variables in (False, True))


def has_change(before: str, after: str, path: Sequence[str], change: Change) -> bool:
    """Whether the setting has its new value."""
    new = Setup(Source(after)).setting(path)
    if change["kind"] == "delete":
        return new is None
    if change["kind"] == "set":
        return new is not None and known(new) == change["value"]
    old_items, new_items = (Setup(Source(text)).items(path) for text in (before, after))
    if change["kind"] == "append":
        return new_items == old_items + [item for item in unique(change["items"]) if item not in old_items]
    if change["kind"] == "replace":
        return new_items == [change["by"] if item == change["item"] else item for item in old_items]
    return new_items == [item for item in old_items if item not in change["items"]]


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
