/// A caller's key in a query: Google's SDKs send it as `key`, or as `access_token`.
package enum QueryCredential {
    private static let names = ["key", "access_token"]

    /// The key of a query, if it has one.
    package static func value(in query: some StringProtocol) -> String? {
        for part in query.split(separator: "&") {
            for name in names where part.hasPrefix(name + "=") {
                return String(part.dropFirst(name.utf8.count + 1))
            }
        }
        return nil
    }

    /// The query without keys; all else stands as it stood.
    package static func removed(from query: some StringProtocol) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false)
            .filter { part in !names.contains { part == $0 || part.hasPrefix($0 + "=") } }
            .joined(separator: "&")
    }
}
