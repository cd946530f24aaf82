"""Documents: mail, Markdown, text collections, Word and PDF files; most hold one article, in plain text or nearly."""
