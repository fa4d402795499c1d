//! Packages to modules: every package, and every package on the way to one, is a module with a file of its own.
//!
//! Two packages never share a module, even where their names differ in nothing that Rust keeps (`a.HTTP`, `a.http`).

use super::names::{self, Names};
use std::collections::BTreeMap;

/// The modules of the packages that a tree is made of.
#[derive(Default)]
pub(super) struct Packages(BTreeMap<String, Package>);

#[derive(Default)]
struct Package {
    /// The module's path from the root.
    module: Vec<String>,
    /// The packages right below, in the order of their names.
    children: Vec<String>,
}

impl Packages {
    pub(super) fn new<'a>(packages: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self(BTreeMap::from([(String::new(), Package::default())]));
        packages.for_each(|package| all.insert(package));
        all.name("");
        all
    }

    /// Adds a package and those above it.
    fn insert(&mut self, package: &str) {
        if self.0.contains_key(package) {
            return;
        }
        self.0.insert(package.to_owned(), Package::default());
        let parent = package.rsplit_once('.').map_or("", |(parent, _)| parent);
        self.insert(parent);
        self.0
            .entry(parent.to_owned())
            .or_default()
            .children
            .push(package.to_owned());
    }

    /// Gives the packages below one their modules. The recursion is as deep as a package has segments.
    fn name(&mut self, parent: &str) {
        let Package { module, children } = self.0.entry(parent.to_owned()).or_default();
        // Who is written as Rust would write it keeps its name.
        children.sort_by_cached_key(|child| (module_name(child) != segment(child), child.clone()));
        let (module, children) = (module.clone(), children.clone());
        let mut taken = Names::default();
        for child in &children {
            let mut name = module_name(child);
            if module.is_empty() && (name == "runtime" || name == "r#mod") {
                // The runtime lies there, and `mod.rs` is the root's own file.
                name = name.trim_start_matches("r#").to_owned() + "_";
            }
            let mut path = module.clone();
            path.push(taken.unique(name));
            self.0.entry(child.clone()).or_default().module = path;
            self.name(child);
        }
    }

    /// Every package, the root's among them.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The path of a package's module.
    pub(super) fn module(&self, package: &str) -> &[String] {
        self.0
            .get(package)
            .map_or(&[], |package| package.module.as_slice())
    }

    /// The packages right below one, and their modules' names.
    pub(super) fn children(&self, package: &str) -> impl Iterator<Item = (&str, &str)> {
        let children = self
            .0
            .get(package)
            .map_or(&[][..], |package| &package.children);
        children.iter().map(|child| {
            let name = self.module(child).last().map_or("", String::as_str);
            (child.as_str(), name)
        })
    }

    /// The path of a package's file. `a/mod.rs` would be taken for the file of `a`.
    pub(super) fn file(&self, package: &str) -> String {
        let parts: Vec<_> = self
            .module(package)
            .iter()
            .map(|part| part.trim_start_matches("r#"))
            .collect();
        match parts.last() {
            None => "mod.rs".to_owned(),
            Some(&"mod") => parts.join("/") + "/mod.rs",
            Some(_) => parts.join("/") + ".rs",
        }
    }
}

fn segment(package: &str) -> &str {
    package.rsplit_once('.').map_or(package, |(_, last)| last)
}

fn module_name(package: &str) -> String {
    names::module_name(segment(package))
}

#[cfg(test)]
mod tests {
    use super::Packages;

    #[test]
    fn every_package_has_a_file_of_its_own() {
        let packages = Packages::new(["mod", "a.type.mod", "A.Type", "runtime", "a.b"].into_iter());
        for (package, file) in [
            ("", "mod.rs"),
            ("mod", "mod_.rs"),
            ("a", "a.rs"),
            ("A", "a_2.rs"),
            ("A.Type", "a_2/type.rs"),
            ("a.type", "a/type.rs"),
            ("a.type.mod", "a/type/mod/mod.rs"),
            ("runtime", "runtime_.rs"),
        ] {
            assert_eq!(packages.file(package), file, "{package}");
        }
        let children: Vec<_> = packages.children("a").collect();
        assert_eq!(children, [("a.b", "b"), ("a.type", "r#type")]);
    }
}
