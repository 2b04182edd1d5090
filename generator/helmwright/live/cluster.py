"""Reads a cluster, and changes nothing: the one place that speaks to one."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from helmwright.findings import Finding, Location, ToolError
from helmwright.kubernetes.manifests import Object

SECONDS = 30
"""How long one answer may take."""
_PAGE = 500
"""As many objects as kubectl asks for at once."""
_METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
"""Objects without what is in them
(https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches)."""
_DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"


class Cluster:
    """Speaks to the API server of a kubeconfig's context with GET alone.

    Every method gives None for what is not there, or is not for this person's eyes. Raises ToolError where no answer
    comes.
    """

    def __init__(self, context: str = "") -> None:
        try:
            from kubernetes import client, config  # noqa: PLC0415  # it takes longer to load than most commands to run
        except ImportError as error:
            hint = "pip install 'helmwright[live]'"
            raise ToolError(
                Finding("T106", Location("."), "the package kubernetes is not installed", hint)
            ) from error
        logging.getLogger("kubernetes").setLevel(logging.CRITICAL)  # what it warns of is raised, too
        settings = client.Configuration()
        try:
            config.load_kube_config(
                os.environ.get("KUBECONFIG"),  # which the library looks at once, when it is loaded
                context=context or None,
                client_configuration=settings,
                persist_config=False,  # a new token, say, in the person's file
            )
        except (config.ConfigException, OSError) as error:
            raise _silent(f"no cluster can be asked: {error}", "kubectl config get-contexts") from error
        settings.retries = False
        self._client = client.ApiClient(settings)

    def get(self, path: str, accept: str = "application/json") -> Any:
        """What is at a path."""
        try:
            request = self._client.param_serialize(
                "GET", path, header_params={"Accept": accept}, auth_settings=["BearerToken"]
            )
            answer = self._client.call_api(*request, _request_timeout=SECONDS)
            body = answer.read()
        except (
            Exception
        ) as error:  # of the library, of what it is made of, and of a program that a kubeconfig names
            raise _silent(f"the cluster does not answer: {error}", "kubectl get --raw /version") from error
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN):
            return None
        if answer.status != HTTPStatus.OK:
            raise _silent(f"the cluster answers {answer.status}: {_reason(body)}", "kubectl auth whoami")
        return json.loads(body)

    def items(self, path: str, accept: str = "application/json", **query: str) -> tuple[Object, ...] | None:
        """The objects of a list."""
        found: list[Object] = []
        asked: dict[str, Any] = {**query, "limit": _PAGE}
        while True:
            answer = self.get(f"{path}?{urlencode(asked)}", accept)
            if answer is None:
                return None
            found += answer["items"] or ()
            asked["continue"] = answer["metadata"].get("continue")
            if not asked["continue"]:
                return tuple(found)

    def metadata(self, path: str) -> tuple[Object, ...] | None:
        """The objects of a list, of which nothing but their metadata is read."""
        return self.items(path, _METADATA)

    def resources(self) -> Iterator[tuple[str, str, str]]:
        """Each kind that can be listed: group, kind and the path of all of its objects."""
        for root in ("/api", "/apis"):
            for group in (self.get(root, _DISCOVERY) or {}).get("items", ()):
                name = group["metadata"].get("name", "")
                for version in group["versions"][:1]:  # the preferred one
                    place = "/".join(filter(None, (root, name, version["version"])))
                    for row in version.get("resources", ()):
                        if "list" in row["verbs"]:
                            yield name, row["responseKind"]["kind"], f"{place}/{row['resource']}"


def _reason(body: bytes) -> str:
    try:
        answer = json.loads(body)
    except ValueError:
        return "nothing that could be read"
    return str(answer.get("message", "")) if isinstance(answer, Mapping) else ""


def _silent(message: str, hint: str) -> ToolError:
    return ToolError(Finding("T107", Location("."), message, hint))
