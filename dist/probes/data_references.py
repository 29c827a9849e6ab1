"""Finds the files and directories that Python code refers to, by evaluating path expressions without running the code.

Run as `python -I data_references.py REQUEST.json RESULT.json`, from Python 3.8 on.

Request:
    modules     [{"name" (dotted), "path" (relative, with "/"), "file" (absolute)}]
    roots       directory of each top-level package, by its name: relative, with "/"
    names       file names to look for in the string literals of the modules

Result:
    references  [{"by": path of the module, "line", "path": a path like those of the modules, "below": what is read below
                the path: null for the path itself, or a glob pattern such as "*.json", "**", "**/*.html",
                "use": "read", "list", "write", "check" or "name", "guarded": whether the code handles a missing file}]
    strings     [{"by", "line", "value", "use": "read" or "write"}]: literals whose last component is one of the names
    programs    paths of the modules that are run as programs (`if __name__ == "__main__"`)
    imports     {path of the module: [dotted names of the modules that it imports]}

Errors: modules that this Python cannot parse are skipped. An exit status other than 0 is an error in the probe.
"""
import ast
import json
import sys
import warnings
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple, Union


class Place(NamedTuple):
    """A path below the root of the source tree; `below` is a glob pattern if its end is unknown."""

    parts: Tuple[str, ...]
    below: Optional[str] = None


class Package(NamedTuple):
    """A dotted name of a module or package, such as the value of `__name__`."""

    name: str


class Joined(NamedTuple):
    """A relative path or a string literal."""

    text: str


class Unknown(NamedTuple):
    """A value that only running the code would give."""


Value = Union[Place, Package, Joined, Unknown, None]
UNKNOWN = Unknown()
DEPTH = 12

# Functions and methods that return the same path, or a value with the path in it.
SAME_PATH = {"Path", "PurePath", "PosixPath", "PurePosixPath", "str", "abspath", "realpath", "normpath", "normcase",
             "expanduser", "fspath", "fsdecode", "as_file", "AnyioPath", "UPath"}
SAME_PATH_METHODS = {"resolve", "absolute", "as_posix", "expanduser", "__str__", "__fspath__", "strip", "rstrip"}
CHECKS = {"exists", "is_file", "is_dir", "isfile", "isdir", "lexists"}
WRITES = {"write_text", "write_bytes", "mkdir", "makedirs", "touch", "unlink", "rmdir", "remove", "rmtree", "to_csv",
          "to_json", "to_parquet", "savefig", "to_pickle", "savetxt", "symlink_to", "rename", "replace"}
LISTS = {"iterdir", "listdir", "scandir", "walk", "copytree", "glob", "rglob", "iglob", "contents", "make_archive",
         "FileSystemLoader", "StaticFiles", "Jinja2Templates", "PackageLoader", "send_from_directory"}
RESOURCES = {"open_text", "open_binary", "read_text", "read_binary", "path", "is_resource", "contents", "get_data",
             "resource_filename", "resource_stream", "resource_string", "resource_listdir", "resource_exists",
             "resource_isdir", "get_resource_reader"}
MISSING_FILE = {"Exception", "BaseException", "OSError", "IOError", "EnvironmentError", "FileNotFoundError",
                "NotADirectoryError"}


