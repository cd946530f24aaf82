"""Mail: fields, texts, attachments, and files of many messages."""

import io
from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from bench.samples import TEXT, write_mail, write_mbox
from index.formats import Options, read_paths
from index.formats.progress import Progress
from index.formats.undated import hint_at_rules
from index.types import Article, Record, Rejected

DATE = "Tue, 02 Mar 2021 10:00:00 +0100"


def read(folder: Path, data: bytes, name: str = "a.eml", progress: Progress | None = None) -> list[Record]:
    (folder / name).write_bytes(data)
    return list(read_paths([folder / name], options=Options(progress=progress or Progress()), stdin=io.BytesIO()))


def article(folder: Path, data: bytes) -> Article:
    (record,) = read(folder, data)
    assert isinstance(record, Article)
    return record


def write(text: str, **headers: str) -> bytes:
    message = EmailMessage()
    given = {
        "From": "ana@herald.example",
        "Subject": "Bridge opens",
        "Date": "Tue, 02 Mar 2021 10:00:00 +0100",
    } | headers
    for name, value in given.items():
        message[name] = value
    message.set_content(text)
    return bytes(message)


def test_the_headers_are_the_fields(tmp_path: Path) -> None:
    """Subject, date in its zone, sender and her host are title, time, author and source."""
    one = article(tmp_path, write_mail())
    assert one.title == "Harbour bridge opens after repairs"
    assert one.published == datetime(2021, 3, 2, 9, tzinfo=UTC)
    assert (one.authors, one.source, one.external_id) == (("Ana Ruiz",), "herald.example", "<1@herald.example>")
    assert one.text == TEXT


def test_a_message_in_html_alone_is_read(tmp_path: Path) -> None:
    """The text of the markup is the article's, without markup."""
    text = article(tmp_path, write_mail(html=True)).text
    assert "The harbour bridge opened to traffic on Tuesday" in text
    assert "<" not in text


def test_attachments_are_counted_and_not_read(tmp_path: Path) -> None:
    """An attachment is no part of the text."""
    progress = Progress()
    (one,) = read(tmp_path, write_mail(), progress=progress)
    assert isinstance(one, Article)
    assert "attached" not in one.text
    assert progress.passed == Counter({"attachment": 1})


def test_what_others_wrote_is_left_out(tmp_path: Path) -> None:
    """Quoted lines, the line that announces them, and the signature are not the sender's words."""
    text = "The bridge opened.\n\nOn Mon, 1 Mar 2021, Bo Lind wrote:\n\n> It is closed.\n> For good."
    text += "\n\nNot so.\n-- \nAna\n"
    assert article(tmp_path, write(text)).text == "The bridge opened.\n\nNot so."


def test_broken_lines_are_joined(tmp_path: Path) -> None:
    """Lines that the mail program broke are one paragraph; short lines stay."""
    line = "The bridge over the harbour opened to all traffic on Tuesday\n"
    assert article(tmp_path, write(line * 2 + "and stays.\n\nOne\nTwo\n")).text == (
        f"{line.strip()} {line.strip()} and stays.\n\nOne\nTwo"
    )


def test_encoded_headers_are_decoded(tmp_path: Path) -> None:
    """A subject and a name in another alphabet are read."""
    one = article(tmp_path, write("Text.", Subject="Re: Ærø får færge", From="Søren Å <s@avis.example>"))
    assert (one.title, one.authors) == ("Ærø får færge", ("Søren Å",))


def test_each_message_of_an_mbox_is_an_article(tmp_path: Path) -> None:
    """Messages are parted by their first lines, and `>From ` is a line of the text."""
    data = (
        write_mbox() + b"From x Tue Mar  2 10:00:00 2021\n" + write("\nFrom here on.\n").replace(b"\nFrom", b"\n>From")
    )
    records = read(tmp_path, data, "a.mbox")
    assert len(records) == 3
    assert isinstance(records[2], Article)
    assert records[2].text == "From here on."


