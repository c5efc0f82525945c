/// What an upstream answered, as a client saw it.
package struct UpstreamAnswer: Hashable, Sendable {
    /// A field of the answer's head.
    package struct Field: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// The status; `nil` when there was none.
    package var status: Int?
    /// What went wrong instead of a status.
    package var error: String?
    /// The fields that say something of limits, in the order of their names.
    package var headers: [Field] = []
    /// The body.
    package var body: String?

    /// An answer with a status, and a body when there was one.
    package init(
        _ status: Int, _ body: String? = nil, _ headers: KeyValuePairs<String, String> = [:]
    ) {
        self.status = status
        self.body = body
        self.headers = headers.map { Field(name: $0.key, value: $0.value) }
            .sorted { $0.name < $1.name }
    }

    /// What came instead of an answer.
    package init(error: String) {
        self.error = error
    }
}
