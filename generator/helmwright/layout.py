"""Every path in a repository, and what a path is. Nothing else composes or takes apart a path."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from helmwright import aws_files, names

REPOSITORY = "helmwright.yaml"
CHANGES = ".helmwright-changes"
"""The folder in which a run prepares what it is about to write; it goes when the run ends."""
SUFFIX = ".yaml"


class Kind(StrEnum):
    """What a descriptor describes; the value of its `kind`."""

    REPOSITORY = "Repository"
    ENVIRONMENT = "Environment"
    APP = "App"
    SERVICE = "Service"
    ADDON = "Addon"


@dataclass(frozen=True, slots=True)
class Place:
    """What a descriptor's path says: its kind, its name, and for an app's files the app."""

    kind: Kind
    name: str
    app: str = ""


def environment(name: str) -> str:
    """The descriptor of an environment."""
    return f"environments/{name}.yaml"


def app(name: str) -> str:
    """The descriptor of an app."""
    return f"apps/{name}/app.yaml"


def service(app_name: str, name: str) -> str:
    """The descriptor of a service."""
    return f"apps/{app_name}/services/{name}.yaml"


def addon(name: str) -> str:
    """The descriptor of an add-on, an app that is somebody's chart."""
    return f"apps/{name}/addon.yaml"


PLACES = {
    Kind.REPOSITORY: REPOSITORY,
    Kind.ENVIRONMENT: environment("<environment>"),
    Kind.APP: app("<app>"),
    Kind.SERVICE: service("<app>", "<service>"),
    Kind.ADDON: addon("<app>"),
}
"""Where the descriptors of each kind belong."""


def place(path: str) -> Place | None:
    """What the descriptor at `path` is by its path, None for any other file."""
    match path.split("/"):
        case ["helmwright.yaml"]:
            return Place(Kind.REPOSITORY, "helmwright")
        case ["environments", file] if file.endswith(SUFFIX):
            return Place(Kind.ENVIRONMENT, file.removesuffix(SUFFIX))
        case ["apps", name, "app.yaml"]:
            return Place(Kind.APP, name, name)
        case ["apps", name, "addon.yaml"]:
            return Place(Kind.ADDON, name, name)
        case ["apps", name, "services", file] if file.endswith(SUFFIX):
            return Place(Kind.SERVICE, file.removesuffix(SUFFIX), name)
    return None


ENVIRONMENTS, APPS, CHARTS, SCHEMAS = "environments", "apps", "charts", "schemas"
BOOTSTRAP = "bootstrap"
_TOP = {name.casefold(): name for name in (REPOSITORY, ENVIRONMENTS, APPS, CHARTS, SCHEMAS, BOOTSTRAP)}
_IN_AN_APP = {name.casefold(): name for name in ("services", "app.yaml", "addon.yaml")}


FILES = "files"
"""The folder beside a descriptor for what its configuration is read from."""


def services(app_name: str) -> str:
    """The folder of an app's services."""
    return f"apps/{app_name}/services"


def is_read(path: str) -> bool:
    """Whether helmwright reads the path, or what may lie below it."""
    return path.partition("/")[0] in _TOP.values()


def leads_to_descriptors(folder: str) -> bool:
    """Whether descriptors are read in a folder, or in one below it."""
    match folder.split("/"):
        case ["environments" | "apps"] | ["apps", _] | ["apps", _, "services"]:
            return True
    return False


def spelled(path: str) -> str:
    """The path of a descriptor, or of a folder that leads to some, with helmwright's own names in their own case."""
    parts = path.split("/")
    parts[0] = _TOP.get(parts[0].casefold(), parts[0])
    if parts[0] == APPS and len(parts) > 2:
        parts[2] = _IN_AN_APP.get(parts[2].casefold(), parts[2])
    stem, dot, suffix = parts[-1].rpartition(".")
    if suffix.casefold() == "yaml":
        parts[-1] = f"{stem}{dot}yaml"
    return "/".join(parts)


def umbrella(app_name: str, environment_name: str, service_name: str = "") -> str:
    """The folder of the umbrella chart of an app in an environment, or of one service that has its own."""
    folder = f"apps/{app_name}/{environment_name}"
    return f"{folder}/{service_name}" if service_name else folder


def archive(chart: str, version: str) -> str:
    """A vendored chart's archive inside an umbrella chart."""
    return f"charts/{chart}-{version}.tgz"


LOCK = "Chart.lock"
"""The file of an umbrella chart that names its archives and its values schema."""


def chart(name: str) -> str:
    """The folder of a repository's own copy of a chart."""
    return f"charts/{name}"


def url(folder: str) -> str:
    """The URL of a folder of the repository as the umbrella chart of an app names it."""
    return f"file://../../../{folder}"


def url_from(umbrella_folder: str, url: str) -> str:
    """What an umbrella chart in this folder calls what that of an app calls `url`."""
    deeper = "../" * (umbrella_folder.count("/") - 2)
    return url.replace("file://", f"file://{deeper}", 1) if deeper else url


SERVICE_CHART = "service"
"""The chart that umbrella charts have once for each service."""
OWN_CHART = f"{chart(SERVICE_CHART)}/Chart.yaml"
"""What makes it the repository's own, and not the one that ships with helmwright."""
RELEASES = "charts/releases"
"""The folder of a repository's released charts."""


