"""Descriptor sets by Python's protobuf: `json SET` prints one as JSON, `equal ONE OTHER` compares two."""

import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory


def read(path):
    with open(path, "rb") as file:
        return file.read()


def parsed(data):
    """The set; custom options are known, since all of its files are registered first."""
    pool = descriptor_pool.Default()
    files = descriptor_pb2.FileDescriptorSet.FromString(data).file
    for file in files:
        # What protobuf itself is made of is there already, and may be older.
        if file.name != "google/protobuf/descriptor.proto":
            pool.Add(file)
    message_factory.GetMessageClassesForFiles([file.name for file in files], pool)
    return descriptor_pb2.FileDescriptorSet.FromString(data)


if sys.argv[1] == "json":
    print(json_format.MessageToJson(parsed(read(sys.argv[2]))))
else:
    one = parsed(read(sys.argv[2]))
    other = descriptor_pb2.FileDescriptorSet.FromString(read(sys.argv[3]))
    sys.exit(0 if one == other else "they differ")
