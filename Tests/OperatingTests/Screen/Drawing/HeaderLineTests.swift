import Operating
import Testing

struct HeaderLineTests {
    @Test func `there is more to be told where there is room`() {
        let watching = Watching(.random(3, seed: 1))
        watching.pool.unknown = []
        watching.read()
        let line = watching.lines(140).first ?? ""
        #expect(line.hasPrefix("accountd 0.1.0  SERVING  "))
        #expect(line.contains("  up 4h 15m  epoch e1 "))
        #expect(line.hasSuffix("  12:35:00"))
    }

    @Test func `what has no room is left out, the least important first`() {
        let watching = Watching.accounts(3)
        #expect(watching.lines(30, 8).first == "accountd  SERVING  6 accounts")
        #expect(watching.lines(44, 8).first?.hasSuffix("0 available") == true)
        #expect(watching.lines(20, 8).first == "accountd  SERVING")
    }
}
