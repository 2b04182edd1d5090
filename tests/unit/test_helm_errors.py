"""Helm's error texts, of version 3 and 4, become the same failures."""

from __future__ import annotations

import time

import pytest

from helmwright.render.engine import RenderFailure, RenderLimits
from helmwright.render.helm.helm_errors import crashed, failures

TEMPLATE = "shop/charts/cart/templates/a.yaml"
NIL = RenderFailure(".Values.a.b: nil pointer evaluating interface {}.b", TEMPLATE, 3)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (
            f'template: {TEMPLATE}:3:6: executing "{TEMPLATE}" at <.Values.a.b>: '
            "nil pointer evaluating interface {}.b\n\nUse --debug flag to render out invalid YAML\n",
            NIL,
        ),
        (
            f'{TEMPLATE}:3:6\n  executing "{TEMPLATE}" at <.Values.a.b>:\n    '
            "nil pointer evaluating interface {}.b",
            NIL,
        ),
        (
            f"execution error at ({TEMPLATE}:2:4): say why:\n- so",
            RenderFailure("say why:\n- so", TEMPLATE, 2),
        ),
        (
            f'parse error at ({TEMPLATE}:2): function "nope" not defined',
            RenderFailure('function "nope" not defined', TEMPLATE, 2),
        ),
        (
            "An error occurred while checking for chart dependencies. You may need to run `helm dependency "
            "build` to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: "
            "service, redis, service",
            RenderFailure("missing in charts/: redis, service"),
        ),
        (
            "chart requires kubeVersion: >=1.40.0-0 which is incompatible with Kubernetes v1.34.0",
            RenderFailure("needs Kubernetes >=1.40.0-0, which 1.34.0 is not"),
        ),
        (
            "cannot load values.yaml: error converting YAML to JSON: yaml: line 3: "
            "did not find expected ',' or ']'",
            RenderFailure("values.yaml is not YAML: line 3: did not find expected ',' or ']'"),
        ),
        (
            "error unpacking subchart service-0.1.0.tgz in shop: cannot load values.yaml: "
            "cannot unmarshal yaml document: error converting YAML to JSON: yaml: found "
            "unknown escape character",
            RenderFailure("service-0.1.0.tgz: values.yaml is not YAML: found unknown escape character"),
        ),
        (
            "chart dependencies processing failed: type mismatch on cart: %!t(float64=1)",
            RenderFailure("a sub-chart's values must be a map", values_path="cart"),
        ),
        (
            "unable to detect chart at /tmp/x/Chart.yaml: open /tmp/x/Chart.yaml: no such file or directory",
            RenderFailure("Chart.yaml file is missing"),
        ),
        ("something new\n", RenderFailure("something new")),
    ],
)
def test_an_error_is_cut_to_what_it_says(error: str, failure: RenderFailure) -> None:
    assert failures(error, "shop") == (failure,)


def test_refused_values_are_named_from_the_alias_down_and_sorted() -> None:
    error = (
        "values don't meet the specifications of the schema(s) in the following chart(s):\n"
        "shop:\n- at '/domain': got number, want string\n"
        "cart:\n- at '/resources': validation failed\n  - at '/resources/cpu': got number, want string\n"
        "  - at '/resources': additional properties 'gpu' not allowed\n"
    )
    assert failures(error, "shop") == (
        RenderFailure("got number, want string", values_path="cart.resources.cpu"),
        RenderFailure("is not allowed here", values_path="cart.resources.gpu"),
        RenderFailure("got number, want string", values_path="domain"),
    )


def test_a_schema_that_is_itself_wrong_is_a_failure_of_its_chart() -> None:
    error = (
        "values don't meet the specifications of the schema(s) in the following chart(s):\n"
        "cart:\nunexpected EOF\nweb:\n- at '': missing property 'image'\n"
    )
    assert failures(error, "shop") == (
        RenderFailure("values.schema.json cannot be used: unexpected EOF", values_path="cart"),
        RenderFailure("lacks 'image'", values_path="web"),
    )


OUT_OF_MEMORY = "the render was stopped at its limit of 100 MiB of memory"


@pytest.mark.parametrize(
    ("code", "log", "message"),
    [
        (
            2,
            "runtime: out of memory: cannot allocate 4194304-byte block\n\nfatal error: out of memory\n",
            OUT_OF_MEMORY,
        ),
        (-6, "runtime/cgo: pthread_create failed: Resource temporarily unavailable\n", OUT_OF_MEMORY),
        (-6, "fatal error: runtime: C malloc failed\n", OUT_OF_MEMORY),
        (-6, "memory allocation of 7 bytes failed\n", OUT_OF_MEMORY),
        (1, 'Traceback (most recent call last):\n  File "a"\nMemoryError\n', OUT_OF_MEMORY),
        (
            -6,
            "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\ngoroutine 1:\n",
            "Helm ended with signal 6: runtime: goroutine stack exceeds 1000000000-byte limit",
        ),
        (
            2,
            "fatal error: concurrent map writes\n\ngoroutine 1 [running]:\n",
            "Helm ended with exit code 2: fatal error: concurrent map writes",
        ),
        (-11, "", "Helm ended with signal 11"),
        (1, "Traceback\nKeyError: 'a'\n", "Helm ended with exit code 1: KeyError: 'a'"),
    ],
)
def test_what_a_process_that_ended_says(code: int, log: str, message: str) -> None:
    assert crashed(code, log, RenderLimits(memory=100 * 2**20)).message == message


def test_a_long_reason_is_read_in_a_time_that_grows_with_it() -> None:
    started = time.process_time()
    assert failures(f"execution error at (a.yaml:1:4): {'a' * 300_000}", "")[0].source == "a.yaml"
    assert time.process_time() - started < 3
