import Testing

struct AccountRemarksTests {
    @Test func `a window says when it resets`() throws {
        let windows =
            "[{\"limit_reached\":true,\"name\":\"5h\",\"resets_in_ms\":7800000},"
            + "{\"limit_reached\":true,\"name\":\"7d\"},"
            + "{\"limit_reached\":true,\"name\":\"quota\"},"
            + "{\"limit_reached\":false,\"name\":\"x\"}]"
        #expect(
            try Pool.remarks(Pool.account("a", state: "quota", windows: windows)) == [
                "quota 5h, resets in 2 h 10 min (14:45)", "quota 7d, until somebody acts",
                "quota, until somebody acts",
            ])
    }

    @Test func `a pause of seconds needs no clock, and one without end a person`() throws {
        let cooldowns =
            "[{\"reason\":\"rate_limited\",\"remaining_ms\":8123},"
            + "{\"reason\":\"validation_required\",\"remaining_ms\":-1}]"
        #expect(
            try Pool.remarks(Pool.account("a", state: "cooldown", cooldowns: cooldowns)) == [
                "rate limited, over in 9 s", "validation required, until somebody acts",
            ])
    }

    @Test func `what concerns some models is said behind what concerns all`() throws {
        let windows =
            "[{\"limit_reached\":true,\"models\":\"claude-opus-*\",\"name\":\"7d_oi\","
            + "\"resets_in_ms\":1000}]"
        let cooldowns =
            "[{\"models\":\"m\",\"reason\":\"transient\",\"remaining_ms\":1000},"
            + "{\"reason\":\"rate_limited\",\"remaining_ms\":1000}]"
        #expect(
            try Pool.remarks(
                Pool.account("a", state: "cooldown", windows: windows, cooldowns: cooldowns)) == [
                    "rate limited, over in 1 s", "claude-opus-*: quota 7d_oi, resets in 1 s",
                    "m: transient, over in 1 s",
                ])
    }

    @Test(arguments: [
        ("auth_failed", "expired", 0, "the credential is dead: put in a new one"),
        ("auth_failed", "suspended", 0, "the upstream has suspended the account"),
        ("auth_failed", "refreshing", 0, "the credential is being refreshed"),
        ("auth_failed", "active", 0, "the credential has expired"),
        ("draining", "draining", 2, "2 leases to go"), ("draining", "draining", 0, "drained"),
        ("at_capacity", "active", 1, "takes on leases one by one after a block"),
    ])
    func `a state that the records do not explain is explained`(
        state: String, status: String, inUse: Int, remark: String
    ) throws {
        let account = Pool.account("a", state: state, status: status, inUse: inUse)
        #expect(try Pool.remarks(account) == [remark])
    }

    @Test func `a full account needs no words`() throws {
        #expect(try Pool.remarks(Pool.account("a", state: "at_capacity", inUse: 4)) == [])
    }

    @Test func `a window that is nearly used is worth a remark`() throws {
        let windows =
            "[{\"limit_reached\":false,\"name\":\"5h\",\"resets_in_ms\":60000,"
            + "\"used_percent\":92.5},"
            + "{\"limit_reached\":false,\"name\":\"7d\",\"used_percent\":79.9}]"
        #expect(
            try Pool.remarks(Pool.account("a", windows: windows)) == [
                "5h 92 % used, resets in 1 min (12:36)"
            ])
    }

    @Test func `an upstream's names cannot move the cursor`() throws {
        let cooldowns = "[{\"reason\":\"a\\u001b[2J\",\"remaining_ms\":-1}]"
        #expect(
            try Pool.remarks(Pool.account("a", cooldowns: cooldowns)) == [
                "a␛[2J, until somebody acts"
            ])
    }
}
