//! What is known of a run's elements: names, links, options and features, each filled in by its own pass.

use super::element::{FileId, Id, Of};
use super::options::Options;
use super::pool::Pool;
use super::resolve::Link;
use crate::compile::Verdicts;
use crate::compile::suggest::nearest;
use crate::descriptor::google::protobuf::field_descriptor_proto::{Label, Type};
use crate::descriptor::google::protobuf::{
    DescriptorProto, Edition, EnumOptions, EnumValueDescriptorProto, EnumValueOptions,
    ExtensionRangeOptions, FieldDescriptorProto, FieldOptions, FileOptions, MessageOptions,
    descriptor_proto::ExtensionRange, file_options::OptimizeMode,
};
use crate::schema::{Features, MessageEncoding, Presence, RepeatedEncoding};
use foldhash::HashSet;

/// So many names are compared with one that does not exist.
const MOST_COMPARED: usize = 512;

/// Where there are more names to choose from, they are not listed.
const MOST_LISTED: usize = 6;

/// Everything known; a pass finds what the passes before it have put there.
pub(super) struct Model<'a> {
    pub(super) pool: Pool<'a>,
    /// By element.
    pub(super) links: Vec<Link>,
    /// By element, of those whose options were written in source.
    pub(super) options: Vec<Option<Options>>,
    /// By element.
    pub(super) features: Vec<Features>,
    /// The messages that have required fields, once features are resolved.
    pub(super) with_required: HashSet<Id>,
    pub(super) verdicts: Verdicts,
}

macro_rules! options_of {
    ($($function:ident: $($kind:ident)|+ => $variant:ident($options:ty);)*) => {$(
        /// The options of an element of that kind, as far as they are known.
        pub(super) fn $function(&self, id: Id) -> Option<&$options> {
            match self.options.get(id.index()) {
                Some(Some(options)) => match options {
                    Options::$variant(options) => Some(options),
                    _ => None,
                },
                Some(None) | None => match self.pool.of(id) {
                    $(Of::$kind(element) => element.options.as_deref(),)+
                    _ => None,
                },
            }
        }
    )*};
}

impl<'a> Model<'a> {
    options_of! {
        file_options: File => File(FileOptions);
        message_options: Message => Message(MessageOptions);
        field_options: Field | Extension => Field(FieldOptions);
        range_options: Range => Range(ExtensionRangeOptions);
        enum_options: Enum => Enum(EnumOptions);
        value_options: Value => Value(EnumValueOptions);
    }

    pub(super) fn link(&self, id: Id) -> Link {
        self.links.get(id.index()).copied().unwrap_or_default()
    }

