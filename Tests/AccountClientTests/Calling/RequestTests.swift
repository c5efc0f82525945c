import AccountClient
import Kernel
import Testing
import Wire

struct RequestTests {
    @Test func `what gives a lease back names it`() {
        #expect(Request(.select, params: [], timeout: 1).givesBack == false)
        let request = Request(.release, params: [], timeout: 1, ending: "a")
        #expect(request.givesBack)
        #expect(request.endedLease == "a")
    }

    @Test func `a request waits as long as it takes, unless it says when it expires`() {
        #expect(Request(.health, params: [], timeout: 1).expiry == nil)
        #expect(Request(.explain, params: [], timeout: 1, expiry: 7).expiry == 7)
    }

    @Test func `a request with its envelope must fit a frame`() {
        #expect(Request(.select, params: Array(repeating: 1, count: 262_016), timeout: 1).fits)
        #expect(!Request(.select, params: Array(repeating: 1, count: 262_017), timeout: 1).fits)
    }
}
