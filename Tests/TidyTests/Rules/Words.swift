import Testing

extension Rule {
    private static let typeKeywords: Set = ["struct", "class", "enum", "actor", "protocol"]
    private static let daemonTargets: Set = ["Serving", "Hosting", "Wire", "Leasing"]

    static let words = Rule("a connection inside the daemon is a peer") { file in
        guard let target = file.sourceTarget, daemonTargets.contains(target) else { return [] }
        return zip(file.tokens, file.tokens.dropFirst()).compactMap { keyword, name in
            guard typeKeywords.contains(keyword.text),
                name.text.hasSuffix("Session") || name.text.hasSuffix("Connection")
            else { return nil }
            return file.finding(name.line, "\(name.text) is called a peer here")
        }
    }
}

struct WordsTests {
    @Test func `a type of the daemon is not called a session or a connection`() {
        let code = "struct SessionKey {}\nfinal class PeerSession {}"
        #expect(
            Rule.words.complaints(about: code, at: "Sources/Serving/A.swift") == [
                "Sources/Serving/A.swift:2: PeerSession is called a peer here"
            ])
        #expect(Rule.words.complaints(about: code, at: "Sources/AccountClient/A.swift").isEmpty)
    }
}
