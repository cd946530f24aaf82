"""One small file of each format that papers, feeds and agencies write, of invented articles, for `bench.samples`."""

import json

FIRST = "The harbour bridge opened to traffic on Tuesday, the council said."
SECOND = "Repairs had taken eleven months and cost four million crowns."
TITLE = "Harbour bridge opens after repairs"
MARKUP = f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND} &amp;amp; more&lt;/p&gt;"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Herald</title><link>https://herald.example/</link><language>en-GB</language>
<item><title><![CDATA[{TITLE}]]></title><link>https://herald.example/1</link><guid isPermaLink="false">1</guid>
<pubDate>Tue, 02 Mar 2021 10:00:00 +0100</pubDate><author>ana@herald.example (Ana Ruiz)</author>
<description>{MARKUP}</description><media:content url="a.jpg"><media:title>Bridge</media:title></media:content></item>
<item><title>Tunnel closed</title><link>/2</link><guid>https://herald.example/2</guid>
<pubDate>Wed, 03 Mar 2021 10:00:00 EST</pubDate><content:encoded><![CDATA[<p>{SECOND}</p>]]></content:encoded></item>
</channel></rss>
"""
ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://herald.example/"><title>Herald</title>
<id>urn:herald</id><updated>2021-03-02T10:00:00Z</updated>
<entry><title type="html">{TITLE}</title><link rel="alternate" href="1"/><id>tag:herald.example,2021:1</id>
<published>2021-03-02T10:00:00Z</published><updated>2021-03-02T12:00:00+01:00</updated>
<author><name>Ana Ruiz</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p>
<p>{SECOND}</p></div></content></entry></feed>
"""
RDF = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://herald.example/"><title>Herald</title></channel>
<item rdf:about="https://herald.example/1"><title>{TITLE}</title><link>https://herald.example/1</link>
<description>{FIRST}</description><dc:date>2021-03-02T10:00:00+01:00</dc:date><dc:creator>Ana Ruiz</dc:creator></item>
</rdf:RDF>
"""

_ARTICLE: dict[str, object] = {
    "url": "https://herald.example/1", "source": {"name": "Herald"}, "title": TITLE, "text": f"<p>{FIRST}</p>{SECOND}",
    "published": "2021-03-02T10:00:00+01:00", "authors": "Ana Ruiz and Tom Bell", "language": "English",
}  # fmt: skip
_ARTICLES: list[object] = [_ARTICLE, {**_ARTICLE, "url": "https://herald.example/2", "modified": "3 March 2021"}]
JSON = json.dumps({"status": "ok", "articles": _ARTICLES}, indent=1)
JSON_LINES = "".join(f"{json.dumps(one)}\n" for one in _ARTICLES)
NINJS = json.dumps(
    {
        "uri": "urn:herald.example:1", "type": "text", "pubstatus": "usable", "version": "2", "language": "en",
        "versioncreated": "2021-03-02T10:00:00+0100", "headline": TITLE, "urgency": 4, "byline": "Ana Ruiz",
        "body_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "subject": [{"name": "transport"}],
    }
)  # fmt: skip
NINJS_2 = json.dumps(
    {
        "uri": "urn:herald.example:3", "type": "text", "pubstatus": "usable", "version": "2", "language": "en",
        "firstcreated": "2021-03-02T09:00:00Z", "versioncreated": "2021-03-02T10:00:00Z",
        "headlines": [{"role": "main", "value": TITLE}], "altids": [{"role": "internal", "value": "HW.5"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{FIRST}</p><p>{SECOND}</p>"}],
        "subjects": [{"name": "transport", "uri": "https://herald.example/subjects/1"}], "by": "Ana Ruiz",
        "associations": [{"name": "picture", "uri": "urn:herald.example:4", "type": "picture"}],
    }
)  # fmt: skip
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Herald", "language": "en",
        "items": [
            {"id": "1", "url": "https://herald.example/1", "title": TITLE, "content_html": f"<p>{FIRST}</p>{SECOND}",
             "date_published": "2021-03-02T10:00:00+01:00", "authors": [{"name": "Ana Ruiz"}]},
            {"id": 2, "title": "Tunnel closed", "content_text": SECOND, "date_modified": "2021-03-03T10:00:00Z"},
        ],
    }
)  # fmt: skip
NEWS_API = json.dumps(
    {
        "status": "ok", "totalResults": 2,
        "articles": [
            {"source": {"id": None, "name": "Herald"}, "author": "Ana Ruiz, Tom Bell", "title": f"{TITLE} - Herald",
             "description": FIRST, "url": "https://herald.example/1", "publishedAt": "2021-03-02T10:00:00Z",
             "content": f"{FIRST}\r\n{SECOND[:40]}… [+2473 chars]"},
            {"source": {"name": "Herald"}, "title": "[Removed]", "content": "[Removed]", "description": "[Removed]",
             "url": "https://herald.example/removed", "publishedAt": "1970-01-01T00:00:00Z"},
        ],
    }
)  # fmt: skip
GUARDIAN = json.dumps(
    {
        "response": {
            "status": "ok",
            "results": [
                {"id": "transport/2021/mar/02/bridge", "webTitle": TITLE, "webUrl": "https://herald.example/bridge",
                 "webPublicationDate": "2021-03-02T10:00:00Z",
                 "fields": {"body": f"<p>{FIRST}</p><aside>More</aside><p>{SECOND}</p>", "byline": "Ana Ruiz in Qarun",
                            "lastModified": "2021-03-02T12:00:00Z", "publication": "Herald"}},
            ],
        }
    }
)  # fmt: skip
ARTICLE_SEARCH = json.dumps(
    {
        "response": {
            "docs": [
                {"web_url": "https://herald.example/bridge", "abstract": FIRST, "lead_paragraph": f"{FIRST} {SECOND}",
                 "headline": {"main": TITLE, "kicker": None}, "pub_date": "2021-03-02T10:00:00+0000",
                 "byline": {"original": "By Ana Ruiz and Tom Bell", "person": []}, "source": "The Herald"},
            ],
        }
    }
)  # fmt: skip
WORDPRESS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Herald</title><link>https://herald.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<item><title>{TITLE}</title><link>https://herald.example/?p=1</link><pubDate>Tue, 02 Mar 2021 09:00:00 +0000</pubDate>
<dc:creator><![CDATA[ana]]></dc:creator><guid isPermaLink="false">https://herald.example/?p=1</guid>
<content:encoded><![CDATA[{FIRST}

<!-- wp:paragraph --><p>{SECOND}</p><!-- /wp:paragraph --> [caption id="a"]The bridge[/caption]]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2021-03-02 09:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><wp:post_password></wp:post_password></item>
<item><title>Notes</title><link>https://herald.example/?p=2</link><content:encoded>{SECOND}</content:encoded>
<wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>
"""
CSV = (
    "Title;Text;Published;URL;Authors\r\n"
    f'"{TITLE}";"{FIRST}\r\n\r\n""It holds,"" she said. {SECOND}";02/03/2021;'
    "https://herald.example/1;Ana Ruiz, Tom Bell\r\n"
    f"Tunnel closed;{SECOND};23/03/2021;https://herald.example/2;;\r\n"
)
TSV = f"title\ttext\tpublished\tsource\r{TITLE}\t{FIRST}\t2 March 2021\tHerald\rTunnel\t{SECOND}\t2021-03-03\tHerald\r"

