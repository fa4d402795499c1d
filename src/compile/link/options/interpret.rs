//! One file's options: names to fields, values to trees, trees to bytes.

use super::aggregate;
use super::scalar::{self, Fault};
use super::tree::{Tree, Value};
use super::{Options, message_name, spelling, uninterpreted};
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::link::model::Model;
use crate::compile::link::pool::Pool;
use crate::compile::link::resolve::undefined;
use crate::compile::link::suggest::{Suggestions, nearest};
use crate::compile::link::visible::{Miss, Use, View};
use crate::compile::places::{OptionPaths, UNINTERPRETED_OPTION};
use crate::compile::stage::{Stage, Staged};
use crate::descriptor::google::protobuf::UninterpretedOption;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::schema::source_info::EncodedPath;
use crate::wire::{DecodeError, Writer};

/// Which options are interpreted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compile::link) enum Phase {
    /// Those whose name begins with a field of descriptor.proto.
    BuiltIn,
    /// Those whose name begins with an extension.
    Custom,
}

impl Phase {
    fn stage(self) -> Stage {
        match self {
            Self::BuiltIn => Stage::BuiltInOptions,
            Self::Custom => Stage::CustomOptions,
        }
    }
}

/// What the options of a file's elements came to, element by element.
#[derive(Default)]
pub(in crate::compile::link) struct Interpreted {
    pub(in crate::compile::link) trees: Vec<(Id, Tree)>,
    pub(in crate::compile::link) paths: OptionPaths,
    pub(in crate::compile::link) findings: Vec<Staged>,
}

/// Interprets the options of the file that is viewed.
pub(in crate::compile::link) fn interpret(
    model: &Model<'_>,
    view: &View<'_, '_>,
    suggestions: &Suggestions,
    phase: Phase,
    mut done: Interpreted,
) -> Interpreted {
    if phase == Phase::BuiltIn {
        let ids = model.pool.ids(view.file);
        let with_options = ids.filter(|id| !uninterpreted(model.pool.of(*id)).is_empty());
        done.trees = with_options.map(|id| (id, Tree::default())).collect();
    }
    let mut trees = std::mem::take(&mut done.trees);
    let mut messages = OptionsMessages::default();
    for (id, tree) in &mut trees {
        let Some(options) = messages.of(&model.pool, *id) else {
            continue;
        };
        view.mark_used(model.pool.element(options).file);
        let mut element = OfElement {
            model,
            view,
            suggestions,
            id: *id,
            options,
            phase,
            done: &mut done,
        };
        element.interpret(tree);
    }
    done.trees = trees;
    if phase == Phase::Custom {
        done.paths.sort();
    }
    done
}

/// That options could not be read as the messages that this program knows.
pub(in crate::compile::link) fn do_not_fit(error: &DecodeError) -> String {
    format!("the options do not fit the messages of descriptor.proto: {error}")
}

impl Interpreted {
    /// The options of each element as messages, custom ones left out in the first phase.
    pub(in crate::compile::link) fn options(&mut self, model: &Model<'_>) -> Vec<(Id, Options)> {
        let mut all = Vec::with_capacity(self.trees.len());
        let mut writer = Writer::default();
        for (id, tree) in &self.trees {
            let Some(mut options) = Options::parsed(model.pool.of(*id)) else {
                continue;
            };
            let start = writer.len();
            tree.write(model, &mut writer);
            let written = writer.len() - start;
            if let Err(error) = options.merge(&writer.as_slice()[..written]) {
                let text = do_not_fit(&error);
                let finding = model.pool.finding(*id, Part::Whole, text);
                self.findings.push(Stage::BuiltInOptions.of(finding));
            }
            all.push((*id, options));
        }
        all
    }

    /// The encoded custom options of each element that has some.
    pub(in crate::compile::link) fn custom(&self, model: &Model<'_>) -> Custom {
        let is_custom = |field: Id| matches!(model.pool.of(field), Of::Extension(_));
        let mut writer = Writer::default();
        let mut ends = Vec::new();
        for (id, tree) in self.trees.iter().rev() {
            let before = writer.len();
            tree.encode(model, &mut writer, is_custom);
            if writer.len() > before {
                ends.push((*id, before));
            }
        }
        Custom {
            encoded: writer.into_vec(),
            ends,
        }
    }
}

/// Encoded custom options.
pub(in crate::compile::link) struct Custom {
    /// Those of all elements, one behind the other.
    encoded: Vec<u8>,
    /// The last element first; how many bytes are behind what it has.
    ends: Vec<(Id, usize)>,
}

impl Custom {
    /// Each element that has some, and these.
    pub(in crate::compile::link) fn iter(&self) -> impl Iterator<Item = (Id, &[u8])> {
        let mut rest = &self.encoded[..];
        self.ends.iter().rev().map(move |(id, behind)| {
            let (own, others) = rest.split_at(rest.len() - behind);
            rest = others;
            (*id, own)
        })
    }
}

