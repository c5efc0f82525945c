import AccountClient
import JSON
import Seeding
import Testing
import Wire

struct ReportTests {
    private func params(_ report: Report) throws -> JSONValue {
        let request = Request.markResult(
            report, lease: "L", sequence: 2, gives: true, timeout: .seconds(1))
        return try JSONValue.parse(request.params)
    }

    @Test func `a report says what there is to say and no more`() throws {
        var report = Report(.status(429), headers: [Header(name: "Retry-After", value: "7")])
        report.body = Array("slow".utf8)
        report.phase = .firstByte
        report.isStreamed = true
        report.inputTokens = 3
        report.latency = .milliseconds(12)
        let request = Request.markResult(
            report, lease: "L", sequence: 2, gives: true, timeout: .seconds(1))
        #expect(
            String(decoding: request.params, as: UTF8.self)
                == "{\"body\":\"slow\",\"ctx\":{\"timeout_ms\":1000},"
                + "\"headers\":{\"retry-after\":\"7\"},\"latency_ms\":12,\"lease_id\":\"L\","
                + "\"phase\":\"first_byte\",\"release\":true,\"seq\":2,\"status\":429,"
                + "\"streamed\":true,\"usage\":{\"input_tokens\":3}}")
        let bare = Request.markResult(
            Report(.error(.network)), lease: "L", sequence: 1, gives: false, timeout: .seconds(1))
        #expect(
            String(decoding: bare.params, as: UTF8.self)
                == "{\"ctx\":{\"timeout_ms\":1000},\"error\":\"network\",\"lease_id\":\"L\","
                + "\"seq\":1}")
    }

    @Test func `every word is one that the wire knows`() {
        let errors = MarkResultRequest.TransportError.allCases.map(\.rawValue)
        #expect(TransportError.allCases.map(\.rawValue).sorted() == errors.sorted())
        let phases = MarkResultRequest.Phase.allCases.map(\.rawValue)
        #expect(Phase.allCases.map(\.rawValue).sorted() == phases.sorted())
    }

    @Test func `headers are short, in order, and come once`() {
        let long = String(repeating: "a", count: 300)
        var headers = [
            Header(name: "X-B", value: "1"), Header(name: "x-a", value: "2"),
            Header(name: "x-b", value: "3"), Header(name: "Set-Cookie", value: "s"),
            Header(name: "x-long", value: long),
        ]
        #expect(
            Report(.status(200), headers: headers).sendableHeaders == [
                Header(name: "x-a", value: "2"), Header(name: "x-b", value: "1"),
            ])
        headers = (0..<300).map { Header(name: "x-\($0)", value: "v") }
        #expect(Report(.status(200), headers: headers).sendableHeaders.count == 100)
    }

    @Test(arguments: 1...50)
    func `whatever the body is the report fits a frame`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = Int.random(in: 0...300_000, using: &random)
        let range: ClosedRange<UInt8> = seed % 3 == 0 ? 0...31 : seed % 3 == 1 ? 128...255 : 0...255
        let body = (0..<count).map { _ in UInt8.random(in: range, using: &random) }
        let request = Request.markResult(
            Report(.status(500), body: body), lease: "L", sequence: 1, gives: true,
            timeout: .seconds(1))
        #expect(request.fits, "seed \(seed)")
        #expect((try? JSONValue.parse(request.params)) != nil, "seed \(seed)")
    }

    @Test func `a body that fits is sent whole`() throws {
        let body = Array("{\"error\":{\"type\":\"rate_limit_error\"}}".utf8)
        let report = Report(.status(429), body: body)
        #expect(try params(report)["body"]?.string == String(decoding: body, as: UTF8.self))
        #expect(report.excerpt.utf8.count == body.count)
    }
}
