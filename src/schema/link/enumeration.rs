//! Enums and their values.

use super::message::visibility;
use super::{Linker, Place};
use crate::descriptor::google::protobuf::{EnumDescriptorProto, EnumValueDescriptorProto};
use crate::schema::{Enum, EnumId, EnumType, EnumValue};
use foldhash::{HashMap, HashMapExt};
use std::ops::RangeInclusive;

impl Linker {
    pub(super) fn lower_enum(
        &mut self,
        place: &mut Place,
        mut enumeration: EnumDescriptorProto,
    ) -> EnumId {
        let id = EnumId::new(self.next_enum);
        self.next_enum += 1;
        let name = enumeration.name.take().unwrap_or_default();
        let full_name = self.checked_name(place, &name);
        let options = enumeration.options.take();
        let own = options
            .as_ref()
            .and_then(|options| options.features.as_deref());
        let features = self.features(place, place.features, own, &full_name);
        let (span, comments) = place.location();
        let reserved_ranges = self.reserved_numbers(place, &full_name, &enumeration);
        let values = place.each(2, enumeration.value, |place, value| {
            self.lower_value(place, id, value)
        });
        let flag = |flag: Option<bool>| flag == Some(true);
        let lowered = Enum {
            id,
            file: place.file,
            parent: place.message,
            name,
            full_name,
            values,
            closed: features.enum_type == EnumType::Closed,
            allow_alias: flag(options.as_ref().and_then(|options| options.allow_alias)),
            reserved_ranges,
            reserved_names: enumeration.reserved_name,
            deprecated: flag(options.as_ref().and_then(|options| options.deprecated)),
            visibility: visibility(place, enumeration.visibility),
            features,
            options,
            comments,
            span,
        };
        self.check_values(place, &lowered);
        self.check_enum(place, &lowered);
        self.enums[id.index()] = Some(lowered);
        id
    }

    fn lower_value(
        &mut self,
        place: &Place,
        enumeration: EnumId,
        value: EnumValueDescriptorProto,
    ) -> EnumValue {
        let name = value.name.unwrap_or_default();
        let full_name = self.claimed_name(place, &name);
        let (span, comments) = place.location();
        let options = value.options;
        EnumValue {
            enumeration,
            index: place.index(),
            name,
            full_name,
            number: value.number.unwrap_or_default(),
            deprecated: options.as_ref().and_then(|options| options.deprecated) == Some(true),
            options,
            comments,
            span,
        }
    }

    fn reserved_numbers(
        &mut self,
        place: &Place,
        full_name: &str,
        enumeration: &EnumDescriptorProto,
    ) -> Vec<RangeInclusive<i32>> {
        let mut ranges = Vec::with_capacity(enumeration.reserved_range.len());
        for range in &enumeration.reserved_range {
            let range = range.start.unwrap_or_default()..=range.end.unwrap_or_default();
            if range.is_empty() {
                let text = format!("{full_name} has the reserved range {range:?}, which is none");
                self.fault(place, text);
            } else {
                ranges.push(range);
            }
        }
        ranges
    }

    fn check_values(&mut self, place: &Place, enumeration: &Enum) {
        let full_name = &enumeration.full_name;
        match enumeration.values.first() {
            None => self.fault(place, format!("the enum {full_name} has no values")),
            Some(first) if first.number != 0 && !enumeration.closed => {
                let text = format!("the first value of the open enum {full_name} is not zero");
                self.fault(place, text);
            }
            Some(_) => {}
        }
        let mut numbers = HashMap::new();
        for value in &enumeration.values {
            let EnumValue { name, number, .. } = value;
            if let Some(other) = numbers.insert(*number, name)
                && !enumeration.allow_alias
            {
                let text = format!(
                    "the values {other} and {name} of {full_name} share the number {number}, without allow_alias"
                );
                self.fault(place, text);
            }
            let mut ranges = enumeration.reserved_ranges.iter();
            if ranges.any(|range| range.contains(number)) {
                let text =
                    format!("{name} of {full_name} has the number {number}, which is reserved");
                self.fault(place, text);
            }
            if enumeration.reserved_names.contains(name) {
                self.fault(place, format!("{name} of {full_name} has a reserved name"));
            }
        }
    }
}
