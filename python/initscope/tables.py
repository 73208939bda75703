"""What an experiment and a view may be: the lab's own tables, which its build writes beside its module."""

from __future__ import annotations

import difflib
import json
import math
import numbers
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent / "static"


def _read() -> dict[str, Any]:
    try:
        return json.loads((STATIC / "tables.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ImportError(
            "Initscope's widget has not been built: run “npm ci && npm run build:widget” "
            "in the project, then install the package again."
        ) from None


_tables = _read()
#: Properties of an experiment by name, in the order of the lab's panel.
PROPERTIES: dict[str, dict[str, Any]] = _tables["properties"]
#: Fields of a view by name.
VIEW: dict[str, dict[str, Any]] = _tables["view"]
#: What of a layer is measured: pre- and post-activations, weights, and gradients.
QUANTITIES: list[str] = _tables["quantities"]
#: Every figure of a quantity by name, in words.
FIGURES: dict[str, dict[str, str]] = _tables["figures"]


def _quoted(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else repr(value)


def _known(name: str, table: Mapping[str, Any], kind: str) -> dict[str, Any]:
    if name in table:
        return table[name]
    close = difflib.get_close_matches(name, table, n=1)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    raise TypeError(f"There is no {kind} “{name}”; there are {', '.join(table)}.{hint}")


def _number(value: object, row: Mapping[str, Any]) -> int | float | None:
    """A number within what a row allows, NumPy's too; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    number = float(value)
    if not (math.isfinite(number) and row["min"] <= number <= row["max"]):
        return None
    if row.get("step") == 1:
        return int(number) if number.is_integer() else None
    return number


def _widths(value: object, row: Mapping[str, Any]) -> list[int] | None:
    given = [value] if isinstance(value, numbers.Real) else value
    if isinstance(given, str) or not isinstance(given, Iterable):
        return None
    widths = [_number(one, row) for one in given]
    return None if not widths or None in widths else widths  # type: ignore[return-value]


def _accepted(value: object, row: Mapping[str, Any]) -> Any:
    kind = row["kind"]
    if kind == "choice":
        return value if isinstance(value, str) and value in row["options"] else None
    if kind == "flag":
        # NumPy's own truth values are no bool.
        return bool(value) if type(value).__name__ in ("bool", "bool_") else None
    if kind == "text":
        # The lab knows which names there are.
        return value if isinstance(value, str) else None
    return (_widths if kind == "list" else _number)(value, row)


def check_experiment(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an experiment as the lab takes them.

    Raises:
        TypeError: a name is no property's.
        ValueError: a value is not allowed.
    """
    checked = {}
    for name, value in values.items():
        row = _known(name, PROPERTIES, "property")
        accepted = _accepted(value, row)
        if accepted is None:
            raise ValueError(f"{name} {_quoted(value)} is not {row['allowed']}.")
        checked[name] = accepted
    return checked


def check_view(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a view as the lab takes them; raises as `check_experiment` does."""
    for name, value in values.items():
        options = _known(name, VIEW, "field of a view")["options"]
        if not any(value == one and isinstance(value, type(one)) for one in options):
            allowed = ", ".join(map(str, options))
            raise ValueError(f"{name} {_quoted(value)} is not one of {allowed}.")
    return dict(values)


def meant(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Several widths are a list of them, unless another shape is asked for, as in the lab's panel."""
    checked = check_experiment(changes)
    if len(checked.get("widths", ())) > 1 and "shape" not in checked:
        checked["shape"] = "list"
    return checked
