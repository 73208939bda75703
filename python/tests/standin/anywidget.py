"""A stand-in for anywidget where it is not installed: traits that a comm of Jupyter's keeps in step.

It says what anywidget 0.9 and ipywidgets 8 say on the wire (protocol 2.1.0), and no more than that.
"""

from pathlib import Path
from typing import Any, Callable

import traitlets
from ipykernel.comm import Comm


class AnyWidget(traitlets.HasTraits):
    def __init__(self, **kwargs: Any) -> None:
        self._heard: list[Callable] = []
        self._coming: dict[str, Any] = {}
        super().__init__(**kwargs)
        esm = self._esm.read_text("utf-8") if isinstance(self._esm, Path) else self._esm
        state = {"_esm": esm, **{name: getattr(self, name) for name in self.trait_names(sync=True)}}
        self.comm = Comm(
            target_name="jupyter.widget",
            data={"state": state, "buffer_paths": []},
            metadata={"version": "2.1.0"},
        )
        self.comm.on_msg(self._come)
        self.observe(self._go, self.trait_names(sync=True))

    def _go(self, change: Any) -> None:
        # What has just come is not sent back, unless it was changed on its way.
        if self._coming.get(change.name, traitlets.Undefined) != change.new:
            state = {change.name: change.new}
            self.comm.send({"method": "update", "state": state, "buffer_paths": []})

    def _come(self, message: Any) -> None:
        data = message["content"]["data"]
        if data["method"] == "custom":
            for callback in self._heard:
                callback(self, data["content"], [])
        elif data["method"] == "update":
            self._coming = data["state"]
            with self.hold_trait_notifications():
                for name, value in data["state"].items():
                    setattr(self, name, value)
            self._coming = {}

    def on_msg(self, callback: Callable) -> None:
        self._heard.append(callback)
