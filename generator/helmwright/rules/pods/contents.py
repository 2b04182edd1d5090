"""Configuration that says all it must."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.hints import did_you_mean
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R408",
        "configuration incomplete",
        "Once all layers are merged, a configuration needs data and a mount, or env.",
        "Add what is missing.",
    ),
)


def config(resolved: Resolved) -> Iterator[Finding]:
    """Every configuration is files with a mount or variables, not both."""
    for _, service in resolved.services():
        for name, entry in service.section("config").items():
            layers = service.layers
            if "env" in entry:
                decided = layers.rank(("config", name, "env"))
                for key in ("data", "mount", "file"):
                    path = ("config", name, key)
                    if key in entry and layers.rank(path) >= decided:
                        message = f"config.{name} has env, and {key} means nothing beside it"
                        yield Finding("R411", layers.origin(path), message, "make it two entries")
            elif not entry.get("data"):
                hint = 'for example data: {app.yaml: "level: info"} with mount, or env: {LEVEL: info}'
                at = layers.origin(("config", name, "data"))
                yield Finding("R408", at, f"config.{name} lacks data or env", hint)
            elif "mount" not in entry:
                at = layers.origin(("config", name, "mount"))
                yield Finding("R408", at, f"config.{name} lacks a mount", "for example mount: /etc/app")
            elif entry.get("file", next(iter(entry["data"]))) not in entry["data"]:
                at = layers.origin(("config", name, "file"))
                message = f"config.{name} has no {entry['file']} among its data"
                yield Finding("R408", at, message, did_you_mean(entry["file"], entry["data"]))


RULES = (config,)
