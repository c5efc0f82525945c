import JSON
import Leasing
import Secrets

/// How one family of upstreams speaks: its errors, its headers, its usage document, its tokens.
///
/// Everything has a default that fits an upstream without ways of its own, so a new dialect says
/// only what differs.
protocol Dialect: Sendable {
    /// Its name in the inventory.
    var name: String { get }

    /// The names of its own rules.
    var ruleNames: [String] { get }

    /// What its own rules find in a failed request; `nil` leaves it to the rules for all.
    func finding(for answer: Answer) -> Finding?

    /// What headers tell on a success that is not simply one; `nil` when there is nothing.
    func success(_ answer: Answer) -> Finding?

    /// The status that an error event in a stream stands for; `nil` lets it pass as data.
    func status(ofStreamError problem: Problem) -> Int?

    /// What it means when a stream's output is a notice that the plan is used up.
    func usageNotice(_ answer: Answer) -> Finding?

    /// The quota windows in an answer's header fields.
    func readings(of headers: Headers, horizon: Horizon) -> [WindowReading]

    /// The quota windows in an event of a stream.
    func readings(ofEvent event: JSONValue, horizon: Horizon) -> [WindowReading]

    /// The quota windows in a usage document.
    func readings(ofUsage document: JSONValue, horizon: Horizon) -> [WindowReading]

    /// What an unsuccessful renewal means; `nil` leaves it to the rules for all.
    func refreshFinding(for answer: Answer) -> Finding?

    /// The fields that prove who the account is.
    func authentication(_ credential: Credential) -> [RequestField]

    /// How a token is renewed; `nil` when it cannot be.
    var renewal: RenewalRecipe? { get }

    /// Which request asks for the usage document; `nil` when there is none.
    func usageRequest(_ credential: Credential, url: String?) -> HTTPRequest?
}

extension Dialect {
    var ruleNames: [String] { [] }

    func finding(for answer: Answer) -> Finding? { nil }

    func success(_ answer: Answer) -> Finding? { nil }

    func status(ofStreamError problem: Problem) -> Int? {
        StreamErrors.status(of: problem)
    }

    func usageNotice(_ answer: Answer) -> Finding? { nil }

    func readings(of headers: Headers, horizon: Horizon) -> [WindowReading] { [] }

    func readings(ofEvent event: JSONValue, horizon: Horizon) -> [WindowReading] { [] }

    func readings(ofUsage document: JSONValue, horizon: Horizon) -> [WindowReading] { [] }

    func refreshFinding(for answer: Answer) -> Finding? { nil }

    func authentication(_ credential: Credential) -> [RequestField] {
        [RequestField("authorization", credential.secret.following("Bearer "))]
    }

    var renewal: RenewalRecipe? { nil }

    func usageRequest(_ credential: Credential, url: String?) -> HTTPRequest? { nil }
}
