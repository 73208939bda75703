"""The lab as a widget."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import anywidget
import traitlets

from .reports import Measurements, Report
from .tables import STATIC, check_experiment, check_view, meant

#: From the lowest in which all of the lab's parts have room to what no screen holds.
LEAST_HEIGHT, MOST_HEIGHT = 240, 4000


class Initscope(anywidget.AnyWidget):
    """The lab in a notebook. What is set here shows there, and what a person sets there is read here.

    Figures come while no cell runs, so `report()` is for a later cell than the one that shows the lab.
    """

    _esm = STATIC / "widget.js"

    #: Properties by name. What is not named is as the lab starts on its machine: 784 wide with 256
    #: samples on a GPU, smaller without. Once the lab is in sight, it names all of them.
    experiment = traitlets.Dict().tag(sync=True)
    #: Fields by name: quantity, axis, camera, … What is not named is as the lab starts.
    view = traitlets.Dict().tag(sync=True)
    #: In pixels.
    height = traitlets.Int(640).tag(sync=True)
    #: The address of a page of Initscope, which the lab's links and QR codes then lead to.
    home = traitlets.Unicode("").tag(sync=True)
    #: Why what was set here is not what the lab shows, or why its run failed; empty if all is well.
    problem = traitlets.Unicode("").tag(sync=True)
    #: What computes, and whether it keeps subnormals; empty before the lab has started.
    machine = traitlets.Unicode("").tag(sync=True)
    _reports = traitlets.Dict().tag(sync=True)
    _asked = traitlets.List().tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        self._ids = itertools.count(1)
        self._measurements: dict[int, Measurements] = {}
        super().__init__(**kwargs)
        self.on_msg(self._hear)

    @traitlets.validate("experiment")
    def _valid_experiment(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        return check_experiment(proposal["value"])

    @traitlets.validate("view")
    def _valid_view(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        return check_view(proposal["value"])

    @traitlets.validate("height")
    def _valid_height(self, proposal: Mapping[str, Any]) -> int:
        height = proposal["value"]
        if not LEAST_HEIGHT <= height <= MOST_HEIGHT:
            raise ValueError(
                f"height {height} is not a whole number from {LEAST_HEIGHT} to {MOST_HEIGHT}."
            )
        return height

    def set(self, **changes: Any) -> None:
        """Changes these properties of the experiment and no other: `scope.set(gain=1.2)`.

        Raises:
            TypeError: a name is no property's.
            ValueError: a value is not allowed.
        """
        self.experiment = {**self.experiment, **meant(changes)}

    def report(self) -> Report:
        """Every layer's figures of the experiment as it is set: layer → quantity → figure.

        Weights are among the quantities while the lab shows them (`view={"quantity": "weight"}`),
        gradients where the experiment has `backward=True`.

        Raises:
            RuntimeError: the lab has said what is wrong.
            LookupError: the figures have not come yet.
        """
        if self.problem:
            raise RuntimeError(self.problem)
        measured = self._reports.get("experiment", {})
        if not measured or any(measured[name] != one for name, one in self.experiment.items()):
            raise LookupError(
                "The lab's figures have not come yet. They come while no cell runs and the lab is "
                "in sight: show it in one cell, and call report() in a later one."
            )
        return Report(self._reports)

    def measure(self, *experiments: Mapping[str, Any], **changes: Any) -> Measurements:
        """Measures the experiment with changes, beside what the lab shows, which stays.

        `scope.measure(activation="tanh")` measures one; `scope.measure({"gain": 1}, {"gain": 2})`
        several. Read the reports in a later cell. Raises as `set` does.
        """
        asked = [
            {**self.experiment, **meant({**changes, **one})} for one in (experiments or ({},))
        ]
        measurements = Measurements(asked)
        id_ = next(self._ids)
        self._measurements[id_] = measurements
        self._asked = [*self._asked, {"id": id_, "experiments": asked}]
        return measurements

    def sweep(self, **values: Iterable[Any]) -> Measurements:
        """Measures the experiment with each of these values, and of several properties each
        combination, the last one's values changing fastest: `scope.sweep(gain=[0.8, 1, 1.2])`.
        """
        combined = itertools.product(*values.values())
        return self.measure(*(dict(zip(values, one)) for one in combined))

    def _hear(self, _widget: object, message: Any, _buffers: object) -> None:
        if not isinstance(message, dict) or message.get("kind") != "measured":
            return
        measurements = self._measurements.get(message["id"])
        # Answered before, by another view of the same widget.
        if measurements is None:
            return
        measurements._take(message)
        if measurements.done:
            del self._measurements[message["id"]]
            self._asked = [one for one in self._asked if one["id"] != message["id"]]


def initscope(
    *,
    view: Mapping[str, Any] | None = None,
    height: int = 640,
    home: str = "",
    **experiment: Any,
) -> Initscope:
    """The lab with an experiment: `initscope(scheme="lecun_normal", activation="relu")`.

    Args:
        view: how it is shown, such as `{"quantity": "pre", "camera": "top"}`.
        height: of the lab, in pixels.
        home: the address of a page of Initscope, for the lab's links.
        **experiment: properties by name, those of links: docs/notebook.md lists them.

    Raises:
        TypeError: a name is no property's.
        ValueError: a value is not allowed.
    """
    return Initscope(experiment=meant(experiment), view=dict(view or {}), height=height, home=home)
