"""Where a value comes from: the line that set it, and what it overrode."""

from __future__ import annotations

from tests.repositories import from_sources, service, source

from helmwright.charts.package import ChartPin
from helmwright.findings import Location
from helmwright.model.trace import Setting, below, trace, trace_chart

REPOSITORY = """\
apiVersion: helmwright.dev/v1
kind: Repository
name: acme
repoURL: https://git.example/acme.git
teams: {web: {}}
defaults:
  replicas: 1
"""
ENVIRONMENT = """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: acme, provider: generic, kubernetesVersion: "1.34"}
defaults:
  replicas: {min: 2, max: 4}
  env:
    MODE: {field: status.podIP}
    NODE: {field: spec.nodeName}
"""
APP = """\
apiVersion: helmwright.dev/v1
kind: App
defaults:
  ports:
    http: 8080
"""
SERVICE = """\
apiVersion: helmwright.dev/v1
kind: Service
owner: web
image: {repository: ghcr.io/acme/cart, tag: "1.0.0"}
args: [serve]
env:
  MODE: fast
  NODE: {resource: limits.memory}
storage: {}
environments:
  prod:
    replicas: {min: 3}
    image: {tag: "0.9.0"}
    ports:
      http: {service: 80}
"""

PROD = "environments/prod.yaml"
CART = "apps/shop/services/cart.yaml"
cart = service(
    from_sources(
        [
            source("helmwright.yaml", REPOSITORY),
            source(PROD, ENVIRONMENT),
            source("apps/shop/app.yaml", APP),
            source(CART, SERVICE),
        ]
    ),
    "shop/cart",
)


def only(key: str) -> Setting:
    (setting,) = below(trace(cart), key)
    return setting


def test_a_value_is_traced_to_its_line() -> None:
    assert only("owner") == Setting(("owner",), "web", Location(CART, 3, 8), ())


def test_what_was_overridden_is_listed_highest_first() -> None:
    assert only("replicas.min") == Setting(
        ("replicas", "min"),
        3,
        Location(CART, 12, 21),
        ((2, Location(PROD, 5, 19)), (1, Location("helmwright.yaml", 7, 13))),
    )


def test_what_a_map_leaves_standing_keeps_its_line() -> None:
    assert only("replicas.max").location == Location(PROD, 5, 27)


def test_a_short_form_is_traced_to_where_it_stands() -> None:
    assert only("ports.http.container") == Setting(
        ("ports", "http", "container"), 8080, Location("apps/shop/app.yaml", 5, 5), ()
    )


def test_a_change_of_form_is_an_override() -> None:
    assert only("env.MODE").overridden == (({"field": "status.podIP"}, Location(PROD, 7, 11)),)


def test_a_variable_is_one_value_whatever_its_form() -> None:
    assert only("env.NODE") == Setting(
        ("env", "NODE"),
        {"resource": "limits.memory"},
        Location(CART, 8, 9),
        (({"field": "spec.nodeName"}, Location(PROD, 8, 11)),),
    )


def test_a_list_is_one_value() -> None:
    assert only("args").value == ["serve"]


def test_an_empty_map_is_a_value() -> None:
    assert only("storage").value == {}


def test_all_settings_are_sorted_by_key() -> None:
    assert [setting.key for setting in trace(cart)] == [
        "args",
        "env.MODE",
        "env.NODE",
        "image.repository",
        "image.tag",
        "owner",
        "ports.http.container",
        "ports.http.service",
        "replicas.max",
        "replicas.min",
        "storage",
    ]


def test_a_key_selects_itself_and_what_is_below_it() -> None:
    assert [setting.key for setting in below(trace(cart), "image")] == ["image.repository", "image.tag"]


def test_a_key_is_not_a_prefix_of_names() -> None:
    assert below(trace(cart), "imag") == ()


def test_the_version_of_the_chart_is_shown_as_a_field() -> None:
    pins = tuple(
        ChartPin("service", version, "", Location(PROD, line))
        for version, line in (("0.2.0", 1), ("0.1.0", 2))
    )
    overridden = (("0.1.0", Location(PROD, 2)),)
    assert trace_chart(pins) == (Setting(("chart",), "0.2.0", Location(PROD, 1), overridden),)
    assert trace_chart(()) == ()


def test_what_a_higher_layer_makes_void_is_shown_as_not_in_effect() -> None:
    """By another form of an entry, by null, and by a switch."""
    text = (
        SERVICE.partition("env:")[0]
        + """\
secrets: {db: {existing: db, optional: true, env: {A: b}}}
ports: {admin: 8081}
environments:
  prod:
    secrets: {db: {key: shop/db}}
    env: {NODE: null}
    ports: {admin: {enabled: false}}
"""
    )
    sources = [source("helmwright.yaml", REPOSITORY), source(PROD, ENVIRONMENT), source(CART, text)]
    found = trace(service(from_sources(sources), "shop/cart"))
    assert [(setting.key, setting.value, setting.location) for setting in found if not setting.in_effect] == [
        ("env.NODE", {"field": "spec.nodeName"}, Location(PROD, 8, 11)),
        ("ports.admin.container", 8081, Location(CART, 7, 9)),
        ("secrets.db.existing", "db", Location(CART, 6, 26)),
        ("secrets.db.optional", True, Location(CART, 6, 40)),
    ]
