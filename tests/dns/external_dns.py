"""What ExternalDNS does with a zone, after its own plan and TXT registry (v0.21.0: plan/plan.go, plan/policy.go,
registry/txt/registry.go, provider/aws/aws.go).

It reads the zone, compares, and writes one batch; whatever happens between the two it does not see. A record and the
TXT record that names its owner are written together, so they are one thing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Record:
    """A record set: what it answers with, its weight where it has one, and who owns it."""

    target: str
    weight: int | None
    owner: str


Key = tuple[str, str]
"""A name and a set identifier, which is empty for a simple record."""
Zone = frozenset[tuple[Key, Record]]
Desired = tuple[tuple[Key, tuple[str, int | None]], ...]
"""What there is to make records of: a target, and a weight where it has one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one ExternalDNS runs."""

    owner: str
    policy: str = "upsert-only"
    takes_from: str = ""
    """Another owner whose records are its own (--migrate-from-txt-owner)."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One change of the zone, which Route 53 makes as a whole or not at all."""

    create: tuple[tuple[Key, Record], ...] = ()
    update: tuple[tuple[Key, Record], ...] = ()
    delete: tuple[tuple[Key, Record], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.create or self.update or self.delete)


@cache
def plan(settings: Settings, current: Zone, desired: Desired) -> Batch:
    """What it changes so that the zone is what it wants.

    A key that nobody has is made without asking who owns anything else; one that is there is changed, or with the
    policy sync removed, only by its owner.
    """
    create, update, delete = [], [], []
    zone, wanted = dict(current), dict(desired)
    ours = {settings.owner, settings.takes_from or settings.owner}
    for key, (target, weight) in wanted.items():
        there, made = zone.get(key), Record(target, weight, settings.owner)
        if there is None:
            create.append((key, made))
        elif there.owner in ours and there != made:
            update.append((key, made))
    for key, there in sorted(current, key=lambda item: item[0]):
        if key not in wanted and there.owner in ours and settings.policy == "sync":
            delete.append((key, there))
    return Batch(tuple(create), tuple(update), tuple(delete))


@cache
def apply(zone: Zone, batch: Batch) -> Zone:
    """The zone after a batch: the same where Route 53 refuses it.

    It refuses to make what is there, to remove what is not as it was read, and a weighted record beside a simple one
    (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html). An update puts its record
    there whatever was there.
    """
    after = dict(zone)
    for key, record in batch.delete:
        if after.pop(key, None) != record:
            return zone
    for key, record in batch.create:
        if key in after:
            return zone
        after[key] = record
    after |= dict(batch.update)
    for name in {name for name, _ in after}:
        identifiers = {identifier for other, identifier in after if other == name}
        if "" in identifiers and len(identifiers) > 1:
            return zone
    return frozenset(after.items())
