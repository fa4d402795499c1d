//! One file's options: names to fields, values to trees, trees to bytes.

use super::aggregate;
use super::fault::Fault;
use super::scalar;
use super::tree::{Tree, Value};
use super::{Options, message_name, spelling, uninterpreted};
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::link::meant::{Unknown, Wanted};
use crate::compile::link::model::Model;
use crate::compile::link::pool::Pool;
use crate::compile::link::resolve::undefined;
use crate::compile::link::suggest::Suggestions;
use crate::compile::link::visible::{Miss, Use, View};
use crate::compile::places::{OptionPaths, UNINTERPRETED_OPTION};
use crate::compile::stage::{Stage, Staged};
use crate::descriptor::google::protobuf::UninterpretedOption;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::schema::source_info::EncodedPath;
use crate::wire::{DecodeError, Writer};
use foldhash::HashMap;

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
    let mut paths = Paths::default();
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
            paths: &mut paths,
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

/// Whether a part of an option's name is a feature that descriptor.proto does not have.
fn is_feature(option: &UninterpretedOption, position: usize) -> bool {
    let is_extension = |at: usize| option.name.get(at).is_some_and(|part| part.is_extension);
    let first = option.name.first();
    is_extension(position)
        && !is_extension(0)
        && first.is_some_and(|first| first.name_part == "features")
}

/// The options of one element.
pub(super) struct OfElement<'s, 'p, 'a> {
    pub(super) model: &'s Model<'a>,
    pub(super) view: &'s View<'p, 'a>,
    suggestions: &'s Suggestions,
    pub(super) id: Id,
    /// The message that has its options.
    pub(super) options: Id,
    phase: Phase,
    paths: &'s mut Paths,
    done: &'s mut Interpreted,
}

/// What the paths of an element's options are made of; kept from element to element, as there are many.
#[derive(Default)]
struct Paths {
    /// That of the element's options.
    options: EncodedPath,
    /// That of the option at hand.
    r#final: EncodedPath,
    /// How many options have set repeated fields, by the fields that lead there: what literals set does not count.
    set: HashMap<Vec<Id>, usize>,
}

