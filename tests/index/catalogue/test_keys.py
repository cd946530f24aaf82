"""API keys in the catalogue: only digests are kept, and a key ends by its time or by being revoked."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.keys import Key, Right, make_key
from index.errors import InvalidInput, NotFound
from tests.conftest import NOW
from tests.index.earlier import forget_keys, writer_of
from tests.postgres import in_file

ASK = frozenset({Right.ASK})
DAY = timedelta(days=1)


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path, address=address)
    yield opened
    opened.close()


def add(catalogue: Catalogue, key: Key, secret: str) -> None:
    with catalogue.write() as transaction:
        transaction.keys.add(key, secret)


def find(catalogue: Catalogue, secret: str) -> Key | None:
    with catalogue.snapshot() as snapshot:
        return snapshot.keys.find(secret)


def test_a_key_is_found_by_its_secret_alone(catalogue: Catalogue) -> None:
    """It is found as it was made; its prefix, a changed end, and a longer or an empty secret find nothing."""
    key, secret = make_key("desk", frozenset(Right), NOW, expires=NOW + DAY)
    add(catalogue, key, secret)
    assert find(catalogue, secret) == key
    for wrong in (key.prefix, secret[:-1] + "é", f"{secret}A", secret.upper(), "", "desk", "\ud800"):
        assert find(catalogue, wrong) is None


@in_file
def test_the_files_do_not_hold_the_secret(catalogue: Catalogue, tmp_path: Path) -> None:
    """No file of the data folder has the part of a key that follows its prefix."""
    key, secret = make_key("desk", ASK, NOW)
    add(catalogue, key, secret)
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert key.prefix.encode() in written
    assert secret[len(key.prefix) :].encode() not in written


def test_keys_differ_and_are_long() -> None:
    """Each has 256 random bits, in characters that need no quoting in a shell, a header or a page."""
    made = {make_key("desk", ASK, NOW)[1] for _ in range(100)}
    assert len(made) == 100
    assert all(secret.startswith("dl_") and len(secret) == 46 for secret in made)
    assert all(secret.replace("-", "").replace("_", "").isalnum() for secret in made)


def test_a_key_ends_by_its_time_or_by_being_revoked(catalogue: Catalogue) -> None:
    """It is active before its time, not at it; once revoked it is not active at any time."""
    key, secret = make_key("desk", ASK, NOW, expires=NOW + DAY)
    add(catalogue, key, secret)
    assert [key.is_active(now) for now in (NOW, NOW + DAY - timedelta(seconds=1), NOW + DAY)] == [True, True, False]
    with catalogue.write() as transaction:
        transaction.keys.revoke("desk", NOW)
    found = find(catalogue, secret)
    assert found is not None
    assert (found.revoked, found.is_active(NOW)) == (NOW, False)


def test_a_key_is_revoked_by_name_or_prefix_once(catalogue: Catalogue) -> None:
    """A second time changes nothing; the name is free for a new key; an unknown name is an error."""
    first, secret = make_key("desk", ASK, NOW)
    second, _ = make_key("desk", ASK, NOW + DAY)
    add(catalogue, first, secret)
    with pytest.raises(InvalidInput, match="already"):
        add(catalogue, second, "dl_2")
    with catalogue.write() as transaction:
        transaction.keys.revoke("desk", NOW)
        assert transaction.keys.revoke("desk", NOW + DAY).revoked == NOW
    add(catalogue, second, "dl_2")
    with catalogue.write() as transaction:
        for named in (first.prefix, secret):
            assert transaction.keys.revoke(named, NOW + DAY).prefix == first.prefix
        assert transaction.keys.revoke("desk", NOW + DAY).prefix == second.prefix
        with pytest.raises(NotFound, match="dateline key list"):
            transaction.keys.revoke("nobody", NOW)
    with catalogue.snapshot() as snapshot:
        assert [key.prefix for key in snapshot.keys.all()] == [first.prefix, second.prefix]


def test_revoked_keys_still_count(catalogue: Catalogue) -> None:
    """A catalogue that ever had a key says so for good, or revoking the last one would open a server to all."""
    with catalogue.snapshot() as snapshot:
        assert not snapshot.keys.exist()
    add(catalogue, *make_key("desk", ASK, NOW))
    with catalogue.write() as transaction:
        transaction.keys.revoke("desk", NOW)
    with catalogue.snapshot() as snapshot:
        assert snapshot.keys.exist()


def test_the_last_day_of_use_only_moves_on(catalogue: Catalogue) -> None:
    """A later day replaces an earlier one, not the reverse; no generation is made."""
    key, secret = make_key("desk", ASK, NOW)
    add(catalogue, key, secret)
    for day, kept in ((2, 2), (1, 2), (3, 3)):
        with catalogue.write() as transaction:
            transaction.keys.note_use(key.prefix, date(2025, 6, day))
        found = find(catalogue, secret)
        assert found is not None
        assert found.used == date(2025, 6, kept)
    assert catalogue.generation() == 0


@pytest.mark.parametrize(
    ("name", "rights", "more", "said"),
    [
        ("", ASK, {}, "name"),
        (" ", ASK, {}, "name"),
        ("a" * 65, ASK, {}, "name"),
        ("a\nb", ASK, {}, "name"),
        ("dl_abc", ASK, {}, "begin"),
        ("desk", frozenset(), {}, "right"),
        ("desk", frozenset(Right), {"origins": ("https://a.example",)}, "public page"),
        ("desk", ASK, {"expires": NOW}, "expired"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(name: str, rights: frozenset[Right], more: dict, said: str) -> None:  # type: ignore[type-arg]
    """A name must be readable, a key must allow something and last, and a public one may only ask."""
    with pytest.raises(InvalidInput, match=said):
        make_key(name, rights, NOW, **more)


def test_an_earlier_catalogue_learns_to_hold_keys(tmp_path: Path) -> None:
    """A catalogue of the tenth schema has no key after its migration, and takes one."""
    catalogue = Catalogue(tmp_path)
    forget_keys(writer_of(catalogue))
    catalogue.close()
    catalogue = Catalogue(tmp_path)
    with catalogue.snapshot() as snapshot:
        assert snapshot.keys.all() == []
    add(catalogue, *make_key("desk", ASK, NOW))
    catalogue.close()
