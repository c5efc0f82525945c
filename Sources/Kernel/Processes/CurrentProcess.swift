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

    /// Ends the process with a status.
    package static func exit(_ status: Int32) -> Never {
        Glibc.exit(status)
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
