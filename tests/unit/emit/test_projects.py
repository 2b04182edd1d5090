"""AppProjects: what may be deployed where, and nothing else."""

from __future__ import annotations

import re

from tests.repositories import repository

from helmwright import resources
from helmwright.emit.argocd import own_projects, projects
from helmwright.kubernetes.manifests import Manifest

RESOLVED = repository(
    {"shop/cart": {}, "ledger/books": {}},
    environments={
        "prod": {"argocd": {"namespace": "gitops", "destination": "acme-prod", "bootstrapDestination": "hub"}}
    },
)
INPUTS, PROD = RESOLVED.inputs, RESOLVED.inputs.environments["prod"]
NAMESPACES = ("ledger", "shop")


def rendered(api_version: str, kind: str, name: str = "cart") -> Manifest:
    return Manifest(
        "prod-shop/templates/x.yaml", {"apiVersion": api_version, "kind": kind, "metadata": {"name": name}}
    )


def permitted(*manifests: Manifest) -> set[tuple[str, str]]:
    """The namespaced kinds of a team's project whose releases render these objects."""
    spec = projects.team(INPUTS, PROD, "web", NAMESPACES, manifests, {})["spec"]
    return {(entry["group"], entry["kind"]) for entry in spec["namespaceResourceWhitelist"]}


def test_a_teams_project_permits_what_its_releases_render_where_they_run() -> None:
    manifests = [
        rendered("v1", "Service"),
        rendered("batch/v1", "CronJob"),
        rendered("v1", "Service"),
        rendered("rbac.authorization.k8s.io/v1", "ClusterRole", "shop:cart"),
    ]
    assert projects.team(INPUTS, PROD, "web", NAMESPACES, manifests, {}) == {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AppProject",
        "metadata": {
            "name": "prod-web",
            "namespace": "gitops",
            "labels": {"helmwright.dev/environment": "prod"},
            "annotations": {
                "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
                "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
                "argocd.argoproj.io/sync-wave": "-30",
            },
        },
        "spec": {
            "description": "The web team",
            "sourceRepos": ["https://git.example/acme.git"],
            "destinations": [
                {"name": "acme-prod", "namespace": "ledger"},
                {"name": "acme-prod", "namespace": "shop"},
            ],
            "clusterResourceWhitelist": [
                {"group": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "shop:cart"}
            ],
            "namespaceResourceWhitelist": [
                {"group": "", "kind": "ConfigMap"},
                {"group": "", "kind": "PersistentVolumeClaim"},
                {"group": "", "kind": "Pod"},
                {"group": "", "kind": "Service"},
                {"group": "", "kind": "ServiceAccount"},
                {"group": "apps", "kind": "DaemonSet"},
                {"group": "apps", "kind": "Deployment"},
                {"group": "apps", "kind": "ReplicaSet"},
                {"group": "apps", "kind": "StatefulSet"},
                {"group": "argoproj.io", "kind": "Rollout"},
                {"group": "autoscaling", "kind": "HorizontalPodAutoscaler"},
                {"group": "autoscaling.k8s.io", "kind": "VerticalPodAutoscaler"},
                {"group": "batch", "kind": "CronJob"},
                {"group": "batch", "kind": "Job"},
                {"group": "bitnami.com", "kind": "SealedSecret"},
                {"group": "elbv2.k8s.aws", "kind": "TargetGroupBinding"},
                {"group": "external-secrets.io", "kind": "ExternalSecret"},
                {"group": "gateway.networking.k8s.io", "kind": "GRPCRoute"},
                {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute"},
                {"group": "keda.sh", "kind": "ScaledObject"},
                {"group": "monitoring.coreos.com", "kind": "PodMonitor"},
                {"group": "monitoring.coreos.com", "kind": "PrometheusRule"},
                {"group": "monitoring.coreos.com", "kind": "ServiceMonitor"},
                {"group": "networking.k8s.io", "kind": "Ingress"},
                {"group": "networking.k8s.io", "kind": "NetworkPolicy"},
                {"group": "policy", "kind": "PodDisruptionBudget"},
                {"group": "rbac.authorization.k8s.io", "kind": "Role"},
                {"group": "rbac.authorization.k8s.io", "kind": "RoleBinding"},
                {"group": "secrets-store.csi.x-k8s.io", "kind": "SecretProviderClass"},
                {"group": "vpcresources.k8s.aws", "kind": "SecurityGroupPolicy"},
            ],
        },
    }


def test_what_the_service_chart_could_render_stays_permitted_so_that_argo_cd_can_prune_it() -> None:
    found = set()
    for template in (resources.charts() / "service" / "templates").rglob("*.*"):
        text = template.read_text().replace("{{ .scope }}", "")  # those of the cluster are named one by one
        for api_version, kind in re.findall(
            r'^apiVersion: (?:{{ or \S+ ")?([^\s"]+)(?:" }})?\nkind: (\S+)$', text, re.M
        ):
            found.add((api_version.rpartition("/")[0], kind))
    assert permitted(rendered("v1", "Service")) == found | {("", "Pod"), ("apps", "ReplicaSet")}


def test_a_team_that_renders_nothing_outside_namespaces_may_do_nothing_there() -> None:
    project = projects.team(INPUTS, PROD, "web", NAMESPACES, [rendered("v1", "Service")], {})
    assert project["spec"]["clusterResourceWhitelist"] == []


def test_a_team_without_a_description_is_called_by_its_name() -> None:
    assert projects.team(INPUTS, PROD, "shop", [], [], {})["spec"]["description"] == "The team shop"


def test_a_description_is_no_longer_than_argo_cd_accepts() -> None:
    resolved = repository({"shop/cart": {}}, settings={"teams": {"web": {"description": "x" * 300}}})
    project = projects.team(resolved.inputs, resolved.inputs.environments["prod"], "web", [], [], {})
    assert project["spec"]["description"] == "x" * 255


def test_the_roots_project_permits_applications_and_projects_beside_argo_cd() -> None:
    spec = own_projects.root(INPUTS, PROD)["spec"]
    assert spec["destinations"] == [{"name": "hub", "namespace": "gitops"}]
    assert spec["clusterResourceWhitelist"] == []
    assert spec["namespaceResourceWhitelist"] == [
        {"group": "argoproj.io", "kind": "AppProject"},
        {"group": "argoproj.io", "kind": "Application"},
    ]


def test_the_namespaces_project_permits_a_namespace_before_and_after_it_is_in_the_repository() -> None:
    spec = own_projects.namespaces(INPUTS, PROD)["spec"]
    assert spec["destinations"] == [{"name": "acme-prod", "namespace": "*"}]
    assert spec["clusterResourceWhitelist"] == [{"group": "", "kind": "Namespace"}]
    assert spec["namespaceResourceWhitelist"] == [
        {"group": "", "kind": "LimitRange"},
        {"group": "", "kind": "ResourceQuota"},
    ]


def test_projects_come_before_what_belongs_to_them() -> None:
    made = [own_projects.root(INPUTS, PROD), own_projects.namespaces(INPUTS, PROD)]
    waves = [project["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] for project in made]
    assert waves == ["-30", "-30"]
