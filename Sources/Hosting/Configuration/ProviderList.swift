import JSON
package import Leasing
import Providers

/// The providers that accounts may name.
package struct ProviderList {
    private var declared: [String: ProviderSettings] = [:]
    private var places: [String: String] = [:]

    /// What there is under a name.
    package enum Answer {
        /// A provider, declared or built in.
        case found(ProviderSettings)
        /// A declaration whose mistakes were noted; its accounts are not at fault.
        case faulty
        /// Nothing.
        case unknown
    }

    /// Holds the built-in ones.
    package init() {}

    /// Reads the declarations of one file.
    package mutating func read(
        _ top: ObjectReader, folders: SecretFolders, _ problems: inout ProblemList
    ) {
        guard let value = top["providers"] else { return }
        guard let members = value.members else {
            return top.fault("providers", "must be an object, is \(value.kind)", &problems)
        }
        for member in members {
            guard Identifier.isValid(member.name) else {
                let message = "a name must be 1 to 64 of letters, digits, '.', '_' and '-'"
                problems.add(at: member.nameOffset, "providers", message)
                continue
            }
            let path = "providers.\(member.name)"
            if let first = places[member.name] {
                problems.add(at: member.nameOffset, path, "is declared before, at \(first)")
                continue
            }
            places[member.name] = problems.place(of: member.nameOffset)
            declared[member.name] = ProviderSettings(
                member.name, member.value, path: path, folders: folders, &problems)
        }
    }

    /// What there is under a name.
    package subscript(_ name: String) -> Answer {
        if let settings = declared[name] { return .found(settings) }
        if places[name] != nil { return .faulty }
        return Provider.named(name).map { .found(ProviderSettings(builtIn: $0)) } ?? .unknown
    }

    /// How accounts are chosen, for the providers that were declared.
    package var strategies: [String: Strategy] { declared.mapValues(\.strategy) }

    /// The names that there are.
    package var names: [String] { Provider.builtIn.map(\.name) + places.keys.sorted() }
}
