import Hosting
import JSON
import Seeding
import Testing

struct ProblemListTests {
    private static let text = LineIndex(Array("1\n2\n3\n4\n5\n6\n7\n8\n9\n".utf8))

    @Test(arguments: 0..<100)
    func `mistakes come by file and line, and by time within one`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let files = ["z.json", "a.json", "m.json"]
        var list = ProblemList()
        for file in files { list.open(file, Self.text) }
        for number in 0..<50 {
            list.open(files[Int.random(in: 0...2, using: &random)], Self.text)
            list.add(at: 2 * Int.random(in: 0...8, using: &random), "", "\(number)")
        }
        let keys = try list.sorted.map { problem in
            let rank = try #require(files.firstIndex(of: problem.file))
            return (rank, try #require(problem.line), try #require(Int(problem.message)))
        }
        for (one, next) in zip(keys, keys.dropFirst()) { #expect(one < next, "seed \(seed)") }
        #expect(list.count == 50)
    }

    @Test func `a file's own fault stands before those in it`() {
        var list = ProblemList()
        list.open("a.json", Self.text)
        list.add(at: 0, "", "in it")
        list.add(file: "a.json", "of it")
        #expect(list.report == ["a.json: of it", "a.json:1: in it"])
    }

    @Test func `more mistakes than anyone reads are counted`() {
        var list = ProblemList()
        list.open("a.json", Self.text)
        for _ in 0..<(ProblemList.shown + 7) { list.add(at: 0, "", "wrong") }
        #expect(list.report.count == ProblemList.shown + 1)
        #expect(list.report.last == "and 7 more")
    }

    @Test func `a second place is named by file and line`() {
        var list = ProblemList()
        list.open("a.json", Self.text)
        #expect(list.place(of: 4) == "a.json:3")
    }
}
