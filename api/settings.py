"""The settings, from flags, the environment (`DATELINE_…`) or `dateline.toml`; nothing else reads those."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.embedding import DEFAULT_MODEL
from qa.reader import NO_READER


class Settings(BaseSettings):
    """Everything that can be set; each is also a flag of the command line."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", toml_file="dateline.toml", extra="forbid", frozen=True)

    data: Path = Field(default_factory=lambda: user_data_path("dateline"), description="folder of all state")
    host: str = Field("127.0.0.1", description="address to serve on")
    port: int = Field(8000, ge=0, le=65535, description="port to serve on; 0 picks a free one")
    embedder: str = Field(DEFAULT_MODEL, description="embedding model: a name or a folder")
    reader: str = Field(NO_READER, description="reading model: a name, a folder, or none")
    threads: int = Field(2, ge=1, le=256, description="processor threads that embed articles")
    reader_threads: int = Field(2, ge=1, le=256, description="processor threads that read passages")
    concurrency: int = Field(4, ge=1, le=256, description="questions worked on at one time; others wait")
    worker_threads: int = Field(1, ge=1, le=256, description="likewise, in the process that stores for a server")
    worker_nice: int = Field(10, ge=0, le=19, description="niceness of that process")
    keep_answers: int = Field(10_000, ge=0, le=10_000_000, description="answers kept for a recheck; 0 keeps none")
    keep_answers_days: int = Field(90, ge=1, le=36_500, description="days for which an answer is kept")
    max_body: int = Field(64_000_000, ge=1_000, description="largest request body in bytes, streams of articles aside")

    @field_validator("data")
    @classmethod
    def _expand_home(cls, folder: Path) -> Path:
        return folder.expanduser()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings hands it over
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let flags win over the environment, and the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
