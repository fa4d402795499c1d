//! The option `packed`, interpreted ahead of protox.
//!
//! protox decides whether a field is packed before it has read the field's options, and so would encode the values of a
//! custom option that is declared with `[packed = false]` the wrong way.

use protox::prost_reflect::prost_types::{
    DescriptorProto, FieldDescriptorProto, FileDescriptorProto, UninterpretedOption,
};

pub(super) fn interpret(file: &mut FileDescriptorProto) {
    file.extension.iter_mut().for_each(interpret_in_field);
    let mut messages: Vec<&mut DescriptorProto> = file.message_type.iter_mut().collect();
    while let Some(message) = messages.pop() {
        let fields = message.field.iter_mut().chain(&mut message.extension);
        fields.for_each(interpret_in_field);
        messages.extend(&mut message.nested_type);
    }
}

fn interpret_in_field(field: &mut FieldDescriptorProto) {
    let Some(options) = &mut field.options else {
        return;
    };
    let is_packed = |option: &UninterpretedOption| {
        let [part] = option.name.as_slice() else {
            return false;
        };
        part.name_part == "packed" && !part.is_extension
    };
    let mut packed = options
        .uninterpreted_option
        .iter()
        .filter(|option| is_packed(option));
    let (Some(option), None) = (packed.next(), packed.next()) else {
        return;
    };
    let value = match option.identifier_value.as_deref() {
        Some("true") => true,
        Some("false") => false,
        // A fault, which is protox's to tell.
        Some(_) | None => return,
    };
    options.packed = Some(value);
    options
        .uninterpreted_option
        .retain(|option| !is_packed(option));
}
