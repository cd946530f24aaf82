"""One small file of each format, of invented articles: what `bench.fuzz_formats` mutates."""

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence

from bench.news_samples import NEWS

TITLE = "Harbour bridge opens after repairs"
TEXT = "The harbour bridge opened to traffic on Tuesday, the council said.\n\nRepairs had taken eleven months."
PAGE = (
    f'<!doctype html><html lang="en"><head><title>{TITLE}</title>'
    '<meta property="article:published_time" content="2021-03-02T10:00:00Z"></head>'
    f"<body><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{part} It had been closed since the storm of last spring.</p>" for part in TEXT.split("\n\n") * 3)
    + "</article></body></html>"
)


def write_warc() -> bytes:
    """Return a WARC file of two pages, a redirect and a picture."""
    return b"".join(
        write_response(f"https://news.example/{number}", PAGE.replace("bridge", f"bridge {number}").encode(), *kind)
        for number, kind in enumerate([("200 OK", "text/html"), ("301 Moved", "text/html"), ("200 OK", "image/png")])
    ) + write_response("https://news.example/9", PAGE.replace("bridge", "tunnel").encode(), chunked=True)


def write_response(
    url: str, body: bytes, status: str = "200 OK", mime: str = "text/html", *, chunked: bool = False, kind: str = ""
) -> bytes:
    """Return a WARC record of what a server answered; of type `kind` if it is given."""
    if chunked:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    encoding = "Transfer-Encoding: chunked\r\n" if chunked else ""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{encoding}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind or 'response'}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_arc() -> bytes:
    """Return an ARC file of one page."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20240506070809 text/plain %d\n" % len(version)
    return head + version + b"\nhttps://news.example/1 0.0.0.0 20240506070809 text/html %d\n" % len(http) + http + b"\n"


def write_mail(*, html: bool = False) -> bytes:
    """Return a message with an attachment, its text also or only in HTML."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "Ana Ruiz <ana@herald.example>"
    message["Subject"] = TITLE
    message["Date"] = "Tue, 02 Mar 2021 10:00:00 +0100"
    message["Message-ID"] = "<1@herald.example>"
    message.set_content(PAGE if html else TEXT, subtype="html" if html else "plain")
    if not html:
        message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"%PDF-1.4 attached", maintype="application", subtype="pdf", filename="a.pdf")
    return bytes(message)


def write_mbox() -> bytes:
    """Return two messages in a file."""
    again = write_mail(html=True).replace(b"<1@", b"<2@")
    return b"".join(b"From ana Tue Mar  2 10:00:00 2021\n" + one + b"\n\n" for one in (write_mail(), again))


def write_zip(files: dict[str, bytes] | None = None) -> bytes:
    """Return a zip file, of a page and a text if nothing else is given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (files or {"pages/a.html": PAGE.encode(), "b.txt": PLAIN.encode()}).items():
            archive.writestr(name, data)
    return packed.getvalue()


PLAIN = f"{TITLE}\nMarch 2, 2021\nBy Ana Ruiz\n\n{TEXT}\n"
MARKDOWN = f'---\ntitle: "{TITLE}"\ndate: 2021-03-02\nauthor: Ana Ruiz\n---\n\n## The bridge\n\n{TEXT}\n'.replace(
    "opened", "*opened*"
)
TOML = (
    MARKDOWN.replace("---", "+++")
    .replace('title: "', 'title = "')
    .replace("date: ", "date = ")
    .replace("author: Ana Ruiz", 'author = ["Ana Ruiz"]')
)
HEADED = f"# {TITLE}\n\n*By Ana Ruiz*, 2 March 2021\n\n> The *bridge* holds.\n\n{TEXT}\n\n- [one](/1)\n- `two`\n"
STORY = (
    "By\n.\nAna Ruiz\n.\nPUBLISHED:\n.\n10:10 EST, 2 March 2021\n.\n|\n.\nUPDATED:\n.\n11:34 EST, 2 March 2021\n.\n"
    f"{TEXT}\n\n@highlight\n\n{TITLE}\n\n@highlight\n\nRepairs took eleven months\n"
)
REUTERS = (
    '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
    + "".join(
        f'<REUTERS TOPICS="YES" NEWID="{number}">\n<DATE> 2-MAR-1987 15:01:01.79</DATE>\n<TEXT>&#2;\n'
        f"<TITLE>HARBOUR BRIDGE {number} OPENS</TITLE>\n<DATELINE>    PORT EXAMPLE, March 2 - </DATELINE>"
        f"<BODY>The harbour bridge {number} opened to traffic,\nthe council said.\n"
        "    Repairs took &lt;eleven> months.\n"
        " Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
        for number in (1, 2)
    )
).encode()


def write_docx(paragraphs: Sequence[str] = tuple(PLAIN.split("\n"))) -> bytes:
    """Return a Word document of paragraphs."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def write_pdf(lines: Sequence[str] = tuple(PLAIN.split("\n"))) -> bytes:
    """Return a PDF file of one page with these lines."""
    shown = b"".join(b"(%b) Tj T*\n" % line.encode() for line in lines)
    content = b"BT /F1 12 Tf 14 TL 72 720 Td\n" + shown + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(written)
    written += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(written + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "warc": write_warc,
    "warc.gz": lambda: b"".join(gzip.compress(write_warc(), mtime=0) for _ in range(2)),
    "arc": write_arc,
    "arc.gz": lambda: gzip.compress(write_arc(), mtime=0),
    "html": PAGE.encode,
    "zip": write_zip,
    "news zip": lambda: write_zip({f"a.{name}": NEWS[name].encode() for name in ("csv", "rss", "anpa")}),
    "eml": write_mail,
    "html eml": lambda: write_mail(html=True),
    "mbox": write_mbox,
    "md": MARKDOWN.encode,
    "toml md": TOML.encode,
    "headed md": HEADED.encode,
    "story": STORY.encode,
    "sgm": lambda: REUTERS,
    "docx": write_docx,
    "docx zip": lambda: write_zip({"a.docx": write_docx(), "b.eml": write_mail()}),
    "plain txt": PLAIN.encode,
    "pdf": write_pdf,
    **{name: text.encode for name, text in NEWS.items()},
}
"""By the suffix of the file, which chooses the reader; one that has several samples has a word before it."""
