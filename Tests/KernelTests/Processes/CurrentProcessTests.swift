import Foundation
import Glibc
import Kernel
import Testing

struct CurrentProcessTests {
    @Test func `the process knows itself`() {
        #expect(CurrentProcess.number == getpid())
        #expect(CurrentProcess.user == geteuid())
        #expect(CurrentProcess.arguments == Array(CommandLine.arguments.dropFirst()))
        #expect(
            CurrentProcess.environment("PATH") == ProcessInfo.processInfo.environment["PATH"])
        #expect(CurrentProcess.environment("NO_SUCH_VARIABLE") == nil)
    }

    @Test func `a variable is set, changed and removed`() async {
        await #expect(processExitsWith: .success) {
            for value in ["one", "", nil, "a=b"] {
                try CurrentProcess.setEnvironment("KERNEL_TEST", to: value)
                #expect(CurrentProcess.environment("KERNEL_TEST") == value)
            }
        }
    }

    @Test func `the process ends with the status given`() async {
        await #expect(processExitsWith: .exitCode(75)) { CurrentProcess.exit(75) }
    }

    @Test func `a process that forbids dumps may not be dumped`() async {
        await #expect(processExitsWith: .success) {
            #expect(CurrentProcess.mayBeDumped)
            try CurrentProcess.forbidDumps()
            #expect(!CurrentProcess.mayBeDumped)
        }
    }

    @Test func `large buffers that are freed are not kept`() async {
        await #expect(processExitsWith: .success) {
            func residentPages() throws -> Int {
                let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
                let pages = text.split(separator: " ").dropFirst().first
                return try #require(pages.flatMap { Int($0) })
            }
            CurrentProcess.returnLargeMemory()
            let before = try residentPages()
            // What stays in use between them would pin them all, were they of the heap.
            var small: [[UInt8]] = []
            for _ in 0..<3 {
                var large: [[UInt8]] = []
                for _ in 0..<64 {
                    large.append([UInt8](repeating: 1, count: 1_048_576))
                    small.append([UInt8](repeating: 1, count: 1000))
                }
            }
            #expect(try residentPages() - before < 8 * 256)
            #expect(small.count == 192)
        }
    }

    @Test func `the limit of descriptors is raised as far as it may be, and never lowered`() async {
        await #expect(processExitsWith: .success) {
            var limiter = try ChildProcess(
                "prlimit", arguments: ["--pid", "\(CurrentProcess.number)", "--nofile=100:200"])
            #expect(try limiter.wait() == .exited(0))
            #expect(try CurrentProcess.descriptorLimit() == 100)
            #expect(try CurrentProcess.raiseDescriptorLimit(to: 50) == 100)
            #expect(try CurrentProcess.raiseDescriptorLimit(to: 150) == 150)
            #expect(try CurrentProcess.raiseDescriptorLimit(to: 1_000) == 200)
            #expect(try CurrentProcess.descriptorLimit() == 200)
        }
    }

    @Test func `a process is kept on one core`() async {
        await #expect(processExitsWith: .success) {
            try CurrentProcess.pin(toCore: 0)
            let status = try String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
            #expect(status.contains("Cpus_allowed_list:\t0\n"))
        }
    }
}
