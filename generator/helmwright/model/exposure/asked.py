"""What a service asks for, to be reached from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright import names
from helmwright.model.origins import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """One exposure that a service asks for; `ports` is empty when none is named."""

    key: str
    """`app/service`, of an entry of `more` `app/service/entry`: what environments call it."""
    id: str
    """The last part of the name of its object."""
    path: Path
    """What leads to it among the service's fields."""
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    ports: tuple[str, ...]
    public: bool
    timeout: str
    class_name: str
    """Which of the environment's ways, empty for the usual one."""
    certificate: str
    """The Secret with the certificate of its hosts, empty where none is named."""

    @property
    def tls_secret(self) -> str:
        """The Secret with the certificate of its hosts: the named one, or a controller's `<service>[-<entry>]-tls`."""
        if self.certificate:
            return self.certificate
        _, _, owner = self.key.partition("/")
        return f"{owner.replace('/', '-')}-tls"

    def to(self, *steps: str | int) -> Path:
        """The path to one of its fields, among the service's."""
        return (*self.path, *steps)

    def named_ports(self) -> Iterator[tuple[Path, str]]:
        """The fields that name a port and what they name, one with an empty name when there is none."""
        if len(self.ports) < 2:
            yield self.to("port"), "".join(self.ports)
            return
        for index, name in enumerate(self.ports):
            yield self.to("port", index), name


def asked(service: str, data: Mapping[str, Any]) -> Iterator[Asked]:
    """What `expose` of a service says: its own fields first, then the entries of `more` by name."""
    yield _asked(service, names.EXTERNAL, ("expose",), data)
    for name, entry in sorted(data.get("more", {}).items()):
        path = ("expose", "more", name)
        yield _asked(f"{service}/{name}", names.secondary(names.EXTERNAL, name), path, entry)


def _asked(key: str, identifier: str, path: Path, data: Mapping[str, Any]) -> Asked:
    port = data.get("port", ())
    return Asked(
        key=key,
        id=identifier,
        path=path,
        hosts=tuple(data.get("hosts", ())),
        paths=tuple(data.get("paths", ("/",))),
        ports=(port,) if isinstance(port, str) else tuple(port),
        public=data.get("public", True),
        timeout=data.get("timeout", ""),
        class_name=data.get("class", ""),
        certificate=data.get("tlsSecret", ""),
    )
