"""The models of OpenAI's format: there is one."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from api.wire import openai_examples as examples

MODEL = "dateline"
_CREATED = 1_735_689_600  # 1 January 2025; OpenAI's format requires a date


class ModelBody(BaseModel):
    """A model."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MODEL]})

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsBody(BaseModel):
    """All models."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MODELS]})

    object: Literal["list"]
    data: list[ModelBody]


def show_model() -> ModelBody:
    """Return the model that answers."""
    return ModelBody(id=MODEL, object="model", created=_CREATED, owned_by=MODEL)
