//! The `grpcgen` command line.

fn main() {}
