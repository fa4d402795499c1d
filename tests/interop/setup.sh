#!/bin/sh
# Sets up the peers of the interoperability tests below target/interop: a Python venv with grpcio, the npm packages of grpc-js,
# the Python code of testdata/interop/interop.proto, and what SARIF is validated with: the Python package jsonschema, and the
# schema itself, which the crate serde-sarif carries. Does nothing when all is there; otherwise says why it cannot and exits with 1.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
home="$root/target/interop"
proto="$root/testdata/interop/interop.proto"

need() { command -v "$1" >/dev/null 2>&1 || { echo "$1 is not installed"; exit 1; }; }
run() { "$@" >"$home/setup.log" 2>&1 || { echo "\`$1\` failed: $(tail -n 1 "$home/setup.log")"; exit 1; }; }

mkdir -p "$home/python" "$home/node"
if ! "$home/venv/bin/python" -c 'import grpc_tools, grpc' 2>/dev/null; then
    need python3
    run python3 -m venv "$home/venv"
    run "$home/venv/bin/python" -m pip install --quiet grpcio grpcio-tools
fi
if ! cmp -s "$proto" "$home/python/interop.proto"; then
    run "$home/venv/bin/python" -m grpc_tools.protoc -I "$(dirname "$proto")" --python_out="$home/python" --grpc_python_out="$home/python" "$proto"
    cp "$proto" "$home/python/interop.proto"
fi
if ! cmp -s "$root/tests/interop/node/package.json" "$home/node/package.json" || ! test -d "$home/node/node_modules/@grpc/grpc-js"; then
    need node
    need npm
    cp "$root/tests/interop/node/package.json" "$home/node/package.json"
    (cd "$home/node" && run npm install --no-audit --no-fund)
fi
if ! "$home/venv/bin/python" -c 'import jsonschema' 2>/dev/null; then
    run "$home/venv/bin/python" -m pip install --quiet jsonschema
fi
if ! test -f "$home/sarif/schema.json"; then
    need cargo
    mkdir -p "$home/sarif/src"
    : >"$home/sarif/src/lib.rs"
    printf '[package]\nname = "schema"\nedition = "2021"\n[workspace]\n[dependencies]\nserde-sarif = "=0.8.0"\n' >"$home/sarif/Cargo.toml"
    (cd "$home/sarif" && run cargo metadata --format-version 1)
    manifest=$(tr '"' '\n' <"$home/setup.log" | grep '/serde-sarif-0.8.0/Cargo.toml$' | head -n 1)
    cp "$(dirname "$manifest")/src/schema.json" "$home/sarif/schema.json"
fi