def name_of(node: ast.AST) -> str:
    """The last name of an expression: `join` for `os.path.join`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def text_of(node: Optional[ast.AST]) -> Optional[str]:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def joined(base: Place, text: str) -> Optional[Place]:
    """A path below another one; None outside of the source tree, or for an absolute path."""
    if base.below is not None:
        return base
    parts = list(base.parts)
    pieces = text.replace("\\", "/").split("/")
    # `BASE + "/x"` joins strings.
    for piece in pieces:
        if piece in ("", "."):
            continue
        if piece == "..":
            if not parts:
                return None
            parts.pop()
        elif any(char in piece for char in "*?["):
            return Place(tuple(parts), "/".join(pieces[pieces.index(piece):]))
        else:
            parts.append(piece)
    return Place(tuple(parts))


class Module:
    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        self.name = name
        self.path = path
        self.tree = tree
        self.is_package = path.endswith("/__init__.py")
        self.parents: Dict[ast.AST, ast.AST] = {}
        self.assigned: Dict[ast.AST, Dict[str, List[ast.expr]]] = {}
        self.imported: Dict[str, Tuple[str, Optional[str]]] = {}
        self.imports: Set[str] = set()
        self.docstrings: Set[ast.AST] = set()
        self.nodes: List[ast.AST] = [tree]
        # One walk for all that follows: most of the time goes into it.
        for node in self.nodes:
            for child in ast.iter_child_nodes(node):
                if not isinstance(child, (ast.expr_context, ast.operator, ast.cmpop)):
                    self.parents[child] = node
                    self.nodes.append(child)
        for node in self.nodes:
            self.read(node)

    @property
    def package(self) -> str:
        return self.name if self.is_package else self.name.rpartition(".")[0]

    def scope_of(self, node: ast.AST) -> ast.AST:
        """The function, class or module in which a name is defined."""
        current = self.parents.get(node)
        while current is not None and not isinstance(
            current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Module)
        ):
            current = self.parents.get(current)
        return current or self.tree

    def read(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.imports.add(alias.name)
                first = alias.name.split(".")[0]
                self.imported[alias.asname or first] = (alias.name if alias.asname else first, None)
        elif isinstance(node, ast.ImportFrom):
            module = self.absolute(node)
            self.imports.add(module)
            for alias in node.names:
                self.imports.add(f"{module}.{alias.name}")
                self.imported[alias.asname or alias.name] = (module, alias.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            if node.value is None:
                return
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    self.bind(node, target.id, node.value)
                elif isinstance(target, ast.Attribute) and dotted(target.value) in ("self", "cls"):
                    self.bind(self.tree, f"self.{target.attr}", node.value)
        elif isinstance(node, ast.NamedExpr):
            if isinstance(node.target, ast.Name):
                self.bind(node, node.target.id, node.value)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if isinstance(item.optional_vars, ast.Name):
                    self.bind(node, item.optional_vars.id, item.context_expr)
        elif isinstance(node, ast.Return):
            # `def data_dir(): return Path(__file__).parent`: the value of a call.
            function = self.scope_of(node)
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.value is not None:
                self.bind(function, f"{function.name}()", node.value)
        elif isinstance(node, ast.Expr) and text_of(node.value) is not None:
            self.docstrings.add(node.value)

    def bind(self, at: ast.AST, name: str, value: ast.expr) -> None:
        scope = at if isinstance(at, ast.Module) else self.scope_of(at)
        if isinstance(scope, ast.ClassDef):
            self.assigned.setdefault(self.tree, {}).setdefault(f"self.{name}", []).append(value)
        self.assigned.setdefault(scope, {}).setdefault(name, []).append(value)

    def absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        base = self.package.split(".")
        above = base[: len(base) - node.level + 1]
        return ".".join(above + ([node.module] if node.module else []))


class Evaluator:
    def __init__(self, modules: Dict[str, Module], roots: Dict[str, str]) -> None:
        self.modules = modules
        self.roots = roots
        self.memo: Dict[Tuple[str, ast.AST], Value] = {}
        self.open: Set[Tuple[str, ast.AST]] = set()

    def directory_of(self, name: str) -> Optional[Place]:
        """The directory of a package."""
        module = self.modules.get(name)
        if module is not None:
            return Place(tuple(module.path.split("/")[:-1]))
        top, _, rest = name.partition(".")
        root = self.roots.get(top)
        if root is None:
            return None
        return Place(tuple(root.split("/")) + (tuple(rest.split(".")) if rest else ()))

    def value(self, module: Module, node: Optional[ast.AST], depth: int = 0) -> Value:
        if node is None or depth > DEPTH:
            return UNKNOWN
        key = (module.path, node)
        if key in self.memo:
            return self.memo[key]
        if key in self.open:
            return UNKNOWN
        self.open.add(key)
        found = self.compute(module, node, depth + 1)
        self.open.discard(key)
        self.memo[key] = found
        return found

    def compute(self, module: Module, node: ast.AST, depth: int) -> Value:
        if isinstance(node, ast.Constant):
            return Joined(node.value) if isinstance(node.value, str) else UNKNOWN
        if isinstance(node, ast.Name):
            return self.name(module, node, node.id, depth)
        if isinstance(node, ast.Attribute):
            return self.attribute(module, node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
            return self.join(self.value(module, node.left, depth), [self.value(module, node.right, depth)],
                             isinstance(node.op, ast.Div))
        if isinstance(node, ast.JoinedStr):
            return self.format(module, node, depth)
        if isinstance(node, ast.Subscript):
            return self.subscript(module, node, depth)
        if isinstance(node, ast.Call):
            return self.call(module, node, depth)
        if isinstance(node, ast.IfExp):
            for branch in (node.body, node.orelse):
                value = self.value(module, branch, depth)
                if isinstance(value, Place):
                    return value
        if isinstance(node, ast.BoolOp):
            for branch in node.values:
                value = self.value(module, branch, depth)
                if isinstance(value, Place):
                    return value
        return UNKNOWN

    def bound(self, module: Module, node: ast.AST, name: str, depth: int) -> Value:
        """The value of a name, if all its assignments in the nearest scope give one."""
        scope: Optional[ast.AST] = module.scope_of(node)
        while scope is not None:
            values = module.assigned.get(scope, {}).get(name)
            if values:
                if len(values) > 4:
                    return UNKNOWN
                found = [self.value(module, value, depth) for value in values]
                places = [one for one in found if isinstance(one, Place)]
                return places[0] if places else found[0]
            # Names of a class are not visible in its methods.
            parameters = getattr(scope, "args", None)
            if isinstance(parameters, ast.arguments) and name in names_in(parameters):
                return UNKNOWN
            scope = None if scope is module.tree else module.scope_of(scope)
        return None

    def name(self, module: Module, node: ast.AST, name: str, depth: int) -> Value:
        if name == "__file__":
            return Place(tuple(module.path.split("/")))
        if name in ("__name__", "__package__"):
            return Package(module.package if name == "__package__" else module.name)
        if name == "__path__":
            return Place(tuple(module.path.split("/")[:-1]))
        value = self.bound(module, node, name, depth)
        if value is not None:
            return value
        if name in module.imported:
            return self.imported(module, name, depth)
        return UNKNOWN

    def imported(self, module: Module, name: str, depth: int) -> Value:
        source, attribute = module.imported[name]
        if attribute is None:
            return Package(source)
        submodule = f"{source}.{attribute}"
        if submodule in self.modules or self.is_directory(submodule):
            return Package(submodule)
        return self.constant(source, attribute, depth)

    def is_directory(self, name: str) -> bool:
        return any(one.startswith(f"{name}.") for one in self.modules)

    def constant(self, source: str, attribute: str, depth: int) -> Value:
        """A module-level name of another module."""
        other = self.modules.get(source)
        if other is None:
            return UNKNOWN
        values = other.assigned.get(other.tree, {}).get(attribute)
        if values:
            return self.value(other, values[0], depth)
        if attribute in other.imported:
            return self.imported(other, attribute, depth)
        return UNKNOWN

    def attribute(self, module: Module, node: ast.Attribute, depth: int) -> Value:
        if dotted(node.value) in ("self", "cls"):
            values = module.assigned.get(module.tree, {}).get(f"self.{node.attr}")
            if values and len(values) == 1:
                return self.value(module, values[0], depth)
            return UNKNOWN
        base = self.value(module, node.value, depth)
        if isinstance(base, Place):
            if node.attr == "parent":
                return Place(base.parts[:-1]) if base.parts else UNKNOWN
            return UNKNOWN
        if isinstance(base, Package):
            if node.attr == "__file__":
                other = self.modules.get(base.name)
                if other is not None:
                    return Place(tuple(other.path.split("/")))
                place = self.directory_of(base.name)
                return Place(place.parts + ("__init__.py",)) if place else UNKNOWN
            if node.attr == "__path__":
                return self.directory_of(base.name) or UNKNOWN
            if node.attr == "__name__":
                return base
            if f"{base.name}.{node.attr}" in self.modules:
                return Package(f"{base.name}.{node.attr}")
            return self.constant(base.name, node.attr, depth)
        return UNKNOWN

    def join(self, base: Value, parts: List[Value], is_path: bool = True) -> Value:
        for part in parts:
            if isinstance(base, Place):
                if isinstance(part, Joined):
                    if part.text.startswith("/") and is_path:
                        return UNKNOWN
                    # `"name" + ".txt"` changes the last component.
                    if not is_path and part.text[:1] not in ("/", "\\") and base.below is None:
                        base = Place(base.parts[:-1] + (base.parts[-1] + part.text,)) if base.parts else UNKNOWN
                        continue
                    base = joined(base, part.text) or UNKNOWN
                elif isinstance(part, Place):
                    base = part
                elif base.below is None:
                    base = Place(base.parts, "**")
            elif isinstance(base, Joined) and isinstance(part, Joined):
                base = Joined(f"{base.text}{'/' if is_path and base.text else ''}{part.text}")
            else:
                return UNKNOWN
        return base

    def format(self, module: Module, node: ast.JoinedStr, depth: int) -> Value:
        values = node.values
        first = values[0] if values else None
        if not isinstance(first, ast.FormattedValue):
            return UNKNOWN
        base = self.value(module, first.value, depth)
        if not isinstance(base, Place):
            return UNKNOWN
        rest = "".join(text_of(one) or "*" for one in values[1:])
        return joined(base, rest) or UNKNOWN

    def subscript(self, module: Module, node: ast.Subscript, depth: int) -> Value:
        index: Any = node.slice
        if isinstance(index, getattr(ast, "Index", ())):
            index = index.value
        number = index.value if isinstance(index, ast.Constant) else None
        # `path.parents[1]`, `__path__[0]`, `os.path.split(__file__)[0]`
        if isinstance(node.value, ast.Attribute) and node.value.attr == "parents" and isinstance(number, int):
            base = self.value(module, node.value.value, depth)
            if isinstance(base, Place) and number >= 0 and number + 1 <= len(base.parts):
                return Place(base.parts[: len(base.parts) - number - 1])
            return UNKNOWN
        if number == 0:
            value = node.value
            if isinstance(value, ast.Call) and name_of(value.func) == "split" and value.args:
                base = self.value(module, value.args[0], depth)
                return Place(base.parts[:-1]) if isinstance(base, Place) else UNKNOWN
            base = self.value(module, value, depth)
            return base if isinstance(base, Place) else UNKNOWN
        return UNKNOWN

    def call(self, module: Module, node: ast.Call, depth: int) -> Value:
        function = node.func
        name = name_of(function)
        args = node.args
        if name in ("getfile", "getsourcefile"):
            return Place(tuple(module.path.split("/")))
        if name == "dirname" and args:
            base = self.value(module, args[0], depth)
            return Place(base.parts[:-1]) if isinstance(base, Place) and base.parts else UNKNOWN
        if name == "files" and len(args) <= 1 and not node.keywords:
            return self.anchor(module, args[0] if args else None, depth)
        if name in ("join", "joinpath"):
            values = [self.value(module, one, depth) for one in args]
            if any(isinstance(one, ast.Starred) for one in args):
                values = [UNKNOWN if isinstance(one, ast.Starred) else value for one, value in zip(args, values)]
            if name == "joinpath" and isinstance(function, ast.Attribute):
                return self.join(self.value(module, function.value, depth), values)
            return self.join(values[0], values[1:]) if len(values) > 1 else UNKNOWN
        if name in SAME_PATH and args:
            values = [self.value(module, one, depth) for one in args]
            return self.join(values[0], values[1:])
        if isinstance(function, ast.Attribute):
            if name in SAME_PATH_METHODS:
                return self.value(module, function.value, depth)
            base = self.value(module, function.value, depth)
            if isinstance(base, Place) and name in ("with_name", "with_suffix") and args and base.parts:
                text = text_of(args[0])
                if text is None:
                    return Place(base.parts[:-1], "*")
                last = text if name == "with_name" else base.parts[-1].rpartition(".")[0] + text
                return Place(base.parts[:-1] + (last,))
            if isinstance(base, Package) and base.name in self.modules:
                return self.constant(base.name, f"{name}()", depth)
        if name == "enter_context" and args:
            return self.value(module, args[0], depth)
        resource = self.resource(module, node, depth)
        if resource is not None:
            return resource
        if isinstance(function, ast.Name):
            value = self.bound(module, node, f"{name}()", depth)
            if value is not None:
                return value
            source, attribute = module.imported.get(name, ("", None))
            if attribute is not None and source in self.modules:
                return self.constant(source, f"{attribute}()", depth)
        return UNKNOWN

    def anchor(self, module: Module, node: Optional[ast.AST], depth: int) -> Value:
        """The directory of `importlib.resources.files(anchor)`."""
        if node is None:
            return self.directory_of(module.package) or UNKNOWN
        value = self.value(module, node, depth)
        name = value.text if isinstance(value, Joined) else value.name if isinstance(value, Package) else None
        if name is None:
            return UNKNOWN
        return self.directory_of(name) or UNKNOWN

    def resource(self, module: Module, node: ast.Call, depth: int) -> Optional[Value]:
        """`importlib.resources.read_text("package", "name")`, `pkgutil.get_data`, `PackageLoader` and the like."""
        name = name_of(node.func)
        by_name = {one.arg: one.value for one in node.keywords}
        if name == "PackageLoader":
            anchor = node.args[0] if node.args else by_name.get("package_name")
            path = node.args[1] if len(node.args) > 1 else by_name.get("package_path")
            base = self.anchor(module, anchor, depth) if anchor is not None else UNKNOWN
            inner = Joined("templates") if path is None else self.value(module, path, depth)
            return self.join(base, [inner]) if isinstance(base, Place) else None
        if name in RESOURCES and node.args:
            if isinstance(node.func, ast.Attribute) and isinstance(self.value(module, node.func.value, depth), Place):
                return None
            base = self.anchor(module, node.args[0], depth)
            if isinstance(base, Place):
                return self.join(base, [self.value(module, one, depth) for one in node.args[1:2]])
        return None


def names_in(arguments: ast.arguments) -> Set[str]:
    every = arguments.args + arguments.kwonlyargs + getattr(arguments, "posonlyargs", [])
    return {one.arg for one in every + [one for one in (arguments.vararg, arguments.kwarg) if one]}


def mode_of(call: ast.Call, position: int) -> str:
    for keyword in call.keywords:
        if keyword.arg == "mode":
            return text_of(keyword.value) or "r"
    return (text_of(call.args[position]) if len(call.args) > position else None) or "r"


def use_of(module: Module, node: ast.AST) -> Tuple[str, Optional[str]]:
    """How the code uses a path, and the pattern of what it lists below it."""
    parent = module.parents.get(node)
    call: Optional[ast.AST] = parent
    method = ""
    if isinstance(parent, ast.Attribute):
        method = parent.attr
        call = module.parents.get(parent)
        if not isinstance(call, ast.Call) or call.func is not parent:
            return ("name", None)
    elif isinstance(parent, ast.keyword):
        call = module.parents.get(parent)
    elif isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
        return ("name", None)
    elif isinstance(parent, ast.Compare):
        return ("check", None)
    elif isinstance(parent, (ast.Tuple, ast.List)) and isinstance(module.parents.get(parent), ast.Assign):
        return ("name", None)
    if not isinstance(call, ast.Call):
        return ("read", None)
    name = method or name_of(call.func)
    if name in CHECKS:
        return ("check", None)
    if name == "open" and any(char in mode_of(call, 0 if method else 1) for char in "wax"):
        return ("write", None)
    if name in WRITES and (method or (call.args and call.args[0] is node)):
        return ("write", None)
    if name in ("copy", "copyfile", "copy2", "copytree", "move", "dump") and not method:
        if len(call.args) > 1 and call.args[1] is node:
            return ("write", None)
    if name in ("glob", "rglob") and method:
        pattern = (text_of(call.args[0]) if call.args else None) or "*"
        return ("list", f"**/{pattern}" if name == "rglob" else pattern)
    if name in LISTS:
        return ("list", "**" if name not in ("iterdir", "listdir", "scandir", "contents") else "*")
    return ("read", None)


def is_guarded(module: Module, node: ast.AST) -> bool:
    """Whether the code handles that the file is missing: `try ... except OSError`, or a condition on its existence."""
    current: Optional[ast.AST] = node
    while current is not None:
        parent = module.parents.get(current)
        if isinstance(parent, ast.Try) and current in parent.body:
            for handler in parent.handlers:
                types = handler.type
                names = [types] if not isinstance(types, ast.Tuple) else types.elts
                if types is None or any(name_of(one) in MISSING_FILE for one in names if one is not None):
                    return True
        if isinstance(parent, (ast.If, ast.IfExp, ast.While)):
            if any(
                isinstance(one, ast.Call) and name_of(one.func) in CHECKS for one in ast.walk(parent.test)
            ) and current is not parent.test:
                return True
        if isinstance(parent, (ast.With, ast.AsyncWith)):
            for item in parent.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and name_of(call.func) == "suppress":
                    return True
        current = parent
    return False


def checked_before(module: Module, place: Place, checks: Set[Tuple[ast.AST, Tuple[str, ...]]], node: ast.AST) -> bool:
    """Whether the same function also checks whether the path exists."""
    return (module.scope_of(node), place.parts) in checks


def is_path_expression(node: ast.AST) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute, ast.BinOp, ast.JoinedStr, ast.Subscript, ast.Call))


def maximal(module: Module, evaluator: Evaluator) -> Iterator[Tuple[ast.AST, Place]]:
    """The path expressions that are part of no longer one."""
    for node in module.nodes:
        if not is_path_expression(node):
            continue
        if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            continue
        value = evaluator.value(module, node)
        if not isinstance(value, Place):
            continue
        parent = module.parents.get(node)
        inside = parent
        while isinstance(inside, (ast.FormattedValue, ast.Starred, ast.List, ast.Tuple)):
            inside = module.parents.get(inside)
        if isinstance(inside, ast.Attribute):
            # Attributes and methods of a path that return a path.
            outer = evaluator.value(module, inside)
            call = module.parents.get(inside)
            if isinstance(outer, Place) or (
                isinstance(call, ast.Call) and call.func is inside and isinstance(evaluator.value(module, call), Place)
            ):
                continue
            subscript = module.parents.get(inside)
            if isinstance(subscript, ast.Subscript) and isinstance(evaluator.value(module, subscript), Place):
                continue
        elif inside is not None and is_path_expression(inside):
            if isinstance(evaluator.value(module, inside), Place):
                continue
        yield node, value


def folders(module: Module, evaluator: Evaluator) -> Iterator[Tuple[ast.AST, Place]]:
    """`Flask(__name__, template_folder="views")`: relative to the directory of the module."""
    here = Place(tuple(module.path.split("/")[:-1]))
    for node in module.nodes:
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in ("template_folder", "static_folder"):
                    value = evaluator.value(module, keyword.value)
                    place = joined(here, value.text) if isinstance(value, Joined) else None
                    if place is not None:
                        yield node, place


def is_main_guard(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.left, ast.Name)
        and node.test.left.id == "__name__"
    )


def references_in(module: Module, evaluator: Evaluator) -> List[Dict[str, Any]]:
    found = [(node, place, use_of(module, node)) for node, place in maximal(module, evaluator)]
    found += [(node, place, ("list", "**")) for node, place in folders(module, evaluator)]
    checks = {(module.scope_of(node), place.parts) for node, place, (use, _) in found if use == "check"}
    return [
        {
            "by": module.path,
            "line": getattr(node, "lineno", 1),
            "path": "/".join(place.parts),
            "below": below or place.below,
            "use": use,
            "guarded": is_guarded(module, node) or checked_before(module, place, checks, node),
        }
        for node, place, (use, below) in found
    ]


def strings_in(module: Module, names: Set[str]) -> List[Dict[str, Any]]:
    found: List[Dict[str, Any]] = []
    for node in module.nodes if names else []:
        text = text_of(node)
        if text is None or node in module.docstrings or len(text) > 300 or "\n" in text:
            continue
        if text.replace("\\", "/").rpartition("/")[2] in names:
            use = use_of(module, node)[0]
            found.append({"by": module.path, "line": getattr(node, "lineno", 1), "value": text,
                          "use": "write" if use == "write" else "read"})
    return found


def main(request_path: str, result_path: str) -> None:
    with open(request_path, encoding="utf-8") as file:
        request = json.load(file)
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    modules: Dict[str, Module] = {}
    for one in request["modules"]:
        try:
            with open(one["file"], "rb") as file:
                tree = ast.parse(file.read())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        modules[one["name"]] = Module(one["name"], one["path"], tree)
    evaluator = Evaluator(modules, request["roots"])
    names = set(request["names"])
    references: List[Dict[str, Any]] = []
    strings: List[Dict[str, Any]] = []
    for module in modules.values():
        try:
            references += references_in(module, evaluator)
        except RecursionError:
            continue
        strings += strings_in(module, names)
    result = {
        "references": references,
        "strings": strings,
        "programs": [one.path for one in modules.values() if any(is_main_guard(node) for node in one.tree.body)],
        "imports": {one.path: sorted(one.imports) for one in modules.values()},
    }
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
