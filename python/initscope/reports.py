"""What the lab has measured, as plain dictionaries of floats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .tables import QUANTITIES


class Report(dict[int, dict[str, dict[str, float]]]):
    """Every layer's figures: `report[12]["post"]["variance"]`. Layer 0 is the input.

    NaN is a figure that has no number, as a mean of nothing finite has none.
    """

    #: The whole experiment that was measured.
    experiment: dict[str, Any]

    def __init__(self, travelled: Mapping[str, Any]) -> None:
        """Takes what the lab has sent, in which NaN and infinities are texts."""
        self.experiment = dict(travelled["experiment"])
        self._sizes = {one["layer"]: (one["fanIn"], one["units"]) for one in travelled["layers"]}
        super().__init__(
            (
                one["layer"],
                {
                    quantity: {name: float(figure) for name, figure in one[quantity].items()}
                    for quantity in QUANTITIES
                    if quantity in one
                },
            )
            for one in travelled["layers"]
        )

    def rows(self) -> list[dict[str, Any]]:
        """A row for each quantity of each layer, for `pandas.DataFrame(report.rows())`."""
        return [
            {"layer": layer, "fan_in": self._sizes[layer][0], "units": self._sizes[layer][1]}
            | {"quantity": quantity}
            | figures
            for layer, quantities in self.items()
            for quantity, figures in quantities.items()
        ]


class Measurements(Sequence[Report]):
    """Reports of experiments that the lab measures one after another, beside what it shows.

    They come while no cell runs: ask for them in one cell, and read them in a later one.
    """

    def __init__(self, experiments: Sequence[Mapping[str, Any]]) -> None:
        #: What was asked for, in its order.
        self.experiments = [dict(one) for one in experiments]
        self._reports: list[Report | None] = [None] * len(self.experiments)
        #: Why an experiment could not be measured, by its place.
        self.problems: dict[int, str] = {}

    @property
    def done(self) -> bool:
        """Whether all have been measured, or refused."""
        return self._come() == len(self)

    def _come(self) -> int:
        return sum(one is not None for one in self._reports) + len(self.problems)

    def _take(self, message: Mapping[str, Any]) -> None:
        index = message["index"]
        if "problem" in message:
            self.problems.setdefault(index, message["problem"])
        else:
            self.problems.pop(index, None)
            self._reports[index] = Report(message)

    def __len__(self) -> int:
        return len(self.experiments)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        if place in self.problems:
            raise RuntimeError(self.problems[place])
        report = self._reports[place]
        if report is None:
            raise LookupError(
                f"{self!r}. Results come while no cell runs and the lab is in sight: "
                "read them in a later cell."
            )
        return report

    def __iter__(self) -> Iterator[Report]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"{self._come()} of {len(self)} experiments measured"
