"""The metrics of a server, for Prometheus. Labels are words of our own: never a text, an address or an id.

The only module that imports prometheus_client.
"""

from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from api.telemetry.record import Record
from api.telemetry.state import ArchiveState, State
from index.stages import Stage
from qa.types import Reason

Kind = TypeVar("Kind", Counter, Gauge)

_OK, _FAILED = "ok", "failed"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counts requests and what became of them; the state of the server is read when the metrics are."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call] # a second series for each, which nobody reads
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        _add(Gauge, "build_info", "The version of the server", registry, "version").labels(version("dateline")).set(1)
        self._in_progress = _add(Gauge, "requests_in_progress", "Requests being answered", registry)
        self._requests = _add(
            Counter, "requests", "Requests, by route and status", registry, "method", "route", "status"
        )
        self._request_seconds = _time("request_seconds", "Time to the end of the response", registry, "route")
        self._stage_seconds = _time("stage_seconds", "Time of a part of the work on a question", registry, "stage")
        self._answers = _add(Counter, "answers", "Questions, answered or declined", registry, "status")
        self._refusals = _add(Counter, "refusals", "Declined questions", registry, "reason")
        self._fallbacks = _add(Counter, "fallbacks", "Answers quoted in place of written ones", registry, "reason")
        self._dropped = _add(Counter, "dropped_sentences", "Sentences that were not proved", registry)
        self._model_calls = _add(Counter, "model_calls", "Calls of the model server", registry, "outcome")
        for counter, values in (
            (self._answers, ("answered", "declined")),
            (self._refusals, Reason),
            (self._model_calls, (_OK, _FAILED)),
        ):
            for value in values:  # a rate needs the 0 before the first 1
                counter.labels(value)
        self._connections = _add(Counter, "connections_refused", "Refused before a request began", registry, "status")

    def watch(self, read: Callable[[], State]) -> None:
        """Read the state of the server at each scrape."""
        self._registry.register(_StateCollector(read))

    def begin(self) -> None:
        """Count a request that has begun."""
        self._in_progress.inc()

    def end(self, record: Record, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that has ended."""
        self._in_progress.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)
        for one in record.stages:
            self._stage_seconds.labels(one.stage.value).observe(one.seconds)
            if one.stage is Stage.MODEL:
                self._model_calls.labels(_FAILED if one.failed else _OK).inc()
        self._count_outcome(record)

    def _count_outcome(self, record: Record) -> None:
        outcome = record.outcome
        if outcome is None:
            return
        self._answers.labels(outcome.status).inc()
        if outcome.reason:
            self._refusals.labels(str(outcome.reason)).inc()
        if outcome.fallback:
            self._fallbacks.labels(str(outcome.fallback)).inc()
        self._dropped.inc(outcome.dropped)

    def refuse_connection(self, status: int) -> None:
        """Count a connection that was refused before there was a request."""
        self._connections.labels(str(status)).inc()

    def expose(self, accept: str) -> tuple[bytes, str]:
        """Return all metrics in the format that an `Accept` header prefers, and its content type."""
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type


def _add(kind: type[Kind], name: str, what: str, registry: CollectorRegistry, *labels: str) -> Kind:
    return kind(f"dateline_{name}", what, labels, registry=registry)


def _time(name: str, what: str, registry: CollectorRegistry, *labels: str) -> Histogram:
    return Histogram(f"dateline_{name}", what, labels, buckets=_SECONDS, registry=registry)


class _StateCollector(Collector):
    """Gauges and counters that are read, not counted."""

    def __init__(self, read: Callable[[], State]) -> None:
        self._read = read

    def describe(self) -> Iterable[Metric]:
        """Return nothing: what there is depends on whether the library is open, and is not read to register."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Yield the state of the server as metrics."""
        state = self._read()
        ready = GaugeMetricFamily("dateline_ready", "Whether it can ask, or store", labels=["to"])
        ready.add_metric(["ask"], state.can_ask)
        ready.add_metric(["store"], state.can_store)
        yield ready
        yield _gauge("dateline_slots", "Questions that are answered at the same time", state.slots)
        yield _gauge("dateline_slots_in_use", "Questions that are being answered", state.slots_in_use)
        yield _gauge("dateline_queue_limit", "Requests that may wait for a slot", state.queue)
        yield _gauge("dateline_queue_waiting", "Requests that wait for a slot", state.waiting)
        yield CounterMetricFamily("dateline_queue_refusals", "Refused by a full queue", value=state.queue_refusals)
        yield from _caches(state)
        yield _gauge("dateline_catalogue_up", "Whether the catalogue could be read", state.archive is not None)
        if state.archive:
            yield from _archive(state.archive)


def _caches(state: State) -> Iterable[Metric]:
    hits = CounterMetricFamily("dateline_cache_hits", "What a cache held", labels=["cache"])
    misses = CounterMetricFamily("dateline_cache_misses", "What a cache did not hold", labels=["cache"])
    for name, use in state.caches.items():
        hits.add_metric([name], use.hits)
        misses.add_metric([name], use.misses)
    return hits, misses


def _archive(state: ArchiveState) -> Iterable[Metric]:
    yield _gauge("dateline_articles", "Articles in the archive", state.articles)
    yield _gauge("dateline_generation", "The generation of the catalogue", state.generation)
    lag = GaugeMetricFamily(
        "dateline_engine_generation_lag", "Generations that the engine is behind the catalogue", labels=["engine"]
    )
    lag.add_metric([state.engine], max(0, state.generation - state.engine_generation))
    yield lag
    yield _gauge("dateline_inbox_waiting", "Accepted articles that are not stored yet", state.inbox)
    yield _gauge("dateline_inbox_oldest_seconds", "How long the oldest of them has waited", state.inbox_seconds)
    yield _gauge("dateline_inbox_set_aside", "Articles that could not be stored", state.set_aside)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)
