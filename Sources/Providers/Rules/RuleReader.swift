import JSON
import Leasing

/// Reads one declared rule and says what is wrong with it, and where.
struct RuleReader {
    private let value: JSONValue
    private let path: String

    private static let fields = ["is", "name", "retry", "scope", "until", "when", "window"]

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    mutating func rule(name fallback: String) throws(RuleFault) -> DeclaredRule {
        try checkFields()
        let category: Finding.Category? = try oneOf("is", Finding.Category.allCases)
        guard let category else { throw fault(.missing, "is", value) }
        let scope: DeclaredRule.RuleScope? = try oneOf(
            "scope", DeclaredRule.RuleScope.allCases)
        let retry: Finding.Retry? = try oneOf("retry", [.none, .same, .other])
        return DeclaredRule(
            name: try text("name") ?? fallback, conditions: try conditions(), category: category,
            scope: scope ?? category.usualScope, sources: try sources(),
            window: try text("window"), retry: retry ?? category.usualRetry)
    }

    private func checkFields() throws(RuleFault) {
        guard let members = value.members else {
            throw RuleFault(reason: .notAnObject, field: path, offset: value.offset)
        }
        for member in members where !Self.fields.contains(member.name) {
            throw RuleFault(
                reason: .unknownField(nearest: Self.nearest(to: member.name)),
                field: path + "." + String(member.name.prefix(32)), offset: member.nameOffset)
        }
    }

    /// The known field that begins with the same letter, which is how most slips look.
    private static func nearest(to name: String) -> String? {
        fields.first { $0.utf8.first == name.utf8.first }
    }

    private func oneOf<Value: RawRepresentable>(
        _ name: String, _ known: [Value]
    ) throws(RuleFault) -> Value? where Value.RawValue == String {
        guard let text = try text(name) else { return nil }
        for candidate in known where candidate.rawValue == text { return candidate }
        throw fault(.unknownValue(known: known.map(\.rawValue)), name, value[name] ?? value)
    }

    private func text(_ name: String) throws(RuleFault) -> String? {
        guard let field = value[name], !field.isNull else { return nil }
        guard let text = field.string else { throw fault(.notText, name, field) }
        guard !text.isEmpty, text.utf8.count <= 128 else { throw fault(.empty, name, field) }
        return text
    }

    private func sources() throws(RuleFault) -> [BlockSource] {
        guard let field = value["until"], !field.isNull else { return [] }
        var sources: [BlockSource] = []
        for element in field.array ?? [field] {
            guard let text = element.string else { throw fault(.notText, "until", element) }
            guard let source = BlockSource(text) else { throw fault(.badSource, "until", element) }
            sources.append(source)
        }
        guard sources.count <= DeclaredRule.conditionLimit else {
            throw fault(.tooMany, "until", field)
        }
        return sources
    }

    private func conditions() throws(RuleFault) -> [RuleCondition] {
        guard let field = value["when"] else { throw fault(.missing, "when", value) }
        guard let members = field.members else { throw fault(.notAnObject, "when", field) }
        guard !members.isEmpty else { throw fault(.empty, "when", field) }
        guard members.count <= DeclaredRule.conditionLimit else {
            throw fault(.tooMany, "when", field)
        }
        var conditions: [RuleCondition] = []
        for member in members { conditions.append(try condition(member)) }
        return conditions
    }

    private func condition(_ member: JSONValue.Member) throws(RuleFault) -> RuleCondition {
        let name = "when." + member.name.prefix(64)
        let wanted = member.value.array ?? [member.value]
        guard !wanted.isEmpty else { throw fault(.empty, name, member.value) }
        if member.name == "status" { return .status(try statuses(wanted, name)) }
        var expected: [RuleCondition.Expected] = []
        for value in wanted {
            guard let one = RuleCondition.Expected(value) else {
                throw fault(.badCondition, name, value)
            }
            expected.append(one)
        }
        if member.name.hasPrefix("header.") {
            return try header(String(member.name.dropFirst(7)), expected, member)
        }
        guard let path = FieldPath.parse(member.name) else {
            throw RuleFault(
                reason: .unknownField(nearest: nil), field: path + "." + name,
                offset: member.nameOffset)
        }
        return .field(path: path, expected)
    }

    private func header(
        _ name: String, _ expected: [RuleCondition.Expected], _ member: JSONValue.Member
    ) throws(RuleFault) -> RuleCondition {
        var patterns: [ModelPattern] = []
        for case .text(let pattern) in expected { patterns.append(pattern) }
        guard HeaderSyntax.isName(name), patterns.count == expected.count else {
            throw fault(.notText, "when.header", member.value)
        }
        return .header(name: name.lowercasedASCII, patterns)
    }

    private func statuses(_ values: [JSONValue], _ name: String) throws(RuleFault) -> [Int64] {
        var statuses: [Int64] = []
        for value in values {
            guard let status = value.integer, (100...599).contains(status) else {
                throw fault(.notAStatus, name, value)
            }
            statuses.append(status)
        }
        return statuses
    }

    private func fault(_ reason: RuleFault.Reason, _ name: String, _ at: JSONValue) -> RuleFault {
        RuleFault(reason: reason, field: path + "." + name, offset: at.offset)
    }
}
