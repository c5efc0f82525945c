/// A result of Leases, put together from parts.
enum Leases {
    static func lease(
        _ id: Character, _ account: String = "claude-a", client: String = "my-proxy/1.2",
        user: Int = 1000, age: Int = 60_000, state: String = "active"
    ) -> String {
        let id = String(repeating: id, count: 22)
        return quoted(
            "{'account_id':'\(account)','age_ms':\(age),'client':'\(client)',"
                + "'expires_in_ms':3540000,'lease_id':'\(id)','model':'claude-sonnet-4-5',"
                + "'state':'\(state)','uid':\(user)}")
    }

    static func result(_ leases: String...) -> String {
        "{\"leases\":[\(leases.joined(separator: ","))]}"
    }
}
