//! What extension ranges declare: which extensions there may be.

use super::Checker;
use crate::compile::link::element::{Id, Part};
use crate::compile::link::scalars::is_scalar;
use crate::descriptor::google::protobuf::extension_range_options::{
    Declaration, VerificationState,
};
use std::collections::HashSet;

impl Checker<'_, '_> {
    pub(super) fn declarations(&mut self, message: Id) {
        let mut names = HashSet::new();
        let model = self.model;
        for (range, proto) in model.ranges(message) {
            let Some(options) = model.range_options(range) else {
                continue;
            };
            if options.declaration.is_empty() {
                continue;
            }
            if options.verification == Some(VerificationState::Unverified) {
                let text = "a range that declares extensions cannot be `UNVERIFIED`";
                self.fault_with_help(range, Part::Whole, text, "leave `verification` out");
                return;
            }
            let mut numbers = HashSet::new();
            for declaration in &options.declaration {
                let number = declaration.number();
                if !(proto.start()..proto.end()).contains(&number) {
                    let text = format!(
                        "the extension {number} is declared in a range without that number"
                    );
                    let help = "declare it in the range that has the number";
                    self.fault_with_help(range, Part::Whole, text, help);
                }
                if !numbers.insert(number) {
                    let text = format!("the extension {number} is declared twice");
                    self.fault_with_help(range, Part::Whole, text, "remove one of them");
                }
                self.declaration(range, declaration, &mut names);
            }
        }
    }

    fn declaration<'d>(
        &mut self,
        range: Id,
        declaration: &'d Declaration,
        names: &mut HashSet<&'d str>,
    ) {
        let number = declaration.number();
        let (Some(name), Some(kind)) = (&declaration.full_name, &declaration.r#type) else {
            let half = declaration.full_name.is_some() != declaration.r#type.is_some();
            if half || !declaration.reserved() {
                let text = format!(
                    "the declaration of the extension {number} has not both `full_name` and `type`"
                );
                let help = "give it both, or say `reserved: true`";
                self.fault_with_help(range, Part::Whole, text, help);
            }
            return;
        };
        if !names.insert(name) {
            let text = format!("the extension `{name}` is declared twice");
            self.fault_with_help(range, Part::Whole, text, "give one of them another name");
            return;
        }
        self.absolute_name(range, name);
        if !is_scalar(kind) {
            self.absolute_name(range, kind);
        }
    }

    fn absolute_name(&mut self, range: Id, name: &str) {
        let Some(rest) = name.strip_prefix('.') else {
            let text = format!("the name `{name}` in a declaration has no leading dot");
            self.fault_with_help(range, Part::Whole, text, format!("write `\".{name}\"`"));
            return;
        };
        let is_identifier = |part: &str| {
            let mut letters = part.bytes();
            letters
                .next()
                .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
                && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
        };
        if !rest.split('.').all(is_identifier) {
            let help = "write a full name with a leading dot, as in `\".package.name\"`";
            self.fault_with_help(range, Part::Whole, format!("`{name}` is not a name"), help);
        }
    }
}
