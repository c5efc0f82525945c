import AccountClient
import Testing

struct GoawayTests {
    @Test func `all that comes with a farewell is read`() {
        let goaway = Goaway(
            Array(
                "{\"max_frame_bytes\":8,\"message\":\"m\",\"reason\":\"R\",\"retry_after_ms\":9}"
                    .utf8))
        #expect(goaway == Goaway(reason: "R", message: "m", frameLimit: 8, retryAfter: 9))
    }

    @Test func `a farewell needs a reason only`() {
        #expect(Goaway(Array("{\"reason\":\"R\"}".utf8)) == Goaway(reason: "R", message: ""))
        #expect(Goaway(Array("{\"message\":\"m\"}".utf8)) == nil)
        #expect(Goaway([]) == nil)
    }

    @Test func `a reason without a sentence stands for itself`() {
        #expect(Goaway(reason: "R", message: "").description == "R")
        #expect(Goaway(reason: "R", message: "m").description == "R: m")
    }
}
