"""Codes of charts: what the commands under `helmwright charts` find."""

from __future__ import annotations

from helmwright.codes.charts.contents import CONTENTS
from helmwright.codes.charts.releases import RELEASES

CHARTS = (*CONTENTS, *RELEASES)
