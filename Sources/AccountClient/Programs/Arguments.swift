import Secrets

/// A command line taken apart: options by name, and the words that are none.
///
/// An option's value follows as the next word or behind `=`; after `--` every word stands for
/// itself, and so does a lone `-`.
package struct Arguments: Equatable, Sendable {
    /// An option that a program knows.
    package struct Option: Equatable, Sendable {
        /// Its name, dashes included.
        package let name: String
        /// What its value is, for the help; `nil` for an option that has none.
        package let value: String?
        /// What it does, for the help.
        package let purpose: String

        /// Describes an option.
        package init(_ name: String, _ value: String? = nil, purpose: String) {
            self.name = name
            self.value = value
            self.purpose = purpose
        }
    }

    /// The words that are no options, in order.
    package private(set) var words: [String] = []
    private var flags: Set<String> = []
    private var values: [String: [String]] = [:]

    /// Reads a command line without the program's name.
    ///
    /// With `untilWord` reading stops behind the first word that is no option; `rest` holds what
    /// follows it.
    package init(
        _ line: [String], options: [Option], untilWord: Bool = false
    ) throws(UsageFault) {
        var rest = line[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                return
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                if untilWord { break }
                continue
            }
            try take(argument, &rest, options)
        }
        self.rest = Array(rest)
    }

    /// What follows the first word, when reading stopped there.
    package private(set) var rest: [String] = []

    /// Whether an option was given, with a value or without.
    package func has(_ name: String) -> Bool {
        flags.contains(name) || values[name] != nil
    }

    /// The value of an option, the last when it was given more than once.
    package subscript(_ name: String) -> String? { values[name]?.last }

    /// All values of an option that may be given more than once, in order.
    package func all(_ name: String) -> [String] { values[name] ?? [] }

    /// The value of an option as an integer within a range.
    package func integer(
        _ name: String, in range: ClosedRange<Int>
    ) throws(UsageFault) -> Int? {
        guard let text = self[name] else { return nil }
        guard let integer = Int(text), range.contains(integer) else {
            throw UsageFault(
                "\(name) takes an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// Adds the options of a later part of the line, which win.
    package mutating func add(_ other: Arguments) {
        words += other.words
        flags.formUnion(other.flags)
        values.merge(other.values) { $0 + $1 }
    }

    private mutating func take(
        _ argument: String, _ rest: inout ArraySlice<String>, _ options: [Option]
    ) throws(UsageFault) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = options.first(where: { $0.name == name }) else {
            throw UsageFault(unknown: "option", name, among: options.map(\.name))
        }
        let inline = parts.count > 1 ? String(parts[1]) : nil
        guard let placeholder = option.value else {
            guard inline == nil else { throw UsageFault("\(name) takes no value") }
            flags.insert(name)
            return
        }
        guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
            throw UsageFault("\(name) needs a value: \(name) \(placeholder)")
        }
        values[name, default: []].append(value)
    }
}

/// What is wrong with a command line, in one line for the person who wrote it.
package struct UsageFault: Error, Equatable, Sendable {
    /// The fault.
    package let message: String

    /// States a fault.
    package init(_ message: String) {
        self.message = message
    }

    /// Nothing of a kind has this name; the nearest that has one is named.
    package init(unknown kind: String, _ name: String, among known: [String]) {
        let nearest = NearestName.of(name, among: known)
        let hint = nearest.map { "; did you mean \($0)?" } ?? "; see --help"
        self.init("unknown \(kind)\(Self.mention(name))\(hint)")
    }

    /// A word of a command line behind a blank; nothing when it may be a secret that was to be an
    /// option's value, for what a program prints is kept, or would disturb the line.
    package static func mention(_ word: String) -> String {
        Mentionable.word(word).map { " " + $0 } ?? ""
    }
}
