//! What would repair a finding, as far as that can be told from the schemas.
//!
//! A remedy must leave a schema that compiles: what is in use is not reserved, and no number or JSON name is given twice.

use super::ranges::{Numbers, exclusive, inclusive, uncovered};
use super::shape::kind;
use super::{Findings, Gone, Pair, case, renumber};
use crate::report::{Remedy, Within};
use crate::schema::{Enum, EnumValue, Field, Kind, Message, Shape};

/// The number and name of a deleted field are reserved.
///
/// One that is still there, with another number, gets its own back.
pub fn reserve_field(gone: Gone<&Field, &Message>, findings: &Findings) -> Option<Remedy> {
    let Gone { old, within } = gone;
    let given = renumber::fields(within, findings);
    if let Some(given) = given.filter(|given| gives(given, &old.name)) {
        return Some(given);
    }
    let numbers = vec![(i64::from(old.number), i64::from(old.number))];
    reserve_in_message(within.new, numbers, vec![old.name.clone()])
}

/// The number and names of a deleted enum value are reserved.
///
/// One that is still there, with another number, gets its own back.
pub fn reserve_value(gone: Gone<&[&EnumValue], &Enum>) -> Option<Remedy> {
    let given = renumber::values(gone.within);
    if let Some(given) = given.filter(|given| gone.old.iter().any(|old| gives(given, &old.name))) {
        return Some(given);
    }
    let names = gone.old.iter().map(|value| value.name.clone()).collect();
    let numbers = gone.old.first();
    let numbers = numbers.map(|value| (value.number.into(), value.number.into()));
    reserve_in_enum(gone.within.new, numbers.into_iter().collect(), names)
}

/// What was reserved in a message is so again.
pub fn restore_in_message(pair: Pair<&Message>) -> Vec<Remedy> {
    let numbers = pair.old.reserved_ranges.iter().map(exclusive).collect();
    let names = pair.old.reserved_names.clone();
    let restored = reserve_in_message(pair.new, numbers, names);
    let mut fields = pair.new.fields.iter();
    let used = fields
        .find(|field| pair.old.reserves(field.number) && pair.old.field(field.number).is_none());
    let messages = [pair.old, pair.new];
    let moved = used.and_then(|field| renumber::field(&messages, field, 0));
    restored.into_iter().chain(moved).collect()
}

/// What was reserved in an enum is so again.
pub fn restore_in_enum(pair: Pair<&Enum>) -> Vec<Remedy> {
    let numbers = pair.old.reserved_ranges.iter().map(inclusive).collect();
    let names = pair.old.reserved_names.clone();
    let restored = reserve_in_enum(pair.new, numbers, names);
    let used = pair.new.values.iter().find(|value| {
        let mut reserved = pair.old.reserved_ranges.iter();
        let mut values = pair.old.values.iter();
        values.all(|old| old.number != value.number)
            && reserved.any(|range| range.contains(&value.number))
    });
    let used = used.filter(|_| !pair.new.allow_alias);
    let enums = [pair.old, pair.new];
    let moved = used.and_then(|value| renumber::value(&enums, pair.new, &value.name, 0));
    restored.into_iter().chain(moved).collect()
}

/// A field that took the number of another one gets a number of its own. A new name alone is a renamed field, so the type
/// has to be another one too.
pub fn renumber_reused(field: Pair<&Field>, findings: &Findings) -> Option<Remedy> {
    let scopes = Pair {
        old: findings.old_schema().message(field.old.scope?),
        new: findings.schema().message(field.new.scope?),
    };
    let given = renumber::fields(scopes, findings);
    if let Some(given) = given.filter(|given| gives(given, &field.new.name)) {
        return Some(given);
    }
    let messages = [scopes.old, scopes.new];
    is_reused(field, findings).then(|| renumber::field(&messages, field.new, 0))?
}

/// A field keeps the JSON name that it had.
pub fn pin_json_name(field: Pair<&Field>, findings: &Findings) -> Option<Remedy> {
    let message = findings.schema().message(field.new.scope?);
    let json_name = &field.old.json_name;
    let mut others = message.fields.iter();
    let taken = others.any(|other| {
        other.number != field.new.number
            && (other.json_name == *json_name || other.name == *json_name)
    });
    let is_group = matches!(field.new.kind, Kind::Group(_));
    (!taken && !is_group && !is_reused(field, findings)).then(|| Remedy::PinJsonName {
        field: field.new.full_name.clone(),
        json_name: json_name.clone(),
    })
}

/// An enum begins with its zero value; one without gets one.
pub fn begin_with_zero(enumeration: &Enum, findings: &Findings) -> Option<Remedy> {
    let mut zeros = enumeration.values.iter().filter(|value| value.number == 0);
    let Some(zero) = zeros.next() else {
        return add_zero_value(enumeration, findings);
    };
    // The first value of a closed enum is the default of fields: they would read as another one.
    let schema = findings.schema();
    let fields = schema.messages().iter().flat_map(|message| &message.fields);
    let mut fields = fields.chain(schema.extensions());
    let defaults = fields.any(|field| {
        let single = !matches!(field.shape, Shape::Repeated | Shape::Packed | Shape::Map);
        single && field.kind == Kind::Enum(enumeration.id) && field.default.is_none()
    });
    let alone = !defaults && zeros.next().is_none();
    alone.then(|| Remedy::MoveZeroValue {
        enumeration: enumeration.full_name.clone(),
        name: zero.name.clone(),
    })
}