LABELLED = (
    f"From: ana@herald.example (Ana Ruiz)\nSubject: {TITLE}\nDate: 2 March 2021\nLines: 2\n\n{FIRST}\n\n{SECOND}\n"
)
FACTIVA = f"News\n{TITLE}\nAna Ruiz\n21 words\n2 March 2021\nHerald\nHER\nEnglish\n(c) 2021\n\n{FIRST}\n\n{SECOND}\n"

USENET = (
    "Path: herald!ana\nFrom: ana@herald.example (Ana Ruiz)\nNewsgroups: example.news\n"
    f"Subject: Re: {TITLE}\nMessage-ID: <1@herald.example>\nDate: 2 Mar 2021 10:00:00 GMT\n"
    f"Organization: The Herald,\n Qarun\nLines: 3\n\n{FIRST}\n{SECOND}\n"
)
NEXIS = "".join(
    f"{number} of 2 DOCUMENTS\n\nThe Herald\n\nMarch 2, 2021 Tuesday\nLate Edition\n\n{TITLE} {number}\n\n"
    f"BYLINE: By ANA RUIZ; Staff Writer\n\nSECTION: News; Pg. {number}\n\nLENGTH: 21 words\n\n{FIRST}\n\n"
    f"{SECOND}\n\nLOAD-DATE: March 2, 2021\n\nLANGUAGE: ENGLISH\n\nCopyright 2021 The Herald\n\n"
    for number in (1, 2)
)
FACTIVA_CODES = "".join(
    f"HD\n{TITLE} {number}\nBY\nBy Ana Ruiz\nWC\n21 words\nPD\n{number} March 2021\nET\n10:00\nSN\nThe Herald\n"
    f"SC\nHER\nLA\nEnglish\nCY\n(c) 2021\nLP\n{FIRST}\nTD\n{SECOND}\nAN\n"
    f"Document HER0000020210302eh320000{number}\n\n"
    for number in (1, 2)
)
PROQUEST = (
    f"ProQuest document\n\nDocument 1 of 1\n\nTitle: {TITLE}\nAuthor: Ruiz, Ana; Bell, Tom\n"
    "Publication title: The Herald; Qarun\nPublication date: Mar 2, 2021\nLanguage of publication: English\n"
    f"Full text: {FIRST}\n\n{SECOND}\nSubject: Bridges\n____________________\n"
)

