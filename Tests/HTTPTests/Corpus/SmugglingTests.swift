import HTTP
import Testing

struct SmugglingTests {
    @Test(arguments: SmugglingCase.all)
    func `what two could read in two ways is refused, in any split`(_ smuggling: SmugglingCase) {
        let whole = Requests.steps([smuggling.bytes[...]])
        #expect(whole.fault() == smuggling.fault)
        #expect(whole.heads().allSatisfy { $0.target.path != "/smuggled" })
        #expect(Requests.steps(Splits.bytewise(smuggling.bytes)) == whole)
        guard smuggling.bytes.count < 1000 else { return }
        for pieces in Splits.inTwo(smuggling.bytes) { #expect(Requests.steps(pieces) == whole) }
    }

    @Test func `every trick has a name of its own`() {
        #expect(Set(SmugglingCase.all.map(\.testDescription)).count == SmugglingCase.all.count)
        #expect(SmugglingCase.all.count > 70)
    }
}
