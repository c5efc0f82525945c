/// The ways in which a value shows itself.
enum Showing {
    /// What each of them makes of a value.
    static func all(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var debugged = ""
        debugPrint(value, to: &debugged)
        return [
            String(describing: value), String(reflecting: value), "\(value)", dumped, debugged,
            tree(Mirror(reflecting: value)),
        ]
    }

    /// Whether a text has six bytes of a secret in a row, as letters or as numbers.
    static func tells(_ text: String, of secret: String) -> Bool {
        let secret = Array(secret.utf8)
        guard secret.count >= 6 else { return false }
        let parts = Set((0...(secret.count - 6)).map { secret[$0..<($0 + 6)] })
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { UInt8($0) }
        return [Array(text.utf8), numbers].contains { bytes in
            bytes.count >= 6
                && (0...(bytes.count - 6)).contains { parts.contains(bytes[$0..<($0 + 6)]) }
        }
    }

    /// All that mirrors show, down to the last child.
    private static func tree(_ mirror: Mirror) -> String {
        let children = mirror.children.map { child in
            "\(child.label ?? ""): \(child.value) \(tree(Mirror(reflecting: child.value)))"
        }
        return children.joined(separator: "\n")
            + (mirror.superclassMirror.map(tree) ?? "")
    }
}
