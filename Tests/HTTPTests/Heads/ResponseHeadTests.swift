import HTTP
import Testing

struct ResponseHeadTests {
    @Test func `a status below 200 is not the last`() {
        #expect(ResponseHead(status: 199).isInterim)
        #expect(!ResponseHead(status: 200).isInterim)
    }
}
