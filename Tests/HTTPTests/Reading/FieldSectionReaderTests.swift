import HTTP
import Testing

struct FieldSectionReaderTests {
    @Test func `a head of the limit is read and one above it is refused as soon as it is`() {
        let text = Requests.text(["GET / HTTP/1.1", "Host: a", "X: 123456789"])
        var limits = HTTPLimits()
        limits.headBytes = text.utf8.count
        #expect(Requests.steps(text, limits: limits).fault() == nil)
        limits.headBytes -= 1
        #expect(Requests.steps(text, limits: limits).fault() == .headTooLarge)
        let cut = String(text.prefix(limits.headBytes))
        #expect(Requests.steps(cut, limits: limits, closing: false) == [.fault(.headTooLarge)])
    }

    @Test func `fields of the limit are read and one more is refused`() {
        var limits = HTTPLimits()
        limits.fieldCount = 3
        let lines = ["GET / HTTP/1.1", "Host: a", "X: 1", "X: 2"]
        #expect(Requests.steps(Requests.text(lines), limits: limits).fault() == nil)
        #expect(
            Requests.steps(Requests.text(lines + ["X:"]), limits: limits).fault() == .tooManyFields)
    }

    @Test func `trailers have the same bounds`() {
        var limits = HTTPLimits()
        limits.trailerBytes = 10
        #expect(
            Requests.fault(inChunks: "0\r\nX: 1234\r\n\r\n", limits: limits) == .trailersTooLarge)
        #expect(Requests.fault(inChunks: "0\r\nX: 123\r\n\r\n", limits: limits) == nil)
        limits.trailerBytes = 100
        limits.fieldCount = 2
        #expect(Requests.fault(inChunks: "0\r\nX:\r\nX:\r\n\r\n", limits: limits) == nil)
        #expect(
            Requests.fault(inChunks: "0\r\nX:\r\nX:\r\nX:\r\n\r\n", limits: limits)
                == .tooManyFields)
    }
}