fn add_zero_value(enumeration: &Enum, findings: &Findings) -> Option<Remedy> {
    let suffix = &findings.config().options.enum_zero_value_suffix;
    let name = case::upper_snake(&enumeration.name) + suffix;
    let reserved = enumeration.reserved_names.contains(&name)
        || enumeration
            .reserved_ranges
            .iter()
            .any(|range| range.contains(&0));
    let has_zero = enumeration.values.iter().any(|value| value.number == 0);
    // Values stand beside their enum: a sibling of that name would clash.
    let schema = findings.schema();
    let scope = enumeration
        .full_name
        .strip_suffix(enumeration.name.as_str())?;
    let full_name = format!("{scope}{name}");
    let mut values = schema.enums().iter().flat_map(|other| &other.values);
    let taken =
        schema.find(&full_name).is_some() || values.any(|value| value.full_name == full_name);
    (!has_zero && !reserved && !taken).then(|| Remedy::AddZeroValue {
        enumeration: enumeration.full_name.clone(),
        name,
    })
}

fn reserve_in_message(
    message: &Message,
    numbers: Vec<Numbers>,
    mut names: Vec<String>,
) -> Option<Remedy> {
    let used = message.fields.iter().map(|field| number(field.number));
    let ranges = message
        .reserved_ranges
        .iter()
        .chain(&message.extension_ranges);
    let kept: Vec<_> = used.chain(ranges.map(exclusive)).collect();
    names.retain(|name| {
        let mut fields = message.fields.iter();
        !message.reserved_names.contains(name) && fields.all(|field| field.name != *name)
    });
    reserve(
        Within::Message(message.full_name.clone()),
        numbers,
        &kept,
        names,
    )
}

fn reserve_in_enum(
    enumeration: &Enum,
    numbers: Vec<Numbers>,
    mut names: Vec<String>,
) -> Option<Remedy> {
    let used = enumeration.values.iter();
    let used = used.map(|value| (value.number.into(), value.number.into()));
    let kept: Vec<_> = used
        .chain(enumeration.reserved_ranges.iter().map(inclusive))
        .collect();
    names.retain(|name| {
        let mut values = enumeration.values.iter();
        !enumeration.reserved_names.contains(name) && values.all(|value| value.name != *name)
    });
    reserve(
        Within::Enum(enumeration.full_name.clone()),
        numbers,
        &kept,
        names,
    )
}

/// What of the numbers and names is not kept free or in use already; `None` where nothing is.
fn reserve(
    within: Within,
    numbers: Vec<Numbers>,
    kept: &[Numbers],
    names: Vec<String>,
) -> Option<Remedy> {
    let numbers = numbers.into_iter();
    let numbers: Vec<_> = numbers.flat_map(|range| uncovered(range, kept)).collect();
    let nothing = numbers.is_empty() && names.is_empty();
    (!nothing).then_some(Remedy::Reserve {
        within,
        numbers,
        names,
    })
}

fn is_reused(field: Pair<&Field>, findings: &Findings) -> bool {
    let many = |shape| matches!(shape, Shape::Repeated | Shape::Packed | Shape::Map);
    let shapes = field.map(|field| many(field.shape));
    let kinds = findings.with_schemas(field, |schema, field| kind(schema, field.kind));
    let names = field.map(|field| &field.name);
    names.differs() && (kinds.differs() || shapes.differs())
}

/// A field gets a number that neither its message nor anybody before has used; `used` is the largest of these.
pub fn renumber_behind(message: &Message, field: &Field, used: i64) -> Option<Remedy> {
    field.scope.filter(|_| field.extendee.is_none())?;
    renumber::field(&[message], field, used)
}

/// The same for a value of an enum.
pub fn renumber_value_behind(enumeration: &Enum, value: &EnumValue, used: i64) -> Option<Remedy> {
    let alone = !enumeration.allow_alias;
    alone.then(|| renumber::value(&[enumeration], enumeration, &value.name, used))?
}

/// Values that took the numbers of others get numbers of their own, and the others theirs.
pub fn renumber_values(values: Pair<&EnumValue>, findings: &Findings) -> Option<Remedy> {
    renumber::values(Pair {
        old: findings.old_schema().enumeration(values.old.enumeration),
        new: findings.schema().enumeration(values.new.enumeration),
    })
}

/// Whether a remedy gives this member of its message or enum a number.
fn gives(remedy: &Remedy, name: &str) -> bool {
    matches!(remedy, Remedy::GiveNumbers { numbers, .. } if numbers.iter().any(|(given, _)| given == name))
}

fn number(number: u32) -> Numbers {
    (number.into(), number.into())
}
