package import JSON
package import Providers
import Secrets

/// Header fields that are sent with every request.
package enum HeaderSettings {
    /// Reads the member `headers`.
    package static func read(
        _ object: ObjectReader, _ problems: inout ProblemList
    ) -> [RequestField] {
        guard let value = object["headers"] else { return [] }
        let path = object.path(of: "headers")
        guard let members = value.members else {
            problems.add(at: value.offset, path, "must be an object, is \(value.kind)")
            return []
        }
        var fields: [RequestField] = []
        for member in members {
            guard HeaderSyntax.isName(member.name) else {
                problems.add(at: member.nameOffset, path, "has a name that no header can have")
                continue
            }
            guard let text = member.value.string, HeaderSyntax.isValue(text) else {
                let name = Mentionable.word(member.name).map { "." + $0 } ?? ""
                problems.add(
                    at: member.value.offset, path + name, "must be a string that a header can carry"
                )
                continue
            }
            fields.append(RequestField(member.name, Secret(text)))
        }
        return fields
    }

    /// Whether one of the fields is of those that prove who sends them.
    package static func holdSecret(_ value: JSONValue?) -> Bool {
        let names = ["authorization", "proxy-authorization", "cookie"]
        return value?.members?.contains { member in
            let name = member.name.lowercased()
            return names.contains(name) || name.contains("key") || name.contains("token")
        } ?? false
    }
}
