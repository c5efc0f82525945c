import Benching
import Kernel
import Testing

struct ServerTests {
    @Test func `a server is there when it has been started, and gone when it was ended`() throws {
        let folder = try TemporaryFolder()
        let server = try Server.floor(in: folder.path, program: Programs.path("account-bench"))
        let address = server.address
        #expect(try server.residentKiB() > 1000)
        _ = try UnixSocket.connect(to: address)
        server.end()
        #expect(throws: Errno.connectionRefused) { _ = try UnixSocket.connect(to: address) }
    }

    @Test func `a server that ends at once is reported with what it said`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        #expect {
            _ = try Server.daemon("/bin/ls", accounts: 1, LoadPlan(), in: path)
        } throws: { error in
            guard case .unavailable(let message)? = error as? BenchFault else { return false }
            return message.hasPrefix("accountd ended at once (exited(2)): /bin/ls: ")
        }
        #expect(throws: BenchFault.unavailable("/nope: No such file or directory (ENOENT)")) {
            _ = try Server.daemon("/nope", accounts: 1, LoadPlan(), in: path)
        }
    }
}
