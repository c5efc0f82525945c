import Hosting
import Testing

struct WindowSettingsTests {
    private func faults(_ window: String) throws -> [String] {
        let more = ",\"windows\":\(window)"
        return try Inventories.faults("{\"accounts\":[\(Inventories.account("a", more))]}").map {
            $0.split(separator: "accounts[0].windows", maxSplits: 1).last.map(String.init) ?? $0
        }
    }

    private static let least =
        #""name":"5h","limit_reached":true,"learnt_at":"2026-01-01T00:00:00Z""#

    @Test func `a window has its name, its state and when that was learnt`() throws {
        #expect(try faults("[{\(Self.least)}]") == [])
        #expect(
            try faults("[{}]") == [
                "[0].name: is missing", "[0].limit_reached: is missing",
                "[0].learnt_at: is missing",
            ])
    }

    @Test func `a window may have all that a summary shows`() throws {
        let more =
            #","models":"claude-opus-*","used_percent":99.5,"resets_at":"#
            + #""2026-01-01T05:00:00Z","learnt":"usage""#
        #expect(try faults("[{\(Self.least)\(more)}]") == [])
    }

    @Test(arguments: [
        (#""used_percent":-1"#, "used_percent: must be a number from 0 to 1000"),
        (#""used_percent":"1""#, "used_percent: must be a number from 0 to 1000"),
        (#""used_percent":1e999"#, "used_percent: must be a number from 0 to 1000"),
        (#""resets_at":5"#, "resets_at: must be a string, is a number"),
        (#""resets_at":"soon""#, "resets_at: must be a time like 2036-01-01T00:00:00Z"),
        (#""learnt":"guess""#, #"learnt: must be one of "header", "body", "usage""#),
        (#""models":[]"#, "models: must be a string, is a list"),
    ])
    func `a member of the wrong shape is refused`(member: String, fault: String) throws {
        #expect(try faults("[{\(Self.least),\(member)}]") == ["[0].\(fault)"])
    }

    @Test func `windows are a list of objects`() throws {
        #expect(try faults("{}") == [": must be a list of objects, is an object"])
        #expect(try faults("[7]") == ["[0]: must be an object, is a number"])
        #expect(
            try faults("[{\(Self.least),\"limit_reach\":true}]")
                == ["[0]: unknown key \"limit_reach\"; did you mean \"limit_reached\"?"])
    }
}
