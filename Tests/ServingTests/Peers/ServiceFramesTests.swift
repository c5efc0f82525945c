import Leasing
import Serving
import Testing
import Wire

struct ServiceFramesTests {
    private static let health = #"{"jsonrpc":"2.0","id":1,"method":"Health"}"#

    @Test func `a frame that is not whole after 5 s ends the connection, however it trickles`() {
        let bench = Bench()
        let peer = bench.connect()
        for byte in Bench.frame(Self.health).prefix(5) {
            bench.receive([byte], from: peer)
            bench.wait(milliseconds: 999)
        }
        #expect(!bench.isDone(peer))
        bench.wait(milliseconds: 5)
        #expect(bench.answers(peer).first?["params.reason"] == "FRAME_TIMEOUT")
        #expect(bench.isDone(peer))
    }

    @Test func `between frames a connection may be idle for ever`() {
        let bench = Bench()
        let peer = bench.connect()
        bench.wait(milliseconds: 3_600_000)
        #expect(bench.ask(peer, Self.health).count == 1)
    }

    @Test func `a flood is decided 32 frames a turn`() {
        let bench = Bench()
        let peer = bench.connect()
        let flood = (0..<100).flatMap { id in
            Bench.frame(#"{"jsonrpc":"2.0","id":\#(id),"method":"Health"}"#)
        }
        bench.receive(flood, from: peer)
        #expect(bench.answers(peer).count == 32)
        #expect(!bench.wantsInput(from: peer))
        #expect(bench.nextDeadline.map { $0 <= bench.now.instant } == true)
        var rest = 0
        for _ in 0..<3 {
            bench.service.advance(to: bench.now)
            rest += bench.answers(peer).count
        }
        #expect(rest == 68)
        #expect(bench.wantsInput(from: peer))
    }

    @Test func `the ninth malformed frame ends the connection in place of an answer`() {
        let bench = Bench()
        let peer = bench.connect()
        for _ in 0..<8 {
            #expect(bench.ask(peer, "{").first?["error.data.reason"] == "MALFORMED")
        }
        #expect(bench.ask(peer, "{").first?["params.reason"] == "PROTOCOL_ERROR")
    }

    @Test func `nothing is answered after a goaway`() {
        let bench = Bench()
        let peer = bench.connect()
        let bytes = Bench.frame(Self.health) + [0, 0, 0, 0] + Bench.frame(Self.health)
        bench.receive(bytes, from: peer)
        let answers = bench.answers(peer)
        #expect(answers.count == 2)
        #expect(answers.last?["params.reason"] == "ZERO_LENGTH_FRAME")
        bench.receive(Bench.frame(Self.health), from: peer)
        #expect(bench.answers(peer).isEmpty)
    }
}
