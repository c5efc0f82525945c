import Leasing

/// The quota windows in the `x-codex-…` header fields.
struct CodexWindows {
    /// One window as the headers have it.
    struct Window {
        var name: String
        /// The extra limit it belongs to; `nil` for the plan's own two.
        var limit: String?
        var usedPercent: Double
        var reset: Hint?
        /// When it opens by its header, be it past.
        var length: Interval?

        var isFull: Bool { usedPercent >= 100 }
    }

    private(set) var windows: [Window] = []
    private let headers: Headers
    private let horizon: Horizon

    private static let suffix = "-used-percent"

    init(_ headers: Headers, _ horizon: Horizon) {
        self.headers = headers.family("x-")
        self.horizon = horizon
        for field in self.headers.fields where windows.count < 16 {
            guard field.name.hasPrefix("code"), field.name.hasSuffix(Self.suffix) else { continue }
            let stem = String(field.name.dropLast(Self.suffix.utf8.count))
            if let window = window(stem, field.value) { windows.append(window) }
        }
        nameByLength()
    }

    var readings: [WindowReading] {
        windows.map { window in
            WindowReading(
                window.name,
                models: window.limit.map { Self.models(of: $0, model: nil) },
                usedPercent: window.usedPercent,
                isLimitReached: window.isFull && window.reset != nil,
                resetsAt: window.reset?.until, length: window.length, source: .header)
        }
    }

    /// Reads the window whose fields begin with `codex-primary`, `codex-other-primary`…
    private func window(_ stem: String, _ percent: String) -> Window? {
        guard let used = Percent.used(percent),
            let slot = ["primary", "secondary"].first(where: { stem.hasSuffix("-" + $0) })
        else { return nil }
        let minutes = headers[stem + "-window-minutes"].flatMap { Decimal.number($0) } ?? 0
        let length = minutes > 0 && minutes < 1e6 ? Interval.minutes(Int64(minutes)) : nil
        let reset = reset(stem)
        guard used > 0 || length != nil || reset != nil else { return nil }
        let family = String(stem.dropLast(slot.utf8.count + 1))
        var window = Window(name: slot, usedPercent: used, reset: reset, length: length)
        switch family {
        case "codex": break
        case "codex-code-review", "codex-review", "code-review":
            guard slot == "primary" else { return nil }
            window.name = "code_review"
        default:
            guard family.hasPrefix("codex-"), let limit = Self.limitName(family) else {
                return nil
            }
            window.limit = limit
            window.name = slot == "primary" ? limit : limit + "_secondary"
        }
        return window
    }

    private func reset(_ stem: String) -> Hint? {
        Hint(
            horizon.accept(headers[stem + "-reset-at"].flatMap { Timestamp.read($0) }), .resetAt)
            ?? Hint(
                horizon.after(
                    headers[stem + "-reset-after-seconds"].flatMap { Decimal.seconds($0) }),
                .resetAfter)
    }

    /// Plans with a weekly window only have it in the first place, and the two also come swapped:
    /// 300 minutes are `primary`, a week is `secondary`, whichever place they have.
    private mutating func nameByLength() {
        let own = windows.indices.filter {
            windows[$0].limit == nil && windows[$0].name != "code_review"
        }
        let names = own.map { Self.name(windows[$0].name, windows[$0].length) }
        guard Set(names).count == names.count else { return }
        for (index, name) in zip(own, names) { windows[index].name = name }
    }

    /// The name of a window by its length, else by its place.
    static func name(_ slot: String, _ length: Interval?) -> String {
        switch length {
        case .hours(5): "primary"
        case .days(7): "secondary"
        default: slot
        }
    }

    /// A limit's id: `codex-bengalfox` and `codex_bengalfox` are one; `nil` for what is no id.
    static func limitName(_ text: String) -> String? {
        let bytes = text.trimmedBytes.map {
            $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0.lowercased
        }
        return WindowName.read(String(decoding: bytes, as: UTF8.self))
    }

    /// The models that an extra limit counts: for the one that is known its family, else the asked
    /// model, else none that has another name.
    static func models(of limit: String, model: String?) -> ModelPattern {
        if limit == "codex_bengalfox" { return ModelPattern("*spark*") }
        return ModelPattern(model ?? limit)
    }
}
