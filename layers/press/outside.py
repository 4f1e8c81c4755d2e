"""What a document would fetch from elsewhere: one that is handed out asks for nothing."""

from __future__ import annotations

import re


def requests_outside(document: str) -> list[str]:
    """What a document would fetch from elsewhere: addresses in `src`, `href` of links to files, `url()` and imports."""
    patterns = (
        r"<(?:script|img|iframe|source|video|audio|embed|input)\b[^>]*\bsrc\s*=\s*[\"']?((?!data:)[^\"'\s>]+)",
        r"<link\b[^>]*\bhref\s*=\s*[\"']?((?!data:)[^\"'\s>]+)",
        r"url\(\s*[\"']?(https?:[^\"')]+)",
        r"@import\s+[\"']?([^\"';]+)",
    )
    body = re.sub(r"<script type=\"application/json\".*?</script>", "", document, flags=re.DOTALL)
    found = [match for pattern in patterns for match in re.findall(pattern, body)]
    return found if "default-src 'none'" in document else [*found, "no content policy"]
