import Leasing
import Persistence
import Simulation
import Testing

struct ImageFileTests {
    @Test func `an image puts every document, in the order of the keys`() throws {
        var keeper = try Keeper()
        keeper.append([.put("b", [2]), .put("a", [1]), .put("c", []), .remove("c")])
        try keeper.killAndRestart()
        keeper.pass(.zero)
        let changes = Spelling.put("a", [1]) + Spelling.put("b", [2])
        #expect(
            keeper.disk.bytes(of: "image.0002")
                == Spelling.image(generation: 2, base: 1, changes))
    }

    @Test func `an image of the wrong number, of other things or with a surplus is damage`() throws
    {
        let header = Spelling.header(Spelling.image, generation: 1, base: 3)
        func frame(_ number: UInt64, _ changes: [UInt8]) -> [UInt8] {
            Spelling.frame(
                Spelling.image, generation: 1, number: number, durable: 3, changes)
        }
        let cases: [([UInt8], Damage.Reason, Int)] = [
            (header + frame(2, []), .number, 32), (header + frame(3, [9]), .changes, 32),
            (header + frame(3, []) + [0], .surplus, 56), (header, .truncated, 32),
        ]
        for (bytes, reason, offset) in cases {
            var folder = Folder(["image.0001": bytes])
            guard case .nothingValid(let damages)? = folder.refusal() else {
                Issue.record("\(reason) is accepted")
                continue
            }
            #expect(damages.map(\.reason) == [reason])
            #expect(damages.map(\.offset) == [offset])
            #expect(damages.map(\.byteCount) == [bytes.count - offset])
        }
    }
}
