import Kernel
import Secrets

/// Three accounts of nobody's and their sockets, in a folder that is removed at the end.
package struct Demonstration {
    /// The folder.
    package let folder: String

    private static let inventory = """
        { "accounts": [
            { "id": "claude-a", "provider": "claude", "label": "team A", "models": ["claude-*"],
              "credential": { "kind": "api_key", "api_key": "demo-claude-a" } },
            { "id": "claude-b", "provider": "claude", "label": "team B", "models": ["claude-*"],
              "credential": { "kind": "api_key", "api_key": "demo-claude-b" } },
            { "id": "openai-1", "provider": "openai", "label": "shared",
              "credential": { "kind": "api_key", "api_key": "demo-openai-1" } } ] }

        """

    /// Makes the folder below `$TMPDIR` or /tmp, with the inventory in it.
    package init() throws(StartFault) {
        do throws(Errno) {
            folder = try Folder.makeTemporary(named: "accountd-demo")
        } catch {
            throw StartFault(.cannotCreate, "cannot make a temporary folder: \(error.description)")
        }
        do throws(Errno) {
            let file = try File(opening: accounts, for: [.write, .create, .exclusive])
            try file.write(Array(Self.inventory.utf8))
            try file.close()
        } catch {
            remove()
            throw StartFault(.cannotCreate, "cannot write \(accounts): \(error.description)")
        }
    }

    /// Removes the folder with all that is in it.
    package func remove() {
        try? Folder.removeTree(folder)
    }

    /// The inventory's path.
    package var accounts: String { folder + "/accounts.json" }
    /// Where proxies connect.
    package var lease: String { folder + "/lease.sock" }
    /// Where operators connect.
    package var ops: String { folder + "/ops.sock" }

    /// What to try, in commands that work where they are pasted.
    ///
    /// - Parameter program: the operator's command, as `companion` finds it.
    package func invitation(program: String) -> String {
        let (lease, ops) = (ShellWord.quoted(lease), ShellWord.quoted(ops))
        let program = ShellWord.quoted(program)
        return """
            accountd serves three accounts of nobody's, until Ctrl-C.
              lease socket: \(lease)
              ops socket:   \(ops)
            In another terminal:
              \(program) --socket \(ops) summary
              \(program) --socket \(lease) call Select '{"provider":"claude"}'

            """
    }

    /// Where the operator's command is: beside the daemon when it was started by a path, else
    /// where the shell finds it.
    package static func companion(
        of daemon: String, workingFolder: String?, exists: (String) -> Bool
    ) -> String {
        guard let slash = daemon.lastIndex(of: "/") else { return "accountctl" }
        let beside = daemon[...slash] + "accountctl"
        let isAbsolute = beside.hasPrefix("/")
        let path = isAbsolute ? String(beside) : (workingFolder.map { $0 + "/" } ?? "") + beside
        return exists(path) ? path : "accountctl"
    }
}
