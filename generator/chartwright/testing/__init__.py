"""Tests of charts: the pytest plug-in `pytest-helmwright`, the values of its fixtures, and hypothesis strategies."""
