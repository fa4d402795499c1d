//! What is written of rules: in the program, in SARIF, in docs/rules.md.

use super::{Category, Check, Rule, Set, Version};
use std::fmt::Write;

/// Where grpcgen and buf differ, and why.
const DIFFERENCES: &str = include_str!("differences.md");

const HEAD: &str = "# The rules

Made from the rules themselves by a test; do not edit. `grpcgen rules ID` prints the same, and each example is run as a test.

The category in bold is what runs where nothing is configured. The others, and single rules, are named under `use` in the
`[lint]` and `[breaking]` sections of grpcgen.toml, or in buf.yaml.
";

impl Rule {
    /// Its documentation's first paragraph, on one line.
    pub fn summary(&self) -> String {
        let paragraph = self.doc.split("\n\n").next().unwrap_or_default();
        paragraph.trim().replace('\n', " ")
    }

    /// The ids of its categories in the newest version that has it.
    pub fn category_ids(&self) -> Vec<&'static str> {
        self.newest_categories().map(Category::id).collect()
    }

    /// Whether it runs where nothing is configured.
    pub fn is_default(&self, set: Set) -> bool {
        let mut categories = self.newest_categories();
        let live = !matches!(self.check, Check::Deprecated(_));
        live && categories.any(|category| category == set.default_category())
    }

    /// Which versions of a `buf.yaml` have it.
    pub fn versions(&self) -> Vec<Version> {
        let mut versions = vec![Version::V1Beta1, Version::V1, Version::V2];
        versions.retain(|version| self.categories.of(*version).is_some());
        versions
    }

    /// Everything that is written of it, in Markdown, below a heading.
    pub fn page(&self, set: Set) -> String {
        let mut page = String::new();
        let mut facts = vec![match set {
            Set::Lint => "lint".to_owned(),
            Set::Breaking => "breaking".to_owned(),
        }];
        let categories = self.category_ids();
        facts.push(if categories.is_empty() {
            "in no category".to_owned()
        } else {
            categories.join(", ")
        });
        if self.is_default(set) {
            facts.push("on by default".to_owned());
        }
        let versions = self.versions();
        if versions.len() < 3 {
            let names: Vec<_> = versions.iter().map(|version| version.name()).collect();
            facts.push(format!("only in {} of buf.yaml", names.join(" and ")));
        }
        if let Check::Deprecated(heirs) = self.check {
            facts.push("deprecated".to_owned());
            if !heirs.is_empty() {
                facts.push(format!("replaced by {}", heirs.join(", ")));
            }
        }
        write!(
            page,
            "{} — {}.\n\n{}",
            self.id,
            facts.join("; "),
            self.doc.trim_end()
        )
        .expect("a string takes whatever is written");
        page + "\n"
    }

    fn newest_categories(&self) -> impl Iterator<Item = Category> {
        let newest = self.versions().pop().unwrap_or(Version::V2);
        self.categories.of(newest).into_iter().flatten()
    }
}

impl Version {
    /// Its name in a `buf.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1Beta1 => "v1beta1",
            Self::V1 => "v1",
            Self::V2 => "v2",
        }
    }
}

/// docs/rules.md.
pub fn reference() -> String {
    let mut page = HEAD.to_owned();
    for (set, title) in [(Set::Lint, "Lint"), (Set::Breaking, "Breaking changes")] {
        write!(
            page,
            "\n## {title}\n\n| rule | categories | what it demands |\n|---|---|---|\n"
        )
        .expect("a string takes whatever is written");
        for rule in set.rules() {
            let (id, anchor) = (rule.id, rule.id.to_lowercase());
            let categories = rule.category_ids().join(", ");
            let default = set.default_category().id();
            let categories = if rule.is_default(set) {
                categories.replacen(default, &format!("**{default}**"), 1)
            } else {
                categories
            };
            let summary = rule.summary().replace('|', "\\|");
            writeln!(page, "| [{id}](#{anchor}) | {categories} | {summary} |")
                .expect("a string takes whatever is written");
        }
    }
    page.push('\n');
    page.push_str(DIFFERENCES);
    for (set, title) in [(Set::Lint, "Lint rules"), (Set::Breaking, "Breaking rules")] {
        write!(page, "\n## {title}\n").expect("a string takes whatever is written");
        for rule in set.rules() {
            write!(page, "\n### {}\n\n{}", rule.id, rule.page(set))
                .expect("a string takes whatever is written");
        }
    }
    page
}
