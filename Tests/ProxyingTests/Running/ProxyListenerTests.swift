import Kernel
import Testing

struct ProxyListenerTests {
    @Test func `an address that is taken is told, with exit status 73`() throws {
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        let address = try listener.address.required().description
        let run = try ProgramRun(["--listen", address])
        #expect(try run.status() == 73)
        #expect(run.output.contains("cannot listen at \(address)"))
        _ = consume listener
    }

    @Test func `without an address and without systemd there is nothing to serve`() throws {
        let run = try ProgramRun([])
        #expect(try run.status() == 64)
        #expect(run.output.contains("--listen ADDRESS:PORT"))
    }

    @Test func `other hosts need keys`() throws {
        let run = try ProgramRun(["--listen", "0.0.0.0:0"])
        #expect(try run.status() == 78)
        #expect(run.output.contains("--client-keys"))
    }
}
