//! Messages in a `google.protobuf.Any`, which literals write out.

use super::{Literal, complete};
use crate::compile::link::element::Id;
use crate::compile::link::meant::Wanted;
use crate::compile::link::options::fault::Fault;
use crate::compile::link::options::tree::{Tree, Value};
use crate::compile::link::visible::{Miss, Use};

/// What has a type that only the value knows.
const ANY: &str = "google.protobuf.Any";

/// What stands before the name of a type.
const PREFIXES: [&str; 2] = ["type.googleapis.com", "type.googleprod.com"];

impl Literal<'_, '_, '_, '_> {
    /// A message by the URL of its type.
    pub(super) fn any(
        &mut self,
        message: Id,
        tree: &mut Tree,
        prefix: &str,
        type_name: &str,
    ) -> Result<(), Fault> {
        let pool = &self.model.pool;
        let fields = pool
            .member(message, "type_url")
            .zip(pool.member(message, "value"));
        let Some((type_url, value)) = fields.filter(|_| pool.full_name(message) == ANY) else {
            let text = format!(
                "`{}` is no `{ANY}`, which alone holds messages of any type",
                pool.full_name(message)
            );
            return Err(Fault::new(text).help("write the name of a field"));
        };
        let found = self.any_type(prefix, type_name)?;
        if tree.fields.contains(1) || tree.fields.contains(2) {
            let text = format!("a `{ANY}` holds one message, and this is the second one");
            return Err(Fault::new(text).help("keep one of them"));
        }
        self.tokens.take(':');
        let end = self.open()?;
        let content = self.nested(found, end)?;
        complete(self.model, found, &content)?;
        let url = format!("{prefix}/{type_name}");
        tree.push(1, type_url, Value::Bytes(url.into_bytes()));
        tree.push(2, value, Value::Bytes(content.encode_all(self.model)));
        Ok(())
    }

    fn any_type(&self, prefix: &str, type_name: &str) -> Result<Id, Fault> {
        if !PREFIXES.contains(&prefix) {
            let text = format!("no types are to be had from `{prefix}`");
            return Err(Fault::new(text).help(format!("write `[{}/{type_name}]`", PREFIXES[0])));
        }
        let absolute = format!(".{type_name}");
        let miss = match self.view.resolve(Id::ROOT, &absolute, Use::Any) {
            Ok(found) if self.model.message(found).is_some() => return Ok(found),
            Ok(_) => Miss::Unknown,
            Err(miss) => miss,
        };
        let fault = Fault::new(format!(
            "the message `{type_name}` is not defined, or not imported"
        ));
        Err(fault.help(self.remedy(&miss, Id::ROOT, &absolute, Wanted::Message)))
    }
}
