"""Where the charts, schemas, templates, known add-ons, roles and facts of nodes that ship with helmwright are.

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


def capacity() -> Path:
    """The folder with the facts of instance types, a sample of prices, and what EKS runs on every cluster."""
    return _data("capacity", _CHECKOUT / "generator" / "capacity")


def access() -> Path:
    """The folder with what Kubernetes and helmwright let groups of people do by default."""
    return _data("access", _CHECKOUT / "generator" / "access")


def _data(name: str, checkout: Path) -> Path:
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else checkout
