package import Kernel

/// A server that the benchmark starts, pins to a core and ends.
package struct Server: ~Copyable {
    /// Where it listens for the load.
    package let address: UnixAddress
    private var process: ChildProcess
    private let name: String
    private let log: String

    private init(
        address: UnixAddress, process: consuming ChildProcess, name: String, log: String
    ) {
        self.address = address
        self.process = process
        self.name = name
        self.log = log
    }

    /// How long a server may take to listen, and to end, in nanoseconds.
    private static let patience: UInt64 = 10_000_000_000
    private static let pause: UInt64 = 2_000_000

    /// Starts the floor: this program again, unless another is named.
    package static func floor(
        in folder: String, program: String = "/proc/self/exe"
    ) throws(BenchFault) -> Server {
        try start(
            "the floor", program, in: folder, socket: "floor.sock",
            arguments: { ["floor", $0] })
    }

    /// Starts accountd with so many accounts of one provider.
    package static func daemon(
        _ program: String, accounts: Int, _ plan: LoadPlan, in folder: String
    ) throws(BenchFault) -> Server {
        let inventory = "\(folder)/accounts.json"
        let text = Inventory.text(
            accounts: accounts, provider: plan.provider, strategy: plan.strategy)
        try BenchFault.calling(inventory) { () throws(Errno) in
            try File(opening: inventory, for: [.write, .create, .truncate]).write(text)
        }
        return try start(
            "accountd", program, in: folder, socket: "lease.sock",
            arguments: { path in
                let keeping = ["--state", "\(folder)/state", "--runtime", "\(folder)/leases"]
                return [
                    "--accounts", inventory, "--listen-lease", path, "--listen-ops",
                    "\(folder)/ops.sock",
                ] + (plan.isKeeping ? keeping : [])
            })
    }

    /// The address of a socket in the benchmark's folder.
    static func address(_ path: String) throws(BenchFault) -> UnixAddress {
        guard let address = try? UnixAddress(path: path) else {
            throw .unavailable("\(path): too long for a socket's path")
        }
        return address
    }

    private static func start(
        _ name: String, _ program: String, in folder: String, socket: String,
        arguments: (String) -> [String]
    ) throws(BenchFault) -> Server {
        let path = "\(folder)/\(socket)"
        let address = try address(path)
        // Its log would stand in the middle of the figures.
        let log = "\(folder)/\(socket).log"
        let process = try BenchFault.calling(program) { () throws(Errno) in
            let file = try File(opening: log, for: [.write, .create, .truncate])
            return try ChildProcess(
                program, arguments: arguments(path), descriptors: [2: file.descriptor.number])
        }
        var server = Server(address: address, process: process, name: name, log: log)
        try server.pin()
        try server.awaitListening()
        return server
    }

    /// The memory that it has in use at the moment (VmRSS), in KiB.
    package borrowing func residentKiB() throws(BenchFault) -> Int {
        let path = "/proc/\(process.number)/status"
        let text = try BenchFault.calling(path) { () throws(Errno) in
            try File(opening: path, for: .read).readAll(limit: 65_536)
        }
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix("VmRSS:") {
            if let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
                return kibibytes
            }
        }
        throw .unavailable("\(path): no VmRSS")
    }

    /// Asks it to end, and waits.
    package consuming func end() {
        try? process.send(signal: Signal.terminate.rawValue)
        _ = try? process.wait(atMost: Self.patience)
    }

    /// The load has the next core.
    private func pin() throws(BenchFault) {
        let number = process.number
        try BenchFault.calling("pinning \(name) to core 0") { () throws(Errno) in
            try CurrentProcess.pin(number, toCore: 0)
        }
    }

    private mutating func awaitListening() throws(BenchFault) {
        let start = Clock.monotonic
        while Clock.monotonic - start < Self.patience {
            if (try? UnixSocket.connect(to: address, isNonblocking: true)) != nil { return }
            if let ending = try? process.wait(atMost: Self.pause) {
                throw .unavailable("\(name) ended at once (\(ending)): \(said)")
            }
        }
        throw .unavailable("\(name) does not listen at \(address.path): \(said)")
    }

    /// The end of what it wrote to its log.
    private var said: String {
        guard let file = try? File(opening: log, for: .read),
            let bytes = try? file.readAll(limit: 1 << 20)
        else { return "" }
        return String(decoding: bytes.suffix(1000), as: UTF8.self)
    }
}
