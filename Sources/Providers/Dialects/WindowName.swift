/// The names that upstreams give to their windows, which go on to the wire and into logs.
enum WindowName {
    /// Takes a name of 1 to 64 letters, digits and `_.-`; `nil` for anything else.
    static func read(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            byte.decimalDigit != nil || (0x61...0x7A).contains(byte.lowercased)
                || "_.-".utf8.contains(byte)
        }
        return isName && !text.isEmpty && text.utf8.count <= 64 ? text : nil
    }
}
