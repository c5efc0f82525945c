import Leasing
import Testing

struct SessionsTests {
    private func wish(_ key: String, uid: UInt32 = Host.user) -> Wish {
        Wish(provider: "p", session: SessionName(uid: uid, client: "c", key: key))
    }

    @Test func `sessions beyond the bound make room for others, those idle longest first`() throws {
        var host = Host("a", "b", "c", capacity: 10)
        let own = try host.leasedAccount(wish("kept"))
        for number in 0..<5000 {
            let lease = try host.lease(wish("\(number)"))
            try host.release(lease)
            host.pass(.milliseconds(100))
            if number % 100 == 0 {
                let again = try host.lease(wish("kept"))
                #expect(host.pool.accountID(of: again) == own)
                try host.release(again)
            }
        }
    }

    @Test func `one user's many sessions do not push out another's`() throws {
        var host = Host("a", "b", capacity: 10)
        let lease = try host.lease(wish("own"))
        let own = host.pool.accountID(of: lease)
        try host.release(lease)
        for number in 0..<(Limits.sessionsPerUser + 100) {
            try host.release(try host.lease(wish("\(number)", uid: Host.user + 1)))
        }
        _ = try host.lease()
        #expect(try host.leasedAccount(wish("own")) == own)
    }
}
