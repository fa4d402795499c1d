//! What a rule is: an id, the categories it is in, a function, and its documentation.
//!
//! A rule knows neither configuration files nor output formats.

use super::{Findings, Pair};
use crate::schema::{Enum, EnumValue, Field, File, Import, Message, Method, Oneof, Service};

/// A rule: a value in its own file, or in that of its family.
#[derive(Debug)]
pub struct Rule {
    /// Its name, as configurations and comments spell it.
    pub id: &'static str,
    /// The categories it is in.
    pub categories: Categories,
    /// What it does.
    pub check: Check,
    /// What it demands, why, and what to do; then examples, which are run as its tests.
    pub doc: &'static str,
}

/// Which version of a `buf.yaml` selects: rules and categories differ between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `version: v1beta1`.
    V1Beta1,
    /// `version: v1`, and no configuration at all.
    V1,
    /// `version: v2`, and `grpcgen.toml`.
    V2,
}

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $id:literal $(($versions:pat))?,)*) => {
        /// A named group of rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Category {
            $($(#[$doc])* $name,)*
        }

        impl Category {
            /// Every category.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name, as configurations spell it.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// Whether a version knows it.
            pub fn exists_in(self, version: Version) -> bool {
                use Version::*;
                match self {
                    $(Self::$name => categories!(@exists version $($versions)?),)*
                }
            }
        }
    };
    (@exists $version:ident) => {
        matches!($version, V1Beta1 | V1 | V2)
    };
    (@exists $version:ident $versions:pat) => {
        matches!($version, $versions)
    };
}

categories! {
    /// Source code generated from a file must stay compatible.
    File = "FILE",
    /// Source code generated from a package must stay compatible.
    Package = "PACKAGE",
    /// Both encodings, binary and JSON, must stay compatible.
    WireJson = "WIRE_JSON",
    /// The binary encoding must stay compatible.
    Wire = "WIRE",
    /// What a Confluent Schema Registry must not see.
    Csr = "CSR" (V2),
    /// What every schema needs.
    Minimal = "MINIMAL",
    /// Widely accepted style.
    Basic = "BASIC",
    /// The style that is checked where nothing else is asked for.
    Standard = "STANDARD",
    /// Everything is documented.
    Comments = "COMMENTS",
    /// No streams.
    UnaryRpc = "UNARY_RPC",
    /// Where files lie.
    FileLayout = "FILE_LAYOUT" (V1Beta1),
    /// Files of one package agree.
    PackageAffinity = "PACKAGE_AFFINITY" (V1Beta1),
    /// What is never wise.
    Sensible = "SENSIBLE" (V1Beta1),
    /// Names as everybody writes them.
    StyleBasic = "STYLE_BASIC" (V1Beta1),
    /// Names as the style guide wants them.
    StyleStandard = "STYLE_STANDARD" (V1Beta1),
    /// The rest.
    Other = "OTHER" (V1Beta1),
    /// Deployed gRPC clients and servers must keep understanding each other; grpcgen's own.
    Rpc = "RPC",
}

/// The categories of a rule by version; `None` where the version does not have the rule.
#[derive(Clone, Copy, Debug)]
pub struct Categories {
    v1beta1: Option<&'static [Category]>,
    v1: Option<&'static [Category]>,
    v2: Option<&'static [Category]>,
}

impl Categories {
    /// The same in all versions, as far as they have these categories.
    pub const fn all(categories: &'static [Category]) -> Self {
        Self {
            v1beta1: Some(categories),
            v1: Some(categories),
            v2: Some(categories),
        }
    }

    /// Of a rule that v1beta1 does not have.
    pub const fn since_v1(categories: &'static [Category]) -> Self {
        Self {
            v1beta1: None,
            ..Self::all(categories)
        }
    }

    /// Of a rule that only v2 has.
    pub const fn since_v2(categories: &'static [Category]) -> Self {
        Self {
            v1: None,
            ..Self::since_v1(categories)
        }
    }

    /// Of a rule that v2 has no more.
    pub const fn until_v1(categories: &'static [Category]) -> Self {
        Self {
            v2: None,
            ..Self::all(categories)
        }
    }

    /// Of a rule that only v1beta1 has.
    pub const fn only_v1beta1(categories: &'static [Category]) -> Self {
        Self {
            v1beta1: Some(categories),
            v1: None,
            v2: None,
        }
    }

    /// The same, but these in v1beta1.
    #[must_use]
    pub const fn in_v1beta1(self, categories: &'static [Category]) -> Self {
        Self {
            v1beta1: Some(categories),
            ..self
        }
    }

    /// The same, but these in v1.
    #[must_use]
    pub const fn in_v1(self, categories: &'static [Category]) -> Self {
        Self {
            v1: Some(categories),
            ..self
        }
    }

    /// Those of a version; `None` where it does not have the rule.
    pub fn of(&self, version: Version) -> Option<impl Iterator<Item = Category>> {
        let categories = match version {
            Version::V1Beta1 => self.v1beta1,
            Version::V1 => self.v1,
            Version::V2 => self.v2,
        };
        let existing = move |category: &Category| category.exists_in(version);
        Some(categories?.iter().copied().filter(existing))
    }
}

