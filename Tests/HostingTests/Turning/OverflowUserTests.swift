import Hosting
import Testing

struct OverflowUserTests {
    @Test func `the number is read up to its line's end`() {
        #expect(OverflowUser.parse(Array("65534\n".utf8)) == 65_534)
        #expect(OverflowUser.parse(Array("99".utf8)) == 99)
        #expect(OverflowUser.parse(Array("x\n".utf8)) == nil)
        #expect(OverflowUser.parse([]) == nil)
    }

    @Test func `this host has one`() {
        #expect(OverflowUser.number > 0)
    }
}
