"""The interop service on grpcio. Prints {"port": N}; a line "drain" on stdin starts the graceful stop, the end of stdin ends it."""

import asyncio
import json
import sys

import grpc
import interop_pb2 as pb
import interop_pb2_grpc as rpc

PATTERN = bytes(range(251))
LIMIT = 16 << 20


def pattern(size):
    return (PATTERN * (size // len(PATTERN) + 1))[:size]


class Watch:
    """Keeps what became of the calls that carry x-call-id."""

    states = {}

    def __init__(self, context):
        self.context = context
        self.call_id = dict(context.invocation_metadata()).get("x-call-id")

    def set(self, state):
        if self.call_id:
            self.states[self.call_id] = state

    def __enter__(self):
        self.set(pb.Observation.STATE_RUNNING)

    def __exit__(self, kind, error, trace):
        # A handler that was waiting for requests sees their end, not an error, when the call is cancelled.
        stopped = self.context.cancelled() or kind is asyncio.CancelledError
        self.set(pb.Observation.STATE_CANCELLED if stopped else pb.Observation.STATE_FINISHED)


async def echo_metadata(context):
    received = context.invocation_metadata()
    initial = [(key, value) for key, value in received if key.startswith("x-initial")]
    trailing = [(key, value) for key, value in received if key.startswith("x-trailing")]
    if initial:
        await context.send_initial_metadata(initial)
    context.set_trailing_metadata(trailing)
    return trailing


class Progress:
    def __init__(self, context):
        self.context, self.index, self.received, self.bytes = context, 0, 0, 0

    def take(self, ask):
        self.received += 1
        self.bytes += len(ask.payload)

    async def answer(self, ask):
        if ask.delay_ms:
            await asyncio.sleep(ask.delay_ms / 1000)
        left = self.context.time_remaining()
        answer = pb.Answer(
            payload=pattern(ask.size) if ask.size else ask.payload,
            index=self.index,
            received=self.received,
            received_bytes=self.bytes,
            remaining_ms=None if left is None else max(0, int(left * 1000)),
        )
        self.index += 1
        return answer

    async def end(self, ask, trailing):
        if ask.HasField("ending"):
            if ask.ending.details:
                trailing = [*trailing, ("grpc-status-details-bin", ask.ending.details)]
            code = next(code for code in grpc.StatusCode if code.value[0] == ask.ending.code)
            await self.context.abort(code, ask.ending.message, tuple(trailing))


def compress(context, ask):
    if ask.compress:
        context.set_compression(grpc.Compression.Gzip)


class Interop(rpc.InteropServicer):
    async def Unary(self, ask, context):
        with Watch(context):
            compress(context, ask)
            trailing = await echo_metadata(context)
            progress = Progress(context)
            progress.take(ask)
            answer = await progress.answer(ask)
            await progress.end(ask, trailing)
            return answer

    async def Download(self, ask, context):
        with Watch(context):
            compress(context, ask)
            trailing = await echo_metadata(context)
            progress = Progress(context)
            progress.take(ask)
            for _ in range(ask.count):
                yield await progress.answer(ask)
            await progress.end(ask, trailing)

    async def Upload(self, asks, context):
        with Watch(context):
            trailing = await echo_metadata(context)
            progress, last = Progress(context), pb.Ask()
            async for ask in asks:
                progress.take(ask)
                await progress.end(ask, trailing)
                last = ask
            return await progress.answer(last)

    async def Exchange(self, asks, context):
        with Watch(context):
            trailing = await echo_metadata(context)
            progress = Progress(context)
            async for ask in asks:
                compress(context, ask)
                progress.take(ask)
                for _ in range(ask.count):
                    yield await progress.answer(ask)
                await progress.end(ask, trailing)

    async def Observe(self, request, context):
        return pb.Observation(state=Watch.states.get(request.call_id, pb.Observation.STATE_UNSPECIFIED))

    async def Nothing(self, request, context):
        return pb.Empty()


async def main():
    server = grpc.aio.server(
        options=[
            ("grpc.max_receive_message_length", LIMIT),
            ("grpc.max_send_message_length", LIMIT),
            ("grpc.so_reuseport", 0),
        ]
    )
    rpc.add_InteropServicer_to_server(Interop(), server)
    port = server.add_insecure_port(sys.argv[1])
    await server.start()
    print(json.dumps({"port": port}), flush=True)
    line = await asyncio.to_thread(sys.stdin.readline)
    await server.stop(5 if line.strip() == "drain" else 0)
    print(json.dumps({"stopped": True}), flush=True)


asyncio.run(main())
