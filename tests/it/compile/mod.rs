//! Sources and descriptor sets to schemas, held against protoc.

mod cases;
mod faults;
mod features;
mod fuzz;
mod helpless;
mod mistakes;
mod nasty;
mod options;
mod peers;
mod protox;
