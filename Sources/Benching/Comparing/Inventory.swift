import JSON

/// Accounts to measure with.
package enum Inventory {
    /// An inventory of so many accounts of a provider, each with a key of nobody's.
    ///
    /// - Parameter strategy: how they are chosen; `nil` for the daemon's own way.
    package static func text(
        accounts: Int, provider: String, strategy: String? = nil
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("accounts")
        writer.beginArray()
        for number in 0..<accounts {
            writer.beginObject()
            writer.name("credential")
            writer.beginObject()
            writer.name("api_key")
            writer.string("bench-key-of-nobody-\(number)")
            writer.name("kind")
            writer.string("api_key")
            writer.endObject()
            writer.name("id")
            writer.string("\(provider)-\(number)")
            writer.name("provider")
            writer.string(provider)
            writer.endObject()
        }
        writer.endArray()
        if let strategy {
            writer.name("providers")
            writer.beginObject()
            writer.name(provider)
            writer.beginObject()
            writer.name("strategy")
            writer.string(strategy)
            writer.endObject()
            writer.endObject()
        }
        writer.endObject()
        return writer.take()
    }
}
