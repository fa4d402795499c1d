//! The ids under which a schema's elements refer to each other: positions in the schema's arenas.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// Where the element stands in its arena.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            pub(super) fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("descriptors of four thousand million elements fit no memory"))
            }
        }
    )*};
}

ids! {
    /// A file of a schema.
    FileId
    /// A message of a schema.
    MessageId
    /// An enum of a schema.
    EnumId
    /// A service of a schema.
    ServiceId
    /// An extension field of a schema.
    ExtensionId
}
