"""What a rule has found out once is kept beside the tables it was found in, and goes with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from policy.register import Register

Question = ParamSpec("Question")
Answer = TypeVar("Answer")

MOST_ANSWERS: Final = 20_000
"""Answers kept for one register, some 10 MB; when there are more, all go and the rules begin anew."""

_NOT_ASKED: Final = object()


def remembered(
    rule: Callable[Concatenate[Register, Question], Answer],
) -> Callable[Concatenate[Register, Question], Answer]:
    """Let a rule answer what it was asked before from what it found then.

    Only for rules that rest on the register and their arguments alone, and whose answers nobody can change. A register
    with figures of a reader's own (`policy.overlay`) keeps nothing: it lives in one session, of which there are many.
    """

    @wraps(rule)
    def answer(register: Register, /, *args: Question.args, **kwargs: Question.kwargs) -> Answer:
        kept = register.answers
        if kept is None:
            return rule(register, *args, **kwargs)
        question = (rule, args, *kwargs.items())
        found = kept.get(question, _NOT_ASKED)
        if found is _NOT_ASKED:
            found = rule(register, *args, **kwargs)
            if len(kept) >= MOST_ANSWERS:
                kept.clear()
            kept[question] = found
        return cast("Answer", found)

    return answer