impl<'a> OfElement<'_, '_, 'a> {
    fn interpret(&mut self, tree: &mut Tree) {
        let pool = &self.model.pool;
        self.paths.set.clear();
        self.paths.options.clear();
        pool.enter(self.id, &mut self.paths.options);
        let number = pool.of(self.id).options_number();
        self.paths.options.enter(&[number]);
        let mut fields = Vec::with_capacity(4);
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
            if self.option(tree, index, option, &mut fields).is_some() {
                self.record(index, &fields);
            }
        }
        if self.phase == Phase::Custom {
            self.check_required(tree);
        }
    }

    pub(super) fn fault(&mut self, part: Part, fault: Fault) {
        if self.model.is_copied(self.id) {
            return;
        }
        let mut finding = self.model.pool.finding(self.id, part, fault.message);
        finding.help = fault.help;
        let mut staged = self.phase.stage().of(finding);
        staged.inside = fault.place;
        self.done.findings.push(staged);
    }

    /// Sets one option. Adds the fields that lead to it to `fields`.
    fn option(
        &mut self,
        tree: &mut Tree,
        index: usize,
        option: &'a UninterpretedOption,
        fields: &mut Vec<Id>,
    ) -> Option<()> {
        self.fields(index, option, fields)?;
        let (last, outer) = fields.split_last()?;
        let mut tree = tree;
        for field in outer {
            tree.clear_oneof(self.model, *field);
            tree = tree.nested(self.model.number(*field), *field)?;
        }
        if !self.model.is_repeated(*last) && tree.fields.contains(self.model.number(*last)) {
            let text = format!("the option `{}` is set twice", spelling(option));
            self.fault(
                Part::OptionName(index),
                Fault::new(text).help("keep one of them"),
            );
            return None;
        }
        let value = match self.value(*last, option) {
            Ok(value) => value,
            Err(fault) => {
                self.fault(Part::OptionValue(index), fault);
                return None;
            }
        };
        tree.clear_oneof(self.model, *last);
        tree.push(self.model.number(*last), *last, value);
        Some(())
    }

    fn value(&self, field: Id, option: &UninterpretedOption) -> Result<Value, Fault> {
        let link = self.model.link(field);
        match (link.kind, link.target) {
            (Some(Type::Message | Type::Group), Some(message)) => {
                let Some(text) = &option.aggregate_value else {
                    let fault = scalar::wrong(self.model, field, Type::Message, option);
                    let first = self.model.fields(message).next();
                    let first = first.map_or("field", |(_, field)| field.name());
                    return Err(fault.help(format!(
                        "write `{{ {first}: … }}`, or set its fields one by one: `{}.{first} = …`",
                        spelling(option)
                    )));
                };
                aggregate::parse(self.model, self.view, self.suggestions, message, text)
                    .map(Value::Message)
            }
            (Some(kind), _) => scalar::value(self.model, field, kind, option),
            (None, _) => {
                let text = format!("the type of `{}` is not defined", spelling(option));
                Err(Fault::new(text).help("define it first"))
            }
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
            let place = Part::OptionStep(index, position);
            if position == 0 && part.name_part == "uninterpreted_option" {
                let text = "the option `uninterpreted_option` is for the compiler only";
                self.fault(place, Fault::new(text).help("remove it"));
                return None;
            }
            let field = if part.is_extension {
                self.extension(place, &part.name_part)?
            } else {
                let found = pool.member(message, &part.name_part);
                let found = found.filter(|found| matches!(pool.of(*found), Of::Field(_)));
                let Some(field) = found else {
                    self.unknown_field(place, option, message, &part.name_part);
                    return None;
                };
                field
            };
            if self.model.containing(field) != Some(message) {
                self.misplaced(place, field, message);
                return None;
            }
            if is_feature(option, position) && pool.element(field).file == self.view.file {
                let name = pool.full_name(field);
                let text =
                    format!("the feature `{name}` cannot be set in the file that declares it");
                let help = "declare it in another file, and import that";
                self.fault(place, Fault::new(text).help(help));
                return None;
            }
            fields.push(field);
            if position + 1 < option.name.len() {
                let next = Part::OptionStep(index, position + 1);
                message = self.inside(next, field)?;
            }
        }
        Some(())
    }

    /// The message that the name leads into. `next` is the part of the name that should be in it.
    fn inside(&mut self, next: Part, field: Id) -> Option<Id> {
        let link = self.model.link(field);
        let name = self.model.pool.name(field);
        let is_message = matches!(link.kind, Some(Type::Message | Type::Group));
        let fault = match link.target {
            Some(_) if is_message && self.model.is_repeated(field) => Fault::new(format!(
                "`{name}` is repeated, so its fields cannot be set one by one"
            ))
            .help("set each element as a whole, with `{ … }`"),
            Some(target) if is_message => return Some(target),
            _ => Fault::new(format!("`{name}` is no message, so it has no fields"))
                .help("set it as a whole"),
        };
        self.fault(next, fault);
        None
    }

    /// Where the names of extensions are looked up. What an element contains is not in scope for its own options.
    pub(super) fn scope(&self) -> Id {
        let pool = &self.model.pool;
        match pool.of(self.id) {
            Of::File(_) => pool.file_of(self.id).package,
            Of::Range(_) => pool.scope(pool.element(self.id).parent),
            _ => pool.scope(self.id),
        }
    }

    fn extension(&mut self, place: Part, name: &str) -> Option<Id> {
        let pool = &self.model.pool;
        let scope = self.scope();
        let miss = match self.view.resolve(scope, name, Use::Option) {
            Ok(found) if self.model.field(found).is_some() => return Some(found),
            Ok(_) => Miss::Unknown,
            Err(miss) => miss,
        };
        if self.view.sees_broken() && !matches!(miss, Miss::NotImported(_)) {
            return None;
        }
        let unknown = Unknown {
            pool,
            view: self.view,
            suggestions: self.suggestions,
            scope,
            name,
            wanted: Wanted::Extension,
        };
        let finding = undefined(&unknown, self.id, place, &miss);
        self.done.findings.push(self.phase.stage().of(finding));
        None
    }

    /// Notes where the option ended up.
    fn record(&mut self, index: usize, fields: &[Id]) {
        let pool = &self.model.pool;
        if pool.file_of(self.id).places.is_none() {
            return;
        }
        let number = |index: usize| i32::try_from(index).unwrap_or(i32::MAX);
        let Paths {
            options,
            r#final,
            set,
        } = &mut *self.paths;
        r#final.go(options);
        for field in fields {
            r#final.enter(&[self.model.number(*field)]);
        }
        if fields
            .last()
            .is_some_and(|last| self.model.is_repeated(*last))
        {
            let before = set.entry(fields.to_vec()).or_default();
            r#final.enter(&[number(*before)]);
            *before += 1;
        }
        let below = [UNINTERPRETED_OPTION, number(index)];
        options.enter(&below);
        let paths = &mut self.done.paths;
        paths.push(options.as_slice(), r#final.as_slice());
        options.leave(&below);
    }

    fn check_required(&mut self, tree: &Tree) {
        if let Err(fault) = aggregate::complete(self.model, self.options, tree) {
            self.fault(Part::Whole, fault);
        }
    }
}
