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
        "Once all layers are merged, a configuration needs data, from or existing with a mount, or env.",
        "Add what is missing.",
    ),
)


_FOREIGN = {
    "existing": ("data", "from", "env"),
    "env": ("data", "from", "mount", "file"),
    "from": ("data",),
    "data": (),
}
"""What means nothing beside what decides the form."""


def config(resolved: Resolved) -> Iterator[Finding]:
    """Every configuration is files with a mount or variables, not both."""
    for _, service in resolved.services():
        for name, entry in service.section("config").items():
            layers = service.layers
            form = next((form for form in _FOREIGN if form in entry), "data")
            for key in _FOREIGN[form]:
                if key in entry:
                    message = f"config.{name} has {form}, and {key} means nothing beside it"
                    yield Finding(
                        "R411", layers.origin(("config", name, key)), message, "make it two entries"
                    )
            files = entry.get(form, {}) if form in ("data", "from") else None
            if files == {}:
                hint = 'for example data: {app.yaml: "level: info"} with mount, or env: {LEVEL: info}'
                at = layers.origin(("config", name, "data"))
                yield Finding("R408", at, f"config.{name} lacks data, from, env or existing", hint)
            elif form != "env" and "mount" not in entry:
                at = layers.origin(("config", name, "mount"))
                yield Finding("R408", at, f"config.{name} lacks a mount", "for example mount: /etc/app")
            elif files and entry.get("file", next(iter(files))) not in files:
                at = layers.origin(("config", name, "file"))
                message = f"config.{name} has no file {entry['file']}"
                yield Finding("R408", at, message, did_you_mean(entry["file"], files))


RULES = (config,)
