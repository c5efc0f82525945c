import JSON

/// Checks an account's `windows`: what an import knew of its quota windows.
package enum WindowSettings {
    private static let keys = [
        "name", "models", "used_percent", "limit_reached", "resets_at", "learnt", "learnt_at",
    ]

    /// Notes what is wrong with the windows: each is an object with the members that a summary
    /// shows of one, and the time at which it was learnt.
    package static func check(_ account: ObjectReader, _ problems: inout ProblemList) {
        let elements = account.list("windows", of: "objects", &problems) ?? []
        for (index, element) in elements.enumerated() {
            let path = "\(account.path(of: "windows"))[\(index)]"
            guard let window = ObjectReader(element, path: path, known: keys, &problems) else {
                continue
            }
            check(window: window, &problems)
        }
    }

    private static func check(window: ObjectReader, _ problems: inout ProblemList) {
        for name in ["name", "limit_reached", "learnt_at"] {
            _ = window.requireValue(name, &problems)
        }
        _ = window.text("name", bytes: 1...64, &problems)
        _ = window.text("models", bytes: 1...128, &problems)
        _ = window.boolean("limit_reached", &problems)
        _ = window.time("resets_at", &problems)
        _ = window.time("learnt_at", &problems)
        _ = window.word("learnt", of: ["header", "body", "usage"], &problems)
        guard let used = window["used_percent"] else { return }
        guard let percent = used.double, (0...1000).contains(percent) else {
            return window.fault("used_percent", "must be a number from 0 to 1000", &problems)
        }
    }
}
