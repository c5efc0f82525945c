import JSON
import Leasing

/// One case of a text that is to be classified: what came back, when, and what was before.
struct ClassifiedCase {
    let evidence: Evidence
    let provider: Provider
    let now: UnixTime
    let prior: PriorBlock

    /// Reads a case.
    ///
    /// - Parameter path: what stands before a field's name in a fault.
    init(
        _ value: JSONValue, path: String, providers: [Provider]
    ) throws(ClassificationFault) {
        guard value.members != nil else {
            throw ClassificationFault(.notAnObject, path, value.offset)
        }
        let reader = CaseReader(value: value, path: path)
        var provider = try reader.provider(providers)
        if let rules = reader.member("rules") {
            provider.rules = try Self.rules(rules, provider, reader) + provider.rules
        }
        self.provider = provider
        now = try reader.now()
        evidence = Evidence(
            status: try reader.status(), failure: try reader.oneOf("error"),
            phase: try reader.oneOf("phase") ?? .answer, headers: try reader.headers(),
            body: try reader.body(), model: try reader.text("model") ?? "",
            credential: try reader.oneOf("credential") ?? provider.defaultCredential)
        prior = try reader.prior()
    }

    private static func rules(
        _ value: JSONValue, _ provider: Provider, _ reader: CaseReader
    ) throws(ClassificationFault) -> [DeclaredRule] {
        do throws(RuleFault) {
            return try DeclaredRule.list(value, provider: provider.name)
        } catch {
            throw ClassificationFault(.badRule, reader.path + error.field, error.offset)
        }
    }

    /// What the evidence means, with what was before.
    var outcome: ClassifiedOutcome {
        ClassifiedOutcome(
            Classifier.finding(for: evidence, from: provider, now: now), prior, now: now)
    }
}

/// Reads the fields of a case, and says which is wrong.
private struct CaseReader {
    let value: JSONValue
    let path: String

    func member(_ name: String) -> JSONValue? {
        value[name].flatMap { $0.isNull ? nil : $0 }
    }

    func fault(
        _ reason: ClassificationFault.Reason, _ name: String, _ at: JSONValue? = nil
    ) -> ClassificationFault {
        ClassificationFault(reason, path + name, (at ?? value).offset)
    }

    func text(_ name: String) throws(ClassificationFault) -> String? {
        guard let field = member(name) else { return nil }
        guard let text = field.string else { throw fault(.notText, name, field) }
        return text
    }

    func oneOf<Value: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(ClassificationFault) -> Value? where Value.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw fault(
                .unknownValue(known: Value.allCases.map(\.rawValue)), name, member(name))
        }
        return value
    }

    func provider(_ known: [Provider]) throws(ClassificationFault) -> Provider {
        guard let name = try text("provider") else { throw fault(.missing, "provider") }
        guard let provider = known.first(where: { $0.name == name }) else {
            throw fault(.unknownProvider, "provider", member("provider"))
        }
        return provider
    }

    func now() throws(ClassificationFault) -> UnixTime {
        guard let field = member("now") else { throw fault(.missing, "now") }
        guard let time = Timestamp.read(field) else { throw fault(.notATime, "now", field) }
        return time
    }

    func status() throws(ClassificationFault) -> Int? {
        guard let field = member("status") else { return nil }
        guard let status = field.integer, (0...599).contains(status) else {
            throw fault(.notAStatus, "status", field)
        }
        return Int(status)
    }

    func headers() throws(ClassificationFault) -> Headers {
        guard let field = member("headers") else { return .none }
        guard let members = field.members else { throw fault(.notHeaders, "headers", field) }
        var fields: [HeaderField] = []
        for member in members {
            for value in member.value.array ?? [member.value] where !value.isNull {
                guard let text = Self.headerText(value) else {
                    throw fault(.notHeaders, "headers", value)
                }
                fields.append(HeaderField(member.name, text))
            }
        }
        return Headers(fields)
    }

    private static func headerText(_ value: JSONValue) -> String? {
        switch value.content {
        case .string(let text): text
        case .number(_, let lexeme): lexeme
        case .boolean(let boolean): String(boolean)
        case .null, .array, .object: nil
        }
    }

    /// A body is text; an object or an array stands for the text that it would be.
    func body() throws(ClassificationFault) -> [UInt8] {
        guard let field = member("body") else { return [] }
        if let text = field.string { return Array(text.utf8.prefix(Evidence.bodyLimit)) }
        guard field.members != nil || field.array != nil else {
            throw fault(.notText, "body", field)
        }
        return field.encoded()
    }

    func prior() throws(ClassificationFault) -> PriorBlock {
        guard let field = member("prior") else { return PriorBlock() }
        guard field.members != nil else { throw fault(.notAnObject, "prior", field) }
        let inner = CaseReader(value: field, path: path + "prior.")
        var prior = PriorBlock()
        if let until = inner.member("block_until") {
            guard let time = Timestamp.read(until) else {
                throw inner.fault(.notATime, "block_until", until)
            }
            prior.until = time
        }
        prior.isIndefinite = inner.member("indefinite")?.boolean ?? false
        prior.window = try inner.text("window")
        prior.scope = try inner.text("scope")
        prior.level = Int(min(max(inner.member("backoff_level")?.integer ?? 0, 0), 64))
        return prior
    }
}
