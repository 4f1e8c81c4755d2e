"""What publishing says while it goes on and at its end, on stderr, in both languages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from tqdm import tqdm

from geo.errors import shortened
from publishing.built import BuildOptions, Built
from publishing.faults import MOST_SHOWN

STEP_NAMES = {"cards": "图片 / images", "pages": "页面 / pages", "compress": "压缩 / compression"}
FAULTS_SHOWN = 20


def steps_of(how: BuildOptions) -> list[str]:
    """The steps of a build."""
    left_out = {"cards"} if how.cards == "none" else set()
    return [step for step in STEP_NAMES if step not in left_out and (step != "compress" or how.compress)]


class Progress:
    """Which step of how many, and how far it is: a bar on a terminal; a line at every tenth elsewhere.

    Parameters
    ----------
    steps
        What will be done, in its order.
    """

    def __init__(self, steps: Sequence[str] = tuple(STEP_NAMES)) -> None:
        self.steps = tuple(steps)

    def name(self, step: str) -> str:
        """What a step is called, and which of all it is."""
        return f"[{self.steps.index(step) + 1}/{len(self.steps)}] {STEP_NAMES[step]}"

    def __enter__(self) -> Progress:
        self.bar: Any = None
        self.told = ("", -1)
        return self

    def __exit__(self, *_error: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def step(self, name: str, done: int, total: int) -> None:
        """Show how far a step is."""
        if not total:
            return
        if sys.stderr.isatty():
            if self.bar is None or self.bar.desc.rstrip(": ") != self.name(name):
                if self.bar is not None:
                    self.bar.close()
                self.bar = tqdm(total=total, desc=self.name(name), file=sys.stderr)
            self.bar.update(done - self.bar.n)
            return
        tenth = 10 * done // total
        if (name, tenth) != self.told:
            self.told = (name, tenth)
            print(f"{self.name(name)} {done}/{total}", file=sys.stderr)


def report(built: Built, seconds: float, base_url: str) -> None:
    """Say on stderr what was made."""
    size = built.bytes / 1e6
    if built.kept == built.files and not built.rendered:
        print("没有变化，无需重做 / nothing changed, nothing to do", file=sys.stderr)
    elif built.because:
        print(f"有变化 / changed: {', '.join(built.because)}", file=sys.stderr)
    if built.list_damaged:
        print(
            "站点清单已损坏，没有沿用任何旧文件的记录，已全部重做 / "
            "the site's manifest was damaged: nothing was taken over by it, everything was made again",
            file=sys.stderr,
        )
    if built.unlisted:
        named = ", ".join(built.unlisted[:FAULTS_SHOWN])
        print(
            f"! 站点文件夹里有 {len(built.unlisted)} 个不是本命令发布的文件，下次更新时会消失 / "
            f"files in the folder that this command did not publish; an update removes them: {named}",
            file=sys.stderr,
        )
    report_beside(built)
    if built.spoilt:
        named = ", ".join(built.spoilt[:FAULTS_SHOWN])
        print(
            f"{len(built.spoilt)} 个已发布的文件缺失或被改动，已重做 / published files missing or altered, made again: {named}",
            file=sys.stderr,
        )
    print(
        f"{built.files} 个文件，{size:.1f} MB，其中 {built.kept} 个与上次相同；{seconds:.0f} 秒 / "
        f"{built.files} files, {size:.1f} MB, {built.kept} unchanged, {seconds:.0f} s",
        file=sys.stderr,
    )
    if built.refused:
        print(
            f"{len(built.refused)} 张图片不合地图规则，没有制作 / images not made, refused by the rules for maps: "
            f"{', '.join(built.refused)}",
            file=sys.stderr,
        )
    if not base_url:
        print(
            "没有 --base-url：不写 sitemap.xml、canonical 与社交卡片的网址 / without --base-url there is no site map",
            file=sys.stderr,
        )


def report_beside(built: Built) -> None:
    """Say on stderr what another hand put into the site meanwhile, and what stays beside it."""
    parting = built.parting
    told = {
        "站点旁边有叫作制作中站点或旧站点、却不是本命令留下的，或里面有别人文件的，没有动 / beside the site, called as a build "
        "in the making or a former site, and not left by this command or with files of others in it; left alone": built.beside,
        "旧站点删不干净（文件属于其他用户），请手动删除 / former site that could not be removed wholly, with files of another "
        "user; remove it by hand": [*built.stuck, *filter(None, [parting.stuck])],
        "发布期间站点里出现了别的内容，已带入新站点 / appeared in the site while it was made; carried over": parting.carried,
        f"发布期间站点里有文件被改动，改动后的留在 {parting.kept}（整个旧站点）/ altered in the site while it was made; kept "
        "there in the whole former site": parting.altered,
    }
    for said, names in told.items():
        if names:
            named = ", ".join(shortened(name, MOST_SHOWN) for name in names[:FAULTS_SHOWN])
            print(f"! {said}: {named}", file=sys.stderr)
