import Kernel
import Testing

struct PatienceTests {
    @Test func `who always finds what it looks for goes on looking`() {
        var patience = Patience()
        for _ in 0..<1000 {
            let allows = patience.allows()
            #expect(allows)
            patience.note(found: true)
        }
    }

    @Test func `who looks in vain gives up soon, and tries again now and then`() {
        var patience = Patience()
        var looks: [Int] = []
        for wait in 0..<1000 where patience.allows() {
            looks.append(wait)
            patience.note(found: false)
        }
        #expect(looks.prefix(9) == [0, 1, 2, 3, 4, 5, 6, 7, 71])
        #expect(looks.count == 8 + 15)
        for (look, next) in zip(looks.dropFirst(8), looks.dropFirst(9)) {
            #expect(next - look == 64)
        }
    }

    @Test func `one look that was worth it is reason enough for the next`() {
        var patience = Patience()
        for _ in 0..<8 { patience.note(found: false) }
        var waits = 0
        repeat { waits += 1 } while !patience.allows()
        #expect(waits == 64)
        patience.note(found: true)
        let allowed = patience.allows()
        #expect(allowed)
        patience.note(found: false)
        let allowsMore = patience.allows()
        #expect(!allowsMore)
    }
}
