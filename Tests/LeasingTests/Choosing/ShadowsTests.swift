import Leasing
import Testing

struct ShadowsTests {
    private func at(_ number: Int) -> Instant { Instant(nanoseconds: UInt64(number)) }

    @Test func `shadows end in the order in which they were cast, each once`() {
        var shadows = Shadows()
        shadows.append(7, until: at(10))
        shadows.append(7, until: at(10))
        shadows.append(8, until: at(12))
        #expect(shadows.first == at(10))
        #expect(shadows.popDue(at: at(9)) == nil)
        #expect(shadows.popDue(at: at(11)) == 7)
        #expect(shadows.popDue(at: at(11)) == 7)
        #expect(shadows.popDue(at: at(11)) == nil)
        #expect(shadows.popDue(at: at(12)) == 8)
        #expect(shadows.first == .distantFuture)
    }

    @Test func `those of an account that is gone are gone`() {
        var shadows = Shadows()
        for number in 0..<10 { shadows.append(number % 2, until: at(number)) }
        #expect(shadows.popDue(at: at(0)) == 0)
        shadows.remove(0)
        #expect((0..<5).compactMap { _ in shadows.popDue(at: at(20)) } == [1, 1, 1, 1, 1])
        #expect(shadows.popDue(at: at(20)) == nil)
    }

    @Test func `a long queue forgets what has ended and loses nothing`() {
        var shadows = Shadows()
        var popped: [Int] = []
        for number in 0..<6000 {
            shadows.append(number, until: at(number))
            if number > 2000, let account = shadows.popDue(at: at(number)) {
                popped.append(account)
            }
        }
        while let account = shadows.popDue(at: at(6000)) { popped.append(account) }
        #expect(popped == Array(0..<6000))
    }
}
