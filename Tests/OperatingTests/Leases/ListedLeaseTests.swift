import Operating
import Testing

struct ListedLeaseTests {
    @Test(arguments: ["lease_id", "account_id", "uid", "age_ms"])
    func `a lease needs its id, account, user and age`(name: String) throws {
        let lease = quoted("{'account_id':'a','age_ms':1,'lease_id':'l','uid':0}")
        #expect(try ListedLease.list(Array("{\"leases\":[\(lease)]}".utf8)).count == 1)
        let other = lease.replacing("\"\(name)\"", with: "\"other\"")
        #expect(throws: CommandFault.self) {
            try ListedLease.list(Array("{\"leases\":[\(other)]}".utf8))
        }
    }
}