def release(chart: str, version: str) -> str:
    """The folder of a released chart; its archive is called the same, with `.tgz`."""
    return f"{RELEASES}/{chart}-{version}"


def released_version(chart: str, path: str) -> str:
    """The version of a released chart by its archive's path, empty for the path of anything else."""
    head = release(chart, "")
    is_archive = path.startswith(head) and path.endswith(".tgz")
    return path.removeprefix(head).removesuffix(".tgz") if is_archive else ""


ADDONS = "charts/addons"
"""The folder of the charts of others that apps run, each archive as its authors packed it."""
ADDON_LOCK = f"{ADDONS}/index.yaml"
"""What each of these archives is, and where it came from."""


def addon_archive(chart: str, version: str) -> str:
    """The archive of a chart of others."""
    return f"{ADDONS}/{chart}-{version}.tgz"


CRD_SCHEMAS = "schemas/crds"
"""The folder of a repository's own schemas of custom resources."""


def bootstrap(environment_name: str) -> str:
    """The folder that an environment's root Application syncs."""
    return f"bootstrap/{environment_name}"


def root(environment_name: str) -> str:
    """The file that a person applies once: the root Application and its AppProject."""
    return f"{bootstrap(environment_name)}/root.yaml"


def project(environment_name: str, team: str) -> str:
    """The AppProject of a team, or of helmwright's own namespaces."""
    return f"{bootstrap(environment_name)}/projects/{team}.yaml"


def holds_project(path: str) -> bool:
    """Whether an AppProject is in a generated file."""
    match path.split("/"):
        case ["bootstrap", _, "projects", _] | ["bootstrap", _, "root.yaml"]:
            return True
    return False


def application(environment_name: str, app_name: str, service_name: str = "") -> str:
    """The Application of an app, of one service that has its own, or of the namespaces."""
    key = f"{app_name}/{service_name}" if service_name else app_name
    return f"{bootstrap(environment_name)}/applications/{key}{SUFFIX}"


def application_key(path: str) -> str:
    """`app` or `app/service` of a generated file that holds an Application of one; empty for any other."""
    match path.split("/"):
        case ["bootstrap", _, "applications", *rest] if path.endswith(SUFFIX):
            key = "/".join(rest).removesuffix(SUFFIX)
            return "" if key in names.RESERVED_APPS else key
    return ""


def namespaces(environment_name: str) -> str:
    """The folder of the namespaces of an environment."""
    return f"{bootstrap(environment_name)}/namespaces"


def namespace(environment_name: str, name: str) -> str:
    """A namespace with its quota and limits, and what groups of people may do there."""
    return f"{namespaces(environment_name)}/{name}.yaml"


def cluster_access(environment_name: str) -> str:
    """What groups of people may do in the whole cluster; no namespace's file is in a folder of its own."""
    return f"{namespaces(environment_name)}/cluster/access.yaml"


def account(environment_name: str, team: str) -> str:
    """The account by which Argo CD acts for a team, with its rights in all namespaces and outside."""
    return f"{namespaces(environment_name)}/cluster/account-{team}{SUFFIX}"


def cluster_class(environment_name: str, name: str) -> str:
    """What is made with the namespaces: a class, `<Kind>/<name>`, or the associations of accounts with AWS roles."""
    return f"{namespaces(environment_name)}/cluster/{name.lower().replace('/', '-')}.yaml"


def is_generated(path: str) -> bool:
    """Whether a path lies where only helmwright writes."""
    match path.split("/"):
        case ["bootstrap", _, _, *_]:
            return True
        case ["apps", _, folder, _, *_]:
            return folder not in ("services", FILES)
    return aws_files.is_generated(path)


def belongs_to(path: str) -> tuple[str, str]:
    """The environment and the app of a generated file; the app is "" where an environment's apps share it.

    Raises ValueError for a path that is not generated.
    """
    if is_generated(path):
        match path.split("/"):
            case ["apps", app_name, environment_name, *_]:
                return environment_name, app_name
            case [_, environment_name, *_]:
                return environment_name, application_key(path).partition("/")[0]
    raise ValueError(f"{path} is not generated")


def synced(paths: Iterable[str]) -> frozenset[str]:
    """The folders from which Argo CD reads generated files: umbrella charts, and environments' own folders."""
    return frozenset(folder for path in paths if (folder := _synced(path)))


def _synced(path: str) -> str:
    match path.split("/"):
        case ["apps", *folders, "Chart.yaml"]:
            return "/".join(("apps", *folders))
        case ["bootstrap", environment_name, *_]:
            return bootstrap(environment_name)
        case ["aws", environment_name, _, _]:
            return aws_files.auth(environment_name)
    return ""


def within(path: str, folders: Collection[str]) -> str:
    """The folder among these that a path lies in, however deep; empty for none."""
    parts = path.split("/")
    above = ("/".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1))
    return next((folder for folder in above if folder in folders), "")


def leads_to_generated(folder: str) -> bool:
    """Whether generated files may lie below a folder, at any depth."""
    return aws_files.leads_to_generated(folder) or is_generated(f"{folder}/_/_/_")