/// The messages that have the options of elements, each looked up once.
#[derive(Default)]
struct OptionsMessages(Vec<(&'static str, Option<Id>)>);

impl OptionsMessages {
    fn of(&mut self, pool: &Pool<'_>, id: Id) -> Option<Id> {
        let name = message_name(pool.of(id));
        let mut known = self.0.iter();
        if let Some((_, message)) = known.find(|(known, _)| *known == name) {
            return *message;
        }
        let message = pool.find(name);
        self.0.push((name, message));
        message
    }
}

/// The options of one element.
struct OfElement<'s, 'p, 'a> {
    model: &'s Model<'a>,
    view: &'s View<'p, 'a>,
    suggestions: &'s Suggestions,
    id: Id,
    /// The message that has its options.
    options: Id,
    phase: Phase,
    done: &'s mut Interpreted,
}

impl<'a> OfElement<'_, '_, 'a> {
    fn interpret(&mut self, tree: &mut Tree) {
        let mut fields = Vec::new();
        for (index, option) in uninterpreted(self.model.pool.of(self.id))
            .iter()
            .enumerate()
        {
            let Some(first) = option.name.first() else {
                continue;
            };
            if first.is_extension == (self.phase == Phase::BuiltIn) {
                continue;
            }
            fields.clear();
            if let Some(position) = self.option(tree, index, option, &mut fields) {
                self.record(index, &fields, position);
            }
        }
        if self.phase == Phase::Custom {
            self.check_required(tree);
        }
    }

    fn fault(&mut self, part: Part, fault: Fault) {
        if self.model.is_copied(self.id) {
            return;
        }
        let finding = self.model.pool.finding(self.id, part, fault.message);
        let finding = match fault.help {
            Some(help) => finding.help(help),
            None => finding,
        };
        self.done.findings.push(self.phase.stage().of(finding));
    }

    /// Sets one option. Adds the fields that lead to it to `fields`, and says how many values the last of them had.
    fn option(
        &mut self,
        tree: &mut Tree,
        index: usize,
        option: &'a UninterpretedOption,
        fields: &mut Vec<Id>,
    ) -> Option<usize> {
        self.fields(index, option, fields)?;
        let (last, outer) = fields.split_last()?;
        let mut tree = tree;
        for field in outer {
            tree.clear_oneof(self.model, *field);
            tree = tree.nested(self.model.number(*field), *field)?;
        }
        if !self.model.is_repeated(*last) && tree.fields.contains(self.model.number(*last)) {
            let text = format!("the option {} is set twice", spelling(option));
            self.fault(
                Part::OptionName(index),
                Fault::new(text).help("keep one of them"),
            );
            return None;
        }
        let value = match self.value(*last, option) {
            Ok(value) => value,
            Err(mut fault) => {
                fault.message = format!("the option {}: {}", spelling(option), fault.message);
                self.fault(Part::OptionValue(index), fault);
                return None;
            }
        };
        tree.clear_oneof(self.model, *last);
        Some(tree.push(self.model.number(*last), *last, value))
    }

    fn value(&self, field: Id, option: &UninterpretedOption) -> Result<Value, Fault> {
        let link = self.model.link(field);
        match (link.kind, link.target) {
            (Some(Type::Message | Type::Group), Some(message)) => {
                let Some(text) = &option.aggregate_value else {
                    let name = self.model.pool.full_name(message);
                    let fault = Fault::new(format!("the value is to be a message, {name}"));
                    return Err(fault.help(format!(
                        "write `{{ … }}` or set its fields one by one, as `{}.field`",
                        spelling(option)
                    )));
                };
                aggregate::parse(self.model, self.view, message, text).map(Value::Message)
            }
            (Some(kind), _) => scalar::value(self.model, field, kind, option),
            (None, _) => Err(Fault::new("its type is not defined")),
        }
    }

    /// The fields that an option's name leads through.
    fn fields(
        &mut self,
        index: usize,
        option: &'a UninterpretedOption,
        fields: &mut Vec<Id>,
    ) -> Option<()> {
        let pool = &self.model.pool;
        let mut message = self.options;
        for (position, part) in option.name.iter().enumerate() {
            if position == 0 && part.name_part == "uninterpreted_option" {
                let text = "the option uninterpreted_option is for the compiler only";
                self.fault(Part::OptionName(index), Fault::new(text).help("remove it"));
                return None;
            }
            let field = if part.is_extension {
                self.extension(index, &part.name_part)?
            } else {
                let found = pool.member(message, &part.name_part);
                let found = found.filter(|found| matches!(pool.of(*found), Of::Field(_)));
                let Some(field) = found else {
                    self.unknown_field(index, option, message, &part.name_part);
                    return None;
                };
                field
            };
            if self.model.containing(field) != Some(message) {
                let text = format!(
                    "the option {} does not belong here: {} extends {}, not {}",
                    spelling(option),
                    pool.full_name(field),
                    self.model
                        .containing(field)
                        .map_or_else(|| "something else".to_owned(), |id| pool.full_name(id)),
                    pool.full_name(message)
                );
                let fault = Fault::new(text).help("remove it");
                self.fault(Part::OptionName(index), fault);
                return None;
            }
            fields.push(field);
            if position + 1 < option.name.len() {
                message = self.inside(index, option, field)?;
            }
        }
        Some(())
    }

    /// The message that the name leads into.
    fn inside(&mut self, index: usize, option: &UninterpretedOption, field: Id) -> Option<Id> {
        let link = self.model.link(field);
        let is_message = matches!(link.kind, Some(Type::Message | Type::Group));
        let fault = match link.target {
            Some(_) if is_message && self.model.is_repeated(field) => Fault::new(format!(
                "the option {}: {} is repeated, so its parts cannot be set one by one",
                spelling(option),
                self.model.pool.name(field)
            ))
            .help("set each element as a whole, with `{ … }`"),
            Some(target) if is_message => return Some(target),
            _ => Fault::new(format!(
                "the option {}: {} is no message, so it has no fields",
                spelling(option),
                self.model.pool.name(field)
            ))
            .help("set it as a whole"),
        };
        self.fault(Part::OptionName(index), fault);
        None
    }

    fn extension(&mut self, index: usize, name: &str) -> Option<Id> {
        let pool = &self.model.pool;
        // What an element contains is not in scope for its own options.
        let scope = match pool.of(self.id) {
            Of::File(_) => pool.file_of(self.id).package,
            Of::Range(_) => pool.scope(pool.element(self.id).parent),
            _ => pool.scope(self.id),
        };
        let miss = match self.view.resolve(scope, name, Use::Option) {
            Ok(found) if self.model.field(found).is_some() => return Some(found),
            Ok(_) => Miss::Unknown,
            Err(miss) => miss,
        };
        if self.view.sees_broken() && !matches!(miss, Miss::NotImported(_)) {
            return None;
        }
        let shown = format!("the option ({name})");
        let mut finding = undefined(pool, self.id, Part::OptionName(index), &shown, &miss);
        if finding.help.is_none() {
            let wanted = |of: Of<'_>| matches!(of, Of::Extension(_));
            let near = self.suggestions.like(pool, scope, name, wanted);
            finding = finding.help(match near {
                Some(near) => format!("did you mean ({near})?"),
                None => "import the file that declares it".to_owned(),
            });
        }
        self.done.findings.push(self.phase.stage().of(finding));
        None
    }

    fn unknown_field(
        &mut self,
        index: usize,
        option: &UninterpretedOption,
        message: Id,
        name: &str,
    ) {
        let pool = &self.model.pool;
        let text = format!(
            "the option {} does not exist: {} has no field {name}",
            spelling(option),
            pool.full_name(message)
        );
        let fields = self.model.fields(message).take(512);
        let near = nearest(name, fields.map(|(_, field)| field.name()));
        let help = match near {
            Some(near) => format!("did you mean {near}?"),
            None if option.name.len() == 1 => {
                format!("custom options stand in parentheses: ({name})")
            }
            None => format!("give the message {} such a field", pool.full_name(message)),
        };
        self.fault(Part::OptionName(index), Fault::new(text).help(help));
    }

    /// Notes where the option ended up.
    fn record(&mut self, index: usize, fields: &[Id], position: usize) {
        let pool = &self.model.pool;
        if pool.file_of(self.id).places.is_none() {
            return;
        }
        let number = |index: usize| i32::try_from(index).unwrap_or(i32::MAX);
        let mut path = EncodedPath::default();
        pool.enter(self.id, &mut path);
        path.enter(&[pool.of(self.id).options_number()]);
        let mut r#final = path.clone();
        path.enter(&[UNINTERPRETED_OPTION, number(index)]);
        for field in fields {
            r#final.enter(&[self.model.number(*field)]);
        }
        if fields
            .last()
            .is_some_and(|last| self.model.is_repeated(*last))
        {
            r#final.enter(&[number(position)]);
        }
        let paths = &mut self.done.paths;
        paths.push(path.as_slice(), r#final.as_slice());
    }

    fn check_required(&mut self, tree: &Tree) {
        let mut missing = Vec::new();
        tree.missing(self.model, self.options, "", &mut missing);
        if !missing.is_empty() {
            let text = format!(
                "required fields are missing in the options: {}",
                missing.join(", ")
            );
            self.fault(Part::Whole, Fault::new(text).help("set them"));
        }
    }
}
