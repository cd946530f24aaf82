"""A whole answer as Markdown with links, for clients that show nothing else."""

from api.dialects.markdown import encode_address, escape, escape_label
from api.dialects.rendering import MessageWriter
from api.dialects.steps import steps_of
from api.wire.words import name_source, say_writer, tell_assumed
from qa.types import Answer, Citation

MARKDOWN = "text/markdown"
STATUS = "Dateline-Status"
"""The header of a response in Markdown that says whether the question was `answered` or `declined`."""


def write_markdown(answer: Answer, writer: MessageWriter) -> str:
    """Return an answer as Markdown: the text, written by a new `writer` of links, then its sources with their quotes.

    Where a language model was asked, a line between them says who wrote. A declined question is answered by the reason
    and the nearest articles.
    """
    text = "".join(writer.write(step).text for step in steps_of(answer))
    if told := say_writer(answer.model.generator, answer.fallback):
        text = f"{text}\n\n*{escape(told)}*"
    sources = "\n".join(_list_source(citation, writer.address_of(citation)) for citation in answer.citations)
    return f"{text}\n\n{sources}\n" if sources else f"{text}\n"


def _list_source(citation: Citation, address: str) -> str:
    note, day = f", {citation.note}" if citation.note else "", tell_assumed(citation.published_assumed)
    title = f"[{escape_label(citation.title)}]({encode_address(address)})"
    day = f"{citation.published:%Y-%m-%d}{tell_assumed(citation.published_assumed)}"
    head = f"{citation.n}. {title}, {escape(name_source(citation.source))}, {day}{note}"
    lines = [f"   > {escape(line)}" for line in citation.quote.splitlines()]
    lines += [f"   {escape(citation.rights)}"] if citation.rights and not lines else []
    lines += ["   >", f"   > {escape(citation.rights)}"] if citation.rights and citation.quote else []
    return "\n".join([head, "", *lines, ""]) if lines else f"{head}\n"
