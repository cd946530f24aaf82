"""Which model a data folder is opened by, after it has been changed to another one."""

import logging
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import index.library
from index.catalogue.catalogue import Catalogue
from index.errors import EmbedderMismatch, ModelError, NotFound
from index.library import open_for_service, open_library
from index.passages.embedding import Embedder, open_embedder
from index.passages.names import DEFAULT_MODEL
from tests.index.tiny_model import write_model


@pytest.fixture
def models(tmp_path: Path) -> tuple[Path, Path]:
    """An old model and a new one, and a data folder that went over from the one to the other."""
    old, new = (write_model(tmp_path / name, seed=seed) for seed, name in enumerate(("old", "new")))
    open_library(tmp_path / "data", model=str(old)).close()
    catalogue = Catalogue(tmp_path / "data")
    with catalogue.write() as transaction:
        transaction.upkeep.change_embedder(open_embedder(str(new)).name, str(new))
    catalogue.close()
    return old, new


def test_a_folder_without_an_index_is_refused_unless_one_is_to_be_created(tmp_path: Path) -> None:
    """Without `create`, a mistyped folder is an error that names it, before a model is opened; nothing is created."""
    with pytest.raises(NotFound, match=f"^there is no index in {tmp_path / 'typo'} yet; "):
        open_library(tmp_path / "typo", model="/no/such/model", create=False)
    assert not (tmp_path / "typo").exists()


def test_a_catalogue_is_opened_once(tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find the model that a folder is for, and to use it, the catalogue is opened once; also where it is closed."""
    opened: list[Catalogue] = []

    class Counted(Catalogue):
        """Lists what is opened, until it is closed."""

        def __init__(self, folder: Path, **options: Any) -> None:
            super().__init__(folder, **options)
            opened.append(self)

        def close(self) -> None:
            opened.remove(self)
            super().close()

    monkeypatch.setattr(index.library, "Catalogue", Counted)
    for _ in ("a new folder", "one that is there"):
        library = open_library(tmp_path, embedder=embedder)
        assert opened == [library.catalogue]
        library.close()
    with pytest.raises(ModelError):
        open_library(tmp_path, model="/no/such/model")
    assert opened == []


def test_no_folder_is_made_for_a_model_that_is_not_there(tmp_path: Path) -> None:
    """A catalogue is created once there is a model for it."""
    with pytest.raises(ModelError):
        open_library(tmp_path / "new", model="/no/such/model")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("lost", [False, True])
def test_a_service_opens_a_folder_by_the_model_it_went_over_to(
    tmp_path: Path, models: tuple[Path, Path], caplog: pytest.LogCaptureFixture, *, lost: bool
) -> None:
    """Though it is set to the old one, be that there still or not; the log says so, and what to set."""
    old, new = models
    if lost:
        shutil.rmtree(old)
    library = open_for_service(tmp_path / "data", model=str(old), threads=1)
    assert library.embedder.name.startswith("new@")
    library.close()
    said = f"the embedder is set to '{old}', but {tmp_path / 'data'} is for '{new}', and is opened by that"
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [said]
    assert caplog.records[0].levelno == logging.WARNING


def test_a_service_that_is_set_to_the_new_model_says_nothing(
    tmp_path: Path, models: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Set to it, or to nothing, or to a copy of it elsewhere though the one that is known is gone."""
    _, new = models
    copy = shutil.copytree(new, tmp_path / "elsewhere" / "new")
    for model in (str(new), None, str(copy)):
        if model == str(copy):
            shutil.rmtree(new)
        library = open_for_service(tmp_path / "data", model=model, threads=1)
        assert library.embedder.name.startswith("new@")
        library.close()
    assert caplog.records == []


def test_a_command_that_asks_for_the_old_model_is_told_what_to_ask_for(
    tmp_path: Path, models: tuple[Path, Path]
) -> None:
    """Who names a model and gets another would not know; the sentence names the one by what it is opened by."""
    old, new = models
    with pytest.raises(EmbedderMismatch, match=f"holds vectors of 'new@.*ask for '{new}' again"):
        open_library(tmp_path / "data", model=str(old))


def test_a_service_does_not_open_a_folder_that_never_changed_by_another_model(
    tmp_path: Path, models: tuple[Path, Path]
) -> None:
    """A wrong setting is no change of model: it is refused, as is a model that nowhere is."""
    old, new = models
    Catalogue(tmp_path / "first", embedder="old").close()
    with pytest.raises(EmbedderMismatch, match="ask for 'old' again"):
        open_for_service(tmp_path / "first", model=str(new), threads=1)
    shutil.rmtree(new)
    for model in (str(new), None):
        with pytest.raises(ModelError):
            open_for_service(tmp_path / "data", model=model, threads=1)
    assert old.is_dir()


def test_a_folder_records_the_model_that_it_was_made_with(tmp_path: Path) -> None:
    """Never rebuilt, it is opened by that model where none is named; after a copy was named, by the copy."""
    model, data = write_model(tmp_path / "one"), tmp_path / "data"
    made = open_library(data, model=os.path.relpath(model))
    made.close()
    opened = open_library(data)
    assert (opened.embedder.name, opened.embedder.model) == (made.embedder.name, str(model))
    opened.close()
    copy = shutil.copytree(model, tmp_path / "elsewhere" / "one")
    shutil.rmtree(model)
    open_library(data, model=str(copy)).close()
    again = open_library(data)
    assert again.embedder.model == str(copy)
    again.close()


def test_the_default_model_is_not_recorded(tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was made with it, named or not, is opened by what is the default then."""
    monkeypatch.setattr(index.library, "open_embedder", lambda *_model, **_threads: embedder)
    open_library(tmp_path, model=DEFAULT_MODEL).close()
    with Catalogue(tmp_path).snapshot() as snapshot:
        assert snapshot.upkeep.model() is None
