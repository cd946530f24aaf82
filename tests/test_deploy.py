"""What operators are given: the observed set-up for Compose, and the manifests for Kubernetes.

The manifests are checked by the schemas of Kubernetes, and that they fit each other, the image and the settings.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from kubernetes_validate import validate
from ruamel.yaml import YAML

from api.app import create_app
from api.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def load(path: Path) -> Any:
    """Return the one document of a YAML file, without repeated keys."""
    return YAML(typ="safe").load(path)


COMPOSE = load(ROOT / "docker-compose.yml")
MANIFESTS = {
    name: load(DEPLOY / "kubernetes" / name) for name in load(DEPLOY / "kubernetes/kustomization.yaml")["resources"]
}
SERVER = MANIFESTS["statefulset.yaml"]["spec"]["template"]["spec"]
CONTAINER = SERVER["containers"][0]


@pytest.fixture(scope="module")
def exposed() -> set[str]:
    """The names of all series of a server that has seen each kind of request."""
    app = create_app(Settings.model_validate({}))
    body, _ = app.state.metrics.expose("")
    families = re.findall(r"^# TYPE (\w+) (\w+)$", body.decode(), re.MULTILINE)
    names = {name for name, kind in families if kind != "histogram"}
    names |= {f"{name}_{part}" for name, kind in families if kind == "histogram" for part in ("bucket", "sum", "count")}
    # Known once the library is open; tests/api/telemetry/test_metrics.py reads them from a server.
    archive = {
        "articles",
        "generation",
        "engine_generation_lag",
        "inbox_waiting",
        "inbox_oldest_seconds",
        "inbox_set_aside",
    }
    return names | {f"dateline_{name}" for name in archive} | {"up"}


def series(expression: str) -> set[str]:
    """Return the names of series in an expression of Prometheus."""
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)", "", expression)
    functions = {"sum", "rate", "min", "max", "histogram_quantile"}
    return set(re.findall(r"[a-z_][a-z_0-9]*", bare)) - functions


def test_up_alone_is_one_service() -> None:
    """Whatever has no profile is started by `docker compose up`: the server alone; each profile adds its services."""
    profiles = {name: service.get("profiles") for name, service in COMPOSE["services"].items()}
    scale = {name: ["scale"] for name in ("server-1", "server-2", "postgres", "milvus", "etcd", "objects")}
    assert profiles == {"api": None, "prometheus": ["observe"], "grafana": ["observe"], **scale}


def test_every_service_is_limited_and_published_to_this_machine_only() -> None:
    """Each has limits of memory and processor, drops capabilities, and has its port on loopback."""
    for service in COMPOSE["services"].values():
        assert service["mem_limit"]
        assert service["cpus"]
        assert service["cap_drop"] == ["ALL"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
        assert ":latest" not in service["image"]


def test_compose_waits_as_long_as_stopping_takes() -> None:
    """Longer than the 30 seconds for requests, the 30 for the worker's batch and the 10 for the last traces.

    Milvus is told how long it may take: its own half an hour would end in a kill each time.
    """
    assert _grace("api") > 30 + 30 + 10
    assert _grace("milvus") > int(COMPOSE["services"]["milvus"]["environment"]["COMMON_GRACEFULSTOPTIMEOUT"])


def _grace(service: str) -> int:
    return int(COMPOSE["services"][service]["stop_grace_period"].removesuffix("s"))


def test_shared_servers_differ_in_port_and_volume_alone() -> None:
    """Both take the same settings, which Dateline accepts, and wait for what they share."""
    services = COMPOSE["services"]
    one, two = (dict(services[name]) for name in ("server-1", "server-2"))
    assert one.pop("ports") != two.pop("ports")
    assert one.pop("volumes") != two.pop("volumes")
    assert one == two
    assert one["depends_on"].keys() <= services.keys()
    ours = {name: value for name, value in one["environment"].items() if name.startswith("DATELINE_")}
    settings = Settings.model_validate({name.removeprefix("DATELINE_").lower(): ours[name] for name in ours})
    assert settings.shared == "postgresql://dateline@postgres/dateline"
    assert one["environment"].keys() - ours.keys() == {"PGPASSWORD"}  # of the client library, for any characters
    assert one["environment"]["PGPASSWORD"] == services["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert {service for service in services if "ports" not in services[service]} == {
        "postgres",
        "milvus",
        "etcd",
        "objects",
    }


def test_every_mounted_file_is_there() -> None:
    """What Compose mounts from the checkout exists: a missing file would become an empty folder."""
    mounted = [one for service in COMPOSE["services"].values() for one in service["volumes"] if one.startswith("./")]
    assert mounted
    for one in mounted:
        assert (ROOT / one.split(":")[0]).exists(), one


def test_prometheus_reads_the_server_by_a_name_that_it_accepts() -> None:
    """The target is the service, at its port, and its host is among those that the server answers to."""
    jobs = load(DEPLOY / "observe/prometheus.yml")["scrape_configs"]
    (target,) = jobs[0]["static_configs"][0]["targets"]
    host, _, port = target.partition(":")
    assert host in COMPOSE["services"]["api"]["environment"]["DATELINE_ALLOWED_HOSTS"].split()
    assert port == COMPOSE["services"]["api"]["ports"][0].rpartition(":")[2]


def test_dashboard_and_alerts_ask_for_series_that_there_are(exposed: set[str]) -> None:
    """Each expression names series that /metrics has; the dashboard has every series but a few of little use there."""
    dashboard = json.loads((DEPLOY / "observe/grafana/dashboards/dateline.json").read_text())
    shown = {name for panel in dashboard["panels"] for one in panel["targets"] for name in series(one["expr"])}
    rules = [one for group in load(DEPLOY / "observe/alerts.yml")["groups"] for one in group["rules"]]
    asked = {name for one in rules for name in series(one["expr"])}
    labels = {"le", "route", "status", "stage", "reason", "outcome", "cache", "instance", "to"}
    assert (shown | asked) - labels - exposed == set()
    aside = {"dateline_build_info", "dateline_generation", "dateline_queue_limit", "dateline_catalogue_up"}
    unseen = {name for name in exposed if name.startswith("dateline_")} - shown - aside
    assert {name for name in unseen if not name.endswith(("_sum", "_count", "in_progress"))} == set()


def test_every_variable_is_a_setting_with_a_value_that_it_takes() -> None:
    """In Compose and in the manifests."""
    given = [COMPOSE["services"]["api"]["environment"], {one["name"]: one["value"] for one in CONTAINER["env"]}]
    for variables in given:
        assert all(isinstance(value, str) for value in variables.values())
        names = {name.removeprefix("DATELINE_").lower(): value for name, value in variables.items()}
        assert names.keys() <= Settings.model_fields.keys()
        Settings.model_validate(names)


@pytest.mark.parametrize("name", MANIFESTS)
@pytest.mark.parametrize("version", ["1.30", "1.33", "1.37"])
def test_each_manifest_fits_the_schema_of_kubernetes(name: str, version: str) -> None:
    """It is valid in several versions, and has no field that they do not know."""
    validate(MANIFESTS[name], version, strict=True)


def test_each_manifest_is_of_its_kind_and_in_its_namespace() -> None:
    """Version and kind are those of stable APIs, and everything is in one namespace."""
    kinds = {name: (one["apiVersion"], one["kind"]) for name, one in MANIFESTS.items()}
    assert kinds == {
        "namespace.yaml": ("v1", "Namespace"),
        "statefulset.yaml": ("apps/v1", "StatefulSet"),
        "service.yaml": ("v1", "Service"),
        "networkpolicy.yaml": ("networking.k8s.io/v1", "NetworkPolicy"),
    }
    namespace = MANIFESTS["namespace.yaml"]["metadata"]["name"]
    assert {one["metadata"]["namespace"] for one in MANIFESTS.values() if one["kind"] != "Namespace"} == {namespace}


def test_one_pod_owns_the_archive() -> None:
    """One replica with a volume of its own, at the folder that the image keeps its data in."""
    spec = MANIFESTS["statefulset.yaml"]["spec"]
    assert spec["replicas"] == 1
    (claim,) = spec["volumeClaimTemplates"]
    assert claim["spec"]["accessModes"] == ["ReadWriteOnce"]
    mounts = {one["name"]: one["mountPath"] for one in CONTAINER["volumeMounts"]}
    assert mounts[claim["metadata"]["name"]] == "/data"
    assert "DATELINE_DATA=/data" in (ROOT / "Dockerfile").read_text()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert CONTAINER["image"] == COMPOSE["services"]["api"]["image"] == f"dateline:{version}"


def test_selectors_find_the_pod_and_its_port() -> None:
    """Stateful set, service and network policy select the labels of the pod; the service names its port."""
    labels = MANIFESTS["statefulset.yaml"]["spec"]["template"]["metadata"]["labels"]
    assert MANIFESTS["statefulset.yaml"]["spec"]["selector"]["matchLabels"] == labels
    assert MANIFESTS["statefulset.yaml"]["spec"]["serviceName"] == MANIFESTS["service.yaml"]["metadata"]["name"]
    assert MANIFESTS["service.yaml"]["spec"]["selector"] == labels
    assert MANIFESTS["networkpolicy.yaml"]["spec"]["podSelector"]["matchLabels"] == labels
    (port,) = CONTAINER["ports"]
    assert MANIFESTS["service.yaml"]["spec"]["ports"][0]["targetPort"] == port["name"]
    assert MANIFESTS["networkpolicy.yaml"]["spec"]["ingress"][0]["ports"][0]["port"] == port["name"]
    assert f"DATELINE_PORT={port['containerPort']}" in (ROOT / "Dockerfile").read_text()


def test_probes_ask_what_they_are_for() -> None:
    """Restarting asks whether it is live, routing whether it is ready, at paths that the server has."""
    paths = {name: CONTAINER[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    assert paths == {"startup": "/health/live", "liveness": "/health/live", "readiness": "/health/ready"}
    served = create_app(Settings.model_validate({})).openapi()["paths"]
    assert set(paths.values()) <= served.keys()


def test_the_pod_has_time_to_stop_and_routing_to_notice() -> None:
    """The delay outlasts a readiness probe, and the grace period the delay with all that follows."""
    delay = float(next(one["value"] for one in CONTAINER["env"] if one["name"] == "DATELINE_STOP_DELAY"))
    probe = CONTAINER["readinessProbe"]
    assert delay > probe["periodSeconds"] * probe["failureThreshold"]
    assert SERVER["terminationGracePeriodSeconds"] > delay + 30 + 30 + 10


def test_the_pod_may_do_what_it_needs_and_nothing_else() -> None:
    """The restricted standard for pods, a read-only file system, no token of the cluster, and limits."""
    assert MANIFESTS["namespace.yaml"]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    context, own = SERVER["securityContext"], CONTAINER["securityContext"]
    assert context["runAsNonRoot"] is True
    assert f"--uid {context['runAsUser']}" in (ROOT / "Dockerfile").read_text()
    assert context["seccompProfile"] == {"type": "RuntimeDefault"}
    assert own["allowPrivilegeEscalation"] is False
    assert own["readOnlyRootFilesystem"] is True
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert SERVER["automountServiceAccountToken"] is False
    assert CONTAINER["resources"]["limits"].keys() == CONTAINER["resources"]["requests"].keys() == {"cpu", "memory"}


def test_nobody_gets_in_without_a_key() -> None:
    """In a cluster others reach the port, so no call is open but pages and health checks."""
    variables = {one["name"]: one["value"] for one in CONTAINER["env"]}
    assert variables["DATELINE_OPEN_ACCESS"] == "none"
