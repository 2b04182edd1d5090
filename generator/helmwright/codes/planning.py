"""Codes of the plan and of what is on disk."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity
from helmwright.limits import REMOVED_SHARE

PLANNING = (
    Code(
        "P101",
        "two owners of one file",
        "Two parts of the repository plan the same file, and one would silently overwrite the other.",
        "Rename one of the two that are named.",
    ),
    Code(
        "P102",
        "file in the way",
        "A file that helmwright did not write stands where a generated file belongs. Writing would lose it.",
        "Move the file away. If it was generated once and its first line was edited, remove it and generate again.",
    ),
    Code(
        "P103",
        "stray file",
        "A file that helmwright did not write lies where generated files may come to lie, in a folder that nothing "
        "deploys from.",
        "Move it elsewhere. It is never removed for you.",
        Severity.WARNING,
    ),
    Code(
        "P104",
        "empty plan",
        "Nothing is planned while generated files exist. Removing all of them is rarely what is meant.",
        "Check that the descriptors are there. Remove the generated files by hand if they really have to go.",
    ),
    Code(
        "P105",
        "unsafe place to write",
        "A link, an unreadable file or something that is no file lies where helmwright writes, or a file stands where "
        "one of its folders belongs. Writing through a link could change files elsewhere.",
        "Move it away, and run the command again.",
    ),
    Code(
        "P106",
        "changes half made",
        "Another run is writing in the repository, or was killed while it did. What is on the disk is between two "
        "states, and would be misread. Or the folder of prepared changes came with the checkout: it counts for "
        "nothing, and nothing is written while it is there.",
        "Wait for the other run, or run helmwright generate, which finishes what was begun. Remove what no run here "
        "has left.",
    ),
    Code(
        "P107",
        "removal that nobody asked for",
        "An app, an environment or the own chart is no longer there, and git does not show that it is meant: its "
        "files are still in git's index, or git could not say. A broken or partial checkout looks the same, and "
        "the merge would take the app and its namespace out of the cluster.",
        "Restore what is missing. If the removal is meant, make it with git rm or git mv, answer yes at a terminal, or "
        "pass --allow-removals.",
    ),
    Code(
        "P108",
        "removal of many files",
        f"More than {REMOVED_SHARE.value} percent of all generated files would be removed without others in their "
        "place, which is more often an accident than a wish, and git does not show that it is meant.",
        "Look at helmwright generate --diff. If the removal is meant, make it with git rm or git mv, answer yes at a "
        "terminal, or pass --allow-removals.",
    ),
    Code(
        "P109",
        "file that would be deployed unchecked",
        "Helm and Argo CD read whatever lies in an umbrella chart or an environment's bootstrap folder: a template, an "
        ".helmignore, an .argocd-source.yaml. A file that helmwright did not write is checked by nobody, and "
        "would be deployed all the same.",
        "Remove it or move it out of the folder. What an app needs beside its services is extraObjects of one of them.",
    ),
    Code(
        "P110",
        "generated file that git ignores",
        "Argo CD deploys what is committed. A line such as *.tgz in a .gitignore, of the repository or of a person, "
        "keeps the vendored charts out of it, and nothing renders.",
        "Take the line back, or except the generated folders from it: !apps/**/*.tgz.",
    ),
    Code(
        "P111",
        "what nothing could remove",
        "Argo CD removes only what an Application's project permits. An app leaves a namespace, or rights in the whole "
        "cluster go, and the project would forget the permission in the same commit: the old objects run on, with "
        "their rights, and Argo CD shows neither them nor a difference. So it is with the last groups of teams, the "
        "last defaultDeny and autoMode of an environment, by which the project of the namespaces permits more.",
        "Add what the hint says, generate and merge. Take the line out once nothing of it is left in any cluster.",
    ),
    Code(
        "P112",
        "Applications that change places",
        "An object belongs to the Application that has made it. When an app changes its grouping, its old Applications "
        "go as the new ones come: in a relaxed environment they delete what runs, in a guarded one they keep it, and "
        "the new ones fail.",
        "Add regrouping: true to the app, generate and merge. The old Applications then stay and do nothing, and the "
        "new ones take the objects over as they run. Take it out when helmwright status says that the old ones have "
        "nothing any more. Where the app was never deployed, remove its files in bootstrap/ instead.",
    ),
    Code(
        "P113",
        "chart gone before its Application",
        "An app goes, and its folder of an environment was removed by hand. What it deployed there is not known, so "
        "neither is what its project must still permit for Argo CD to remove it: it would run on, unseen.",
        "Take the folder back from git, git checkout HEAD~1 -- apps/<app>/<environment>, and generate: helmwright "
        "removes the folder itself and says what must stay permitted. Where nothing was ever deployed, remove the "
        "Application's file in bootstrap/ too.",
    ),
    Code(
        "D101",
        "drift",
        "A generated file is not what the descriptors say. Argo CD would deploy something nobody can find in them.",
        "Run helmwright generate, look at the difference and commit it.",
    ),
)
