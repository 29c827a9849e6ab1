"""The call of setup() in the text of a setup.py, with positions, for edit_settings.py."""
from __future__ import annotations

import ast
import json
import re
import sys
from typing import Any, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union

FIND_ARGUMENTS = ("where", "exclude", "include")
SETUP_MODULES = re.compile(r"(setuptools|distutils\.core|skbuild|numpy\.distutils\.core)$")

# A literal that has its values as attributes: setup(), dict() and find_packages(), or {}.
Mapping = Union[ast.Call, ast.Dict]
ListNode = Union[ast.List, ast.Tuple, ast.Set]
# A mapping and one of its values, as it is written.
Entry = Tuple[Mapping, ast.expr]


class EditError(Exception):
    """An edit that cannot be applied; the message is the reason."""


class Source:
    """The text of a setup.py and its syntax tree; positions are offsets in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            self.tree = ast.parse(text)
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            where = f", line {line}" if line else ""
            version = ".".join(map(str, sys.version_info[:2]))
            raise EditError(f"Python {version} cannot parse it ({getattr(error, 'msg', error)}{where})") from None
        self.line_starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        windows = text.count("\r\n")
        self.newline = "\r\n" if windows * 2 > text.count("\n") else "\n"

    def offset(self, line: int, column: int) -> int:
        start = self.line_starts[line - 1]
        # Columns are counted in UTF-8.
        return start + len(self.text[start:start + column].encode("utf-8")[:column].decode("utf-8"))

    def start(self, node: ast.expr) -> int:
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        return self.offset(node.end_lineno or 0, node.end_col_offset or 0)

    def line_start(self, offset: int) -> int:
        return max(start for start in self.line_starts if start <= offset)

    def line_end(self, offset: int) -> int:
        """The offset behind the line ending."""
        return min((start for start in self.line_starts if start > offset), default=len(self.text))

    def significant(self, start: int, end: int) -> Iterator[int]:
        """The offsets of characters that are neither space nor comments, outside of strings."""
        while start < end:
            if self.text[start] == "#":
                start = self.line_end(start)
                continue
            if not self.text[start].isspace() and self.text[start] != "\\":
                yield start
            start += 1

    def quote(self, nodes: Sequence[ast.AST]) -> str:
        """The quotation mark of most strings in some nodes, or else in the file."""
        for group in (nodes, [self.tree]):
            strings = [
                self.text[self.start(one):self.end(one)].lstrip("rRbBuUfF")[:1]
                for node in group
                for one in ast.walk(node)
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.lineno == one.end_lineno
            ]
            strings = [mark for mark in strings if mark in ("'", '"')]
            if strings:
                return "'" if strings.count("'") * 2 > len(strings) else '"'
        return '"'


class Item(NamedTuple):
    """An item of a call, list or dictionary, with its parentheses and its keyword or key."""

    start: int
    end: int
    comma: Optional[int]


class Items:
    """What is between the brackets of a call, list, tuple, set or dictionary."""

    def __init__(self, source: Source, node: Union[Mapping, ListNode]) -> None:
        self.source, text = source, source.text
        self.is_tuple = isinstance(node, ast.Tuple)
        self.close = source.end(node) - 1
        self.open = source.start(node) + 1
        if isinstance(node, ast.Call):
            self.open = next(source.significant(source.end(node.func), self.close)) + 1
            nodes = [*node.args, *(keyword.value for keyword in node.keywords)]
        else:
            nodes = list(node.values if isinstance(node, ast.Dict) else node.elts)
        if text[self.close] not in ")]}" or isinstance(node, ast.Tuple) and text[self.open - 1] != "(":
            raise EditError(f"the tuple in line {node.lineno} has no parentheses")
        self.nodes = sorted(nodes, key=source.start)
        self.items: List[Item] = []
        offset = self.open
        for index, one in enumerate(self.nodes):
            start = next(source.significant(offset, self.close))
            after = self.nodes[index + 1] if index + 1 < len(self.nodes) else None
            end, comma = source.end(one), None
            for position in source.significant(end, source.start(after) if after else self.close):
                if text[position] == ",":
                    comma = position
                    break
                end = position + 1
            self.items.append(Item(start, end, comma))
            offset = end if comma is None else comma + 1

    def append(self, texts: Sequence[str], unit: str = "    ") -> str:
        """The text of the file with more items, in the layout of the others."""
        text, newline = self.source.text, self.source.newline
        closing_line = self.source.line_start(self.close)
        closing_indentation = text[closing_line:self.close]
        has_own_closing_line = closing_line > self.open - 1 and not closing_indentation.strip()
        if not self.items:
            if not has_own_closing_line:
                return text[:self.open] + ", ".join(texts) + text[self.close:]
            lines = "".join(f"{closing_indentation}{unit}{one},{newline}" for one in texts)
            return text[:closing_line] + lines + text[closing_line:]
        last = self.items[-1]
        before = self.indentation()
        if before is None:
            inserted = "".join(f", {one}" for one in texts)
            # The comma of a tuple with one item.
            is_only = self.is_tuple and len(self.items) == 1
            rest = last.comma + 1 if is_only and last.comma is not None else last.end
            return text[:last.end] + inserted + text[rest:]
        if not has_own_closing_line:
            inserted = "".join(f",{newline}{before}{one}" for one in texts)
            return text[:last.end] + inserted + text[last.end:]
        ends = ["," if last.comma is not None or one is not texts[-1] else "" for one in texts]
        lines = "".join(f"{before}{one}{end}{newline}" for one, end in zip(texts, ends))
        comma = "," if last.comma is None else ""
        return text[:last.end] + comma + text[last.end:closing_line] + lines + text[closing_line:]

    def indentation(self) -> Optional[str]:
        """The space before the items of the last line, if they are not in the line of the opening bracket."""
        if not self.items:
            return None
        line = self.source.line_start(self.items[-1].start)
        if line < self.open:
            return None
        first = next(item for item in self.items if item.start >= line)
        before = self.source.text[line:first.start]
        return before if not before.strip() else None

    def remove(self, index: int) -> str:
        """The text of the file without an item, or without its lines if it has lines of its own."""
        source, text = self.source, self.source.text
        item = self.items[index]
        following = self.items[index + 1] if index + 1 < len(self.items) else None
        previous = self.items[index - 1] if index > 0 else None
        line = source.line_start(item.start)
        end = item.end if item.comma is None else item.comma + 1
        line_end = source.line_end(end)
        if not text[line:item.start].strip() and next(source.significant(end, line_end), None) is None:
            return text[:line] + text[line_end:]
        is_first_of_line = previous is None or previous.end <= line
        if following is not None and (is_first_of_line or item.comma is None):
            return text[:item.start] + text[following.start:]
        if previous is not None and "#" in text[previous.end:item.start]:
            return text[:item.start].rstrip(" \t") + text[item.end:]
        return text[:item.start if previous is None else previous.end] + text[item.end:]


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
        """Replaces a name by the value that is assigned to it, and an item of a dictionary by its value."""
        for _ in range(5):
            if isinstance(node, ast.Name):
                node = self.assigned(node.id) or node
            elif isinstance(node, ast.Subscript):
                node = self.item_of(node) or node
            else:
                break
        return node

    def item_of(self, node: ast.Subscript) -> Optional[ast.expr]:
        """The value of a literal key, as in `REQUIREMENTS["core"]`."""
        mapping = self.value(node.value)
        if not isinstance(mapping, ast.Dict):
            return None
        found = [value for key, value in zip(mapping.keys, mapping.values) if is_key(index_of(node), key)]
        return found[-1] if found else None

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

    def entry(self, mapping: Mapping, key: str) -> Optional[Entry]:
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
            if is_text(index_of(node), key) and self.value(node.value) is mapping:
                raise EditError(f"{key} is assigned in line {node.lineno}")
        for node in unpacked:
            inner = as_mapping(self.value(node))
            if inner is not None:
                entry = self.entry(inner, key)
                if entry is not None:
                    return entry
            elif mapping is self.call and len(self.call.keywords) == 1:
                raise EditError(f"the arguments are computed in line {node.lineno}")
        return None

    def entries(self, path: Sequence[str]) -> List[Entry]:
        """The entries of a path, as far as they exist."""
        found: List[Entry] = []
        mapping: Optional[Mapping] = self.call
        for key in path:
            entry = None if mapping is None else self.entry(mapping, key)
            if entry is None:
                break
            found.append(entry)
            mapping = as_mapping(self.value(entry[1]))
        return found

    def setting(self, path: Sequence[str]) -> Optional[ast.expr]:
        """The value of a setting."""
        entries = self.entries(path)
        return self.value(entries[-1][1]) if len(entries) == len(path) else None

    def lists(self, node: ast.expr) -> Iterator[ListNode]:
        """The list, or the lists that are added with `+`."""
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            yield node
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            for side in (node.left, node.right):
                yield from self.lists(self.value(side))

    def items(self, path: Sequence[str]) -> List[Any]:
        """The items of a setting that is a list."""
        node = self.setting(path)
        return [] if node is None else [item for one in self.lists(node) for item in known(one)]


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def is_text(node: Optional[ast.expr], text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def index_of(node: ast.Subscript) -> ast.AST:
    # Python 3.8 wraps the index.
    return getattr(node.slice, "value", node.slice) if sys.version_info < (3, 9) else node.slice


def is_key(index: ast.AST, key: Optional[ast.expr]) -> bool:
    return isinstance(index, ast.Constant) and isinstance(key, ast.Constant) and index.value == key.value


def is_find(node: ast.expr) -> bool:
    names = ("find_packages", "find_namespace_packages")
    return isinstance(node, ast.Call) and ast_text(node.func).split(".")[-1] in names


def as_mapping(node: ast.expr) -> Optional[Mapping]:
    """The node, if it has its values as attributes."""
    if isinstance(node, ast.Dict):
        return node
    is_dict = isinstance(node, ast.Call) and is_name(node.func, "dict") and not node.args
    return node if isinstance(node, ast.Call) and (is_dict or is_find(node)) else None


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
    if isinstance(node, ast.Call) and as_mapping(node) is not None and not is_find(node):
        return {keyword.arg or ("**", ast.dump(keyword.value)): known(keyword.value) for keyword in node.keywords}
    return ("expression", ast.dump(node))


def hashable(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


def is_expression(value: Any) -> bool:
    return isinstance(value, tuple)
