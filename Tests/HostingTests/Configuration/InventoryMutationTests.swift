import Hosting
import JSON
import Seeding
import Serving
import Testing

/// Inventories with slips of the hand: the reader answers each with an inventory or with mistakes
/// that lie in it, and no secret of it leaves the file.
struct InventoryMutationTests {
    /// Longer than any name may be, so that nothing may repeat it wherever it stands.
    private static let long = "CANARY-" + String(repeating: "0aB1cD2e", count: 10)
    /// May be a name.
    private static let short = "CANARY-0aB1cD2e3F4g5H6i7J8k9L"

    private static func inventory(_ secret: String) -> String {
        """
        {"providers":{
          "claude":{"strategy":"least_busy","models":["claude-*"],"usage":{"required":["5h"]},
            "headers":{"x-team":"blue","x-key":"\(secret)"},"client_id":"c"},
          "mine":{"dialect":"openai","base_url":"https://mine.example","auth_header":"x-key",
            "rules":[{"name":"busy","is":"rate_limited","when":{"status":[429,503],
              "header.x-limit":"account*"},"until":["retry-after","30s"]}]}},
         "allow_uids":[0,1000],
         "accounts":[
          {"id":"a","provider":"claude","label":"team","priority":1,"max_in_flight":4,
            "credential":{"kind":"api_key","api_key":"\(secret)"}},
          {"id":"b","provider":"mine","weight":2,"enabled":true,"proxy_url":"http://\(secret)@p:1",
            "credential":{"kind":"api_key","file":"key"}},
          {"id":"c","provider":"codex","models":["gpt-*"],"headers":{"x-extra":"1"},
            "windows":[{"name":"primary","limit_reached":true,"used_percent":1e2,
              "learnt_at":"2026-01-01T00:00:00Z","resets_at":"2026-01-01T05:00:00Z"}],
            "credential":{"kind":"oauth","access_token":"\(secret)","refresh_token":"\(secret)",
              "id_token":"\(secret)","expires_at":"2036-01-01T00:00:00Z","account_id":"u"}}]}
        """
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("key", "from-the-file")
    }

    @Test func `the inventory that is mutated is a good one`() throws {
        for secret in [Self.long, Self.short] {
            let path = try folder.write("i.json", Self.inventory(secret))
            #expect(try Inventories.read(folder, [path]).get().inventory.entries.count == 3)
        }
    }

    @Test(arguments: 0..<20)
    func `mistakes lie in the file and repeat no secret`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let secret = seed % 2 == 0 ? Self.long : Self.short
        for round in 0..<60 {
            var text = MutatedText(Self.inventory(secret))
            text.mutate(using: &random)
            let path = try folder.write("i.json", text.bytes)
            let lineCount = text.bytes.count { $0 == UInt8(ascii: "\n") } + 1
            switch Inventories.read(folder, [path]) {
            case .success(let reading):
                check(reading.warnings, text.bytes, "seed \(seed), round \(round)")
            case .failure(let fault):
                check(fault.lines, text.bytes, "seed \(seed), round \(round)")
                #expect(!fault.lines.isEmpty)
                for line in fault.lines where !line.contains("names no account") {
                    let number = line.dropFirst("i.json:".count).prefix { $0.isNumber }
                    #expect(
                        (1...lineCount).contains(Int(number) ?? 0),
                        "seed \(seed), round \(round): \(line)")
                }
            }
        }
    }

    private func check(_ lines: [String], _ text: [UInt8], _ place: Comment) {
        // What stands where a name belongs is a name.
        let names = (try? JSONValue.parse(text)).map(names) ?? []
        for line in lines where line.contains("CANARY") {
            #expect(names.contains(Self.short) && !line.contains(Self.long), place)
        }
    }

    private func names(_ value: JSONValue) -> [String] {
        (value["accounts"]?.array ?? []).compactMap { $0["id"]?.string }
            + (value["providers"]?.members ?? []).map(\.name)
    }

    @Test(.timeLimit(.minutes(1)))
    func `ten thousand accounts on one line are read without looking at the line each time`()
        throws
    {
        let accounts = (0..<10_000).map { Inventories.account("a\($0)") }
        let path = try folder.write(
            "i.json", "{\"accounts\":[\(accounts.joined(separator: ","))]}")
        let reading = try Inventories.read(folder, [path]).get()
        #expect(reading.description == "10000 accounts (openai 10000)")
    }
}
