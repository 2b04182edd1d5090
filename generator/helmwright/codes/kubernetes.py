"""Codes of rendered objects that Kubernetes or Argo CD would refuse, or that would not work."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity

KUBERNETES = (
    Code(
        "K101",
        "object breaks its schema",
        "The cluster's API server refuses the object, or drops the field that it does not know, so the sync "
        "fails or something else runs than was written.",
        "Change the field that is named. If it came from a chart of yours, correct the template; check also "
        "that the environment's kubernetesVersion is that of its cluster.",
        overridable=True,
    ),
    Code(
        "K102",
        "kind without a schema",
        "Nothing is known of the kind, so a mistake in such an object would first be seen in the cluster.",
        "Run helmwright crds import with the kind's CustomResourceDefinition. If there is none, list "
        "the kind under unvalidatedKinds in helmwright.yaml.",
        overridable=True,
    ),
    Code(
        "K103",
        "schema of a kind cannot be used",
        "The file in schemas/crds/ is no JSON Schema, is a link to elsewhere, or has a keyword that names an address "
        "or another file: validators would fetch that, and print what they find there. The message has the keyword "
        "as a JSON pointer.",
        "Make the schema anew with helmwright crds import, or correct it: what it refers to is in the same file, "
        "$ref: '#/definitions/name'.",
        overridable=True,
    ),
    Code(
        "K104",
        "version that its definition does not serve",
        "The CustomResourceDefinition of the object's kind is deployed with it, and does not serve the version that "
        "the object is written in, or is broken. The API server refuses the object.",
        "Write the object in a version that is served, or take a version of the chart that serves it.",
        overridable=True,
    ),
    Code(
        "K201",
        "duplicate object",
        "Two templates or two Applications make an object of the same name, or one that is of the bootstrap files. "
        "Argo CD would let them overwrite each other for ever, and one team could change what another's rights are.",
        "Rename one of the two that are named.",
        overridable=True,
    ),
    Code(
        "K202",
        "selector matches nothing",
        "The object selects pods by labels that no pod of its namespace has, so it has no effect: a Service "
        "without endpoints, a policy that protects nothing.",
        "Correct the selector or the labels. helmwright's own chart keeps them together.",
        overridable=True,
    ),
    Code(
        "K203",
        "port that no pod has",
        "A Service leads to a port that none of its pods declares, and every connection to it fails.",
        "Give the container the port, or correct the Service's target port.",
        overridable=True,
    ),
    Code(
        "K204",
        "object not permitted by its AppProject",
        "Argo CD refuses an object whose kind or namespace the Application's AppProject does not list.",
        "Run helmwright generate: projects are made from what really renders.",
        overridable=True,
    ),
    Code(
        "K205",
        "pod that its namespace does not admit",
        "The namespace enforces the environment's Pod Security level, and the level refuses the pods that the object "
        "makes, by the controls that are named. The object would exist, and have no pods.",
        "Change the patch or the extra object so that its pods keep to the level, or lower the environment's "
        "podSecurity. The controls are those of "
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/.",
        overridable=True,
    ),
    Code(
        "K206",
        "container beyond the environment's limits",
        "The environment's LimitRange bounds every container, and gives the one that says no limit a default. The "
        "API server refuses a pod that asks for more, so the rollout stops with the old pods.",
        "Lower the service's resources, or raise limits in the environment.",
        overridable=True,
    ),
    Code(
        "K207",
        "container that the quota cannot count",
        "A ResourceQuota that counts a resource refuses every pod with a container that does not say how much of it "
        "it takes. The workload would exist, and have no pods.",
        "Say the amount in the service's resources, or give every container one by limits in the environment.",
        overridable=True,
    ),
    Code(
        "K208",
        "more than the namespace's quota",
        "The fewest pods of all services in the namespace, what their autoscalers leave, take more than its "
        "ResourceQuota; or nothing is left for the pod that comes beside them for a while: a rollout that starts a "
        "new pod first, a task, a cron job. The pod that does not fit is not made, and a sync waits for it without "
        "end.",
        "Lower what the services ask for, or raise the quota in the environment.",
        overridable=True,
    ),
    Code(
        "K209",
        "namespace that comes after a Role in it",
        "Argo CD acts as accounts of teams here, whose Roles are deployed with the namespaces, before everything else. "
        "An add-on brings a Namespace where one of them has to be: the Role waits for the Namespace, and the add-on "
        "for the Role. Nothing is deployed.",
        "Let helmwright make the Namespace, which it does for the namespace of each app and add-on, or name another "
        "account for the team, by argocd.impersonation.teams of the environment.",
        overridable=True,
    ),
    Code(
        "K220",
        "label or annotation that the pod lacks",
        "A variable of a label or an annotation of its pod is empty where the pod has none of that name. Controllers "
        "and webhooks of the cluster may give pods more than is rendered.",
        "Correct the name, or give the pods the label. Lower the finding's severity in helmwright.yaml where "
        "something in the cluster adds it.",
        overridable=True,
    ),
    Code(
        "K221",
        "hook at every sync",
        "To Argo CD every sync is an installation. A Job that is meant to run once runs each time, an object that is "
        "a hook is deleted and made again, and a sync waits for both.",
        "Switch the hook off where the chart has a value for it. Where it does no harm, accept the finding.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K222",
        "nothing brings what is used",
        "The environment runs add-ons, and none of them brings the definition of the object's kind, the class or the "
        "API that it uses. The API server refuses the object, or it waits for ever: a claim for its volume, an "
        "Ingress for an address, an autoscaler for metrics.",
        "Add the add-on that brings it. Where something outside the repository does, name it in the environment's "
        "provides.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K223",
        "retired image",
        "Nobody builds the image any more: it gets no fixes, of security neither, and may be gone the next time that "
        "a node pulls it.",
        "Use what the hint names.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K224",
        "ClusterRole that nothing brings",
        "The right binds a ClusterRole that neither Kubernetes has nor an app or add-on of the environment, most often "
        "under a misspelt name. The binding gives nothing, and nobody is told.",
        "Correct the name. Where something outside the repository brings it, accept the finding.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K230",
        "what EKS Auto Mode does not have",
        "In EKS Auto Mode AWS runs controllers of its own, with their own classes, API groups and settings. What is "
        "meant for the controllers that they stand in for is ignored or refused there: "
        "https://docs.aws.amazon.com/eks/latest/userguide/migrate-auto.html.",
        "Write what the hint names, or run the controller that it is meant for as an add-on.",
        overridable=True,
    ),
    Code(
        "K231",
        "project that an older Argo CD makes wider",
        "Before 3.3 an AppProject permits cluster-scoped objects by their kind alone; a name would be dropped, and be "
        "a difference for ever. So the project permits every object of the kind.",
        "Upgrade Argo CD. Until then, accept the finding where the team may have all of the kind.",
        overridable=True,
    ),
    Code(
        "K232",
        "what the managed Argo CD does not have",
        "The Argo CD that AWS manages has no notifications and no config management plugins, and knows clusters by the "
        "names and ARNs under which they were registered: "
        "https://docs.aws.amazon.com/eks/latest/userguide/argocd-comparison.html.",
        "Leave it out, or write flavor: selfManaged where the Argo CD is your own.",
        overridable=True,
    ),
    Code(
        "K233",
        "ClusterRole that an account may not make",
        "A ClusterRole that is put together of others may be made by whoever has every right, and by nobody else "
        "(https://kubernetes.io/docs/reference/access-authn-authz/rbac/). "
        "Argo CD acts as the account of a team here, and its syncs fail.",
        "Name an account with all rights for the team, by argocd.impersonation.teams of the environment, or take the "
        "ClusterRole out of the chart and make it by hand: Argo CD applies whatever renders.",
        overridable=True,
    ),
    Code(
        "K234",
        "object beside an account with more rights",
        "A team is let into every namespace that its add-ons name. Who may run pods in a namespace may act as any "
        "account in it, and there is one here that may do what the team may not, such as make all accounts.",
        "Leave the object out, or put the account elsewhere. For a team that may do everything, as who runs the "
        "cluster's add-ons, name Argo CD's own account by argocd.impersonation.teams.",
        overridable=True,
    ),
    Code(
        "K235",
        "rights that only an account has",
        "Nobody may make a ClusterRole with rights that they do not have, so the account of a team has those of every "
        "ClusterRole that its apps bring, in the whole cluster. This one is a way to more rights, and no "
        "ClusterRoleBinding gives it to a pod: the account may do more than what it deploys.",
        "Switch the ClusterRole off in its chart, or make it a Role in the namespace where a RoleBinding binds it.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K240",
        "pod that no node takes",
        "The environment describes its nodes, and none of them takes the pod, however empty it is: it asks for more "
        "than a node has, for a label or an architecture that none has, or it does not tolerate a taint. It would be "
        "Pending for ever.",
        "Change what the pod asks for under placement or resources, or add a node group to cluster.nodes.",
        overridable=True,
    ),
    Code(
        "K241",
        "pod that Fargate does not run",
        "A Fargate profile selects the pod, so that it runs there or nowhere, and Fargate has no DaemonSets, no EBS "
        "volumes, no network, ports and folders of a node, no privileged containers, no arm64, and no size beyond 16 "
        "vCPUs and 120 GB.",
        "Keep the pod out of the profile's namespaces and labels, or change what the message names.",
        overridable=True,
    ),
    Code(
        "K242",
        "volume where no node is",
        "Volumes of the class are made in zones where no node takes the pod, and a volume of EBS never leaves its "
        "zone. The pod would be Pending for ever.",
        "Add the zone to a node group that takes the pod, or name another class.",
        overridable=True,
    ),
    Code(
        "K243",
        "spread over zones that are not there",
        "The pods are to be spread over zones, and all nodes that take them are in one, or in fewer than the spread "
        "asks for. The loss of that zone takes all of them.",
        "Add zones to the node groups, or spread over nodes.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K244",
        "too few nodes at minimum",
        "Even with the fewest pods that autoscalers leave, and as many nodes as the groups may have, some pods have "
        "no place. helmwright capacity shows what is where.",
        "Raise max or limits of a node group, or ask for less.",
        overridable=True,
    ),
    Code(
        "K245",
        "too few nodes at maximum",
        "When autoscalers go to their most pods, the groups have no room for all of them. Those that come last are "
        "Pending when the load is highest. helmwright capacity shows what is where.",
        "Raise max or limits of a node group, lower what autoscalers may do, or ask for less.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K246",
        "more pods than addresses",
        "Every pod has an address of its own out of the subnets of its node, and so has every network interface. "
        "When a subnet has none left, pods hang in ContainerCreating. It is reckoned with what is needed at least; "
        "the VPC CNI plug-in keeps more in reserve.",
        "Add subnets or zones to the node groups, give pods subnets of their own by podNetwork.subnets, or have "
        "fewer pods.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "K301",
        "CRD file cannot be read",
        "The file is not YAML as the API server reads it, so no schema can be made of it.",
        "Correct the line that is named.",
    ),
    Code(
        "K302",
        "not a CustomResourceDefinition",
        "A schema is made of a CustomResourceDefinition of apiextensions.k8s.io/v1 that has a schema for "
        "each version; anything else would allow everything.",
        "Give the file or folder that holds the CRDs, in the form that clusters since Kubernetes 1.16 take.",
    ),
)
