//! `DIRECTORY_SAME_PACKAGE`, `PACKAGE_DEFINED`, `PACKAGE_DIRECTORY_MATCH`, `PACKAGE_SAME_DIRECTORY`,
//! `PACKAGE_VERSION_SUFFIX`, `SYNTAX_SPECIFIED`: packages and the folders that they lie in.

use super::{SENSIBLE, STYLE, folder};
use crate::check::package::stability;
use crate::check::{Categories, Category, Check, Findings, Rule, detail};
use crate::schema::File;
use std::collections::BTreeSet;

const LAYOUT: Categories = Categories::all(&[
    Category::Minimal,
    Category::Basic,
    Category::Standard,
    Category::FileLayout,
]);

pub(super) const DIRECTORY_SAME: Rule = Rule {
    id: "DIRECTORY_SAME_PACKAGE",
    categories: LAYOUT,
    check: Check::EachFolder(check_folder),
    doc: r#"All files of a folder are of one package.

Breaks:
```proto
syntax = "proto3";
package acme.v1;
```
```proto other.proto
syntax = "proto3";
package acme.v2;
```

Allowed:
```proto acme/v1/one.proto
syntax = "proto3";
package acme.v1;
```
```proto acme/v2/other.proto
syntax = "proto3";
package acme.v2;
```
"#,
};

pub(super) const DEFINED: Rule = Rule {
    id: "PACKAGE_DEFINED",
    categories: Categories::all(&[Category::Minimal, Category::Basic, Category::Standard])
        .in_v1beta1(SENSIBLE),
    check: Check::EachFile(check_defined),
    doc: r#"Every file has a package.

Names without a package collide with those of everybody else who has none.

Breaks:
```proto
syntax = "proto3";
```

Allowed:
```proto
syntax = "proto3";
package acme.v1;
```
"#,
};

pub(super) const DIRECTORY_MATCH: Rule = Rule {
    id: "PACKAGE_DIRECTORY_MATCH",
    categories: LAYOUT,
    check: Check::EachFile(check_match),
    doc: r#"A file lies in the folder that its package names: `acme.v1` in `acme/v1`.

Breaks:
```proto acme/one.proto
syntax = "proto3";
package acme.v1;
```

Allowed:
```proto acme/v1/one.proto
syntax = "proto3";
package acme.v1;
```
"#,
};

pub(super) const SAME_DIRECTORY: Rule = Rule {
    id: "PACKAGE_SAME_DIRECTORY",
    categories: LAYOUT,
    check: Check::EachPackage(check_package),
    doc: r#"All files of a package lie in one folder.

Breaks:
```proto one/one.proto
syntax = "proto3";
package acme.v1;
```
```proto other/other.proto
syntax = "proto3";
package acme.v1;
```

Allowed:
```proto acme/one.proto
syntax = "proto3";
package acme.v1;
```
```proto acme/other.proto
syntax = "proto3";
package acme.v1;
```
"#,
};

pub(super) const VERSION_SUFFIX: Rule = Rule {
    id: "PACKAGE_VERSION_SUFFIX",
    categories: STYLE,
    check: Check::EachFile(check_version),
    doc: r#"The last part of a package's name is a version, such as `v1`, `v1beta1` or `v1test`.

What cannot be changed any more can be replaced by a next version, and both can be served at once.

Breaks:
```proto
syntax = "proto3";
package acme;
```
```proto
syntax = "proto3";
package acme.v0;
```

Allowed:
```proto
syntax = "proto3";
package acme.v1;
```
```proto
syntax = "proto3";
package acme.v1p2alpha3;
```
"#,
};

pub(super) const SYNTAX: Rule = Rule {
    id: "SYNTAX_SPECIFIED",
    categories: Categories::since_v1(&[Category::Basic, Category::Standard]),
    check: Check::EachFile(check_syntax),
    doc: r#"Every file says which syntax, or edition, it is written in.

Without it a file is proto2, which few expect.

Breaks:
```proto
package acme.v1;
```

Allowed:
```proto
syntax = "proto2";
package acme.v1;
```
"#,
};

fn check_folder(files: &[&File], findings: &mut Findings) {
    let packages: BTreeSet<_> = files.iter().map(|file| file.package.as_str()).collect();
    if packages.len() < 2 {
        return;
    }
    for file in files {
        let message = format!(
            "the folder {:?} has files of {}",
            folder(&file.name),
            listed(&packages)
        );
        findings.push(*file, detail::PACKAGE, message);
    }
}

fn check_package(files: &[&File], findings: &mut Findings) {
    let folders: BTreeSet<_> = files.iter().map(|file| folder(&file.name)).collect();
    if folders.len() < 2 {
        return;
    }
    for file in files {
        let message = format!(
            "the package {:?} has files in {}",
            file.package,
            listed(&folders)
        );
        findings.push(*file, detail::PACKAGE, message);
    }
}

fn listed(names: &BTreeSet<&str>) -> String {
    let names = names.iter().map(|name| format!("{name:?}"));
    names.collect::<Vec<_>>().join(", ")
}

fn check_defined(file: &File, findings: &mut Findings) {
    if file.package.is_empty() {
        findings.push(file, detail::WHOLE, "the file has no package");
    }
}

fn check_match(file: &File, findings: &mut Findings) {
    let expected = file.package.replace('.', "/");
    let found = folder(&file.name);
    if !file.package.is_empty() && found != expected {
        let package = &file.package;
        let message =
            format!("a file of the package {package} lies in {found:?}, not in {expected:?}");
        findings.push(file, detail::PACKAGE, message);
    }
}

fn check_version(file: &File, findings: &mut Findings) {
    if !file.package.is_empty() && stability(&file.package).is_none() {
        let message = format!(
            "the package {0} does not end with a version, as {0}.v1 does",
            file.package
        );
        findings.push(file, detail::PACKAGE, message);
    }
}

fn check_syntax(file: &File, findings: &mut Findings) {
    let mut places = detail::SYNTAX.iter();
    if !places.any(|path| file.locations.span(path).is_some()) {
        findings.push(
            file,
            detail::WHOLE,
            "the file does not say which syntax it is written in",
        );
    }
}
