"""The text of a setup.py with the positions of its syntax, for edit_settings.py."""
from __future__ import annotations

import ast
import json
import re
import sys
from typing import Any, Iterator, List, NamedTuple, Optional, Sequence, Union

LONGEST_LINE = 88

# A literal that has its values as attributes: setup(), dict() and find_packages(), or {}.
Mapping = Union[ast.Call, ast.Dict]
ListNode = Union[ast.List, ast.Tuple, ast.Set]


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
            return text[:last.end] + inserted + text[last.end:]
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
