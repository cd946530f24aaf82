"""The settings, each declared once: from flags, the environment (`DATELINE_…`) or `dateline.toml`.

The variable, the key of the file, the flag (`api.commands.context.flags`), its help and its default follow from it.
Nothing else reads the environment.
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from api.declarations import FILE, PREFIX, REPLACED, Declaration, Flag, Part, declare, explain, find_unknown
from api.guard.origins import check_hosts, check_origins, check_proxies
from api.values import (
    Folder,
    check_addresses,
    check_catalogue,
    check_engine,
    check_quotes,
    check_rate,
    check_trace_url,
    read_duration,
    read_rules,
    refuse_file,
    split,
    split_paths,
    split_rules,
)
from index.errors import InvalidInput
from index.passages.names import DEFAULT_MODEL, Device
from index.search.address import EngineSetting
from qa.reading.defaults import DEFAULT_READER, LIMIT, PASSAGES

if TYPE_CHECKING:
    from qa.proof.quoting import Quoting


class Settings(BaseSettings):
    """Every setting; each is also a flag of the command line."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    data: Annotated[Folder, AfterValidator(refuse_file), Flag("data", "DIR")] = Field(
        default_factory=lambda: user_data_path("dateline"), description="data folder, which holds all state"
    )
    host: Annotated[str, Flag(metavar="ADDRESS")] = Field("127.0.0.1", min_length=1, description="address to serve on")
    port: int = Field(8000, ge=0, le=65535, description="port to serve on; 0 picks a free one")
    embedder: Annotated[str, Flag("embedder", "MODEL")] = Field(
        DEFAULT_MODEL, min_length=1, description="embedding model: a name or a folder"
    )
    catalogue: Annotated[SecretStr | None, AfterValidator(check_catalogue), Flag("remote", "ADDRESS", "ADDRESS")] = (
        Field(
            None,
            description="catalogue that hosts share, as in postgresql://USER:PASSWORD@HOST/DATABASE; unset: a file",
        )
    )
    engine: Annotated[str | None, AfterValidator(check_engine), Flag("embedder", "ADDRESS")] = Field(
        None, description="search engine: local, or milvus://HOST:19530/COLLECTION; unset: the data folder's own"
    )
    engine_key: Annotated[SecretStr | None, Flag("remote", "KEY", "KEY")] = Field(
        None, description="key of the engine's server, or USER:PASSWORD; a flag would show it to every user"
    )
    reader: Annotated[str, Flag("reading", "MODEL")] = Field(
        DEFAULT_READER, min_length=1, description="extractive reader: a name, a folder, or none"
    )
    generator_url: Annotated[str | None, Flag("generator", "URL")] = Field(
        None, min_length=1, description="OpenAI-compatible server of a language model, such as http://127.0.0.1:8080/v1"
    )
    generator_model: Annotated[str, Flag("generator", "MODEL")] = Field(
        "default", min_length=1, description="the language model's name on that server"
    )
    generator_api_key: Annotated[SecretStr | None, Flag("remote", "KEY", "KEY")] = Field(
        None, description="key that is sent to that server; a flag would show it to every user"
    )
    jobs: Annotated[int, Flag("embedding")] = Field(
        0,
        ge=0,
        le=256,
        description="passages embedded, and pages parsed, at once; 0: one for each core",
    )
    device: Annotated[Device, Flag("embedding", "DEVICE")] = Field(
        "cpu", description="where texts are embedded: cpu, or cuda, a graphics card that torch runs any model on"
    )
    reader_threads: Annotated[int, Flag("reading")] = Field(2, ge=1, le=256, description="threads for reading passages")
    reading_passages: Annotated[int, Flag("reading")] = Field(
        PASSAGES, ge=1, le=PASSAGES, description="maximum number of passages read for a question"
    )
    reading_limit: Annotated[float, Flag("reading", "SECONDS")] = Field(
        LIMIT, gt=0, le=3_600, description="seconds after which reading stops early; the answer says so"
    )
    concurrency: int = Field(4, ge=1, le=256, description="questions answered at the same time; others wait")
    queue: int = Field(16, ge=0, le=10_000, description="requests that may wait; further ones get 503")
    connections: int = Field(
        256, ge=1, le=100_000, description="maximum open connections; requests on further ones get 503"
    )
    request_timeout: Annotated[float, Flag(metavar="SECONDS")] = Field(
        20, gt=0, le=3_600, description="seconds in which the headers must arrive, and for which the body may pause"
    )
    worker_threads: int = Field(
        1, ge=1, le=256, description="threads for embedding articles in the server's worker process"
    )
    worker_nice: int = Field(10, ge=0, le=19, description="niceness of the server's worker process")
    keep_answers: int = Field(
        10_000, ge=0, le=10_000_000, description="maximum number of past answers to keep; 0 keeps none"
    )
    keep_answers_days: int = Field(90, ge=1, le=36_500, description="days to keep a past answer")
    feedback: bool = Field(True, description="whether users may rate answers")
    keep_jobs: int = Field(10_000, ge=0, le=10_000_000, description="maximum number of finished jobs to keep")
    keep_jobs_days: int = Field(90, ge=1, le=36_500, description="days to keep a finished job")
    max_body: Annotated[int, Flag(metavar="BYTES")] = Field(
        64_000_000, ge=1_000, description="maximum size of a request body in bytes, except streams of articles"
    )
    allowed_hosts: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_hosts), Flag(metavar="NAMES")
    ] = Field((), description="further host names of the server; *.NAME matches all subdomains, * any host")
    allowed_origins: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_origins), Flag(metavar="ORIGINS")
    ] = Field((), description="further origins whose pages may ask and write")
    open_access: Annotated[Literal["auto", "none", "ask", "all"], Flag(metavar="MODE")] = Field(
        "auto",
        description="what needs no key: none, ask, or all; auto is all on loopback until there is a key, else none",
    )
    ask_limit: Annotated[str, AfterValidator(check_rate), Flag(metavar="RATE")] = Field(
        "120/minute", description="questions and reads allowed to a key or an address, or none for no limit"
    )
    write_limit: Annotated[str, AfterValidator(check_rate), Flag(metavar="RATE")] = Field(
        "600/minute", description="other calls allowed to a key or an address, or none for no limit"
    )
    trusted_proxies: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(split), AfterValidator(check_proxies), Flag(metavar="ADDRESSES")
    ] = Field((), description="addresses and networks of proxies whose X-Forwarded headers are believed")
    log_format: Annotated[Literal["plain", "json"], Flag(metavar="FORMAT")] = Field(
        "plain", description="format of the log: plain lines, or json, an object a line"
    )
    log_requests: bool = Field(False, description="log a line for each request: route, status, times, no question")
    log_questions: bool = Field(False, description="log every question, and the messages of unexpected errors")
    metrics: bool = Field(True, description="serve metrics at /metrics")
    trace_url: Annotated[str | None, AfterValidator(check_trace_url), Flag(metavar="URL")] = Field(
        None,
        min_length=1,
        description="where traces are sent by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces",
    )
    stop_delay: Annotated[float, Flag(metavar="SECONDS")] = Field(
        0, ge=0, le=600, description="seconds to go on serving after SIGTERM, not ready, until routing has noticed"
    )
    citation_style: Annotated[Literal["links", "markers", "none"], Flag(metavar="STYLE")] = Field(
        "links",
        description="citations in the text of chat messages, unless a client asks for a style: links, markers or none",
    )
    quote: Annotated[
        tuple[str, ...],
        NoDecode,
        BeforeValidator(split_rules),
        AfterValidator(check_quotes),
        Flag("quoting", "RULES"),
    ] = Field(
        (), description="how much of a source is shown: none or short, as in 'Amble Wire=none'; `;` separates several"
    )
    open_webui: bool = Field(False, description="send Open WebUI's events in every chat stream")
    embedders: Annotated[tuple[str, ...], NoDecode, BeforeValidator(split), Flag(metavar="MODELS")] = Field(
        (), description="further embedding models that POST /index/rebuild accepts"
    )

    key: Annotated[SecretStr | None, Flag("remote", "KEY", "KEY")] = Field(
        None, description="key that is sent to the server of --server; a flag would show it to every user"
    )

    feeds: Annotated[
        tuple[str, ...],
        NoDecode,
        BeforeValidator(split),
        AfterValidator(check_addresses),
        Flag("feeds", "URL", "URL"),
    ] = Field((), description="feeds to poll; the variable separates them by spaces")
    feed_every: Annotated[timedelta, BeforeValidator(read_duration), Flag("feeds", "TIME", "--every")] = Field(
        timedelta(minutes=15),
        ge=timedelta(seconds=1),
        description="interval between polls of a feed, such as 90s, 15m or 2h",
    )
    feed_pages: Annotated[bool, Flag("feeds", name="--pages")] = Field(
        False, description="fetch the page of each entry that has only a teaser"
    )
    allow_private: Annotated[bool, Flag("feeds")] = Field(
        False, description="also fetch from addresses that are not public"
    )
    watch: Annotated[tuple[Folder, ...], NoDecode, BeforeValidator(split_paths), Flag("folders", "DIR", "DIR")] = Field(
        (), description="folders to watch; the variable separates them by colons"
    )

    @property
    def chosen_embedder(self) -> str | None:
        """The embedder that was set; None if none was, so the data folder's own is used."""
        return self.embedder if "embedder" in self.model_fields_set else None

    @property
    def chosen_engine(self) -> EngineSetting:
        """The engine that was set, and its key; no address if none was, so the data folder's own is used."""
        return EngineSetting(self.engine, self.engine_key.get_secret_value() if self.engine_key else None)

    @property
    def shared(self) -> str | None:
        """The address of the shared catalogue, with its password; None for the file of the data folder."""
        return self.catalogue.get_secret_value() if self.catalogue else None

    @property
    def quoting(self) -> "Quoting":
        """How much of each source may be shown."""
        return read_rules(self.quote)

    @property
    def secret_key(self) -> str | None:
        """The key in plain text, as it is sent to a server."""
        return self.key.get_secret_value() if self.key else None

    @property
    def allowed_embedders(self) -> frozenset[str]:
        """The embedders that a client may name: the packaged one, the one that is set, and `embedders`."""
        return frozenset((DEFAULT_MODEL, self.embedder, *self.embedders))

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_boolean(cls, value: object, info: ValidationInfo) -> object:
        """Refuse true and false where a number is expected, which pydantic reads as 1 and 0."""
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation is not bool:
            raise PydanticCustomError("boolean", "it must not be true or false")
        return value

    @model_validator(mode="before")
    @classmethod
    def _see_replaced(cls, given: dict[str, object]) -> dict[str, object]:
        """Include the variables of removed settings, so that they are refused as their keys in the file are."""
        found = {name: os.environ.get(f"{PREFIX}{name.upper()}") for name in REPLACED}
        return {name: value for name, value in found.items() if value is not None} | given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings passes it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: flags override the environment, which overrides the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def choose_engine(settings: Settings, address: str) -> Settings:
    """Return settings that name another engine.

    Raises:
        InvalidInput: it cannot be the address of one.
    """
    try:
        check_engine(address)
    except ValueError as error:
        raise InvalidInput(f"--engine cannot be {address!r}: {error}") from None
    return settings.model_copy(update={"engine": address})


def declarations(*parts: Part) -> list[Declaration]:
    """Return the settings of some parts, or all settings, in the order of their declarations."""
    every = [declare(name, field) for name, field in Settings.model_fields.items()]
    return [one for one in every if not parts or one.part in parts]


def warn_of_variables() -> str | None:
    """Return a sentence that names environment variables that look like settings and are none; None without any."""
    return find_unknown(os.environ, Settings.model_fields)


def read_settings(flags: Mapping[str, object]) -> Settings:
    """Return the settings: from `flags`, by name of setting, else the environment, `dateline.toml` or the defaults.

    Raises:
        InvalidInput: a value is not allowed, or `dateline.toml` cannot be read; the message names the flag, the
            variable or the key, and what is allowed.
    """
    try:
        return Settings.model_validate(dict(flags))
    except ValidationError as error:
        raise InvalidInput(explain(error, Settings.model_fields, flags, os.environ)) from None
