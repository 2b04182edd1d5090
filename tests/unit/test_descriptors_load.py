"""Which files are descriptors, and that one bad file does not hide the others."""

from __future__ import annotations

from pathlib import Path

from helmwright.descriptors.load import load
from helmwright.findings import Location
from helmwright.layout import Kind
from helmwright.limits import Limit


def write(root: Path, *names: str, text: str = "kind: Any\n") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_descriptors_are_found_by_their_place_and_sorted(tmp_path: Path) -> None:
    write(
        tmp_path,
        "apps/shop/services/frontend.yaml",
        "apps/shop/services/cart.yaml",
        "apps/shop/app.yaml",
        "apps/billing/services/invoices.yaml",
        "environments/prod.yaml",
        "helmwright.yaml",
    )
    sources = load(tmp_path)
    assert [(str(s.place.kind), s.place.app, s.place.name) for s in sources.items] == [
        ("Service", "billing", "invoices"),
        ("App", "shop", "shop"),
        ("Service", "shop", "cart"),
        ("Service", "shop", "frontend"),
        ("Environment", "", "prod"),
        ("Repository", "", "helmwright"),
    ]
    assert sources.findings == ()


def test_sources_of_one_kind(tmp_path: Path) -> None:
    write(tmp_path, "helmwright.yaml", "environments/dev.yaml", "environments/prod.yaml")
    sources = load(tmp_path)
    assert [source.place.name for source in sources.of(Kind.ENVIRONMENT)] == ["dev", "prod"]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        "helmwright.yaml",
        "README.md",
        "apps/README.md",
        "apps/shop/README.md",
        "apps/shop/services/README.md",
        "apps/shop/services/.#cart.yaml",
        "apps/shop/prod/values.yaml",
        "bootstrap/prod/root.yaml",
        "charts/service/values.yaml",
    )
    sources = load(tmp_path)
    assert [source.path for source in sources.items] == ["helmwright.yaml"]
    assert sources.findings == ()


def test_a_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, "helmwright.yaml", "environments/prod.yaml")
    write(tmp_path, "environments/dev.yaml", text="a: [")
    write(tmp_path, "environments/test.yaml", text="")
    sources = load(tmp_path)
    assert [source.path for source in sources.items] == ["environments/prod.yaml", "helmwright.yaml"]
    assert [(f.code, f.location.path) for f in sources.findings] == [
        ("L104", "environments/dev.yaml"),
        ("L105", "environments/test.yaml"),
    ]


def test_a_link_within_the_repository_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "helmwright.yaml", "environments/prod.yaml")
    (tmp_path / "environments/eu.yaml").symlink_to("prod.yaml")
    assert "environments/eu.yaml" in [source.path for source in load(tmp_path).items]


def test_a_folder_linked_from_outside_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "outside", "services/cart.yaml")
    write(tmp_path / "repository", "helmwright.yaml", "apps/README.md")
    (tmp_path / "repository/apps/shop").symlink_to(tmp_path / "outside")
    (finding,) = load(tmp_path / "repository").findings
    assert (finding.code, finding.location) == ("L114", Location("apps/shop"))


def test_a_repository_reached_through_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path / "repository", "helmwright.yaml")
    (tmp_path / "link").symlink_to("repository")
    assert load(tmp_path / "link").findings == ()


def test_a_source_knows_the_lines_of_its_values(tmp_path: Path) -> None:
    write(tmp_path, "helmwright.yaml", text="name: acme\nteams:\n  shop: {}\n")
    (source,) = load(tmp_path).items
    assert source.data == {"name": "acme", "teams": {"shop": {}}}
    assert source.at(("teams", "shop")) == Location("helmwright.yaml", 3, 9)
    assert source.at(("teams", "shop"), key=True) == Location("helmwright.yaml", 3, 3)


def test_a_repository_of_too_many_descriptors_is_not_read_to_its_end(tmp_path: Path) -> None:
    write(tmp_path, "helmwright.yaml", *(f"apps/shop/services/s{number}.yaml" for number in range(5)))
    sources = load(tmp_path, most=Limit(3, "descriptors", "repository", "L122"))
    assert [source.place.name for source in sources.items] == ["s0", "s1", "s2"]
    assert [str(finding).splitlines()[0] for finding in sources.findings] == [
        "apps/shop/services/s3.yaml: error L122: up to here there are more than 3 descriptors, and the rest is not read"
    ]


def test_bytes_of_a_repository_count_also_where_they_are_no_yaml(tmp_path: Path) -> None:
    write(
        tmp_path,
        "helmwright.yaml",
        "apps/shop/services/cart.yaml",
        "apps/shop/services/web.yaml",
        text="]" * 60,
    )
    sources = load(tmp_path, most_bytes=Limit(100, "bytes of descriptors", "repository", "L122"))
    assert [(finding.location.path, finding.code) for finding in sources.findings] == [
        ("apps/shop/services/cart.yaml", "L104"),
        ("apps/shop/services/web.yaml", "L122"),
    ]
