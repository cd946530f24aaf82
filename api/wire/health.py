"""Whether the server runs, and what it is ready for."""

from pydantic import BaseModel, ConfigDict

from api.wire import examples


class StatusBody(BaseModel):
    """Says that the server runs."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.STATUS]})

    status: str


class ReadinessBody(BaseModel):
    """Whether the server is ready for one thing, or why it is not."""

    ready: bool
    reason: str | None = None


class ReadyBody(BaseModel):
    """What the server is ready for: answering questions, and storing articles."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.READY]})

    status: str
    ask: ReadinessBody
    store: ReadinessBody
