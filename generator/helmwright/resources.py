"""Where the charts, schemas, templates and known add-ons that ship with helmwright are.

An installed wheel has them in `helmwright/data`; a checkout has them where they are written.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def charts() -> Path:
    """The folder with one folder for each chart that ships with helmwright."""
    return _data("charts", _CHECKOUT / "charts")


def schemas() -> Path:
    """The folder with the descriptor schemas, and `crds/` for custom resources."""
    return _data("schemas", _CHECKOUT / "schemas")


def templates() -> Path:
    """The folder with one copier template in each folder."""
    return _data("templates", _CHECKOUT / "generator" / "templates")


def catalog() -> Path:
    """The folder with a file for each known add-on."""
    return _data("catalog", _CHECKOUT / "generator" / "catalog")


def _data(name: str, checkout: Path) -> Path:
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else checkout
