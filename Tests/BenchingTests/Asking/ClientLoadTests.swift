import Benching
import Kernel
import Testing

struct ClientLoadTests {
    @Test(arguments: [
        ["--tasks", "3", "--shared-threads"], ["--exchange", "release"], ["--exchange", "health"],
    ])
    func `tasks ask the real daemon, and leave no lease`(options: [String]) throws {
        let folder = try TemporaryFolder()
        let line =
            [
                "client", "--daemon", Programs.path("accountd"), "--seconds", "0.05", "--accounts",
                "9",
            ]
            + options
        let (ending, output) = try Programs.bench(line, in: folder.path)
        #expect(ending == .exited(0), "\(output)")
        #expect(output.contains("requests/s="))
        let threads = options.contains("--shared-threads") ? "threads=shared" : "threads=client"
        #expect(output.contains(threads))
    }

    @Test func `a plan says how many ask`() {
        var load = ClientLoad(plan: LoadPlan())
        #expect(load.tasks == 8)
        load.tasks = 3
        #expect(load.describe(Tally()).hasPrefix("client cycle tasks=3 threads=client"))
    }

    @Test func `without a daemon there are no figures`() async throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/none.sock"
        await #expect(throws: BenchFault.self) {
            _ = try await onThread { try ClientLoad(plan: LoadPlan()).run(at: path) }
        }
    }
}
