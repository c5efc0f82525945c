import JSON

/// The `result` of a Health.
package enum Health {
    /// Whether the daemon serves; `nil` when this is no such result.
    package static func isServing(_ result: [UInt8]) -> Bool? {
        guard let status = (try? JSONValue.parse(result))?["status"]?.string else { return nil }
        return status == "SERVING"
    }
}
