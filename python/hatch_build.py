"""Refuses to pack a widget that has not been built."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        static = Path(self.root, "initscope", "static")
        missing = [name for name in ("widget.js", "tables.json") if not (static / name).is_file()]
        if missing:
            raise SystemExit(
                f"{', '.join(missing)} is missing in python/initscope/static: "
                "run “npm ci && npm run build:widget” first."
            )
