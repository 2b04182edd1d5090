"""Codes of kinds of workload, and of pods that end: cron jobs and tasks."""

from __future__ import annotations

from helmwright.codes.code import Code

WORKLOADS = (
    Code(
        "R820",
        "cron job that never runs",
        "The API server refuses a CronJob without a schedule that it can read, and one for the 30th of February "
        "never runs.",
        "Write minute, hour, day of the month, month and day of the week, such as 0 3 * * *, or @daily. The time zone "
        "belongs into timeZone.",
    ),
    Code(
        "R821",
        "time that leaves none",
        "A Job that may take no time fails at once, the controller can miss a run that may be less than ten seconds "
        "late, and a Job that is removed as soon as it ends is gone before Argo CD has seen how it went.",
        "Let activeDeadline be at least a second, startingDeadline ten, and ttl a minute.",
    ),
    Code(
        "R822",
        "task that would run again and again",
        "A task with the sync is an object in Git like others. When its time to live removes it, Argo CD finds it "
        "missing, makes it again, and so runs it again.",
        "Remove ttl, or let the task run before or after the sync.",
    ),
    Code(
        "R823",
        "setting of another workload",
        "A StatefulSet replaces its pods one after the other, a DaemonSet has one on each node, and without a workload "
        "there are none. A setting that the workload does not know changes nothing, and readers think it does.",
        "Remove the setting, or choose the workload that it belongs to.",
    ),
    Code(
        "R824",
        "blue-green rollout without a Service",
        "A blue-green rollout starts all new pods and then switches the Service from the old ones to them. Without a "
        "Service there is nothing to switch, and Argo Rollouts refuses the Rollout.",
        "Give the service ports and a readiness probe, or roll out with type: canary or rolling.",
    ),
    Code(
        "R825",
        "service that runs nothing",
        "Without a workload, workers, crons and tasks nothing is left of a service but an identity that nobody uses.",
        "Add what should run, or let the service be absent: environments: {dev: false}.",
    ),
    Code(
        "R826",
        "promotion by nobody and by time",
        "Argo Rollouts counts the time of autoPromotionAfter only while the promotion is automatic. With "
        "autoPromotion: false it waits for somebody for ever, and the release is never switched.",
        "Write autoPromotionAfter alone, which waits for somebody for that long, beside autoPromotion: true where a "
        "lower layer says false. autoPromotion: false alone waits for ever.",
    ),
    Code(
        "R827",
        "unknown time zone",
        "The API server looks the time zone up in the IANA database and refuses the CronJob when it is not there, so "
        "the whole sync fails.",
        "Write a name of the database, such as Europe/Paris or Etc/UTC.",
    ),
)
