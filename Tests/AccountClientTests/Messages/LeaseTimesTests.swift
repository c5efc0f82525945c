import AccountClient
import Testing

struct LeaseTimesTests {
    @Test func `the times of a Renew are read`() {
        let text = "{\"expires_in_ms\":9000,\"fence\":1,\"renew_after_ms\":3000}"
        #expect(
            LeaseTimes(Array(text.utf8))
                == LeaseTimes(expiresIn: .seconds(9), renewAfter: .seconds(3)))
        #expect(LeaseTimes(Array("{\"expires_in_ms\":9000}".utf8)) == nil)
    }
}
