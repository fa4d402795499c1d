//! The status codes of gRPC (gRPC document "statuscodes").

use std::fmt;

macro_rules! codes {
    ($($number:literal $variant:ident $text:literal $doc:literal;)*) => {
        /// How a call ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Code { $(#[doc = $doc] $variant = $number,)* }

        impl Code {
            /// Every code, by number.
            pub const ALL: [Self; 17] = [$(Self::$variant),*];

            /// The code's name as the gRPC documents spell it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

codes! {
    0 Ok "OK" "The call succeeded.";
    1 Cancelled "CANCELLED" "The caller gave up.";
    2 Unknown "UNKNOWN" "An error that nothing more is known of.";
    3 InvalidArgument "INVALID_ARGUMENT" "The request is wrong whatever the state of the system.";
    4 DeadlineExceeded "DEADLINE_EXCEEDED" "The time ran out.";
    5 NotFound "NOT_FOUND" "What was asked for does not exist.";
    6 AlreadyExists "ALREADY_EXISTS" "What was to be made is there already.";
    7 PermissionDenied "PERMISSION_DENIED" "The caller may not do this.";
    8 ResourceExhausted "RESOURCE_EXHAUSTED" "A limit or quota is used up.";
    9 FailedPrecondition "FAILED_PRECONDITION" "The system is not in the state that this needs.";
    10 Aborted "ABORTED" "A conflict with another operation.";
    11 OutOfRange "OUT_OF_RANGE" "Past the end of what there is.";
    12 Unimplemented "UNIMPLEMENTED" "The server does not have this method.";
    13 Internal "INTERNAL" "Something that must hold does not.";
    14 Unavailable "UNAVAILABLE" "The server cannot be reached now; a retry may succeed.";
    15 DataLoss "DATA_LOSS" "Data is lost or damaged for good.";
    16 Unauthenticated "UNAUTHENTICATED" "The caller is not known.";
}

impl Code {
    /// The code with this number; any other number is [`Code::Unknown`].
    pub fn from_number(number: u32) -> Self {
        usize::try_from(number)
            .ok()
            .and_then(|number| Self::ALL.get(number).copied())
            .unwrap_or(Self::Unknown)
    }

    /// The number on the wire.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// What a `grpc-status` header means; anything but a known number is [`Code::Unknown`].
    pub(super) fn parse(text: &[u8]) -> Self {
        std::str::from_utf8(text)
            .ok()
            .and_then(|text| text.parse().ok())
            .map_or(Self::Unknown, Self::from_number)
    }

    pub(super) const fn header(self) -> &'static str {
        const NUMBERS: [&str; 17] = [
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
            "16",
        ];
        NUMBERS[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
