import AccountClient
import Foundation
import JSON
import Testing

struct ForwarderTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The Swift of a text in Markdown, block by block.
    private static func blocks(_ text: String) -> [String] {
        text.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    @Test func `the article's code is the one that is compiled here`() throws {
        let article = try Self.text(
            "Sources/AccountClient/AccountClient.docc/BuildingAForwarder.md")
        let code = try Self.text("Tests/AccountClientTests/Documentation/Forwarder.swift")
        let blocks = Self.blocks(article)
        #expect(blocks.count == 3)
        #expect(blocks.prefix(2).joined(separator: "\n\n") + "\n" == code)
    }

    @Test func `the README's code is the one that is compiled here`() throws {
        let readme = try Self.text("README.md")
        let code = try Self.text("Tests/AccountClientTests/Documentation/ShortForwarder.swift")
        let block = try #require(Self.blocks(readme).first)
        let lines = code.components(separatedBy: "\n").map { $0.replacing(/^ {4}/, with: "") }
        #expect(lines.joined(separator: "\n").contains(block))
    }

    /// An upstream that gives each account its own answer.
    private struct ScriptedUpstream: Upstream {
        var answers: [Message?]
        let calls = Counter()

        func post(_ body: [UInt8], to url: String, headers: [CredentialHeader]) async throws
            -> Message
        {
            let call = calls.next()
            guard let answer = answers[min(call, answers.count - 1)] else { throw Down() }
            return answer
        }
    }

    private struct Down: Error {}

    private func forward(_ answers: [Message?], _ daemon: FalseDaemon) async throws -> Message {
        let forwarder = Forwarder(
            client: try daemon.client(), upstream: ScriptedUpstream(answers: answers))
        return try await forwarder.forward(Array("{}".utf8), model: "claude-sonnet-4-5")
    }

    @Test func `the caller notices nothing of an account that is limited or down`() async throws {
        let daemon = FalseDaemon(
            FalsePool(verdicts: [
                #""retry":"other""#, #""retry":"other""#, #""retry":"none""#,
            ]))
        let answer = try await forward([Message(status: 429), nil, Message(status: 200)], daemon)
        #expect(answer.status == 200)
        #expect(daemon.pool.of("MarkResult").map { $0["error"]?.string } == [nil, "network", nil])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `without another account the upstream's answer is the caller's`() async throws {
        let daemon = FalseDaemon(
            FalsePool(verdicts: [#""retry":"none","retry_after_ms":7000"#]))
        let answer = try await forward([Message(status: 429, body: [1])], daemon)
        #expect((answer.status, answer.body) == (429, [1]))
        #expect(answer.headers == [Header(name: "retry-after", value: "7")])
    }

    @Test func `without any account or daemon the caller is told`() async throws {
        let daemon = FalseDaemon { method, _ in
            method == "Select" ? .refuse(8, "NO_ELIGIBLE_ACCOUNT") : .answer
        }
        #expect(try await forward([nil], daemon).status == 429)
        let gone = FalseDaemon()
        gone.refuse(connects: 9)
        #expect(try await forward([nil], gone).status == 503)
    }
}
