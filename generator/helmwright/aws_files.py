"""The paths of what AWS is told. Single files are generated there, so that those of Terraform may lie beside them."""

from __future__ import annotations

from helmwright import names

FOLDER = "aws"
_ENTRIES, _ROLES = "access-entries.json", "roles.json"


def entries(environment_name: str) -> str:
    """Who of IAM may log in to an environment's cluster; Argo CD reads nothing there."""
    return f"{FOLDER}/{environment_name}/{_ENTRIES}"


def roles(environment_name: str) -> str:
    """Which ServiceAccounts have which roles; Argo CD reads nothing there."""
    return f"{FOLDER}/{environment_name}/{_ROLES}"


def auth(environment_name: str) -> str:
    """The folder of an environment's ConfigMap aws-auth, which Argo CD reads."""
    return f"{FOLDER}/{environment_name}/{names.AWS_AUTH}"


def auth_config_map(environment_name: str) -> str:
    """The ConfigMap aws-auth."""
    return f"{auth(environment_name)}/config-map.yaml"


def is_generated(path: str) -> bool:
    """Whether a path lies where only helmwright writes."""
    match path.split("/"):
        case ["aws", _, name, *rest]:
            return name == names.AWS_AUTH if rest else name in (_ENTRIES, _ROLES)
    return False


def leads_to_generated(folder: str) -> bool:
    """Whether generated files may lie below a folder that itself is not of helmwright alone."""
    return folder == FOLDER or (folder.startswith(f"{FOLDER}/") and folder.count("/") == 1)
