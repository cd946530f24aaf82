"""The settings that a server passes on to its worker."""

import os

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from api.declarations import PREFIX
from api.settings import Settings

ENGINE_KEY, CATALOGUE = f"{PREFIX}ENGINE_KEY", f"{PREFIX}CATALOGUE"
"""The variables by which a server passes on to its worker what its arguments may not show."""


class PassedSettings(Settings):
    """The settings that a server passes on to its worker, else defaults: a flag may have overridden a wrong value."""

    model_config = SettingsConfigDict(toml_file=None)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings hands it over
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read neither the environment nor the file."""
        return (init_settings,)


def read_passed(passed: str) -> PassedSettings:
    """Return the settings that a server passed on to its worker, as JSON and, of what is secret, in the environment."""
    secret = {"engine_key": os.environ.get(ENGINE_KEY), "catalogue": os.environ.get(CATALOGUE)}
    update = {name: SecretStr(value) for name, value in secret.items() if value}
    return PassedSettings.model_validate_json(passed).model_copy(update=update)
