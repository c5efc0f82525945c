import Leasing
import Operating
import Testing

struct AccountRegisterTests {
    @Test(arguments: [1, 500, 501, 1200])
    func `every account is told once, however many pages they take`(count: Int) {
        let watching = Watching.accounts(count)
        let rows = watching.printed().filter { $0.hasPrefix("  a-") }
        #expect(Set(rows.map { $0.prefix(8) }).count == count)
        #expect(rows.count == count)
    }

    @Test func `accounts that are removed and added are gone and there`() {
        let watching = Watching.accounts(1200)
        watching.pool.accounts.removeAll { $0.id < "a-0600" }
        watching.pool.add("b-new", Pool.account("b-new"))
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        let rows = watching.printed().filter { $0.hasPrefix("  a-") || $0.hasPrefix("  b-") }
        #expect(rows.count == 601)
        #expect(rows.contains { $0.hasPrefix("  b-new ") })
    }
}
