/// Which words of an inventory or of a command line a message may repeat.
///
/// A key that was pasted into the wrong place must not end in a log, wherever the place is. Names
/// are short and have few digits; the shortest keys that upstreams give out (32 hexadecimal digits)
/// are neither. What begins as their keys do is none either, however short.
package enum Mentionable {
    private static let longest = 32
    private static let digits = 4
    /// How keys and tokens begin: of OpenAI and Anthropic, xAI, Google, GitHub, and JSON web tokens
    /// (RFC 7519), which begin with `{"` in base64.
    private static let beginnings = [
        "sk-", "sess-", "rt_", "xai-", "AIza", "ya29.", "1//", "gho_", "ghp_", "ghs_", "ghu_",
        "ghr_", "github_pat_", "eyJ",
    ]

    /// The word, when nobody can take it for a secret.
    package static func word(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPlain, text.utf8.count <= longest,
            text.utf8.count(where: { (0x30...0x39).contains($0) }) <= digits,
            !beginnings.contains(where: text.hasPrefix)
        else { return nil }
        return text
    }

    /// The word in quotes and a blank before it; nothing for a word that is not repeated.
    package static func quoted(_ text: String) -> String {
        word(text).map { " \"\($0)\"" } ?? ""
    }

    /// The beginning of a path of members, up to the first that is not repeated.
    package static func path(_ path: String) -> String {
        path.split(separator: ".", omittingEmptySubsequences: false)
            .prefix { word(String($0)) != nil }.joined(separator: ".")
    }
}
