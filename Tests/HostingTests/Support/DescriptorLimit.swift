import Glibc
import Kernel

/// A process that may open nothing more.
enum DescriptorLimit {
    /// Does something while every descriptor that the process may have is taken.
    static func exhaust(_ body: () throws -> Void) throws {
        var limits = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        unsafe getrlimit(resource, &limits)
        var low = limits
        low.rlim_cur = 64
        unsafe setrlimit(resource, &low)
        var taken: [Int32] = []
        while true {
            let number = dup(2)
            guard number >= 0 else { break }
            taken.append(number)
        }
        try body()
        for number in taken { close(number) }
        unsafe setrlimit(resource, &limits)
    }
}
