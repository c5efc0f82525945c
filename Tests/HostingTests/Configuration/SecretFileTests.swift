import Hosting
import Kernel
import Secrets
import Testing

struct SecretFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ name: String, credentials: String? = nil) throws(SecretFault) -> String {
        let folders = SecretFolders(inventory: folder.path, credentials: credentials)
        return try SecretFile.read(name, in: folders).reveal()
    }

    private func fault(_ name: String) throws -> String {
        try #require(throws: SecretFault.self) { try self.read(name) }.message
            .replacing(folder.path, with: "DIR")
    }

    @Test(arguments: ["k-1", "k-1\n", "k-1\r\n", "k-1 \t\n\n"])
    func `blanks and line breaks at the end are not part of the secret`(text: String) throws {
        try folder.write("key", text)
        #expect(try read("key") == "k-1")
    }

    @Test func `a second line makes it a secret that nothing can carry`() throws {
        try folder.write("key", "k-1\nk-2\n")
        #expect(try read("key") == "k-1\nk-2")
    }

    @Test func `an empty file has no secret`() throws {
        try folder.write("key", " \n")
        #expect(try fault("key") == "DIR/key is empty")
    }

    @Test func `a file that others can reach is refused with the way to mend it`() throws {
        for mode: UInt32 in [0o640, 0o604, 0o620, 0o601] {
            try folder.write("key", "k", mode: mode)
            #expect(
                try fault("key") == "DIR/key holds a secret and others can reach it "
                    + "(mode 0\(String(mode, radix: 8))); mend it with: chmod 600 DIR/key")
        }
        try folder.write("key", "k", mode: 0o400)
        #expect(try read("key") == "k")
    }

    @Test func `the service manager's own folder comes first, whatever its files' modes`() throws {
        try folder.write("key", "from the inventory")
        try folder.write("other", "from the inventory")
        let credentials = try TemporaryFolder()
        try credentials.write("key", "from the manager", mode: 0o440)
        #expect(try read("key", credentials: credentials.path) == "from the manager")
        #expect(try read("other", credentials: credentials.path) == "from the inventory")
    }

    @Test(arguments: ["/etc/passwd", "../key", "a/../../key", ".."])
    func `a file lies below the inventory's folder`(name: String) throws {
        #expect(
            try fault(name) == "must name a file below the inventory's folder, without \"..\"")
    }

    @Test func `a file that is not there is named`() throws {
        #expect(try fault("key") == "DIR/key cannot be read: No such file or directory (ENOENT)")
    }

    @Test func `a key in place of a file's name is not repeated`() throws {
        let key = "sk-proj-0123456789abcdefghijklmnop"
        #expect(try fault(key) == "DIR/FILE cannot be read: No such file or directory (ENOENT)")
    }

    @Test func `what is no file is refused without waiting`() throws {
        try Folder.make(folder("key"))
        #expect(try fault("key") == "DIR/key is not a regular file")
        try Pipes.make(folder("pipe"))
        #expect(try fault("pipe") == "DIR/pipe is not a regular file")
    }

    @Test func `a secret has an end`() throws {
        try folder.write("key", String(repeating: "k", count: 16_384))
        #expect(try read("key").utf8.count == 16_384)
        try folder.write("key", String(repeating: "k", count: 16_385))
        #expect(try fault("key") == "DIR/key is larger than 16 KiB")
    }
}