def test_a_message_without_a_date_is_rejected_alone(tmp_path: Path) -> None:
    """The rejection has the number of the message, and the others are read."""
    bad = write("Text.").replace(b"Date:", b"Other:")
    data = b"".join(b"From x Tue Mar  2 10:00:00 2021\n" + one + b"\n" for one in (write("One."), bad, write("Two.")))
    records = read(tmp_path, data, "a.mbox")
    assert [type(record) for record in records] == [Article, Rejected, Article]
    assert isinstance(records[1], Rejected)
    assert (records[1].line, records[1].reason) == (2, f"published is missing or empty; {hint_at_rules(None)}")


def test_long_headers_cost_little(tmp_path: Path) -> None:
    """A header of 5,000 characters is left out, whole headers of megabytes are refused."""
    long = write("Text.").replace(b"From: ana", b"From: " + b"a, (" * 5_000 + b"ana")
    assert article(tmp_path, long).authors == ()
    (record,) = read(tmp_path, b"A: b\n" * 100_000 + b"\nText")
    assert isinstance(record, Rejected)
    assert "of headers" in record.reason


def test_deep_parts_are_survived(tmp_path: Path) -> None:
    """Thousands of parts within each other yield a record."""
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (depth, depth) for depth in range(3_000)
    )
    (record,) = read(tmp_path, b"Subject: a\nDate: Tue, 02 Mar 2021 10:00:00 +0100\n" + parts + b"\n\nText")
    assert isinstance(record, Article | Rejected)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    """A message whose parts would take minutes is rejected in a sentence."""
    head = f'Subject: a\nDate: {DATE}\nContent-Type: multipart/mixed; boundary="b"\n\n'.encode()
    (record,) = read(tmp_path, head + b"--b\n\na\n" * 20_000)
    assert isinstance(record, Rejected)
    assert record.reason == "the message has more parts than mail has"


@pytest.mark.parametrize(
    "quoted",
    [
        "Am Mo., 17. März 2025 schrieb Redaktion:\n> Ist sie offen?\n",
        "Le lun. 17 mars 2025 à 10:00, Bo Lind <bo@x.example>\na écrit :\n\n> Est-il ouvert ?\n",
        "-----Ursprüngliche Nachricht-----\nVon: Redaktion\nGesendet: Montag\nIst sie offen?\n",
        "-----Original Message-----\nFrom: Bo Lind\nIs it open?\n",
    ],
)
def test_quotations_in_other_languages_are_left_out(tmp_path: Path, quoted: str) -> None:
    """The line that announces a quotation, or an original message, is known in the languages of mail programs."""
    assert article(tmp_path, write(f"The bridge opened.\n\n{quoted}")).text == "The bridge opened."


def test_what_html_quotes_is_left_out(tmp_path: Path) -> None:
    """A reply in HTML keeps its own paragraphs, those between two quotations too."""
    markup = (
        '<div>The bridge opened.</div><div class="gmail_quote"><div>On Mon, Bo Lind wrote:</div>'
        "<blockquote>Is it closed?</blockquote><div>Not so.</div><blockquote>For good?</blockquote></div>"
    )
    assert article(tmp_path, write_html(markup)).text == "The bridge opened.\n\nNot so."
    markup = '<p>It opened.</p><div class="moz-cite-prefix">Bo:</div><blockquote type="cite">Is it?</blockquote>'
    assert article(tmp_path, write_html(markup)).text == "It opened."


def test_a_message_that_is_all_quotation_is_kept(tmp_path: Path) -> None:
    """What was sent on without a word is what the mail brings; a quotation that is no reply stays too."""
    markup = '<div class="gmail_quote"><div>Forwarded message</div><p>The bridge opened.</p></div>'
    assert "The bridge opened." in article(tmp_path, write_html(markup)).text
    markup = '<blockquote type="cite"><p>The bridge opened.</p></blockquote>'
    assert article(tmp_path, write_html(markup)).text == "The bridge opened."
    markup = "<p>She said:</p><blockquote>The bridge opened.</blockquote>"
    assert article(tmp_path, write_html(markup)).text == "She said:\n\nThe bridge opened."
    sent_on = "-----Original Message-----\nFrom: Bo Lind\n\nThe bridge opened."
    assert "The bridge opened." in article(tmp_path, write(sent_on)).text


