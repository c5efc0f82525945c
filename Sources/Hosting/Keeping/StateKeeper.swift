package import Kernel
package import Leasing
package import Persistence
import Providers
import Secrets
package import Serving

/// Keeps what is learnt of accounts in a folder, and takes it up again.
///
/// Each turn's changes are one batch, which is written before any answer of the turn leaves. What
/// nobody could learn again is on the disk by then; the rest within a second.
package final class StateKeeper {
    private let path: String
    private var journal: Journal
    private var folder: StateFolder
    private var credentials: [String: String] = [:]
    /// What the last daemon kept of its leases beside their table.
    package let recalledLeases: LeasesDocument?
    /// What this one keeps of them: so far no fence is set aside.
    private var leases: LeasesDocument
    /// When requests that were only counted are written.
    private var countsDeadline: Instant?
    /// What was last said of the journal: why it has stopped, if it has.
    private var told: StorageFault?

    /// How many fences are set aside at a time, so that they are written seldom: more than are used
    /// in the second that a power cut may cost.
    private static let fences: UInt64 = 1 << 22

    /// How long numbers of requests are gathered.
    private static let countsPatience = Interval.seconds(1)

    /// Opens what was kept; says what was found.
    ///
    /// - Parameter boot: this boot's id, when leases are kept in it.
    /// - Throws: `cannotCreate` when what is there cannot be used: it is never begun anew in
    ///   silence.
    package init(_ own: OwnFolder, boot: BootID?, log: Log, now: Instant) throws(StartFault) {
        path = own.path
        leases = LeasesDocument(boot: boot?.text ?? "", fenceEnd: 0)
        var folder = try StateFolder(own)
        do throws(RecoveryFault) {
            let (journal, report) = try Journal.open(on: &folder, now: now)
            recalledLeases = journal.documents[LeasesDocument.key].flatMap { LeasesDocument($0) }
            self.journal = journal
            self.folder = folder
            Self.tell(report, journal, own.path, log)
        } catch {
            throw StartFault(
                .cannotCreate,
                error.lines.map { "cannot use what is kept in \(own.path): \($0)" }
                    + [error.advice])
        }
    }

    private static func tell(
        _ report: RecoveryReport, _ journal: Journal, _ path: String, _ log: Log
    ) {
        for finding in report.findings { log.write(finding.level, "\(path): \(finding.text)") }
        if report.missingBatches > 0 {
            log.write(.error, "\(path): \(report.missingBatches) batches of changes are lost")
        }
        let count = journal.documents.keys.count { $0.hasPrefix(accounts) }
        log.write(.notice, "\(path): \(count) account\(count == 1 ? "" : "s") recalled")
    }

    /// What was kept of an inventory's accounts, as far as the service does not know them.
    package func recall(
        _ inventory: Inventory, for service: borrowing Service, log: Log, now: Moment
    ) -> [String: KeptAccount] {
        var kept: [String: KeptAccount] = [:]
        for entry in inventory.entries {
            let id = entry.account.id
            let credential = entry.credential.fingerprint
            credentials[id] = credential
            guard !service.knows(id), let bytes = journal.documents[Self.key(id)] else { continue }
            do throws(DocumentFault) {
                let document = try AccountDocument(bytes, now: now)
                kept[id] = KeptAccount(
                    memory: document.memory, hasSameCredential: document.credential == credential)
            } catch {
                log.write(
                    .error, "\(path): what is kept of \(id) cannot be read (\(error.text))")
            }
        }
        return kept
    }

    /// Whether what is learnt is being kept.
    package var isKeeping: Bool { journal.stop == nil }

    /// When there is something to do though nothing happens.
    package var deadline: Instant {
        min(countsDeadline ?? .distantFuture, journal.nextDeadline ?? .distantFuture)
    }

    /// Keeps what a turn has changed, and does what is due.
    package func keep(_ service: inout Service, log: Log, now: Moment) {
        let isCounting = (countsDeadline ?? .distantFuture) <= now.instant
        let news = service.takeMemoryNews(countsToo: isCounting)
        if isCounting { countsDeadline = nil }
        if countsDeadline == nil, service.hasCounted {
            countsDeadline = now.instant + Self.countsPatience
        }
        let isFirst = leases.fenceEnd == 0
        var batch = changes(news.memories, now: now)
        if let change = setFencesAside(above: service.nextFence) { batch.append(change) }
        if !batch.isEmpty {
            if !news.memories.isEmpty { FaultPoint.reach(.markDecided) }
            // The first fences are safe before any of them is used: what was set aside before
            // counts in another boot only if the clock has gone back, and then it is all there is.
            let mustSync = news.isIrreplaceable || isFirst
            journal.append(batch, mustSync: mustSync, on: &folder, now: now.instant)
            if !news.memories.isEmpty { FaultPoint.reach(.markKept) }
        }
        if (journal.nextDeadline ?? .distantFuture) <= now.instant {
            journal.advance(on: &folder, to: now.instant)
        }
        tellOfStop(log)
        service.noteKept(isKeeping)
    }

    /// Keeps everything, at the end.
    package func finish(_ service: inout Service, log: Log, now: Moment) {
        let batch = changes(service.takeMemoryNews(countsToo: true).memories, now: now)
        journal.append(batch, mustSync: true, on: &folder, now: now.instant)
        tellOfStop(log)
        guard !isKeeping else { return }
        log.write(
            .error, "\(path): the disk took nothing until the end: what came meanwhile is lost")
    }

    /// The documents that are others than before.
    private func changes(_ memories: [AccountMemory], now: Moment) -> [Change] {
        var changes: [Change] = []
        for memory in memories {
            let document = AccountDocument(
                memory: memory, credential: credentials[memory.id] ?? "")
            let (key, bytes) = (Self.key(memory.id), document.encoded(now: now))
            if journal.documents[key] != bytes { changes.append(.put(key, bytes)) }
        }
        return changes
    }

    /// Sets fences aside when half of them are used.
    private func setFencesAside(above next: UInt64) -> Change? {
        guard next + Self.fences / 2 > leases.fenceEnd else { return nil }
        leases.fenceEnd = next + Self.fences
        return .put(LeasesDocument.key, leases.encoded())
    }

    private func tellOfStop(_ log: Log) {
        let fault = journal.stop?.fault
        guard fault != told else { return }
        told = fault
        guard let fault else {
            log.write(.warning, "\(path): changes are kept again, with all that came meanwhile")
            return
        }
        log.write(
            .error,
            "\(path): \(fault.text); accounts are lent on, and changes are kept in memory alone"
                + " until the disk takes them")
    }

    private static let accounts = "account/"

    private static func key(_ account: String) -> String { accounts + account }
}

extension DocumentFault {
    /// What is wrong, without a word of the document.
    fileprivate var text: String {
        switch self {
        case .notJSON: "it is no JSON"
        case .member(let name): "its member \(name) is missing or of another kind"
        }
    }
}

extension Credential {
    /// What the credential is known by in what is kept.
    fileprivate var fingerprint: String {
        Fingerprint.of([
            kind.rawValue, secret.reveal(), accountID, projectID, refreshToken?.reveal(),
        ])
    }
}
