/// What is wrong with one parameter of a request.
package struct ParameterFault: Error, Equatable, Sendable {
    /// Which of the faults of parameters it is.
    package let reason: ErrorReason
    /// The path below `params`, with dots; or `params` itself.
    package let field: String

    /// Names a fault and its field.
    package init(_ reason: ErrorReason, _ field: String) {
        self.reason = reason
        self.field = field
    }
}
