"""Breaking changes between the parameters of two versions of a function. Loaded by api.py."""
from __future__ import annotations

from typing import Any, Iterator, NamedTuple

from griffe import ParameterKind

POSITIONAL = (ParameterKind.positional_only, ParameterKind.positional_or_keyword)
ANY_POSITIONAL, ANY_KEYWORD = ParameterKind.var_positional, ParameterKind.var_keyword


class Change(NamedTuple):
    kind: str
    #: Name of the parameter.
    name: str
    old: str | None
    new: str | None


def parameters_of(function: Any, bound: bool) -> list[Any]:
    """The parameters of a function; if `bound`, without the first, which is the instance or the class."""
    parameters = list(function.parameters)
    return parameters[1:] if bound and parameters and parameters[0].kind in POSITIONAL else parameters


def text_of(parameter: Any) -> str:
    stars = {ANY_POSITIONAL: "*", ANY_KEYWORD: "**"}.get(parameter.kind, "")
    default = "" if stars or parameter.default is None else f"={str(parameter.default)[:40]}"
    return f"{stars}{parameter.name}{default}"


def named(parameter: Any) -> bool:
    return parameter.kind not in (ANY_POSITIONAL, ANY_KEYWORD)


class Signature:
    """Parameters by name and by position."""

    def __init__(self, parameters: list[Any]) -> None:
        self.named = {parameter.name: parameter for parameter in parameters if named(parameter)}
        self.positional = [parameter for parameter in parameters if parameter.kind in POSITIONAL]
        self.places = {parameter.name: place for place, parameter in enumerate(self.positional)}
        self.any_positional = next((one for one in parameters if one.kind is ANY_POSITIONAL), None)
        self.any_keyword = next((one for one in parameters if one.kind is ANY_KEYWORD), None)


def breaking(before: list[Any], after: list[Any], positional: bool = False) -> Iterator[Change]:
    """Yields the breaking changes; `positional`: a special method, which is never called with keyword arguments."""
    old, new = Signature(before), Signature(after)
    renamed: set[str] = set()
    found: list[Change] = []
    moved: list[Change] = []
    for parameter in old.named.values():
        place = old.places.get(parameter.name)
        at = new.positional[place] if place is not None and place < len(new.positional) else None
        same_name = new.named.get(parameter.name)
        text = text_of(parameter)
        # A new underscore marks the parameter of a callback as unused; callbacks are called with positional arguments.
        is_unused = at is not None and at.name == f"_{parameter.name}"
        only_positional = positional or is_unused or parameter.kind is ParameterKind.positional_only
        if place is not None and (only_positional or parameter.name.startswith("_")):
            if at is None and new.any_positional is None and not parameter.name.startswith("_"):
                found.append(Change("parameter-removed", parameter.name, text, None))
            elif at is not None:
                renamed.add(at.name)
                if at.required and not parameter.required:
                    found.append(Change("parameter-required", parameter.name, text, text_of(at)))
        elif same_name is None:
            if place is None:
                accepted = new.any_keyword is not None or parameter.name.startswith("_")
            else:
                accepted = new.any_keyword is not None and (new.any_positional is not None or at is not None)
            if at is not None and at.name not in old.named:
                renamed.add(at.name)
            if not accepted:
                instead = text_of(at) if at is not None and at.name in renamed else None
                found.append(Change("parameter-removed", parameter.name, text, instead))
        else:
            if same_name.required and not parameter.required:
                found.append(Change("parameter-required", parameter.name, text, text_of(same_name)))
            elif (place is not None) != (same_name.name in new.places) and place is not None:
                change = Change("parameter-named", parameter.name, text, text_of(same_name))
                found.append(change)
            elif same_name.kind is ParameterKind.positional_only:
                change = Change("parameter-placed", parameter.name, text, text_of(same_name))
                found.append(change)
            elif place is not None and new.places[same_name.name] != place:
                places = str(place + 1), str(new.places[same_name.name] + 1)
                moved.append(Change("parameter-moved", parameter.name, *places))
    more = [one for one in new.named.values() if one.name not in old.named and one.name not in renamed]
    # A function with *args or **kwargs may have required this parameter before.
    if old.any_positional is None and old.any_keyword is None:
        found += [Change("parameter-added", one.name, None, text_of(one)) for one in more if one.required]
    for gone, still in ((old.any_positional, new.any_positional), (old.any_keyword, new.any_keyword)):
        if gone is not None and still is None and not more:
            found.append(Change("parameter-removed", gone.name, text_of(gone), None))
    yield from found
    # A removed or added parameter moves the others.
    if not any(change.kind in ("parameter-removed", "parameter-added") for change in found):
        yield from moved[:1]


def added(before: list[Any], after: list[Any]) -> list[Any]:
    """The new optional parameters."""
    known = {parameter.name for parameter in before}
    return [
        one
        for one in after
        if named(one) and one.name not in known and not one.required and not one.name.startswith("_")
    ]
