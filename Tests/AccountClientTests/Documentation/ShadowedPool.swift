import AccountClient

/// A pool that a program has of its own: the accounts in turn.
struct OwnPool {
    struct Account {
        let id: String
        let headers: [Header]
    }

    let accounts: [Account]
    private var turn = 0

    init(_ accounts: [Account]) { self.accounts = accounts }

    mutating func next() -> Account {
        turn += 1
        return accounts[(turn - 1) % accounts.count]
    }
}

/// The README's lines of a program that compares, in a function so that they are compiled.
func shadowedPool(
    _ client: AccountClient, _ given: OwnPool, model: String,
    log: @escaping @Sendable (String) -> Void, post: ([Header]) async throws -> Message
) async throws -> (Message, ShadowClient) {
    var pool = given
    let shadow = client.shadow { difference in log("\(difference)") }

    let account = pool.next()
    shadow.compare(own: account.id, provider: "claude", model: model)
    let answer = try await post(account.headers)
    return (answer, shadow)
}
