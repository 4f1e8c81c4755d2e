"""What hinders publishing, as sentences."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path
from typing import Final

from geo.errors import shortened
from translations import LANGUAGES, N_, Message, words_for

MOST_SHOWN: Final = 120
"""Letters of an address or of a name in a sentence."""


class SiteFolderError(Exception):
    """The site cannot be published; `message` is the sentence."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.msgid.format(**message.params))


def said(message: Message) -> str:
    """A sentence in Chinese and English, as commands say what is wrong; what others wrote is cut short and of one line."""
    short = {
        name: shortened(value, MOST_SHOWN) if isinstance(value, str) else value
        for name, value in message.params.items()
    }
    return " / ".join(
        dict.fromkeys(words_for(lang).render(replace(message, params=short)) for lang in LANGUAGES)
    )


def unwritable(out: Path, error: OSError) -> SiteFolderError:
    """The sentence for a disk that does not take the site."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SiteFolderError(N_("{folder} 所在的磁盘已满：站点没有改动，请腾出空间后重试。", folder=out))
    return SiteFolderError(
        N_("无法写入 {folder}：{reason}。站点没有改动。", folder=out, reason=error.strerror or error)
    )


def worker_gone(out: Path) -> SiteFolderError:
    """The sentence for a process that ended before its pages were made."""
    return SiteFolderError(
        N_(
            "制作 {folder} 的一个进程中途结束（内存不足、被终止，或数据在发布期间改变）：站点没有改动，可用 --workers 1 重试。",
            folder=out,
        )
    )


def checker_gone() -> SiteFolderError:
    """The sentence for a process that ended before it had read its pages."""
    return SiteFolderError(
        N_("检查的一个进程中途结束（内存不足或被终止）：没有检查完，可用 --workers 1 重试。")
    )


def switched_while_checked(folder: Path) -> SiteFolderError:
    """The sentence for a site that was published anew, twice, while it was looked over."""
    return SiteFolderError(
        N_("检查期间 {folder} 又发布了新的站点：没有检查完，请等发布结束后重试。", folder=folder)
    )