NEWSML_G2 = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:herald.example:1" version="3" xml:lang="en-GB"><itemMeta><itemClass qcode="ninat:text"/>
<provider><name>Herald Wire</name></provider><versionCreated>2021-03-02T12:00:00+01:00</versionCreated>
<firstCreated>2021-03-02T10:00:00+01:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><urgency>4</urgency><slugline>BRIDGE</slugline><headline>{TITLE}</headline></contentMeta><contentSet>
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FIRST}</p><p>{SECOND}</p>
</body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:herald.example:2" version="2"><itemMeta><itemClass qcode="ninat:text"/>
<versionCreated>2021-03-02T12:00:00+01:00</versionCreated><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>
</itemSet></newsMessage>
"""
NEWSML_1 = f"""<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier>
<ProviderId>herald.example</ProviderId><DateId>20210302</DateId><NewsItemId>BRIDGE</NewsItemId>
<RevisionId Update="N">2</RevisionId>
</NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20210302T090000Z</FirstCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent>
<NewsLines><HeadLine>{TITLE}</HeadLine></NewsLines><ContentItem><MediaType FormalName="Text"/><DataContent>
<p>{FIRST}</p>
<p>{SECOND}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
"""
NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>{TITLE}</title><docdata>
<doc-id regsrc="Herald" id-string="HW.5"/><date.issue norm="20210302T090000Z"/><du-key key="BRIDGE" version="2"/>
</docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><dateline>
<location>PORT EXAMPLE</location></dateline></body.head>
<body.content><p>{FIRST} It&mdash;so it says&mdash;holds.</p><p>{SECOND}</p></body.content></body></nitf>
"""
ANPA = (
    "\x16\x16\x01a0123\x1f-----\r\nu f\x13\x11 BC-Bridge    03-02 0090\r\n\x02^BC-Example Bridge,90<\r\n"
    f"^{TITLE}<\r\n^By ANA RUIZ=\r\n^Herald Writer=\r\n\t   PORT EXAMPLE (HW) _ {FIRST}\r\n"
    f"\t   ``It holds,'' she said.\r\n{SECOND}\r\n\x03HW-WF-03-02-21 0900GMT<\r\n\x04"
)
IPTC = (
    f"\x01her0124 3 i 93  hwire 1888\r\n\r\nExample/bridge/\r\n\x02{TITLE} =\r\n\r\n"
    f"Port Example (hwire) - {FIRST}\r\n\r\n{SECOND}\r\n\x03020900 GMT Mar 21\r\n\x7f\r\n\x04"
)

NEWS: dict[str, str] = {
    "rss": RSS, "atom": ATOM, "rdf": RDF, "wordpress xml": WORDPRESS, "json": JSON, "jsonl": JSON_LINES,
    "ninjs json": NINJS, "ninjs-2 json": NINJS_2, "feed json": JSON_FEED, "newsapi json": NEWS_API,
    "guardian json": GUARDIAN, "nyt json": ARTICLE_SEARCH, "csv": CSV, "tsv": TSV, "table txt": CSV,
    "labelled txt": LABELLED, "usenet txt": USENET, "factiva txt": FACTIVA, "codes txt": FACTIVA_CODES,
    "nexis txt": NEXIS, "proquest txt": PROQUEST, "newsml": NEWSML_G2, "newsml-1 newsml": NEWSML_1, "nitf": NITF,
    "nitf xml": NITF, "anpa": ANPA, "anpa txt": ANPA, "iptc": IPTC,
}  # fmt: skip
"""By the suffix of the file, which has a word before it where several samples have the same one."""
