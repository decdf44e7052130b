"""The check of tags that name a file in the folder of assets beside a post.

See https://hexo.io/docs/asset-folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from blogcli.posts.checks.model import CheckContext, Finding
from blogcli.posts.links.rewrite import is_markdown
from blogcli.posts.model.positions import BodyPlaces
from blogcli.posts.read.post import Post
from blogcli.posts.text.code_mask import mask_code

_TAG = re.compile(r"\{%-?\s*(?P<tag>asset_(?:img|path|link))\s(?P<words>[^%{}\n]{1,1000})")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"']+")
_MOST = 1_000


def missing_asset(post: Post, facts: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each tag none of whose words is a file in the post's folder of assets.

    Words before the file are classes of the image.
    """
    path = post.summary.path
    folder = facts.asset_folder(path)
    if not folder or "asset_" not in post.body:
        return
    body = post.body
    places = BodyPlaces(post.document, body)
    for tag in islice(_TAG.finditer(mask_code(body, markdown=is_markdown(path))), _MOST):
        words = [word.strip("\"'") for word in _WORD.findall(tag["words"])]
        if words and not any(facts.exists(f"{folder}/{unquote(word)}") for word in words):
            shown = next((word for word in words if "." in word), words[0])
            line, column = places.at(tag.start())
            check = "broken-image" if tag["tag"] == "asset_img" else "broken-link"
            message, hint = f"file not found: '{shown}'", f"it belongs in {folder}"
            yield Finding(check, path, message, hint, line, column)
