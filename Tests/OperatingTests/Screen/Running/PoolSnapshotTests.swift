import JSON
import Operating
import Testing

struct PoolSnapshotTests {
    private func snapshot(_ pool: MadeUpPool) throws -> JSONValue {
        let terminal = Terminal()
        let watching = Watching(pool)
        let status = terminal.run(["top", "--once", "--json"], watching.script)
        #expect(status == .success)
        #expect(terminal.text.split(separator: "\n").count == 1)
        return try JSONValue.parse(terminal.output)
    }

    @Test func `all accounts are in one object, with the health and the events`() throws {
        let value = try snapshot(.random(1200, seed: 2))
        #expect(value["accounts"]?.array?.count == 1200)
        #expect(value["health"]?.string == "SERVING")
        #expect(value["events"]?.array?.count == 40)
        #expect(value["providers"]?.array?.count == 3 && value["next"] == nil)
        let names = value.members?.map(\.name) ?? []
        #expect(names == names.sorted())
    }

    @Test func `what an older daemon does not tell is left out`() throws {
        var pool = MadeUpPool.random(3, seed: 2)
        pool.unknown = ["Events"]
        let value = try snapshot(pool)
        #expect(value["events"] == nil && value["accounts"]?.array?.count == 3)
    }
}
