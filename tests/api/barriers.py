"""What axe-core finds on a page: the version of `tests/clients`, else the one of its Python package."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.api.node import PACKAGES

_NEWEST = PACKAGES / "axe-core" / "axe.min.js"


async def find_barriers(page: Page) -> list[tuple[str, str]]:
    """Return each violation on a page: the name of the rule and the HTML of its first element."""
    axe = Axe(_NEWEST.read_text(encoding="utf-8")) if _NEWEST.is_file() else Axe()
    violations = (await axe.run(page)).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in violations]
