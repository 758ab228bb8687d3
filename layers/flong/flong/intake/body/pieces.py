"""A body in pieces: text at the even places, tags at the odd ones."""


def paired(pieces: list[str]) -> list[str]:
    """Text and tags in strict alternation again, whatever came or went between them."""
    out: list[str] = [""]
    for piece in pieces:
        if piece.startswith("<"):
            out += [piece, ""]
        else:
            out[-1] += piece
    return out
