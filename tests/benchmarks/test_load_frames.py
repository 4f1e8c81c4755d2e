from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from benchmarks.public_load.frames import BINARY, PING, PONG, SMALL, FrameCutter, client_frame

SIZES = (0, 1, 125, 126, SMALL - 1, SMALL, 65_535, 65_536, 70_000)


def sent_by_server(opcode: Opcode, payload: bytes) -> bytes:
    return Frame(opcode, payload).serialize(mask=False)


def read_by_server(data: bytes) -> Frame:
    reader = StreamReader()
    reader.feed_data(data)
    parsing = Frame.parse(reader.read_exact, mask=True)
    try:
        next(parsing)
    except StopIteration as done:
        return done.value
    raise AssertionError("the frame is not whole")


def test_a_server_reads_our_frames() -> None:
    for size in SIZES:
        payload = bytes(number % 251 for number in range(size))
        frame = read_by_server(client_frame(payload))
        assert (frame.opcode, bytes(frame.data), frame.fin) == (Opcode.BINARY, payload, True)
    assert read_by_server(client_frame(b"x", PONG)).opcode == Opcode.PONG


@given(st.lists(st.integers(1, 40_000), max_size=12), st.randoms(use_true_random=False))
def test_small_frames_come_out_however_the_stream_is_cut(cuts: list[int], dice) -> None:
    sizes = dice.choices(SIZES, k=12)
    payloads = [bytes([number]) * size for number, size in enumerate(sizes)]
    stream = b"".join(sent_by_server(Opcode.BINARY, payload) for payload in payloads)
    stream += sent_by_server(Opcode.PING, b"still there?")
    cutter, found = FrameCutter(), []
    for cut in [*cuts, len(stream)]:
        found += cutter.feed(stream[:cut])
        stream = stream[cut:]
    small = [(BINARY, payload) for payload in payloads if len(payload) < SMALL]
    assert found == [*small, (PING, b"still there?")]
    assert cutter.frames == len(payloads) + 1
    assert cutter.payload_bytes == sum(sizes) + len(b"still there?")


def test_one_byte_at_a_time() -> None:
    stream = sent_by_server(Opcode.BINARY, b"a" * SMALL) + sent_by_server(Opcode.BINARY, b"end")
    cutter = FrameCutter()
    found = [frame for at in range(len(stream)) for frame in cutter.feed(stream[at : at + 1])]
    assert found == [(BINARY, b"end")]
