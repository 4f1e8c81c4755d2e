"""The limits of one address that the public door can be given, and which numbers nginx and its readers can live with."""

from typing import Final

MOST: Final = 65535
"""What nginx takes as a number of connections; more in a second is no limit any more."""
LIMITS: Final = ("streams_per_address", "opened_per_second", "asked_per_second")


def limit_fault(name: str, number: int) -> str:
    """Why a limit cannot be that number, in both languages; empty when it can. With 0 nobody would be let in."""
    if 1 <= number <= MOST:
        return ""
    option = f"--{name.replace('_', '-')}"
    return f"{option} {number} 应为 1 到 {MOST} 的整数 / must be a whole number from 1 to {MOST}"
