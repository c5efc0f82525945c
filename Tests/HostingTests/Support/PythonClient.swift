import Hosting
import Kernel

/// A client in a process of its own, which holds leases and does as it is told.
struct PythonClient: ~Copyable {
    private var process: ChildRun

    static let isThere = (CurrentProcess.environment("PATH") ?? "").split(separator: ":")
        .contains { (try? FileSystem.status(of: "\($0)/python3")) != nil }

    private static let script = """
        import json, os, socket, struct, sys
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(sys.argv[1])
        for number in range(int(sys.argv[2])):
            request = json.dumps({"jsonrpc": "2.0", "id": number, "method": "Select",
                                  "params": {"provider": "openai"}}).encode()
            connection.sendall(struct.pack(">I", len(request)) + request)
            size = struct.unpack(">I", connection.recv(4, socket.MSG_WAITALL))[0]
            assert "result" in json.loads(connection.recv(size, socket.MSG_WAITALL))
        print("holding", flush=True)
        for order in sys.stdin:
            if order == "close\\n":
                connection.close()
            elif os.fork():
                os._exit(0)
            print("done", flush=True)
        """

    /// Connects to a bench and takes leases there.
    init(_ bench: Bench, leases: Int) throws {
        let process = try ChildRun(
            "python3", ["-c", Self.script, bench.folder("lease.sock"), "\(leases)"])
        while try !process.hasOutput() { _ = try bench.turn(atMost: 20_000_000) }
        guard try process.readLine() == "holding" else { throw Missing() }
        self.process = process
    }

    /// Has it do something, and waits until it is done.
    borrowing func tell(_ order: String) throws {
        try process.write(order)
        guard try process.readLine() == "done" else { throw Missing() }
    }

    /// Kills it and waits for its end.
    mutating func kill() throws {
        try process.kill()
        try awaitEnd()
    }

    /// Waits for its end, which its children do not share.
    mutating func awaitEnd() throws {
        guard try process.end() != nil else { throw Missing() }
    }

    /// Ends the input of it and of its children.
    mutating func endInput() { process.endInput() }
}
