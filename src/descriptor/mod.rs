// @generated
/// `google`
pub mod google {
    /// `google.protobuf`
    pub mod protobuf;
}