/// What a rule looks at: the engine calls its function for each.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Lint: each file.
    EachFile(fn(&File, &mut Findings)),
    /// Lint: each import of each file, with its position.
    EachImport(fn(&File, usize, Import, &mut Findings)),
    /// Lint: the files of each package.
    EachPackage(fn(&[&File], &mut Findings)),
    /// Lint: the files of each folder.
    EachFolder(fn(&[&File], &mut Findings)),
    /// Lint: each message but map entries.
    EachMessage(fn(&Message, &mut Findings)),
    /// Lint: each field and extension, but those of map entries.
    EachField(fn(&Field, &mut Findings)),
    /// Lint: each oneof.
    EachOneof(fn(&Oneof, &mut Findings)),
    /// Lint: each enum.
    EachEnum(fn(&Enum, &mut Findings)),
    /// Lint: each enum value.
    EachValue(fn(&EnumValue, &mut Findings)),
    /// Lint: each service.
    EachService(fn(&Service, &mut Findings)),
    /// Lint: each method.
    EachMethod(fn(&Method, &mut Findings)),
    /// Lint: everything at once.
    Whole(fn(&mut Findings)),

    /// Breaking: each file that is on both sides.
    Files(fn(Pair<&File>, &mut Findings)),
    /// Breaking: each message that is on both sides.
    Messages(fn(Pair<&Message>, &mut Findings)),
    /// Breaking: each field and extension that is on both sides.
    Fields(fn(Pair<&Field>, &mut Findings)),
    /// Breaking: each extension that is on both sides by its name, whatever it extends.
    Extensions(fn(Pair<&Field>, &mut Findings)),
    /// Breaking: each enum that is on both sides.
    Enums(fn(Pair<&Enum>, &mut Findings)),
    /// Breaking: the names of each number that an enum has on both sides.
    Values(fn(Pair<&[&EnumValue]>, &mut Findings)),
    /// Breaking: each service that is on both sides.
    Services(fn(Pair<&Service>, &mut Findings)),
    /// Breaking: each method that is on both sides.
    Methods(fn(Pair<&Method>, &mut Findings)),

    /// Breaking: each file that is gone.
    FileGone(fn(&File, &mut Findings)),
    /// Breaking: each message that is gone from a file on both sides.
    MessageGone(fn(Gone<&Message, &File>, &mut Findings)),
    /// Breaking: each enum that is gone from a file on both sides.
    EnumGone(fn(Gone<&Enum, &File>, &mut Findings)),
    /// Breaking: each extension that is gone from a file on both sides.
    ExtensionGone(fn(Gone<&Field, &File>, &mut Findings)),
    /// Breaking: each service that is gone from a file on both sides.
    ServiceGone(fn(Gone<&Service, &File>, &mut Findings)),
    /// Breaking: the files of each package that is gone.
    PackageGone(fn(&[&File], &mut Findings)),
    /// Breaking: each message that is gone from a package on both sides.
    PackageMessageGone(fn(&Message, &mut Findings)),
    /// Breaking: each enum that is gone from a package on both sides.
    PackageEnumGone(fn(&Enum, &mut Findings)),
    /// Breaking: each extension that is gone from a package on both sides.
    PackageExtensionGone(fn(&Field, &mut Findings)),
    /// Breaking: each service that is gone from a package on both sides.
    PackageServiceGone(fn(&Service, &mut Findings)),
    /// Breaking: each field that is gone from a message on both sides.
    FieldGone(fn(Gone<&Field, &Message>, &mut Findings)),
    /// Breaking: each field that is new in a message on both sides.
    FieldAdded(fn(Added<&Field, &Message>, &mut Findings)),
    /// Breaking: each oneof that is gone from a message on both sides.
    OneofGone(fn(Gone<&Oneof, &Message>, &mut Findings)),
    /// Breaking: the names of each number that is gone from an enum on both sides.
    ValueGone(fn(Gone<&[&EnumValue], &Enum>, &mut Findings)),
    /// Breaking: each method that is gone from a service on both sides.
    MethodGone(fn(Gone<&Method, &Service>, &mut Findings)),

    /// Breaking: what the [`Lock`](super::Lock) remembers; it runs where there is one, whatever is asked for.
    Remembered,

    /// Nothing any more: kept so that configurations which name it stay valid. The rules that do its work now, if any do.
    Deprecated(&'static [&'static str]),
}

/// What is in `within.new` and was not in `within.old`.
#[derive(Clone, Copy, Debug)]
pub struct Added<T, W> {
    /// What is new.
    pub new: T,
    /// What it is in, then and now.
    pub within: Pair<W>,
}

/// What was in `within.old` and is not in `within.new`.
#[derive(Clone, Copy, Debug)]
pub struct Gone<T, W> {
    /// What is gone, as it was.
    pub old: T,
    /// What it was in, then and now.
    pub within: Pair<W>,
}
