"""What an operator has set in the environment and the screens cannot use: told in the log at the start, all at once."""

from __future__ import annotations

from collections.abc import Mapping

from geo.errors import shortened
from layers.approval_number import is_approval_number
from layers.web_address import address_fault
from pages.method_parts.static_site import SITE_SETTING

APPROVAL_SETTING = "MAP_APPROVAL_NUMBER"


def settings_faults(environ: Mapping[str, str]) -> list[str]:
    """A sentence in both languages for each setting that is left aside."""
    faults = []
    if told := address_fault(SITE_SETTING, environ.get(SITE_SETTING, "").strip()):
        faults.append(f"{told}; 方法页不加链接 / the method screen has no link")
    number = environ.get(APPROVAL_SETTING, "").strip()
    if number and not is_approval_number(number):
        faults.append(
            f"{APPROVAL_SETTING}“{shortened(number)}”不是审图号 / is no map approval number, as GS(2024)0001号; "
            "图上仍印“未经审核” / maps keep their stamp"
        )
    return faults
