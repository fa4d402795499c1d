//! `FILE_NO_DELETE`.

use crate::check::{Categories, Category, Change, Check, Findings, Rule};
use crate::schema::File;

pub(super) const RULE: Rule = Rule {
    id: "FILE_NO_DELETE",
    categories: Categories::all(&[Category::File, Category::Csr]),
    check: Check::FileGone(check),
    doc: r#"A file must stay where it is.

Other files import it by its path, and in most languages the path decides where the generated code lies.
Keep the file, and let it `import public` what has moved.

Breaks:
```proto old
syntax = "proto3";
```
```proto old moved.proto
syntax = "proto3";
message Moved {}
```
```proto new
syntax = "proto3";
```

Allowed:
```proto old
syntax = "proto3";
```
```proto new
syntax = "proto3";
```
```proto new added.proto
syntax = "proto3";
message Added {}
```
"#,
};

fn check(file: &File, findings: &mut Findings) {
    let gone = Change::<_, &File> {
        old: file,
        new: None,
    };
    let message = format!("the file {:?} was deleted", file.name);
    findings.push(gone, &[], message);
}
