"""The kinds that the project of every team permits."""

from __future__ import annotations

# Argo CD neither prunes nor shows an object that its project does not permit (controller/state.go, argo-cd#28564).
# Were a kind to leave the project with the last object of it, that object would live on, an Ingress still open to
# visitors. So the project keeps every kind that the service chart has a template for, and the ReplicaSets and Pods
# behind a Deployment, without which Argo CD has no logs to show.
KEPT = frozenset(
    {
        ("", "ConfigMap"),
        ("", "PersistentVolumeClaim"),
        ("", "Pod"),
        ("", "Service"),
        ("", "ServiceAccount"),
        ("apps", "DaemonSet"),
        ("apps", "Deployment"),
        ("apps", "ReplicaSet"),
        ("apps", "StatefulSet"),
        ("argoproj.io", "Rollout"),
        ("autoscaling", "HorizontalPodAutoscaler"),
        ("autoscaling.k8s.io", "VerticalPodAutoscaler"),
        ("batch", "CronJob"),
        ("batch", "Job"),
        ("bitnami.com", "SealedSecret"),
        ("elbv2.k8s.aws", "TargetGroupBinding"),
        ("external-secrets.io", "ExternalSecret"),
        ("gateway.networking.k8s.io", "GRPCRoute"),
        ("gateway.networking.k8s.io", "HTTPRoute"),
        ("keda.sh", "ScaledObject"),
        ("monitoring.coreos.com", "PodMonitor"),
        ("monitoring.coreos.com", "PrometheusRule"),
        ("monitoring.coreos.com", "ServiceMonitor"),
        ("networking.k8s.io", "Ingress"),
        ("networking.k8s.io", "NetworkPolicy"),
        ("policy", "PodDisruptionBudget"),
        ("rbac.authorization.k8s.io", "Role"),
        ("rbac.authorization.k8s.io", "RoleBinding"),
        ("secrets-store.csi.x-k8s.io", "SecretProviderClass"),
        ("vpcresources.k8s.aws", "SecurityGroupPolicy"),
    }
)
AUTO_MODE = frozenset({("eks.amazonaws.com", "TargetGroupBinding")})
"""What such a project permits beside them in EKS Auto Mode."""
