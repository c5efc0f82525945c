import Operating
import Testing

struct AccountSummaryTests {
    @Test func `an account needs its id, provider, state and numbers, and nothing else`() throws {
        let account =
            "{\"account_id\":\"a\",\"in_use\":0,\"max_in_flight\":1,\"provider\":\"p\","
            + "\"state\":\"s\"}"
        let summary = try Pool.summary(providers: [], accounts: [account])
        let same = try Pool.summary(
            providers: [],
            accounts: [
                account.dropLast() + ",\"cooldowns\":[],\"status\":\"\",\"windows\":[],\"x\":1}"
            ])
        #expect(summary == same)
    }

    @Test(arguments: ["account_id", "in_use", "max_in_flight", "provider", "state"])
    func `without one of them it is not the protocol's`(name: String) {
        let account = Pool.account("a").replacing("\"\(name)\":", with: "\"other\":")
        #expect(throws: CommandFault.self) {
            try Pool.summary(providers: [], accounts: [account])
        }
    }
}
