import Leasing
import Serving
import Testing
import Wire

struct ServiceOperatorsTests {
    @Test func `every operator's method says which parameter is wrong`() {
        let bench = Bench()
        let peer = bench.connect(.ops)
        let methods = Method.allCases.filter {
            $0.isServed(on: .ops) && !$0.isServed(on: .lease)
        }
        for method in methods {
            let answer = bench.call(peer, method.rawValue, #"{"ctx":{"timeout_ms":0}}"#)
            #expect(answer["error.data.field"] == "ctx.timeout_ms", "\(method)")
        }
    }
}
