"""Style sheets and scripts that stand as text in markup, where an editor pasted them or a template failed."""

import re

_SELECTOR = r"(?:@[\w-]+[^{};]{0,200}|[\w.#*:\[][\w\s.,#*>+~:()\[\]=\"'-]{0,300})"
_DECLARATIONS = r"\{(?:\s*[\w-]+\s*:\s*[^{};]{1,500}(?:;|(?=\})))*+\s*\}"
_COMMENT = r"/\*.{0,500}?\*/|@import[^;]{1,300};"
_NESTED = rf"\{{(?:\s*{_SELECTOR}{_DECLARATIONS})*+\s*\}}"
_STYLE = re.compile(rf"(?:\s*(?:{_COMMENT}|{_SELECTOR}(?:{_DECLARATIONS}|{_NESTED})))++\s*", re.DOTALL)
_SCRIPT = re.compile(
    r"\s*(?://<!\[CDATA\[|<!--|//)?\s*"
    r"(?:(?:var|let|const)\s+[\w$]+\s*=|window(?:\.|\[)|document\.|(?:\w+\.)?dataLayer\b|googletag\b|ga\("
    r"|gtag\(|fbq\(|\(adsbygoogle|_\w+\s*=\s*_|[!(;+]*\s*(?:async )?function\s*\w*\s*\(|\(\s*\(?[\w,\s]*\)?\s*=>"
    r"|jQuery[.(]|\$\(|if\s*\(\s*(?:typeof|window|!?document)|try\s*\{|require\(|\{\"@context\"|[\w$]+(?:\.[\w$]+)+\s*(?:=|\())"
    r".*[;})\]>]\s*\Z",
    re.DOTALL,
)
_GAP = re.compile(r"\n{3,}")
_SIGNS = re.compile(r"[;{}=]|\(\)|\)\(|\.push\(|\('|\(\"")


def is_code(line: str) -> bool:
    """Return whether a line is a style sheet or a script: rules alone, or statements from end to end."""
    if "{" not in line and ";" not in line:
        return False
    return _STYLE.fullmatch(line) is not None or (bool(_SIGNS.search(line)) and _SCRIPT.match(line) is not None)


def drop_code(text: str) -> str:
    """Return a text without the lines that are code."""
    if "{" not in text and ";" not in text:
        return text
    lines = text.split("\n")
    kept = [line for line in lines if not is_code(line)]
    return _GAP.sub("\n\n", "\n".join(kept)).strip("\n") if len(kept) < len(lines) else text