def write_html(markup: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "ana@herald.example", "Bridge opens", DATE
    message.set_content(markup, subtype="html")
    return bytes(message)


def test_html_that_says_far_more_than_the_plain_text_is_taken(tmp_path: Path) -> None:
    """A newsletter whose plain text only asks to open it in a browser has its text from the HTML, without the title."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "ana@herald.example", "Newsletter", DATE
    message.set_content("View this email in your browser")
    markup = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    message.add_alternative(f"<html><head><title>No text</title></head><body>{markup}</body></html>", subtype="html")
    assert article(tmp_path, bytes(message)).text == TEXT


@pytest.mark.parametrize("rule", ["--\n", "-- \n"])
def test_only_a_short_end_is_a_signature(tmp_path: Path, rule: str) -> None:
    """Below a rule in the middle the text goes on; below the last one a few short lines are dropped."""
    first, last = TEXT.split("\n\n")[0], TEXT.split("\n\n")[-1]
    one = article(tmp_path, write(f"{first}\n\n{rule}{last}\n\n{last}\n\n{rule}Ana Ruiz\nThe Herald\n"))
    assert last in one.text
    assert "The Herald" not in one.text


def test_a_sentence_that_begins_with_from_is_no_message(tmp_path: Path) -> None:
    """Only a line that says whose mail it was, and when, begins the next message of a mailbox."""
    line = b"From ana@herald.example Tue Mar  2 10:00:00 2021\n"
    text = f"{TEXT}\n\nFrom the harbour came noise.\n\nMore was to come.\n"
    records = read(tmp_path, line + write(text) + b"\n" + line + write(TEXT, Subject="Ferry sails"), "a.mbox")
    assert [one.title for one in records if isinstance(one, Article)] == ["Bridge opens", "Ferry sails"]
    assert isinstance(records[0], Article)
    assert records[0].text.endswith("From the harbour came noise.\n\nMore was to come.")


HEADS = [
    "---------- Forwarded message ---------\nFrom: Bo Lind <bo@post.example>\nDate: Mon, Mar 1, 2021 at 6:30 PM\n"
    "Subject: Ferry sails\nTo: <ana@herald.example>\n\n\n",
    "Begin forwarded message:\n\n> From: Bo Lind <bo@post.example>\n> Subject: Ferry sails\n"
    "> Date: March 1, 2021 at 6:30:00 PM GMT\n> To: ana@herald.example\n>\n> ",
    "-------- Weitergeleitete Nachricht --------\nBetreff: \tFerry sails\nDatum: \tMon, 1 Mar 2021 18:30:00 +0000\n"
    "Von: \tBo Lind <bo@post.example>\nAn: \tana@herald.example\n\n\n",
    "---------- Message transféré ---------\nDe : Bo Lind <bo@post.example>\nDate : lun. 1 mars 2021 à 18:30\n"
    "Objet : Ferry sails\nÀ : <ana@herald.example>\n\n",
    "-------- Välitetty viesti --------\nAihe: \tFerry sails\nPäiväys: \tMon, 1 Mar 2021 18:30:00 +0000\n"
    "Lähettäjä: \tBo Lind <bo@post.example>\nVastaanottaja: \tana@herald.example\n\n",
    "От: Bo Lind <bo@post.example>\nДата: понедельник, 1 марта 2021 г. в 18:30\nКому: ana@herald.example\n"
    "Копия: cy@x.example\nТема: Ferry sails\n\n",
    "________________________________\nFrom: Bo Lind <bo@post.example>\nSent: Monday, March 1, 2021 6:30 PM\n"
    "To: Ana <ana@herald.example>\nSubject: Ferry sails\n\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_forwarded_message_has_its_own_headers(tmp_path: Path, head: str) -> None:
    """Title, author, date and source are those above the forwarded text, and what the forwarder wrote is left out."""
    story = TEXT.replace("\n", "\n> ") if "> From" in head else TEXT
    one = article(tmp_path, write(f"Look at this.\n\n{head}{story}\n", Subject="Fwd: Ferry sails"))
    assert (one.title, one.authors, one.source) == ("Ferry sails", ("Bo Lind",), "post.example")
    assert (one.published, one.text) == (datetime(2021, 3, 1, 18, 30, tzinfo=UTC), TEXT)


def test_a_message_forwarded_as_an_attachment_is_the_article(tmp_path: Path) -> None:
    """The one attached message of a note is read with its own headers; a mail that says more is an article itself."""
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["Date"] = "Bo Lind <bo@post.example>", "Ferry sails", DATE
    inner.set_content(TEXT)
    for note, title in (("See below.", "Ferry sails"), (TEXT, "Bridge opens")):
        outer = EmailMessage()
        outer["From"], outer["Subject"], outer["Date"] = "ana@herald.example", "Bridge opens", DATE
        outer.set_content(note)
        outer.add_attachment(inner)
        assert article(tmp_path, bytes(outer)).title == title


def test_lines_are_joined_as_the_message_says(tmp_path: Path) -> None:
    """In flowed text a line that ends in a blank goes on, however short it is, and a signature begins a new one."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "ana@herald.example", "Bridge opens", DATE
    message.set_content("The bridge \nopened \non Tuesday.\nIt is new.\n-- \nAna\n")
    message.set_param("format", "flowed")
    assert article(tmp_path, bytes(message)).text == "The bridge opened on Tuesday.\nIt is new."


def test_a_text_is_decoded_as_browsers_do(tmp_path: Path) -> None:
    """Windows-1252 under the name of Latin-1, and a name that only browsers know."""
    head = f"From: ana@herald.example\nSubject: Bridge opens\nDate: {DATE}\nContent-Type: text/plain; charset="
    assert article(tmp_path, f"{head}iso-8859-1\n\n".encode() + b"It is \x93new\x94.").text == "It is “new”."
    assert article(tmp_path, f"{head}x-cp1250\n\n".encode() + "Žluťoučký kůň".encode("cp1250")).text == "Žluťoučký kůň"


def test_what_was_forwarded_twice_has_its_first_headers(tmp_path: Path) -> None:
    """A message that was forwarded without a word is that of who wrote it; below other words it is a part of them."""
    inner = f"{HEADS[0]}{TEXT}"
    outer = "---------- Forwarded message ---------\nFrom: Cy Dahl <cy@x.example>\nDate: Tue, Mar 2, 2021 at 9:00 AM\n"
    outer += "Subject: Fwd: Ferry sails\nTo: <ana@herald.example>\n\n\n"
    one = article(tmp_path, write(f"See.\n\n{outer}{inner}\n", Subject="Fwd: Fwd: Ferry sails"))
    assert (one.authors, one.source, one.text) == (("Bo Lind",), "post.example", TEXT)
    one = article(tmp_path, write(f"{outer}{TEXT}\n\n{inner}\n", Subject="Fwd: Ferry sails"))
    assert one.authors == ("Cy Dahl",)


def test_a_mail_that_was_saved_as_text_is_mail(tmp_path: Path) -> None:
    """Its headers tell it from a text, whatever the suffix of its file."""
    data = b"Delivered-To: bo@post.example\n" + write(TEXT)
    (one,) = read(tmp_path, data, "a.txt")
    assert isinstance(one, Article), one
    assert (one.title, one.text) == ("Bridge opens", TEXT)
    (first, second) = read(tmp_path, write_mbox(), "b.txt")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
