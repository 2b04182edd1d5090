"""The facts of instance types that ship are as their sources say, and enough."""

from __future__ import annotations

import pytest

from helmwright import resources
from helmwright.known.instance import InstanceType, instances
from helmwright.known.read import instance_types


def test_the_facts_are_those_of_their_sources() -> None:
    """Rows picked from the sources that the file names."""
    known = instance_types()
    assert known["m5.large"] == InstanceType("m5.large", 2, 8192, 3, 10, "amd64", "nitro")
    assert known["t3.medium"] == InstanceType("t3.medium", 2, 4096, 3, 6, "amd64", "nitro")
    assert known["m7g.4xlarge"] == InstanceType("m7g.4xlarge", 16, 65536, 8, 30, "arm64", "nitro")
    assert known["m4.large"] == InstanceType("m4.large", 2, 8192, 2, 10, "amd64", "xen")
    assert known["c6a.metal"].hypervisor == "metal"


def test_every_row_can_be() -> None:
    known = instance_types()
    assert len(known) > 1300
    for row in known.values():
        assert row.vcpus > 0
        assert row.memory >= 512
        assert row.interfaces > 0
        assert row.addresses > 1
        assert row.architecture in ("amd64", "arm64")
        assert row.hypervisor in ("nitro", "xen", "metal")


def test_the_file_names_its_sources_and_their_dates() -> None:
    head = (resources.capacity() / "instances.csv").read_text(encoding="utf-8").partition("\ntype,")[0]
    assert head.count("https://github.com/") == 2
    assert "2026-08-20" in head
    assert "2026-08-21" in head


def test_a_file_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="name,cores"):
        list(instances("name,cores\nm5.large,2\n"))
