"""Documents of agencies that never were, for the tests of their readers."""

import io
import json
from collections.abc import Callable, Iterator

from index.formats import Options
from index.formats.agency import markup, wire
from index.formats.json.jsonfile import read as read_json
from index.types import Article, Record

FIRST = "The ferry to Port Amble sails again from Friday, the harbour office said."
SECOND = "It had been laid up for nine weeks with a cracked shaft."


def g2(
    *,
    guid: str = "urn:newsml:amble.example:20300506:FERRY",
    version: str = "3",
    meta: str = "",
    status: str = "usable",
    kind: str = "text",
    content: str | None = None,
    headline: str = "Ferry returns",
) -> str:
    """Return a news item of NewsML-G2."""
    body = f'<inlineXML contenttype="application/nitf+xml">{nitf_body()}</inlineXML>' if content is None else content
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}" xml:lang="en-GB">
<rightsInfo><copyrightNotice>Copyright 2030 Amble Wire</copyrightNotice>
<usageTerms>Not for archives.</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:AW"><name>Amble Wire</name></provider>
<versionCreated>2030-05-06T12:00:00+01:00</versionCreated><firstCreated>2030-05-06T10:00:00+01:00</firstCreated>
{meta}<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><urgency>4</urgency><located><name>Port Amble</name></located><creator><name>Nell Quay</name></creator>
<subject qcode="x:1"><name>transport</name></subject><slugline>FERRY-AMBLE</slugline><headline>{headline}</headline>
</contentMeta><contentSet>{body}</contentSet></newsItem>"""


def nitf_body() -> str:
    """Return the body of a story in NITF."""
    return (
        '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline>'
        "<hl1>Ferry returns</hl1></hedline><byline>By Nell Quay <byttl>Harbour Writer</byttl></byline>"
        "</body.head><body.content>"
        f"<p>{FIRST}</p><media><media-caption>The quay at dusk</media-caption></media><p>{SECOND}</p>"
        "</body.content></body></nitf>"
    )


def nitf(data: str = "", *, attributes: str = "", head: str = "", title: str = "Ferry returns") -> str:
    """Return a document of NITF."""
    return f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>{title}</title>
<docdata {attributes}><doc-id regsrc="Amble Wire" id-string="AW.5"/><date.issue norm="20300506T090000Z"/>
<urgency ed-urg="5"/><du-key key="FERRY" version="2"/><doc.copyright holder="Amble Wire" year="2030"/>{data}</docdata>
</head>
<body xml:lang="en"><body.head><hedline><hl1>{title}</hl1></hedline><byline>By <person>Nell Quay</person></byline>
<dateline><location>PORT AMBLE</location></dateline>{head}</body.head>
<body.content><p>{FIRST} It&mdash;so it says&mdash;floats.</p>
<hl2>Nine weeks</hl2><p>{SECOND}</p></body.content></body></nitf>"""


def newsml_1(status: str = "Usable", more: str = "", components: str = "") -> str:
    """Return a document of NewsML 1.2."""
    story = f"""<NewsComponent><NewsLines><HeadLine>Ferry returns</HeadLine><ByLine>Nell Quay</ByLine>
<DateLine>PORT AMBLE, May 6 (AW)</DateLine><CopyrightLine>(c) AW 2030</CopyrightLine>
<SlugLine>FERRY</SlugLine></NewsLines>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/>
<DataContent><p>{FIRST}</p><p>{SECOND}</p></DataContent></ContentItem></NewsComponent>"""
    return f"""<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20300506T090000Z</DateAndTime></NewsEnvelope><NewsItem>
<Identification><NewsIdentifier><ProviderId>amble.example</ProviderId><DateId>20300506</DateId><NewsItemId>FERRY</NewsItemId>
<RevisionId PreviousRevision="1" Update="N">2</RevisionId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20300506T090000Z</FirstCreated>
<ThisRevisionCreated>20300506T110000Z</ThisRevisionCreated>
<Status FormalName="{status}"/>{more}<Urgency FormalName="4"/></NewsManagement>{components or story}
</NewsItem></NewsML>"""


def ninjs(**fields: object) -> dict[str, object]:
    """Return a news item of ninjs 1."""
    return {
        "uri": "urn:amble.example:ferry", "type": "text", "pubstatus": "usable", "version": "2", "urgency": 4,
        "firstcreated": "2030-05-06T09:00:00+0000", "versioncreated": "2030-05-06T11:00:00+0000", "language": "en",
        "headline": "Ferry returns", "byline": "Nell Quay", "located": "Port Amble", "slugline": "FERRY",
        "copyrightholder": "Amble Wire", "subject": [{"code": "1", "name": "transport"}],
        "body_html": f"<p>{FIRST}</p><p>{SECOND}</p>",
    } | fields  # fmt: skip


ANPA = (
    "\x16\x16\x01a0123\x1f-----\r\nu f\x13\x11 BC-Ferry    05-06 0090\r\n\x02^BC-Amble Ferry,90<\r\n"
    "^Ferry returns after nine weeks<\r\n^Eds: With photos.<\r\n^By NELL QUAY=\r\n^Amble Wire Writer=\r\n"
    f"\t   PORT AMBLE, Northumbria (AW) _ {FIRST}\r\n\t   ``It floats,'' she said.\r\n{SECOND}\r\n"
    "\x03AW-WF-05-06-30 0900GMT<\r\n\x04"
)
IPTC = (
    "\x01amb0124 3 i 93  awire 1888\r\n\r\nAmble/ferry/\r\n\x02EXTRA\nFerry returns after\nnine weeks =\r\n\r\n"
    "Port Amble (awire) - The ferry to Port Amble sails\r\nagain from Friday.\r\n\r\nIt had been laid up.\r\n\r\n"
    "# Notebook\r\nNot for publication.\r\n\x03060900 GMT May 30\r\n\x7f\r\n\x04"
)

Read = Callable[[io.BufferedReader, str, Options], Iterator[Record]]


def read_with(read: Read, data: str | bytes, origin: str = "f", options: Options | None = None) -> list[Record]:
    """Return what a reader makes of a document."""
    raw = data.encode() if isinstance(data, str) else data
    return list(read(io.BufferedReader(io.BytesIO(raw)), origin, options or Options()))


def read_xml(data: str | bytes, options: Options | None = None) -> list[Record]:
    """Return what the reader of XML makes of a document."""
    return read_with(markup.read, data, options=options)


def read_object(item: object) -> list[Record]:
    """Return what the reader of JSON makes of an object."""
    return read_with(read_json, json.dumps(item))


def read_wire(data: str | bytes, origin: str = "f") -> list[Record]:
    """Return what the reader of wire texts makes of messages."""
    return read_with(wire.read, data, origin)


def only_article(records: list[Record]) -> Article:
    """Return the article that is the only record."""
    (record,) = records
    assert isinstance(record, Article), record
    return record
