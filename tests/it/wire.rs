//! The binary format: hostile input, round trips, and every rule of the encoding document.
