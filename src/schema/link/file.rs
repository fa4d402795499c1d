//! Files: language version, imports, and what each may see.

use super::names::is_identifier;
use super::{Linker, Place};
use crate::descriptor::google::protobuf::{self as descriptor, FileDescriptorProto};
use crate::report::Finding;
use crate::schema::{Edition, Features, File, FileId, Import, ImportKind, Locations, Role};
use crate::wire::Enumeration;
use bytes::Bytes;
use foldhash::{HashSet, HashSetExt};

/// protoc's limit.
const DEEPEST_PACKAGE: usize = 101;

/// The files whose elements the file at hand may name: its imports, and what they import publicly.
#[derive(Default)]
pub(super) struct Visible(HashSet<FileId>);

impl Linker {
    pub(super) fn lower_file(&mut self, mut file: FileDescriptorProto, role: Role) {
        let name = file.name.take().unwrap_or_default();
        let id = self.names.files[&name];
        let edition = self.edition(&name, &file);
        let source_info = file.source_code_info.take().unwrap_or_default();
        let locations = self.locations(&name, source_info);
        let mut place = Place::in_file(id, name, edition, locations);
        place.scope = file.package.take().unwrap_or_default();
        self.check_package(&place);
        let options = file.options.take();
        let own = options
            .as_ref()
            .and_then(|options| options.features.as_deref());
        place.features = self.features(&place, place.features, own, &place.file_name);
        let imports = self.imports(&mut place, &file);
        self.look_around(id, &imports);

        let messages = place.each(4, file.message_type, |place, message| {
            self.lower_message(place, message)
        });
        let enums = place.each(5, file.enum_type, |place, enumeration| {
            self.lower_enum(place, enumeration)
        });
        let services = place.each(6, file.service, |place, service| {
            self.lower_service(place, service)
        });
        let extensions = place.each(7, file.extension, |place, extension| {
            self.lower_extension(place, extension)
        });
        let (span, comments) = place.location_of(2);
        let (_, head) = place.location_of(12);
        self.files.push(File {
            id,
            edition,
            role,
            imports,
            messages,
            enums,
            services,
            extensions,
            comments,
            head,
            span,
            locations: place.locations,
            name: place.file_name,
            package: place.scope,
            features: place.features,
            deprecated: options.as_ref().and_then(|options| options.deprecated) == Some(true),
            options,
        });
    }

    /// Where everything in a file stands.
    fn locations(&mut self, name: &str, source_info: Bytes) -> Locations {
        Locations::indexed(source_info).unwrap_or_else(|error| {
            let finding = Finding::error(format!("the file's source info is damaged: {error}"));
            let help = "make its descriptor again, or leave the source info out";
            self.report.push(finding.in_file(name).help(help));
            Locations::default()
        })
    }

    fn edition(&mut self, name: &str, file: &FileDescriptorProto) -> Edition {
        let number = file.edition.map_or(0, Enumeration::number);
        match (file.syntax.as_deref().unwrap_or_default(), number) {
            ("" | "proto2", 0 | 998) => Edition::Proto2,
            ("proto3", 0 | 999) | ("", 999) => Edition::Proto3,
            ("editions" | "", 1000) => Edition::Edition2023,
            ("editions" | "", 1001) => Edition::Edition2024,
            ("editions" | "", 1002) => Edition::Edition2026,
            ("editions" | "", 9999) => Edition::Unstable,
            (syntax, number) => {
                let version = match file.edition.map(Enumeration::as_str_name) {
                    None if syntax == "editions" => "no edition".to_owned(),
                    None => format!("the syntax {syntax:?}"),
                    Some("") => format!("the edition number {number}"),
                    Some(name) => format!("the edition {name}"),
                };
                let text = format!("the file has {version}, which this grpcgen does not know");
                let help = "it knows proto2, proto3 and the editions 2023, 2024 and 2026";
                self.report
                    .push(Finding::error(text).in_file(name).help(help));
                Edition::Proto2
            }
        }
    }

    fn check_package(&mut self, place: &Place) {
        let package = &place.scope;
        if !package.is_empty() && !package.split('.').all(is_identifier) {
            self.fault(place, format!("the package {package:?} is not a name"));
        }
        if package.split('.').count() > DEEPEST_PACKAGE {
            let text = format!("the package has more than {DEEPEST_PACKAGE} parts");
            self.fault(place, text);
        }
    }

    /// `inherited`, overridden by the features of the element called `user`.
    pub(super) fn features(
        &mut self,
        place: &Place,
        inherited: Features,
        own: Option<&descriptor::FeatureSet>,
        user: &str,
    ) -> Features {
        self.check_features_allowed(place, own, user);
        let mut unknown = Vec::new();
        let features = inherited.overridden(own, |feature| unknown.push(feature));
        for feature in unknown {
            self.fault(
                place,
                format!("{user} sets the feature {feature} to a value that does not exist"),
            );
        }
        features
    }

    fn imports(&mut self, place: &mut Place, file: &FileDescriptorProto) -> Vec<Import> {
        let mut kinds = vec![ImportKind::Normal; file.dependency.len()];
        for (list, kind) in [
            (&file.weak_dependency, ImportKind::Weak),
            (&file.public_dependency, ImportKind::Public),
        ] {
            for index in list {
                let slot = usize::try_from(*index)
                    .ok()
                    .and_then(|index| kinds.get_mut(index));
                if let Some(slot) = slot {
                    *slot = kind;
                } else {
                    let text = format!("the file has no import {index} to be {kind:?}");
                    self.fault(place, text.to_lowercase());
                }
            }
        }
        let options = std::iter::repeat(ImportKind::Option);
        let kinds = kinds.into_iter().chain(options);
        let imported = file.dependency.iter().chain(&file.option_dependency);
        let mut seen = HashSet::new();
        let mut imports = Vec::with_capacity(file.dependency.len());
        for (name, kind) in imported.zip(kinds) {
            // One that is missing has been found by the ordering.
            if let Some(file) = self.names.files.get(name) {
                imports.push(Import { file: *file, kind });
            }
            if !seen.insert(name) {
                self.fault(place, format!("{name} is imported twice"));
            }
        }
        imports
    }

    fn look_around(&mut self, file: FileId, imports: &[Import]) {
        let visible = &mut self.visible.0;
        visible.clear();
        visible.insert(file);
        let direct = imports
            .iter()
            .filter(|import| import.kind != ImportKind::Option);
        let mut stack: Vec<_> = direct.map(|import| import.file).collect();
        while let Some(next) = stack.pop() {
            // A file comes behind its imports, but for those of a cycle, which is a fault already.
            if let (true, Some(next)) = (visible.insert(next), self.files.get(next.index())) {
                let public = next
                    .imports
                    .iter()
                    .filter(|import| import.kind == ImportKind::Public);
                stack.extend(public.map(|import| import.file));
            }
        }
    }

    pub(super) fn sees(&self, file: FileId) -> bool {
        self.visible.0.contains(&file)
    }
}
