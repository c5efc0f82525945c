/// One header of an HTTP message.
public struct Header: Hashable, Sendable {
    /// The name; its case means nothing.
    public let name: String
    /// The value as it stands.
    public let value: String

    /// Names a header.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
