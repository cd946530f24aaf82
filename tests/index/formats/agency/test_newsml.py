"""NewsML-G2 and NewsML 1: what an item becomes, and that none is passed over in silence."""

import io
import tracemalloc
from datetime import UTC, datetime

import pytest

from index.formats import Options
from index.formats.agency import markup
from index.formats.agency.statements import UNTIL_FURTHER_NOTICE
from index.types import Article, Rejected, Withdrawal
from tests.index.formats.agency.documents import FIRST, SECOND, g2, newsml_1, only_article, read_xml

NINE, ELEVEN = (datetime(2030, 5, 6, hour, tzinfo=UTC) for hour in (9, 11))


def test_a_news_item_of_g2_has_all_its_fields() -> None:
    """Headline, body, dates, language, byline, place, urgency, subjects, rights, slug and version are read."""
    article = only_article(read_xml(g2()))
    assert (article.id, article.source, article.title) == (
        "urn:newsml:amble.example:20300506:FERRY", "Amble Wire", "Ferry returns",
    )  # fmt: skip
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (article.published, article.modified, article.language) == (NINE, ELEVEN, "en")
    assert (article.authors, article.place, article.urgency) == (("Nell Quay",), "Port Amble", 4)
    assert (article.subjects, article.slug, article.revision) == (("transport",), "FERRY-AMBLE", 3)
    assert article.rights == "Copyright 2030 Amble Wire Not for archives."
    assert article.not_before is None
    assert not article.correction


@pytest.mark.parametrize(
    "content",
    [
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title>'
        f"</head><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML>",
        f'<inlineData contenttype="text/plain">{FIRST}\n\n{SECOND}</inlineData>',
        f'<inlineData contenttype="text/html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</inlineData>',
        f"<inlineData>Short.</inlineData><inlineXML><body><p>{FIRST}</p><p>{SECOND}</p></body></inlineXML>",
    ],
)
def test_the_text_is_read_from_each_kind_of_content(content: str) -> None:
    """XHTML, plain text and escaped HTML are read; of several renditions the longest."""
    assert only_article(read_xml(g2(content=content))).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_an_item_that_may_not_be_used_withdraws_its_article(status: str) -> None:
    """A canceled and a withheld item, with or without text, is a withdrawal of its guid by its source."""
    for content in (None, ""):
        (record,) = read_xml(g2(status=status, content=content))
        assert isinstance(record, Withdrawal)
        assert (record.id, record.source) == ("urn:newsml:amble.example:20300506:FERRY", "Amble Wire")
        assert (record.at, record.reason) == (ELEVEN, f"{status} by its agency")


def test_an_embargo_has_an_end_or_none_yet() -> None:
    """`embargoed` is read as a time; an empty one holds until further notice, a wrong one refuses the article."""
    until = only_article(read_xml(g2(meta="<embargoed>2030-06-01T12:00:00Z</embargoed>"))).not_before
    assert until == datetime(2030, 6, 1, 12, tzinfo=UTC)
    assert only_article(read_xml(g2(meta="<embargoed/>"))).not_before == UNTIL_FURTHER_NOTICE
    (refused,) = read_xml(g2(meta="<embargoed>when the minister has spoken</embargoed>"))
    assert isinstance(refused, Rejected)
    assert "not_before" in refused.reason


def test_a_signal_tells_a_correction() -> None:
    """`sig:correction` marks the article; `sig:update` does not."""
    assert only_article(read_xml(g2(meta='<signal qcode="sig:correction"/>'))).correction
    assert not only_article(read_xml(g2(meta='<signal qcode="sig:update"/>'))).correction


