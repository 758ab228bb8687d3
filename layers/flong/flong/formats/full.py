"""Addresses of the site written in full, for whoever reads a body elsewhere."""

import re

from flong.formats.body import Rules
from flong.theme import Site

ROOT_RELATIVE = re.compile(r' (href|src)="/(?!/)')


def full_addresses(site: Site) -> Rules:
    """Rules that make every root-relative address of a body a full one."""

    def in_full(tag: str) -> str:
        return ROOT_RELATIVE.sub(lambda found: f' {found[1]}="{site.url}/', tag)

    return {"<a": in_full, "<img": in_full}
