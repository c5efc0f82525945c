import Persistence
import Testing

struct FingerprintTests {
    @Test func `texts that differ anywhere have other fingerprints`() {
        let lists: [[String?]] = [
            [], [""], [nil], ["a"], ["b"], ["a", nil], ["a", ""], [nil, "a"], ["ab"], ["a", "b"],
            ["A"], ["a\u{301}"], ["\u{e1}"],
        ]
        let prints = lists.map { Fingerprint.of($0) }
        #expect(Set(prints).count == lists.count)
        #expect(prints.allSatisfy { $0.utf8.count == 32 })
    }

    @Test func `it is the same in every process`() {
        #expect(Fingerprint.of(["secret"]) == Fingerprint.of(["secret"]))
        #expect(Fingerprint.of(["secret"]) == "4dc3b9eecc94e8770a5a384211a18227")
    }
}
