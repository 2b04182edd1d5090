"""Registries for tests, and a home without anybody's logins."""

from __future__ import annotations

from pathlib import Path

import pytest

from .registry import address, guarded

__all__ = ["address", "guarded"]


@pytest.fixture(autouse=True)
def nobody_is_logged_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DOCKER_CONFIG", "HELM_CONFIG_HOME", "HELM_CACHE_HOME", "HELM_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(tmp_path / "logins.json"))
    for variable in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(variable, "127.0.0.1")
