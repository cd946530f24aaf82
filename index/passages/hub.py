"""Models on a hub, by name: which commit a name stands for. The only module that imports huggingface_hub."""

from index.errors import ModelError


def find_commit(name: str, revision: str | None = None) -> str:
    """Return the commit of a hub model's revision: the current one, or the cached one if the hub cannot be reached.

    The hub is asked once. Libraries that load models would ask for each of their files, with retries.

    Raises:
        ModelError: there is no such model or revision, it is not cached and the hub cannot be reached, or
            huggingface-hub is not installed.
    """
    try:
        from huggingface_hub import resolve_revision
        from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError
    except ImportError as error:
        raise explain_missing(name) from error
    try:
        return resolve_revision(name, revision=revision).resolved
    except RevisionNotFoundError as error:
        raise ModelError(f"the model {name!r} has no revision {revision!r} on the model hub") from error
    except RepositoryNotFoundError as error:
        raise ModelError(f"there is no model {name!r}, neither as a folder nor on the model hub") from error
    except Exception as error:
        raise ModelError(
            f"the model {name!r} is neither a folder nor cached, and the model hub cannot be reached;"
            " correct the name, or connect to the internet"
        ) from error


def explain_missing(model: str) -> ModelError:
    """Return the error for a model whose libraries are not installed: it says what to install."""
    return ModelError(f"the model {model!r} needs the extra torch: run `pip install 'dateline[torch]'`")
