"""The engine of a server's settings reaches its worker, and its key is not seen on the way."""

import pytest

from api.processes.passed import ENGINE_KEY, read_passed
from api.processes.supervisor import worker_command, worker_environment
from api.settings import Settings
from index.search.address import OWN, EngineSetting


def test_the_worker_gets_the_engine_and_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is among its arguments; the key is in its environment, and in no text of the settings."""
    settings = Settings.model_validate({"engine": "milvus://h:19530/news", "engine_key": "root:hidden"})
    command = worker_command(settings)
    assert "hidden" not in " ".join(command) + repr(settings)
    monkeypatch.setenv(ENGINE_KEY, worker_environment(settings)[ENGINE_KEY])
    assert read_passed(command[-1]).chosen_engine == EngineSetting("milvus://h:19530/news", "root:hidden")


def test_without_a_setting_the_folder_decides() -> None:
    """A worker is told of no engine where the server was not."""
    settings = Settings.model_validate({})
    assert read_passed(worker_command(settings)[-1]).chosen_engine == OWN
    assert ENGINE_KEY not in worker_environment(settings)
