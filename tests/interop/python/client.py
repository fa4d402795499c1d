"""Runs the cases of a JSON file against a server with grpcio and prints one JSON outcome a line.

Usage: client.py TARGET CASES. What a case holds and what an outcome holds is written in tests/it/interop/cases.rs."""

import asyncio
import json
import sys
import time

import grpc
import interop_pb2 as pb
import interop_pb2_grpc as rpc

PATTERN = bytes(range(251))


def pattern(size):
    return (PATTERN * (size // len(PATTERN) + 1))[:size]


def ask_of(request):
    ask = pb.Ask(
        payload=pattern(request["fill"]),
        size=request["size"],
        count=request["count"],
        delay_ms=request["delay_ms"],
        compress=request["compress"],
    )
    if request["ending"] is not None:
        ending = request["ending"]
        ask.ending.CopyFrom(
            pb.Ending(code=ending["code"], message=ending["message"], details=bytes.fromhex(ending["details"]))
        )
    return ask


def metadata_of(case):
    pairs = [(key, bytes.fromhex(value) if key.endswith("-bin") else value) for key, value in case["metadata"]]
    return [*pairs, ("x-call-id", case["call_id"])] if case["call_id"] else pairs


def shown(metadata):
    pairs = [(key, value) for key, value in metadata or () if key.startswith("x-")]
    return sorted([key, value.hex() if key.endswith("-bin") else value] for key, value in pairs)


def answer_of(answer):
    return {
        "size": len(answer.payload),
        "intact": answer.payload == pattern(len(answer.payload)),
        "index": answer.index,
        "received": answer.received,
        "received_bytes": answer.received_bytes,
        "remaining_ms": answer.remaining_ms if answer.HasField("remaining_ms") else None,
    }


async def requests_of(case):
    for request in case["requests"]:
        yield ask_of(request)
    if case["hold_open"]:
        await asyncio.sleep(60)


def start(stub, case):
    settings = {
        "metadata": metadata_of(case),
        "timeout": case["timeout_ms"] / 1000 if case["timeout_ms"] else None,
        "compression": grpc.Compression.Gzip if case["compress"] else None,
        "wait_for_ready": case["wait_for_ready"] or None,
    }
    match case["method"]:
        case "Unary" | "Download" as name:
            return getattr(stub, name)(ask_of(case["requests"][0]), **settings)
        case "Upload" | "Exchange" as name:
            return getattr(stub, name)(requests_of(case), **settings)
        case name:
            return getattr(stub, name)(pb.Empty(), **settings)


async def answers_of(call, case):
    if case["method"] in ("Download", "Exchange"):
        async for answer in call:
            yield answer
    else:
        yield await call


async def run_once(stub, case):
    begun, call, answers = time.monotonic(), start(stub, case), []
    if case["cancel_after_ms"] is not None:
        asyncio.get_running_loop().call_later(case["cancel_after_ms"] / 1000, call.cancel)
    try:
        async for answer in answers_of(call, case):
            if isinstance(answer, pb.Answer):
                answers.append(answer_of(answer))
    except (grpc.RpcError, asyncio.CancelledError):
        pass
    code, trailing = await call.code(), await call.trailing_metadata()
    details = dict(trailing or ()).get("grpc-status-details-bin", b"")
    return {
        "name": case["name"],
        "code": code.value[0],
        "message": await call.details() or "",
        "details": details.hex(),
        "answers": answers,
        "initial": shown(await call.initial_metadata()),
        "trailing": shown(trailing),
        "ms": int((time.monotonic() - begun) * 1000),
        "observed": await observed(stub, case),
    }


async def observed(stub, case):
    if not case["call_id"]:
        return 0
    state = pb.Observation.STATE_UNSPECIFIED
    for _ in range(40):
        state = (await stub.Observe(pb.ObserveRequest(call_id=case["call_id"]))).state
        if state >= pb.Observation.STATE_FINISHED:
            break
        await asyncio.sleep(0.05)
    return state


async def run(target, case):
    options = [
        ("grpc.max_receive_message_length", case["max_receive"] or 16 << 20),
        ("grpc.max_send_message_length", -1),
        ("grpc.use_local_subchannel_pool", 1),
    ]
    async with grpc.aio.insecure_channel(target, options=options) as channel:
        stub = rpc.InteropStub(channel)
        return await asyncio.gather(*(run_once(stub, case) for _ in range(case["calls"])))


async def main():
    target, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases:
        for outcome in await run(target, case):
            print(json.dumps(outcome), flush=True)


asyncio.run(main())
