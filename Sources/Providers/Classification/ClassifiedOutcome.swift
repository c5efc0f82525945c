import JSON
import Leasing

/// What a case comes to: the finding, and the block that then holds.
struct ClassifiedOutcome {
    private let finding: Finding
    private let scope: String
    private let until: UnixTime?
    private let isIndefinite: Bool
    private let basis: String
    private let window: String?

    /// Lays a finding over what was before. A block is never shortened, and a failure without a
    /// hint inside an open one changes neither its end nor its level.
    init(_ finding: Finding, _ prior: PriorBlock, now: UnixTime) {
        self.finding = finding
        let new = NewBlock(finding.block, prior, now: now)
        let isKept = prior.holds(at: now) && !finding.ends(prior)
        guard isKept, new.yields(to: prior) else {
            scope = finding.scope.name
            (until, isIndefinite, basis) = (new.until, new.isIndefinite, new.basis)
            window = finding.window
            return
        }
        scope = finding.scope == .none ? prior.scope ?? "account" : finding.scope.name
        (until, isIndefinite) = (prior.isIndefinite ? nil : prior.until, prior.isIndefinite)
        basis = "prior"
        window = prior.window ?? finding.window
    }

    /// Writes the outcome as one line, the members in alphabetical order.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("basis")
        writer.string(basis)
        writer.name("block_until")
        Self.write(until.map(InternetDate.format), to: &writer)
        writer.name("category")
        writer.string(finding.category.rawValue)
        writer.name("indefinite")
        writer.boolean(isIndefinite)
        writer.name("needs_refresh")
        writer.boolean(finding.needsRefresh)
        writer.name("retry")
        writer.string(finding.retry.rawValue)
        writer.name("rule")
        writer.string(finding.rule)
        writer.name("scope")
        writer.string(scope)
        writer.name("window")
        Self.write(window, to: &writer)
        writer.endObject()
    }

    private static func write(_ text: String?, to writer: inout JSONWriter) {
        guard let text else { return writer.null() }
        writer.string(text)
    }
}

/// The block that a finding asks for, as a case has it.
private struct NewBlock {
    var until: UnixTime?
    var isIndefinite = false
    var basis: String
    private var isStep = false

    init(_ block: Block, _ prior: PriorBlock, now: UnixTime) {
        switch block {
        case .none: basis = "none"
        case .indefinite: (isIndefinite, basis) = (true, "indefinite")
        case .until(let time, let source): (until, basis) = (time, source.rawValue)
        case .ladder(let ladder):
            let level = prior.level(of: ladder, at: now)
            until = now + ladder.step(level)
            basis = ladder == .throttle ? "backoff_level_\(level + 1)" : "ladder"
            isStep = true
        }
    }

    /// Whether the block that was before goes on as it is.
    func yields(to prior: PriorBlock) -> Bool {
        if isStep || prior.isIndefinite { return !isIndefinite || prior.isIndefinite }
        guard !isIndefinite, let end = prior.until else { return false }
        return until.map { $0 <= end } ?? true
    }
}

extension Finding {
    /// Whether it is good news that ends a block: a success of the model that was blocked, or a
    /// usage document that shows room.
    fileprivate func ends(_ prior: PriorBlock) -> Bool {
        guard category == .ok else { return false }
        return prior.endsWithSuccess || (rule == UsageRules.hasRoom && !readings.isEmpty)
    }
}

extension Finding.Scope {
    /// Its name on the wire.
    var name: String {
        switch self {
        case .none: "none"
        case .account: "account"
        case .models: "model"
        }
    }
}
