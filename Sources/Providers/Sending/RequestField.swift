package import Secrets

/// A header field as it is sent: any of them may be the one that proves who the account is.
package struct RequestField: Equatable, Sendable {
    /// The field's name.
    package let name: String
    /// Its value.
    package let value: Secret

    /// Makes a field.
    package init(_ name: String, _ value: Secret) {
        self.name = name
        self.value = value
    }

    /// Makes a field of a value that anybody may know.
    init(_ name: String, plain value: String) {
        self.init(name, Secret(value))
    }
}
