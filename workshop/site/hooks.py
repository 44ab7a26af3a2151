"""Hooks of the site into MkDocs: formulas without scripts, links to files of the repository.

Pages are read on the site, in the repository and in an editor. So formulas are written as code
hosts take them (``$`x`$`` and fences named ``math``) and become MathML here, which browsers show by
themselves; and a link from a page to a file outside ``docs/`` is its path in the text of the site.
"""

import os
import re
from pathlib import Path, PurePosixPath

from latex2mathml.converter import convert
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]

# Files outside docs/ that are pages, or parts of pages, by their place on the site.
BROUGHT = {
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
    "experiments.md": "results/experiments/README.md",
    "efficiency.png": "results/experiments/efficiency.png",
}

_FENCE = re.compile(r"^```math\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"\$`(.+?)`\$")
_ROLE = re.compile(r":(?:attr|class|data|func|meth|mod):<code>~?([^<]*)</code>")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])+)\]\(([^)#:\s]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Bring the pages that live elsewhere in the repository."""
    for place, origin in BROUGHT.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / origin)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page with its formulas as MathML, and its links as the site has them."""
    place = page.file.src_uri
    origin = PurePosixPath(BROUGHT.get(place, f"docs/{place}"))
    sites = {each.src_uri for each in files}
    return _formulas(_LINK.sub(lambda link: _linked(link, origin, place, sites), markdown))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page without the roles that docstrings give to the names they mention."""
    return _ROLE.sub(r"<code>\1</code>", html)


def _linked(link: re.Match[str], origin: PurePosixPath, place: str, sites: set[str]) -> str:
    """A link that the site can follow, or else the text and the path that it names."""
    text, target, anchor = link[1], link[2], link[3] or ""
    path = os.path.normpath(origin.parent / target)
    on_site = {file: page for page, file in BROUGHT.items()}.get(path, path.removeprefix("docs/"))
    if on_site in sites and (path in BROUGHT.values() or path.startswith("docs/")):
        return f"[{text}]({os.path.relpath(on_site, PurePosixPath(place).parent)}{anchor})"
    if not (ROOT / path).exists():
        return link[0]  # for MkDocs to complain of
    return text if path in text or PurePosixPath(path).name in text else f"{text} (`{path}`)"


def _formulas(markdown: str) -> str:
    """Formulas as MathML."""
    markdown = _FENCE.sub(
        lambda formula: f"<div>{convert(formula[1].strip(), display='block')}</div>", markdown
    )
    # What begins a line without a span around it would be a paragraph of its own.
    return _INLINE.sub(lambda formula: f"<span>{convert(formula[1])}</span>", markdown)
