package import JSON
import Leasing

/// A rule of the inventory: when an answer is like this, it means that.
package struct DeclaredRule: Sendable {
    /// Its name in findings.
    package let name: String
    let conditions: [RuleCondition]
    let category: Finding.Category
    let scope: RuleScope
    let sources: [BlockSource]
    let window: String?
    let retry: Finding.Retry

    /// Whether a record concerns the account or the asked model.
    enum RuleScope: String, CaseIterable {
        case account, model, none
    }

    /// Bounds: an inventory is written by hand.
    static let ruleLimit = 64
    static let conditionLimit = 16

    /// Reads the list of a provider's rules.
    ///
    /// - Parameter provider: goes into the names of rules that have none.
    /// - Throws: the first mistake, with its field and its place in the text.
    package static func list(
        _ value: JSONValue, provider: String
    ) throws(RuleFault) -> [DeclaredRule] {
        guard let elements = value.array else {
            throw RuleFault(reason: .notAnArray, field: "rules", offset: value.offset)
        }
        guard elements.count <= ruleLimit else {
            throw RuleFault(reason: .tooMany, field: "rules", offset: value.offset)
        }
        var rules: [DeclaredRule] = []
        for (index, element) in elements.enumerated() {
            var reader = RuleReader(element, path: "rules[\(index)]")
            rules.append(try reader.rule(name: "\(provider).rules[\(index)]"))
        }
        return rules
    }

    /// What the rule says of an answer; `nil` when a condition does not hold.
    func finding(for answer: Answer) -> Finding? {
        guard conditions.allSatisfy({ $0.holds(for: answer) }) else { return nil }
        return Finding(
            category, scope: scope(in: answer), block: block(for: answer), window: window,
            retry: retry, needsRefresh: category == .authExpired, isStructured: true, rule: name)
    }

    private func scope(in answer: Answer) -> Finding.Scope {
        switch scope {
        case .account: .account
        case .model: answer.model
        case .none: .none
        }
    }

    private func block(for answer: Answer) -> Block {
        guard scope != .none else { return .none }
        for source in sources {
            if let block = source.block(for: answer) { return block }
        }
        return answer.usualBlock(of: category)
    }
}

extension Answer {
    /// The block that a category has when nobody says how long.
    func usualBlock(of category: Finding.Category) -> Block {
        switch category {
        case .rateLimited: .ladder(.throttle)
        case .quotaExhausted, .authRevoked, .accountSuspended: .indefinite
        case .validationRequired: .ladder(.validation)
        case .permissionDenied: fixed(.minutes(30))
        case .modelUnsupported: fixed(.hours(12))
        case .transient: fixed(.seconds(30))
        case .cloudflareChallenge: .ladder(.challenge)
        case .ok, .authExpired, .overloaded, .clientError, .clientCancelled, .prematureClose,
            .emptyResponse, .cloudflarePathBlock, .networkBlocked:
            .none
        }
    }
}

extension Finding.Category {
    /// What is next after it when nobody says otherwise.
    var usualRetry: Finding.Retry {
        switch self {
        case .ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked: .none
        case .authExpired: .same
        case .rateLimited, .quotaExhausted, .authRevoked, .accountSuspended, .validationRequired,
            .permissionDenied, .modelUnsupported, .overloaded, .transient, .emptyResponse,
            .cloudflareChallenge, .cloudflarePathBlock:
            .other
        }
    }

    /// Whether it usually concerns one model rather than the account.
    var usualScope: DeclaredRule.RuleScope {
        switch self {
        case .quotaExhausted, .authExpired, .authRevoked, .accountSuspended, .validationRequired,
            .permissionDenied, .cloudflareChallenge:
            .account
        case .rateLimited, .modelUnsupported, .transient: .model
        case .ok, .overloaded, .clientError, .clientCancelled, .prematureClose, .emptyResponse,
            .cloudflarePathBlock, .networkBlocked:
            .none
        }
    }
}
