"""Every limit on what is read, unpacked, rendered and run, and the code of the finding where it is met.

The reference page of limits is made of this module, so a limit that is not here is one that nobody knows of.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of something: `value` in `unit` for each `of`. `code` is empty where no one finding says it."""

    value: int
    unit: str
    of: str
    code: str


DESCRIPTOR_BYTES = Limit(1_000_000, "bytes", "descriptor", "L103")
"""The largest descriptor anybody showed us has 20,000."""
DESCRIPTOR_VALUES = Limit(100_000, "values, aliases followed", "descriptor", "L108")
DESCRIPTOR_DEPTH = Limit(50, "levels of maps and lists", "descriptor", "L107")
DESCRIPTOR_KEY = Limit(500, "characters", "key of a descriptor", "L123")
"""Helm's YAML reader takes a key of 1,024 characters, as it is written; a label's has 317 at most."""
DESCRIPTOR_FINDINGS = Limit(100, "findings while it is read and checked by its schema", "descriptor", "L121")
REPOSITORY_DESCRIPTORS = Limit(20_000, "descriptors", "repository", "L122")
REPOSITORY_BYTES = Limit(200_000_000, "bytes of descriptors", "repository", "L122")
CONFIG_BYTES = Limit(1024 * 1024, "bytes", "configuration that is read from files", "L115")
"""What Kubernetes takes of a ConfigMap (https://kubernetes.io/docs/concepts/configuration/configmap/)."""
GENERATED_BYTES = Limit(128 * 1024 * 1024, "bytes; a larger one is not helmwright's", "generated file", "")
"""A vendored archive is the largest, and holds no more than ARCHIVE_BYTES."""
REMOVED_SHARE = Limit(
    10, "percent of the generated files that go unasked, those replaced not counted", "plan", "P108"
)
"""A service that goes takes no file with it, and an app takes its own: more is no everyday change."""
GIT_SECONDS = Limit(10, "seconds; then it is taken to know nothing", "question to git", "")
GIT_FILE_BYTES = Limit(1_000_000, "bytes", ".gitmodules", "L115")
CHART_FOLDER_BYTES = Limit(1024 * 1024 * 1024, "bytes in all", "folder of a chart or of releases", "L115")
CHART_FILES = Limit(50_000, "files and folders", "folder of a chart or of releases", "L115")
"""A chart has some dozens of files, and a hundred releases of it lie unpacked beside their archives."""
SCHEMA_BYTES = Limit(20_000_000, "bytes", "schema of a custom resource", "L115")
DEFINITIONS_BYTES = Limit(100_000_000, "bytes", "file that crds import reads", "L115")
"""What `kubectl get crd -o yaml` says of a large cluster has 20,000,000."""
CHART_VALUES = Limit(100_000, "values, definitions and aliases followed", "chart or file of values", "C101")
"""The largest charts that are in wide use have 10,000."""
TEMPLATES_BYTES = Limit(10_000_000, "bytes of templates that are read one by one", "chart", "C101")
"""The largest charts that are in wide use have 3,000,000. Helm itself is given more."""
USAGE_STEPS = Limit(1_000_000, "steps of following its values through its templates", "chart", "C101")
"""The service chart takes 220,000. Named templates that include each other twice may double them at every level."""
VALUES_BYTES = Limit(10_000_000, "bytes", "values file that a chart is tried with", "L115")
INDEX_BYTES = Limit(20_000_000, "bytes", "index of released charts", "H103")
ARCHIVE_FILE_BYTES = Limit(128 * 1024 * 1024, "bytes as it lies there", "chart archive", "H103")
ARCHIVE_BYTES = Limit(32 * 1024 * 1024, "bytes unpacked, with the charts in it", "chart archive", "H103")
"""The largest charts that are published unpack to some 5,000,000. Helm takes 100 MiB, and needs seven times that."""
CHART_FILE_BYTES = Limit(5 * 1024 * 1024, "bytes", "file of a chart", "H103")
"""Helm's own limit."""
ARCHIVE_FILES = Limit(10_000, "files and folders", "chart archive", "H103")
ARCHIVE_PATH_BYTES = Limit(255, "bytes", "path in a chart", "H103")
ARCHIVE_HEADER_BYTES = Limit(64 * 1024, "bytes", "extended header in a chart archive", "H103")
ARCHIVE_DEPTH = Limit(10, "archives within one another", "chart archive", "H103")
COMPRESSED_BYTES = Limit(
    1024 * 1024, "bytes unpacked; a larger one is vendored uncompressed", "chart archive", ""
)
"""Compressing so much takes a third of a second at every run."""
LEAN_BYTES = Limit(
    4 * 1024 * 1024, "bytes unpacked; Helm works on a larger one as it is", "chart archive", ""
)
REGISTRY_SECONDS = Limit(300, "seconds", "request to a registry or a chart repository", "A201")
FETCHED_BYTES = Limit(32 * 1024 * 1024, "bytes", "chart archive, and other answer of a registry", "A204")
"""No archive has more whose files have no more than ARCHIVE_BYTES."""
REPOSITORY_INDEX_BYTES = Limit(32 * 1024 * 1024, "bytes", "index of a chart repository", "A204")
"""Those of projects have 10,000,000 at most, and that of a hoster of all had 25,000,000."""
LOGINS_BYTES = Limit(1_000_000, "bytes", "Helm's file of logins for chart repositories", "A202")
REGISTRY_TAGS = Limit(100_000, "tags", "repository of a registry", "A204")
RENDERED_VALUES = Limit(1_000_000, "values, aliases followed", "rendered file", "H102")
RENDERED_DEPTH = Limit(200, "levels of maps and lists", "rendered file", "H102")
"""Go-yaml takes 10,000, and no Kubernetes object has a field as deep as this."""
JSON_DEPTH = Limit(200, "levels of maps and lists", "JSON text that others wrote", "")
WORKER_SECONDS = Limit(60, "seconds until it is ready", "process that renders", "T102")
"""It takes a third of one, or as long as a laden machine needs."""
RENDER_SECONDS = Limit(30, "seconds", "render", "H105")
"""The largest charts that are in wide use take one."""
RENDER_MEMORY = Limit(1024 * 1024 * 1024, "bytes of memory beyond the engine's own (Linux)", "render", "H105")
RENDER_BYTES = Limit(32 * 1024 * 1024, "bytes of text, and of the objects in it as JSON", "render", "H105")
"""Argo CD and etcd give up long before; a large operator's chart with all its CRDs renders to 5."""
MESSAGE_CHARACTERS = Limit(
    10_000, "characters, cut after them", "message of a finding, reason of a refused render", ""
)
PROGRAM_SECONDS = Limit(300, "seconds", "run of kubeconform", "T105")
PROGRAM_MEMORY = Limit(4 * 1024 * 1024 * 1024, "bytes of memory (Linux)", "run of kubeconform", "T105")
PROGRAM_BYTES = Limit(256 * 1024 * 1024, "bytes printed", "run of kubeconform", "T105")
COMPARED_LINES = Limit(
    1000, "lines without one that each side has once; more are one change", "diff of a file", ""
)
CACHE_ENTRY_BYTES = Limit(32 * 1024 * 1024, "bytes; a larger one is rendered again", "entry of the cache", "")
JOURNAL_BYTES = Limit(64 * 1024 * 1024, "bytes", "journal of changes that a run has prepared", "P106")
CACHE_BYTES = Limit(200 * 1024 * 1024, "bytes, those unused for longest are removed", "cache", "")


def table() -> tuple[Limit, ...]:
    """All of them in the order in which they meet what is read."""
    return tuple(value for value in globals().values() if isinstance(value, Limit))
