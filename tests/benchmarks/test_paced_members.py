"""Sessions keep to their timetables against a server that answers slowly, hangs up or does not come."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve

from benchmarks.public_load.frames import client_frame
from benchmarks.public_load.generator import Crowd, Member, Tally, Window
from benchmarks.public_load.session import Door

ASK = client_frame(BackMsg().SerializeToString())
Answer = Callable[[ServerConnection, int], Awaitable[None]]


async def finish(socket: ServerConnection, _number: int) -> None:
    early, last = ForwardMsg(), ForwardMsg()
    early.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    last.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    for message in (early, last):
        await socket.send(message.SerializeToString())


def against(answer: Answer, play: Callable[[Door], Awaitable[None]]) -> list[str]:
    """Play against a server; give the cookies that came with each connection."""
    cookies = []

    async def handle(socket: ServerConnection) -> None:
        cookies.append(socket.request.headers.get("Cookie", ""))
        number = 0
        async for _message in socket:
            number += 1
            await answer(socket, number)

    async def run() -> None:
        cookie = [("Set-Cookie", "atlas_replica=2; Path=/; HttpOnly")]
        process = lambda _connection, _request, response: response.headers.update(cookie)  # noqa: E731
        async with serve(
            handle, "127.0.0.1", 0, subprotocols=["streamlit"], compression=None, process_response=process
        ) as server:
            await play(Door("127.0.0.1", server.sockets[0].getsockname()[1]))

    # In a thread: a browser test before this one may have left its own loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()
    return cookies


def window(seconds: float, period: float) -> Window:
    now = asyncio.get_running_loop().time()
    return Window(now, now, now + seconds, period, 0.0)


def test_a_slow_answer_counts_for_all_that_were_due_meanwhile() -> None:
    tally = Tally()

    async def answer(socket: ServerConnection, number: int) -> None:
        await asyncio.sleep(0.5 if number == 2 else 0)
        await finish(socket, number)

    async def play(door: Door) -> None:
        member = Member(1, door, [ASK], [[ASK]])
        await member.open()
        await member.keep_changing(window(0.6, 0.1), tally)
        member.session.close()

    against(answer, play)
    # The first change took half a second: those due in it waited for what was left of it.
    assert len(tally.latencies) in (5, 6)
    assert tally.latencies[0] >= 0.49
    assert all(
        later >= sooner - 0.1 - 0.05
        for sooner, later in zip(tally.latencies[:4], tally.latencies[1:4], strict=False)
    )
    assert tally.latencies[1] >= 0.35
    assert tally.unfinished == 0


def test_a_lost_session_comes_back_by_its_cookie() -> None:
    tally = Tally()

    async def answer(socket: ServerConnection, number: int) -> None:
        if number == 2:
            await socket.close()
        else:
            await finish(socket, number)

    async def play(door: Door) -> None:
        member = Member(1, door, [ASK], [[ASK]])
        await member.open()
        await member.change(tally)
        member.session.close()

    cookies = against(answer, play)
    assert cookies == ["", "atlas_replica=2"]
    assert len(tally.away) == 1
    assert (tally.given_up, tally.moved) == (0, 0)
    assert sum(tally.refusals.values()) == 1


def test_a_crowd_opens_up_to_a_number_and_tells_where_its_sessions_are() -> None:
    async def play(door: Door) -> None:
        crowd = Crowd(door, [ASK], [[ASK], [ASK]])
        assert (await crowd.open(5))["opened"] == 5
        opened = await crowd.open(12)
        assert (opened["opened"], opened["failed"], opened["spread"]) == (7, {}, {"atlas_replica=2": 12})
        assert await crowd.warm() == {"replicas": 1}
        assert await crowd.close() == {"closed": 12}

    against(finish, play)


def test_nobody_is_there() -> None:
    async def play(_door: Door) -> None:
        opened = await Crowd(Door("127.0.0.1", 1), [ASK], [[ASK]]).open(2)
        assert opened["opened"] == 0
        assert sum(opened["failed"].values()) == 2

    against(finish, play)
