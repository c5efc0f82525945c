import Hosting
import Leasing
import Seeding
import Serving

/// Reads inventories that tests write as text.
enum Inventories {
    /// The middle of 2026.
    static let now = UnixTime(seconds: 1_782_000_000)

    /// An account as short as it may be, with more members behind those it needs.
    static func account(_ id: String = "a", _ more: String = "") -> String {
        #"{"id":"\#(id)","provider":"openai","#
            + #""credential":{"kind":"api_key","api_key":"k-\#(id)"}\#(more)}"#
    }

    /// A service without accounts whose chance follows from its first fence.
    static func service(firstFence fence: UInt64) -> Service {
        var random = SeededRandom(seed: fence)
        return Service(
            identity: ServiceIdentity(version: "0", epoch: "e"), firstFence: fence,
            chance: ChanceSupply { count in (0..<count).map { _ in random.next() } })
    }

    /// Reads files of a folder, or answers the mistakes in them without the folder's path.
    static func read(
        _ folder: TemporaryFolder, _ paths: [String], credentials: String? = nil
    ) -> Result<InventoryReading, StartFault> {
        do throws(StartFault) {
            return .success(try InventoryFiles(paths, credentials: credentials).read(now: now))
        } catch {
            let lines = error.lines.map { line in
                line.split(separator: folder.path + "/", omittingEmptySubsequences: false)
                    .joined()
            }
            return .failure(StartFault(error.status, lines))
        }
    }

    /// Reads one text as a file that is called `i.json`.
    static func read(_ text: String) throws -> Result<InventoryReading, StartFault> {
        let folder = try TemporaryFolder()
        return read(folder, [try folder.write("i.json", text)])
    }

    /// The mistakes in a text, a line each.
    static func faults(_ text: String) throws -> [String] {
        switch try read(text) {
        case .success: []
        case .failure(let fault): fault.lines
        }
    }

    /// The entries of a text without mistakes.
    static func entries(_ text: String) throws -> [Inventory.Entry] {
        try read(text).get().inventory.entries
    }

    /// The warnings of a text without mistakes.
    static func warnings(_ text: String) throws -> [String] {
        try read(text).get().warnings
    }
}
