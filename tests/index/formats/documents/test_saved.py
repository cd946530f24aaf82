"""Pages that a browser saved with all their parts in one file."""

import io
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.formats import Options, read_paths
from index.formats.progress import Progress
from index.types import Article, Record, Rejected

STORY = "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday."
PAGE = (
    '<html lang="en"><head><title>Ferry sails | Harbour Post</title>'
    '<meta property="article:published_time" content="2021-03-02T10:00:00+01:00"></head><body><article>'
    f"<h1>Ferry sails</h1><p>{STORY}</p><p>“It is high time,” the mayor of the town told the board.</p></article>"
    "</body></html>"
)
ADDRESS = "https://post.example/2021/03/ferry-sails"


def save(**headers: str) -> bytes:
    """Return the page as a browser saves it, with a picture and a frame."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Sun, 15 Jun 2025 09:00:00 -0000"
    message.set_content(PAGE, subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    message.add_related("<html><body><p>An advertisement in a frame of the page.</p></body></html>", subtype="html")
    page = next(part for part in message.walk() if part.get_content_type() == "text/html")
    page["Content-Location"] = ADDRESS
    return bytes(message)


def read(folder: Path, name: str, data: bytes) -> list[Record]:
    (folder / name).write_bytes(data)
    return list(read_paths([folder / name], options=Options(progress=Progress()), stdin=io.BytesIO()))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mhtml", save(From="<Saved by Blink>", Snapshot_Content_Location=ADDRESS, Subject="Ferry sails")),
        ("a.mht", save(From='"Saved by Internet Explorer 11"', Subject="Ferry sails")),
        ("a.eml", save(Subject="Ferry sails")),
        ("a", save(From="<Saved by Blink>", Snapshot_Content_Location=ADDRESS, Subject="Ferry sails")),
    ],
)
def test_a_saved_page_is_read_as_the_page(tmp_path: Path, name: str, data: bytes) -> None:
    """Title, date and text are those of the page, the address is the one it was saved from, not the day of saving."""
    (one,) = read(tmp_path, name, data)
    assert isinstance(one, Article), one
    assert (one.title, one.url, one.published) == ("Ferry sails", ADDRESS, datetime(2021, 3, 2, 9, tzinfo=UTC))
    assert one.text == f"{STORY}\n\n“It is high time,” the mayor of the town told the board."


def test_a_mail_with_pictures_is_a_mail(tmp_path: Path) -> None:
    """A message in HTML with its pictures that was sent to somebody has the title and the date of its headers."""
    data = save(From="Ana Ruiz <ana@post.example>", To="bo@post.example", Subject="This week at the harbour")
    (one,) = read(tmp_path, "a.eml", data)
    assert isinstance(one, Article), one
    assert (one.title, one.published.year) == ("This week at the harbour", 2025)


def test_a_saved_file_without_a_page_is_refused(tmp_path: Path) -> None:
    """A saved picture is no article."""
    data = b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: image/png\n\nx"
    (one,) = read(tmp_path, "a.mhtml", data)
    assert one == Rejected(str(tmp_path / "a.mhtml"), None, "the saved file has no page in it")


@pytest.mark.parametrize(
    "note",
    [
        f"<!-- saved from url=(0043){ADDRESS} -->",
        f"<!-- saved from url=(0083)https://web.archive.org/web/20210314000000/{ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Sun Jun 15 2025 09:00:00 GMT+0200\n-->",
    ],
)
def test_a_page_that_states_no_address_has_the_one_it_was_saved_from(tmp_path: Path, note: str) -> None:
    """Browsers note it above the page; the day of saving in the note is not used."""
    page = PAGE.replace("article:published_time", "none")
    data = f"<!DOCTYPE html>\n{note}\n{page}".replace(ADDRESS, ADDRESS.replace("/03/", "/03/02/")).encode()
    (one,) = read(tmp_path, "a.html", data)
    assert isinstance(one, Article), one
    assert (one.url, one.source) == ("https://post.example/2021/03/02/ferry-sails", "post.example")
    assert one.published.date().isoformat() == "2021-03-02"


def test_a_page_of_the_wayback_machine_has_its_own_address(tmp_path: Path) -> None:
    """The archive rewrites the addresses in a page: the article is at the one that follows that of the archive."""
    link = f'<link rel="canonical" href="https://web.archive.org/web/20210314000000/{ADDRESS}">'
    (one,) = read(tmp_path, "a.html", PAGE.replace("<title>", f"{link}<title>").encode())
    assert isinstance(one, Article), one
    assert (one.url, one.source) == (ADDRESS, "post.example")
