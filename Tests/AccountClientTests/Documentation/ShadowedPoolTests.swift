import AccountClient
import Foundation
import Testing

struct ShadowedPoolTests {
    @Test func `the README's code is the one that is compiled here`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let code = try String(
            contentsOf: folder.appending(path: "ShadowedPool.swift"), encoding: .utf8)
        let section = try #require(
            readme.components(separatedBy: "\n## Migrating: shadow first\n").dropFirst().first)
        let block = try #require(
            section.components(separatedBy: "```swift\n").dropFirst().first?
                .components(separatedBy: "\n```").first)
        let lines = code.components(separatedBy: "\n").map { $0.replacing(/^ {4}/, with: "") }
        #expect(lines.joined(separator: "\n").contains(block))
    }

    @Test func `a program that compares uses its own account and leases none`() async throws {
        var pool = FalsePool()
        pool.standings["claude-1"] = "\"rules\":[],\"state\":\"quota\""
        let daemon = FalseDaemon(pool)
        let (log, used) = (Journal<String>(), Journal<String>())
        let own = OwnPool.Account(
            id: "claude-1", headers: [Header(name: "x-api-key", value: "own")])
        let (answer, shadow) = try await shadowedPool(
            try daemon.client(), OwnPool([own]), model: "m", log: { log.note($0) },
            post: { headers in
                for header in headers { used.note(header.value) }
                return Message(status: 200)
            })
        #expect(answer.status == 200)
        #expect(used.entries == ["own"])
        while shadow.counts == ShadowCounts() { await Task.yield() }
        // What a second takes here cannot be promised: dropped is as well as told.
        while shadow.counts.dropped == 0, log.entries.isEmpty { await Task.yield() }
        #expect(
            shadow.counts.dropped == 1
                || log.entries == [
                    "claude m: the caller used claude-1, accountd would lend claude-0 (strategy); "
                        + "claude-1 is kept away: quota until somebody acts"
                ])
        #expect(daemon.pool.of("Select").isEmpty)
    }
}
