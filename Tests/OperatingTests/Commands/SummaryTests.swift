import JSON
import Operating
import Testing

struct SummaryTests {
    private static func provider(_ total: Int) -> String {
        "{\"blocked\":{},\"eligible\":\(total),\"in_use\":0,\"provider\":\"claude\","
            + "\"total\":\(total),\"waiters\":0}"
    }

    private static func account(_ number: Int) -> String {
        let digits = String(number)
        let id = "a-" + String(repeating: "0", count: 4 - digits.count) + digits
        return "{\"account_id\":\"\(id)\",\"cooldowns\":[],\"in_use\":1,\"max_in_flight\":4,"
            + "\"provider\":\"claude\",\"state\":\"available\",\"status\":\"active\"}"
    }

    /// A daemon with so many accounts that answers pages; of more than `most` it refuses.
    private static func daemon(accounts total: Int, most: Int = 10_000) -> ScriptedDaemon {
        ScriptedDaemon { method, params in
            guard method == "Summary" else { return .close }
            var members: [String] = []
            if params?["accounts"]?.boolean == true {
                let limit = Int(params?["limit"]?.integer ?? 500)
                if limit > most {
                    return .refusal(
                        "{\"code\":8,\"data\":{\"reason\":\"RESPONSE_TOO_LARGE\"},"
                            + "\"message\":\"m\"}"
                    )
                }
                let after = params?["after"]?.string.flatMap { Int($0.dropFirst(2)) } ?? 0
                let last = min(total, after + limit)
                members.append(
                    "\"accounts\":[\((after + 1..<last + 1).map(account).joined(separator: ","))]")
                if last < total {
                    let next = String(repeating: "0", count: 4 - String(last).count) + "\(last)"
                    members.append("\"next\":\"a-\(next)\"")
                }
            }
            members.append("\"as_of\":\"2026-03-12T11:35:00Z\",\"kept\":true")
            members.append("\"providers\":[\(provider(total))]")
            return .result("{\(members.joined(separator: ","))}")
        }
    }

    @Test func `few accounts are listed unasked, many only when asked for`() {
        let terminal = Terminal()
        #expect(terminal.run(["summary"], Self.daemon(accounts: 50)) == .success)
        #expect(terminal.text.contains("\na-0050 "))
        let other = Terminal()
        #expect(other.run(["summary"], Self.daemon(accounts: 51)) == .success)
        #expect(!other.text.contains("a-0001"))
        #expect(other.text.hasSuffix("\n--accounts lists the accounts\n"))
    }

    @Test func `3,000 accounts come page by page and each is shown once, in order`() {
        let terminal = Terminal()
        let status = terminal.run(["summary", "--accounts"], Self.daemon(accounts: 3000))
        #expect(status == .success)
        let rows = terminal.text.split(separator: "\n").filter { $0.hasPrefix("a-") }
        #expect(rows.count == 3000)
        #expect(rows.first == "a-0001   available  █░░░ 1/4")
        #expect(rows.map { $0.prefix(6) } == rows.map { $0.prefix(6) }.sorted())
        #expect(terminal.text.hasPrefix("3000 accounts, 3000 available, 0 in use, 0 waiting\n"))
    }

    @Test func `pages that are too large are asked for in parts`() {
        let terminal = Terminal()
        let daemon = Self.daemon(accounts: 300, most: 40)
        #expect(terminal.run(["summary", "--accounts"], daemon) == .success)
        #expect(terminal.text.split(separator: "\n").filter { $0.hasPrefix("a-") }.count == 300)
    }

    @Test func `the answer is printed as it came, a page a line`() {
        let terminal = Terminal()
        let daemon = Self.daemon(accounts: 501)
        #expect(terminal.run(["summary", "--json", "--accounts"], daemon) == .success)
        let lines = terminal.text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("{\"accounts\":[{\"account_id\":\"a-0001\""))
        #expect(lines[1].contains("a-0501") && !lines[1].contains("\"next\""))
        let plain = Terminal()
        #expect(plain.run(["summary", "--json"], daemon) == .success)
        #expect(
            plain.text == "{\"as_of\":\"2026-03-12T11:35:00Z\",\"kept\":true,"
                + "\"providers\":[\(Self.provider(501))]}\n")
    }

    @Test func `the providers' names alone are for programs`() {
        let terminal = Terminal()
        #expect(terminal.run(["summary", "--names"], Self.daemon(accounts: 9)) == .success)
        #expect(terminal.text == "claude\n")
    }

    @Test func `the question is passed on`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, params in
            let text = params.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? ""
            let expected = "{\"model\":\"m\",\"provider\":\"p\"}"
            return text == expected
                ? .result("{\"as_of\":\"\",\"providers\":[]}")
                : .refusal("{\"code\":5,\"message\":\"other parameters\"}")
        }
        let line = ["summary", "--provider", "p", "--model", "m"]
        #expect(terminal.run(line, daemon) == .success)
        #expect(terminal.text == "no accounts\n")
    }

    @Test func `a daemon that answers the same page for ever is not asked for ever`() {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in
            .result("{\"accounts\":[],\"as_of\":\"\",\"next\":\"a\",\"providers\":[]}")
        }
        #expect(terminal.run(["summary", "--accounts"], daemon) == .protocolFault)
    }
}
