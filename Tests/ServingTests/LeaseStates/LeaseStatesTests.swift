import JSON
import Serving
import Testing

/// The table of operations and states, played against the service cell by cell.
struct LeaseStatesTests {
    private static let table = LeaseTable.file

    @Test func `the table has a row for each state and in it a cell for each operation`() {
        let operations = Self.table.operations.map(\.name)
        #expect(Self.table.rows.map(\.state) == Self.table.states.map(\.name))
        for row in Self.table.rows {
            #expect(row.operations == operations, "\(row.state)")
        }
        #expect(Set(operations).count == operations.count)
        #expect(Self.table.cells.count > 400)
    }

    @Test(arguments: table.states)
    func `a lease is put into the state`(_ state: LeaseTable.State) throws {
        let scene = LeaseScene(state)
        _ = try scene.play(state.reach)
        let sight = scene.look()
        #expect(sight.fits(state), "\(state.name): \(sight)")
    }

    @Test(arguments: table.cells)
    func `an operation is answered and leaves the lease as the cell says`(
        _ cell: LeaseTable.Cell
    ) throws {
        let wanted = try #require(cell.answer, "the table has no such cell, or it has no answer")
        let next = try #require(cell.next, "the table names no state that it has")
        let scene = LeaseScene(cell.state)
        _ = try scene.play(cell.state.reach)
        let answers = try scene.play(cell.operation.steps)
        let complaint = scene.complaint(about: answers, wanted)
        #expect(complaint == nil)
        scene.giveBackOther(answers)
        let sight = scene.look()
        #expect(sight.fits(next), "it is \(sight), not \(next.name)")
    }
}

extension LeaseScene {
    /// What is wrong with an answer; nil when it is what the cell wants.
    func complaint(about answers: [String], _ wanted: JSONValue) -> String? {
        let shown = answers.joined(separator: " ")
        if wanted.isNull || wanted["push"] != nil {
            let pushes = wanted["push"].map { [$0.string] } ?? []
            let pushed = answers.filter { $0["method"] == "$/lease_revoked" }
            guard answers.count == pushed.count, pushed.map({ $0["params.reason"] }) == pushes,
                pushed.allSatisfy({ $0["params.lease_id"] == lease })
            else { return "\(shown) is not what is pushed" }
            return nil
        }
        guard answers.count == 1, let answer = answers.first else {
            return "not one answer: \(shown)"
        }
        if let reason = wanted["error"]?.string {
            return answer["error.data.reason"] == reason ? nil : "\(shown) is not \(reason)"
        }
        guard answer["result"] != nil else { return "\(shown) is not a result" }
        for member in wanted["result"]?.members ?? [] {
            let value = JSONValue.text(filled(member.value))
            let text = value.string ?? String(decoding: value.encoded(), as: UTF8.self)
            guard answer["result.\(member.name)"] == text else {
                return "\(shown): \(member.name) is not \(text)"
            }
        }
        guard let which = wanted["lease"]?.string else { return nil }
        let isSame = answer["result.lease.lease_id"] == lease
        return isSame == (which == "same") ? nil : "\(shown) is not \(which) lease"
    }

    /// Releases another lease that an operation was granted.
    func giveBackOther(_ answers: [String]) {
        guard let other = answers.first?["result.lease.lease_id"], other != lease else { return }
        _ = bench.call(peer("caller"), "Release", #"{"lease_id":"\#(other)"}"#)
    }
}