    /// A field's descriptor.
    pub(super) fn field(&self, id: Id) -> Option<&'a FieldDescriptorProto> {
        match self.pool.of(id) {
            Of::Field(field) | Of::Extension(field) => Some(field),
            _ => None,
        }
    }

    /// A field's number; zero where it has none.
    pub(super) fn number(&self, field: Id) -> i32 {
        self.field(field).map_or(0, FieldDescriptorProto::number)
    }

    pub(super) fn message(&self, id: Id) -> Option<&'a DescriptorProto> {
        match self.pool.of(id) {
            Of::Message(message) => Some(message),
            _ => None,
        }
    }

    /// The fields of a message.
    pub(super) fn fields(
        &self,
        message: Id,
    ) -> impl Iterator<Item = (Id, &'a FieldDescriptorProto)> + use<'a> {
        let proto = self.message(message);
        let oneofs = proto.map_or(0, |proto| proto.oneof_decl.len());
        let fields = proto.map_or(&[][..], |proto| &proto.field);
        numbered(message, oneofs, fields)
    }

    /// The extension ranges of a message.
    pub(super) fn ranges(
        &self,
        message: Id,
    ) -> impl Iterator<Item = (Id, &'a ExtensionRange)> + use<'a> {
        let proto = self.message(message);
        let before = proto.map_or(0, |proto| proto.oneof_decl.len() + proto.field.len());
        let ranges = proto.map_or(&[][..], |proto| &proto.extension_range);
        numbered(message, before, ranges)
    }

    /// The oneof of a message with this index.
    pub(super) fn oneof(&self, message: Id, index: i32) -> Option<Id> {
        let index = u32::try_from(index).ok()?;
        let count = self.message(message)?.oneof_decl.len();
        (usize::try_from(index).ok()? < count).then_some(Id(message.0 + 1 + index))
    }

    /// What a field belongs to: its message, or what the extension extends.
    pub(super) fn containing(&self, field: Id) -> Option<Id> {
        match self.pool.of(field) {
            Of::Field(_) => Some(self.pool.element(field).parent),
            Of::Extension(_) => self.link(field).second,
            _ => None,
        }
    }

    pub(super) fn is_repeated(&self, field: Id) -> bool {
        let label = self.field(field).and_then(|field| field.label);
        label == Some(Label::Repeated)
    }

    pub(super) fn is_map_entry(&self, message: Id) -> bool {
        let options = self.message_options(message);
        options.and_then(|options| options.map_entry) == Some(true)
    }

    /// Whether a field is the key or the value of a map's entry: what is wrong with it is wrong with the map.
    pub(super) fn is_copied(&self, id: Id) -> bool {
        matches!(self.pool.of(id), Of::Field(_)) && self.is_map_entry(self.pool.element(id).parent)
    }

    /// Whether a field is written as `map<…>`.
    pub(super) fn is_map(&self, field: Id) -> bool {
        self.is_repeated(field)
            && self
                .link(field)
                .target
                .is_some_and(|target| self.is_map_entry(target))
    }

    pub(super) fn is_message_set(&self, message: Id) -> bool {
        let options = self.message_options(message);
        options.and_then(|options| options.message_set_wire_format) == Some(true)
    }

    /// Whether a field is a message between start and end tags.
    pub(super) fn is_delimited(&self, field: Id) -> bool {
        let link = self.link(field);
        match link.kind {
            Some(Type::Group) => true,
            Some(Type::Message) => {
                let of_map = |message: Option<Id>| message.is_some_and(|id| self.is_map_entry(id));
                self.feature(field)
                    .is_some_and(|features| features.message_encoding == MessageEncoding::Delimited)
                    && !of_map(link.target)
                    && !of_map(self.containing(field))
            }
            _ => false,
        }
    }

    /// Whether the values of a field could stand in one.
    pub(super) fn is_packable(&self, field: Id) -> bool {
        self.is_repeated(field) && self.link(field).kind.is_some_and(is_packable)
    }

    pub(super) fn is_packed(&self, field: Id) -> bool {
        self.is_packable(field)
            && self
                .feature(field)
                .is_some_and(|features| features.repeated_encoding == RepeatedEncoding::Packed)
    }

    /// Whether a singular field is left out where it is zero.
    pub(super) fn is_implicit(&self, field: Id) -> bool {
        let Of::Field(proto) = self.pool.of(field) else {
            return false;
        };
        proto.oneof_index.is_none()
            && proto.proto3_optional != Some(true)
            && !matches!(self.link(field).kind, Some(Type::Message | Type::Group))
            && self
                .feature(field)
                .is_some_and(|features| features.presence == Presence::Implicit)
    }

    pub(super) fn is_required(&self, field: Id) -> bool {
        let label = self.field(field).and_then(|field| field.label);
        label == Some(Label::Required)
            || self
                .feature(field)
                .is_some_and(|features| features.presence == Presence::Required)
                && matches!(self.pool.of(field), Of::Field(field) if field.oneof_index.is_none())
                && !self.is_repeated(field)
    }

    /// The messages of a file that have required fields.
    pub(super) fn with_required_in(&self, file: FileId) -> Vec<Id> {
        let fields = self.pool.ids(file).filter(|id| self.is_required(*id));
        let fields = fields.filter(|id| matches!(self.pool.of(*id), Of::Field(_)));
        fields.map(|id| self.pool.element(id).parent).collect()
    }

    /// An enum's value with this name.
    pub(super) fn enum_value(
        &self,
        enumeration: Id,
        name: &str,
    ) -> Option<&'a EnumValueDescriptorProto> {
        let found = self.pool.member(self.pool.scope(enumeration), name)?;
        match self.pool.of(found) {
            Of::Value(value) if self.pool.element(found).parent == enumeration => Some(value),
            // Where the name is taken by something else, that is told, and the value is still one.
            _ => self
                .values(enumeration)
                .iter()
                .find(|value| value.name() == name),
        }
    }

    /// What to write instead where an enum has no value called `name`.
    pub(super) fn value_meant(&self, enumeration: Id, name: &str) -> String {
        // Enums with thousands of values are not looked through for every slip.
        let values = self.values(enumeration).iter().take(MOST_COMPARED);
        let names: Vec<_> = values.map(EnumValueDescriptorProto::name).collect();
        meant(name, &names).unwrap_or_else(|| match names.first() {
            Some(first) => format!("write the name of one of its values, as in `{first}`"),
            None => "the enum has no values at all".to_owned(),
        })
    }

    /// What to write instead where a message has no field called `name`.
    pub(super) fn field_meant(&self, message: Id, name: &str) -> String {
        let fields = self.fields(message).take(MOST_COMPARED);
        let names: Vec<_> = fields.map(|(_, field)| field.name()).collect();
        meant(name, &names).unwrap_or_else(|| match names.first() {
            Some(first) => format!("write the name of one of its fields, as in `{first}`"),
            None => "the message has no fields at all".to_owned(),
        })
    }

    /// The name of an enum's first value with this number.
    pub(super) fn value_with(&self, enumeration: Id, number: i32) -> Option<&'a str> {
        let mut values = self.values(enumeration).iter();
        let value = values.find(|value| value.number() == number)?;
        Some(value.name())
    }

    fn values(&self, enumeration: Id) -> &'a [EnumValueDescriptorProto] {
        match self.pool.of(enumeration) {
            Of::Enum(proto) => &proto.value,
            _ => &[],
        }
    }

    /// Whether conflicts of JSON names in a message or enum are tolerated, as they used to be.
    #[expect(deprecated, reason = "schemas still set it")]
    pub(super) fn tolerates_conflicts(&self, id: Id) -> bool {
        let message = self.message_options(id);
        let message = message.and_then(|options| options.deprecated_legacy_json_field_conflicts);
        let enumeration = self.enum_options(id);
        let enumeration =
            enumeration.and_then(|options| options.deprecated_legacy_json_field_conflicts);
        message.or(enumeration) == Some(true)
    }

    /// Whether a file is for the lite runtime.
    pub(super) fn is_lite(&self, file: FileId) -> bool {
        let options = self.file_options(self.pool.file(file).element);
        options.and_then(|options| options.optimize_for) == Some(OptimizeMode::LiteRuntime)
    }

    /// An element's features, once they are resolved.
    pub(super) fn feature(&self, id: Id) -> Option<&Features> {
        self.features.get(id.index())
    }

    /// The edition of a file; proto2 where it has a version that does not exist.
    pub(super) fn edition(&self, file: FileId) -> Edition {
        let proto = self.pool.file(file).proto;
        match (proto.edition, proto.syntax.as_deref()) {
            (Some(edition), _) => edition,
            (None, Some("proto3")) => Edition::Proto3,
            (None, _) => Edition::Proto2,
        }
    }

    /// The edition of the file that an element is in.
    pub(super) fn edition_of(&self, id: Id) -> Edition {
        self.edition(self.pool.element(id).file)
    }
}

