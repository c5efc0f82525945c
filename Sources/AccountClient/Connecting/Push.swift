/// A message that the daemon sends unasked: an event of a watch, or news of a lease.
package struct Push: Equatable, Sendable {
    /// Its name, such as `$/event`.
    package let method: String
    /// Its parameters, an object; empty when it has none.
    package let params: [UInt8]

    /// Names a message.
    package init(method: String, params: [UInt8]) {
        self.method = method
        self.params = params
    }
}
