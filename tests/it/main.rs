//! The one integration binary.
#[test]
fn t() {}