/// Which of some names was meant, or which there are if they are few.
fn meant(name: &str, names: &[&str]) -> Option<String> {
    // Enum values have the name of their enum in front, or have not.
    let is_rest = |whole: &str, rest: &str| {
        let at = whole.len().checked_sub(rest.len());
        let parts = at.and_then(|at| whole.split_at_checked(at));
        parts.is_some_and(|(prefix, end)| prefix.ends_with('_') && end.eq_ignore_ascii_case(rest))
    };
    let is_like = |other: &&&str| is_rest(other, name) || is_rest(name, other);
    let near = nearest(name, names.iter().copied());
    if let Some(near) = near.or_else(|| names.iter().find(is_like).copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    match names {
        [only] => Some(format!("write `{only}`")),
        [others @ .., last] if others.len() < MOST_LISTED => {
            let others: Vec<_> = others.iter().map(|name| format!("`{name}`")).collect();
            Some(format!("write {} or `{last}`", others.join(", ")))
        }
        _ => None,
    }
}

fn numbered<T>(
    message: Id,
    before: usize,
    elements: &[T],
) -> impl Iterator<Item = (Id, &T)> + use<'_, T> {
    let first = message.0 + 1 + u32::try_from(before).unwrap_or(u32::MAX);
    (first..).map(Id).zip(elements)
}

pub(super) fn is_packable(kind: Type) -> bool {
    !matches!(
        kind,
        Type::String | Type::Bytes | Type::Message | Type::Group
    )
}
