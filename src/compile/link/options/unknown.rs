//! Names of options that lead nowhere: what is said of them, and what to write instead.

use super::fault::Fault;
use super::interpret::OfElement;
use super::{OPTIONS, spelling, target};
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::link::visible::Use;
use crate::compile::suggest::nearest;
use crate::descriptor::google::protobuf::UninterpretedOption;

impl OfElement<'_, '_, '_> {
    /// That an extension is used where what it extends is not.
    pub(super) fn misplaced(&mut self, place: Part, field: Id, message: Id) {
        let pool = &self.model.pool;
        let extended = self.model.containing(field);
        let extended = extended.map_or_else(
            || "something else".to_owned(),
            |id| format!("`{}`", pool.full_name(id)),
        );
        let text = format!(
            "the option `({})` does not belong here: it extends {extended}, not `{}`",
            pool.full_name(field),
            pool.full_name(message)
        );
        self.fault(place, Fault::new(text).help("remove it"));
    }

    /// That there is no such field where a part of an option's name should lead.
    pub(super) fn unknown_field(
        &mut self,
        place: Part,
        option: &UninterpretedOption,
        message: Id,
        name: &str,
    ) {
        let pool = &self.model.pool;
        let of = pool.full_name(message);
        if message != self.options {
            let fault = Fault::new(format!("`{of}` has no field `{name}`"));
            self.fault(place, fault.help(self.model.field_meant(message, name)));
            return;
        }
        let (_, noun) = target(pool.of(self.id)).unwrap_or_default();
        let fault = Fault::new(format!("there is no option `{name}` for {noun}"));
        let help = self.option_meant(option, message, name);
        self.fault(place, fault.help(help));
    }

    /// What to write instead of an option that no such element has.
    fn option_meant(&self, option: &UninterpretedOption, message: Id, name: &str) -> String {
        let pool = &self.model.pool;
        if let Some(custom) = self.without_parentheses(option) {
            return format!("put the name of a custom option into parentheses: `{custom}`");
        }
        let fields = self.model.fields(message).take(512);
        let own: &[_] = match pool.of(self.id) {
            Of::Field(_) => &["json_name", "default"],
            _ => &[],
        };
        let names = fields
            .map(|(_, field)| field.name())
            .chain(own.iter().copied());
        if let Some(near) = nearest(name, names) {
            return format!("did you mean `{near}`?");
        }
        let elsewhere = OPTIONS.iter().find(|(message, _)| {
            let message = pool.find(message);
            message.is_some_and(|message| pool.member(message, name).is_some())
        });
        match elsewhere {
            Some((_, noun)) => format!("set it where it belongs: it is an option of {noun}"),
            None => format!(
                "import the file that declares it, and write `({})`",
                spelling(option)
            ),
        }
    }

    /// The name of an option as it should be, where it is a custom one without its parentheses.
    fn without_parentheses(&self, option: &UninterpretedOption) -> Option<String> {
        let names = option.name.iter().map(|part| part.name_part.as_str());
        let names: Vec<_> = names.collect();
        (1..=names.len()).rev().find_map(|count| {
            let name = names[..count].join(".");
            let found = self.view.resolve(self.scope(), &name, Use::Option).ok()?;
            let is_ours = self.model.containing(found) == Some(self.options);
            let is_extension = matches!(self.model.pool.of(found), Of::Extension(_));
            let rest: Vec<_> = option.name[count..].to_vec();
            let rest = UninterpretedOption {
                name: rest,
                ..UninterpretedOption::default()
            };
            let dot = if count < names.len() { "." } else { "" };
            (is_ours && is_extension).then(|| format!("({name}){dot}{}", spelling(&rest)))
        })
    }
}
