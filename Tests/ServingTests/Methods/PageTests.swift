import JSON
import Serving
import Testing
import Wire

struct PageTests {
    @Test(arguments: [
        ("Accounts", "", "accounts", "account_id"),
        ("Summary", #""accounts":true,"#, "accounts", "account_id"),
        ("Explain", #""provider":"one","#, "accounts", "account_id"),
        ("Leases", "", "leases", "fence"),
    ])
    func `following the pages one comes by everything once`(
        method: String, params: String, list: String, name: String
    ) throws {
        let bench = Bench(accounts: 5)
        let (proxy, observer) = (bench.connect(), bench.connect(.ops))
        for id in 0..<5 { _ = bench.lease(proxy, id: id) }
        for limit in 1...6 {
            var seen: [String] = []
            var after: String?
            repeat {
                let place = after.map { #","after":\#($0)"# } ?? ""
                let text = bench.call(observer, method, "{\(params)\"limit\":\(limit)\(place)}")
                let result = try #require(try JSONValue.parse(Array(text.utf8))["result"])
                let page = result[list]?.array ?? []
                #expect(page.count <= limit)
                seen += page.compactMap { $0[name]?.encoded() }
                    .map { String(decoding: $0, as: UTF8.self) }
                after = result["next"].map { String(decoding: $0.encoded(), as: UTF8.self) }
            } while after != nil && seen.count <= 5
            #expect(seen.count == 5 && seen == seen.sorted() && Set(seen).count == 5)
        }
    }
}
