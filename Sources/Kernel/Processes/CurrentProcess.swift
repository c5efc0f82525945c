import CLinux
import Glibc

/// The process that this code runs in.
package enum CurrentProcess {
    /// The user whose rights it has.
    package static var user: UInt32 { geteuid() }

    /// Its number.
    package static var number: Int32 { getpid() }

    /// What it was started with, without the program's name.
    package static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// The value of an environment variable, if it is set.
    package static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// Sets an environment variable, or removes it; to be called before other threads are, for the
    /// environment is everybody's.
    package static func setEnvironment(_ name: String, to value: String?) throws(Errno) {
        if let value {
            _ = try unsafe retrying(name, value) { unsafe setenv($0, $1, 1) }
        } else {
            _ = try unsafe retrying(name) { unsafe unsetenv($0) }
        }
    }

    /// The whole environment as `NAME=value`, with some variables changed, or removed where the
    /// value is `nil`.
    static func environment(changing changes: [String: String?]) -> [String] {
        var entries: [String] = []
        var next = unsafe linux_environment()
        while let start = unsafe next, let entry = unsafe start.pointee {
            let text = unsafe String(cString: entry)
            let name = text.prefix { $0 != "=" }
            if changes.index(forKey: String(name)) == nil { entries.append(text) }
            unsafe next = start + 1
        }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            if let value { entries.append("\(name)=\(value)") }
        }
        return entries
    }

    /// What a process does to itself and cannot prevent (signal(7)).
    package enum Fate: Sendable {
        /// It is killed.
        case kill
        /// It stands still until it is sent `SIGCONT`.
        case stop
    }

    /// Sends this process a signal that no process can hold up.
    package static func signal(_ fate: Fate) {
        switch fate {
        case .kill: _ = kill(getpid(), SIGKILL)
        case .stop: _ = kill(getpid(), SIGSTOP)
        }
    }

    /// Ends the process with a status.
    package static func exit(_ status: Int32) -> Never {
        Glibc.exit(status)
    }

    /// Has memory of 128 KiB and more go back to the kernel as soon as it is freed.
    ///
    /// glibc raises that bound by itself, with each such block that is freed, and then keeps what
    /// many large buffers leave behind (mallopt(3), `M_MMAP_THRESHOLD`).
    package static func returnLargeMemory() {
        _ = mallopt(M_MMAP_THRESHOLD, 131_072)
    }

    /// Forbids core dumps and that other processes of the user read this one's memory.
    package static func forbidDumps() throws(Errno) {
        _ = try retrying { linux_set_dumpable(0) }
    }

    /// Whether it may be dumped.
    package static var mayBeDumped: Bool { linux_get_dumpable() != 0 }

    /// How many descriptors it may have open.
    package static func descriptorLimit() throws(Errno) -> UInt64 {
        UInt64(try descriptorLimits().rlim_cur)
    }

    /// Raises the number of descriptors to what is wanted or the most allowed, never lowers it,
    /// and answers what it is then.
    package static func raiseDescriptorLimit(to wanted: UInt64) throws(Errno) -> UInt64 {
        var limits = try descriptorLimits()
        let target = min(rlim_t(wanted), limits.rlim_max)
        if target > limits.rlim_cur {
            limits.rlim_cur = target
            _ = try retrying { unsafe setrlimit(Self.descriptors, &limits) }
        }
        return UInt64(limits.rlim_cur)
    }

    /// Keeps the calling thread, or another by its number, on one core.
    package static func pin(_ thread: Int32 = 0, toCore core: Int) throws(Errno) {
        precondition((0..<UInt.bitWidth).contains(core), "one of the first cores")
        var mask: UInt = 1 << core
        let size = MemoryLayout<UInt>.size
        _ = try retrying { unsafe linux_set_affinity(thread, &mask, size) }
    }

    private static var descriptors: Int32 { Int32(RLIMIT_NOFILE.rawValue) }

    private static func descriptorLimits() throws(Errno) -> rlimit {
        var limits = rlimit()
        _ = try retrying { unsafe getrlimit(Self.descriptors, &limits) }
        return limits
    }
}