def test_a_message_yields_all_its_items() -> None:
    """Each item of a message is read; a package whose items are there says nothing, another names what is missing."""
    package = '<packageItem guid="p"><groupSet><group><itemRef residref="{}"/></group></groupSet></packageItem>'
    items = "".join(g2(guid=f"urn:x.example:{number}") for number in range(3))
    whole = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{{}}{items}</itemSet></newsMessage>'
    records = read_xml(whole.format(package.format("urn:x.example:2")))
    assert [getattr(record, "id", None) for record in records] == [f"urn:x.example:{number}" for number in range(3)]
    *articles, missing = read_xml(whole.format(package.format("urn:x.example:9")))
    assert len(articles) == 3
    assert isinstance(missing, Rejected)
    assert "1 items that are not in the file" in missing.reason


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (g2(kind="picture", content='<remoteContent href="quay.jpg"/>'), "of the kind 'picture'"),
        (g2(content='<remoteContent href="https://amble.example/1"/>'), "refers to 'https://amble.example/1'"),
        (g2(content=""), "its content is empty"),
        (g2(headline=""), None),
        ('<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/"><name/></conceptItem>', "but a conceptItem"),
        (g2()[:-40], "the XML is malformed"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(document: str, said: str | None) -> None:
    """A picture, a reference, an empty or a broken item is rejected; a missing headline is that of the NITF within."""
    (record,) = read_xml(document)
    if said is None:
        assert only_article([record]).title == "Ferry returns"
    else:
        assert isinstance(record, Rejected)
        assert said in record.reason


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE newsItem [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE newsItem [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(attack: str) -> None:
    """A document that declares entities, internal or external, is refused and nothing of them is read."""
    (record,) = read_xml(attack + g2(headline="&b;"))
    assert isinstance(record, Rejected)
    assert "declares entities" in record.reason


def test_an_item_with_a_broken_text_costs_itself_alone() -> None:
    """A text within an item that is malformed rejects that item, and the next one is read."""
    broken = g2(content="<inlineData>&lt;nitf&gt;&lt;body&gt;</inlineData>")
    rejected, article = read_xml(f"<newsMessage><itemSet>{broken}{g2()}</itemSet></newsMessage>")
    assert isinstance(rejected, Rejected)
    assert "malformed" in rejected.reason
    assert only_article([article]).title == "Ferry returns"


def test_items_are_held_one_at_a_time() -> None:
    """A message of many items is read in the memory of a few, and an item beyond the limit is refused."""

    def message() -> bytes:
        items = "".join(g2(guid=f"urn:x.example:{number}") for number in range(500))
        return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'.encode()

    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(message()))
    records = markup.read(stream, "f", Options())
    next(records)
    tracemalloc.start()
    assert sum(isinstance(record, Article) for record in records) == 499
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    (refused,) = read_xml(g2(content=f"<inlineData>{FIRST * 2_000}</inlineData>"), Options(max_record=40_000))
    assert isinstance(refused, Rejected)
    assert "longer than 40,000 bytes" in refused.reason


def test_a_news_item_of_newsml_1_has_all_its_fields() -> None:
    """Its identifier leaves out the revision, which is the version; the rest is read from its news lines."""
    article = only_article(read_xml(newsml_1()))
    assert (article.id, article.revision) == ("urn:newsml:amble.example:20300506:FERRY", 2)
    assert (article.title, article.text) == ("Ferry returns", f"{FIRST}\n\n{SECOND}")
    assert (article.published, article.modified, article.language) == (NINE, ELEVEN, "en")
    assert (article.authors, article.place, article.slug) == (("Nell Quay",), "PORT AMBLE", "FERRY")
    assert (article.rights, article.urgency, article.source) == ("(c) AW 2030", 4, "amble.example")


def test_the_status_of_newsml_1_withdraws_or_holds_an_article() -> None:
    """Canceled is a withdrawal; embargoed holds until the status will change, else until further notice."""
    (withdrawal,) = read_xml(newsml_1("Canceled"))
    assert isinstance(withdrawal, Withdrawal)
    when = "<DateAndTime>20300601T120000Z</DateAndTime>"
    change = f"<StatusWillChange><FutureStatus FormalName='Usable'/>{when}</StatusWillChange>"
    assert only_article(read_xml(newsml_1("Embargoed", change))).not_before == datetime(2030, 6, 1, 12, tzinfo=UTC)
    assert only_article(read_xml(newsml_1("Embargoed"))).not_before == UNTIL_FURTHER_NOTICE


def test_each_story_of_an_item_is_an_article() -> None:
    """Components with headlines of their own are articles of their own; two renditions of one are the longer."""
    text = "<ContentItem><MediaType FormalName='Text'/><DataContent>{}</DataContent></ContentItem>"
    one = f"<NewsComponent><NewsLines><HeadLine>{{}}</HeadLine></NewsLines>{text}{text}</NewsComponent>"
    stories = one.format("One", "Brief.", "The longer one.") + one.format("Two", "Another.", "")
    records = read_xml(newsml_1(components=f"<NewsComponent>{stories}</NewsComponent>"))
    found = [(record.title, record.text) for record in records if isinstance(record, Article)]
    assert found == [("One", "The longer one."), ("Two", "Another.")]
    assert len({record.id for record in records if isinstance(record, Article)}) == 2
