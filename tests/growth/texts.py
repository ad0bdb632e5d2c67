"""Texts that are hard to read: repeated tokens, unclosed marks, nesting, one endless line."""

from functools import lru_cache

# Each is repeated up to a length.
REPEATED = (
    # Tokens and lines.
    *("a", "a ", "A. ", "Click Aa ", "1 ", "a\n", "a\n\n", " ", "\n", "\u0301"),
    # Unclosed marks.
    *("(", "![", "[a](", "<", "<!--", "&", "`a ", "*a ", "a.", "a › ", "|a", "](/questions/a"),
    # Nested and many blocks.
    *("> ", "- ", "<div>", "<p>a", "- a\n", "1. a\n", "a:\n\n"),
)
# What comes before them, and after them.
FRAMES = (("x", " ", "!"), ("(", "Aaa! ", ""), ("**a", " > b", " *x***"))

# The names of those that show the growth of much work at the least cost.
TELLING = ("'a '", "'Click Aa '", "(…Aaa! …")


@lru_cache(maxsize=4)
def texts(size: int) -> dict[str, str]:
    """Return the texts by name, each of a size in characters."""
    made = {repr(part): _repeated(part, size) for part in REPEATED}
    for before, part, after in FRAMES:
        middle = _repeated(part, size - len(before) - len(after))
        made[f"{before}…{part}…{after}"] = before + middle + after
    numbers = range(size // 6 + 1)
    made["many words"] = "".join(f"a{number:04} " for number in numbers)[:size]
    made["many labels"] = "".join(f"a{number:04}:\n\n" for number in numbers)[:size]
    made["indented list"] = "".join(" " * depth + "- a\n" for depth in range(200))[:size]
    made["brackets and links"] = "[" * (size // 2) + "](x)" * (size // 8)
    return made


def _repeated(part: str, size: int) -> str:
    return (part * (size // len(part) + 1))[:size]
