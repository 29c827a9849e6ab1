"""What of a change to the parameters of a function breaks a call that was right before. Loaded by api.py."""
from __future__ import annotations

from typing import Any, Iterator, NamedTuple

from griffe import ParameterKind

POSITIONAL = (ParameterKind.positional_only, ParameterKind.positional_or_keyword)
ANY_POSITIONAL, ANY_KEYWORD = ParameterKind.var_positional, ParameterKind.var_keyword


class Change(NamedTuple):
    kind: str
    #: Of the parameter.
    name: str
    old: str | None
    new: str | None


def parameters_of(function: Any, bound: bool) -> list[Any]:
    """The parameters that a caller gives; `bound`: without the first, which is the instance or the class."""
    parameters = list(function.parameters)
    return parameters[1:] if bound and parameters and parameters[0].kind in POSITIONAL else parameters


def written(parameter: Any) -> str:
    stars = {ANY_POSITIONAL: "*", ANY_KEYWORD: "**"}.get(parameter.kind, "")
    default = "" if stars or parameter.default is None else f"={str(parameter.default)[:40]}"
    return f"{stars}{parameter.name}{default}"


def named(parameter: Any) -> bool:
    return parameter.kind not in (ANY_POSITIONAL, ANY_KEYWORD)


class Signature:
    """A list of parameters, as calls see it."""

    def __init__(self, parameters: list[Any]) -> None:
        self.named = {parameter.name: parameter for parameter in parameters if named(parameter)}
        self.positional = [parameter for parameter in parameters if parameter.kind in POSITIONAL]
        self.places = {parameter.name: place for place, parameter in enumerate(self.positional)}
        self.any_positional = next((one for one in parameters if one.kind is ANY_POSITIONAL), None)
        self.any_keyword = next((one for one in parameters if one.kind is ANY_KEYWORD), None)


def breaking(before: list[Any], after: list[Any], by_place: bool = False) -> Iterator[Change]:
    """The breaking changes; `by_place`: nobody calls this with names, as it is a special method."""
    old, new = Signature(before), Signature(after)
    renamed: set[str] = set()
    found: list[Change] = []
    moved: list[Change] = []
    for parameter in old.named.values():
        place = old.places.get(parameter.name)
        at = new.positional[place] if place is not None and place < len(new.positional) else None
        twin = new.named.get(parameter.name)
        text = written(parameter)
        # Marked as unused by a new underscore: of a callback, which nobody calls with names.
        is_unused = at is not None and at.name == f"_{parameter.name}"
        only_place = by_place or is_unused or parameter.kind is ParameterKind.positional_only
        if place is not None and (only_place or parameter.name.startswith("_")):
            if at is None and new.any_positional is None and not parameter.name.startswith("_"):
                found.append(Change("parameter-removed", parameter.name, text, None))
            elif at is not None:
                renamed.add(at.name)
                if at.required and not parameter.required:
                    found.append(Change("parameter-required", parameter.name, text, written(at)))
        elif twin is None:
            if place is None:
                swallowed = new.any_keyword is not None or parameter.name.startswith("_")
            else:
                swallowed = new.any_keyword is not None and (new.any_positional is not None or at is not None)
            if at is not None and at.name not in old.named:
                renamed.add(at.name)
            if not swallowed:
                instead = written(at) if at is not None and at.name in renamed else None
                found.append(Change("parameter-removed", parameter.name, text, instead))
        else:
            if twin.required and not parameter.required:
                found.append(Change("parameter-required", parameter.name, text, written(twin)))
            elif (place is not None) != (twin.name in new.places) and place is not None:
                change = Change("parameter-named", parameter.name, text, written(twin))
                found.append(change)
            elif twin.kind is ParameterKind.positional_only:
                change = Change("parameter-placed", parameter.name, text, written(twin))
                found.append(change)
            elif place is not None and new.places[twin.name] != place:
                moved.append(Change("parameter-moved", parameter.name, str(place + 1), str(new.places[twin.name] + 1)))
    more = [one for one in new.named.values() if one.name not in old.named and one.name not in renamed]
    # What took anything before may have asked for this all along, and may take now by name what it took then.
    if old.any_positional is None and old.any_keyword is None:
        found += [Change("parameter-added", one.name, None, written(one)) for one in more if one.required]
    for gone, still in ((old.any_positional, new.any_positional), (old.any_keyword, new.any_keyword)):
        if gone is not None and still is None and not more:
            found.append(Change("parameter-removed", gone.name, written(gone), None))
    yield from found
    # What was put in or taken out explains why the others moved.
    if not any(change.kind in ("parameter-removed", "parameter-added") for change in found):
        yield from moved[:1]


def added(before: list[Any], after: list[Any]) -> list[Any]:
    """New parameters that a call may leave out."""
    known = {parameter.name for parameter in before}
    return [
        one
        for one in after
        if named(one) and one.name not in known and not one.required and not one.name.startswith("_")
    ]
