"""Pages of which a part is made: what stands between two marks."""

import re


def marked(text: str, name: str, part: str) -> str:
    """The page with this part between its marks, `<!-- name -->` and `<!-- end of name -->`."""
    marks = rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)"
    return re.sub(marks, lambda _: f"\n{part}\n\n", text, flags=re.DOTALL)
