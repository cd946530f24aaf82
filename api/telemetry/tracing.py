"""Traces by OpenTelemetry, sent to a collector by OTLP over HTTP. Imported only where the settings ask for them.

The only module that imports opentelemetry. The provider is our own and not the global one, so that libraries which
trace by themselves send nothing: their spans hold addresses and errors, which may contain a question.
"""

import logging
from collections.abc import Mapping
from importlib.metadata import version

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from api.telemetry.record import Record
from index.stages import Headers, Stage

_UNNAMED = "unknown_service"
_W3C = TraceContextTextMapPropagator()

log = logging.getLogger(__name__)


class Tracing:
    """Traces requests, and sends the spans to the collector at an address."""

    def __init__(self, url: str) -> None:
        resource = Resource.create({SERVICE_VERSION: version("dateline")})
        if str(resource.attributes.get(SERVICE_NAME, _UNNAMED)).startswith(_UNNAMED):  # OTEL_SERVICE_NAME is not set
            resource = resource.merge(Resource({SERVICE_NAME: "dateline"}))
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))
        self._tracer = self._provider.get_tracer("dateline")

    def begin(self, headers: Mapping[str, str]) -> "RequestTrace":
        """Begin the span of a request, which continues the trace that its headers name."""
        span = self._tracer.start_span("request", _W3C.extract(headers), SpanKind.SERVER)
        return RequestTrace(self._tracer, span)

    def close(self) -> None:
        """Send what has not been sent."""
        self._provider.shutdown()


class RequestTrace:
    """The span of one request; the spans of its stages are its children."""

    def __init__(self, tracer: Tracer, span: Span) -> None:
        self._tracer, self._span = tracer, span
        self._context = set_span_in_context(span, Context())

    @property
    def id(self) -> str:
        """The id of the trace, in hexadecimal."""
        return f"{self._span.get_span_context().trace_id:032x}"

    def begin(self, stage: Stage) -> "StageSpan":
        """Begin the span of a stage."""
        kind = SpanKind.CLIENT if stage is Stage.MODEL else SpanKind.INTERNAL
        return StageSpan(self._tracer.start_span(stage.value, self._context, kind))

    def end(self, record: Record, method: str, route: str, status: int) -> None:
        """End the span of the request."""
        span = self._span
        span.update_name(f"{method} {route}")
        span.set_attributes(
            {
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": status,
                "dateline.request_id": record.id,
            }
        )
        if outcome := record.outcome:
            span.set_attribute("dateline.answer", outcome.status)
            if outcome.reason:
                span.set_attribute("dateline.reason", str(outcome.reason))
        if status >= 500:
            span.set_status(StatusCode.ERROR)
        span.end()


class StageSpan:
    """The span of one stage."""

    def __init__(self, span: Span) -> None:
        self._span = span

    @property
    def headers(self) -> Headers:
        """The header `traceparent` that makes another service continue this span."""
        headers: dict[str, str] = {}
        _W3C.inject(headers, set_span_in_context(self._span, Context()))
        return headers

    def end(self, *, failed: bool) -> None:
        """End it."""
        if failed:
            self._span.set_status(StatusCode.ERROR)
        self._span.end()
