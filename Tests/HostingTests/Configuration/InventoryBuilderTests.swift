import Hosting
import Serving
import Testing

struct InventoryBuilderTests {
    private func faults(_ top: String) throws -> [String] {
        try Inventories.faults("{\"accounts\":[\(Inventories.account())],\(top)}")
    }

    @Test func `the top of a file is an object of three members`() throws {
        #expect(try Inventories.faults("[]") == ["i.json:1: must be an object, is a list"])
        #expect(
            try faults("\"account\":[]")
                == ["i.json:1: unknown key \"account\"; did you mean \"accounts\"?"])
        #expect(
            try Inventories.faults("{\"accounts\":{}}")
                == ["i.json:1: accounts: must be a list, is an object"])
    }

    @Test func `the users that may connect are numbers`() throws {
        let text = "{\"accounts\":[\(Inventories.account())],\"allow_uids\":[0,1000,4294967295]}"
        #expect(
            try Inventories.read(text).get().inventory.allowedUsers == [0, 1000, 4_294_967_295])
        #expect(
            try faults("\"allow_uids\":[]")
                == ["i.json:1: allow_uids: would let nobody in; leave it out to let in all"])
        #expect(
            try faults("\"allow_uids\":[1,\n-1,\n4294967296,\n\"root\"]") == [
                "i.json:2: allow_uids[1]: must be a numeric user id",
                "i.json:3: allow_uids[2]: must be a numeric user id",
                "i.json:4: allow_uids[3]: must be a numeric user id",
            ])
        #expect(
            try faults("\"allow_uids\":7")
                == ["i.json:1: allow_uids: must be a list of numeric user ids, is a number"])
    }

    @Test func `without a list of users anyone may connect whom the socket lets`() throws {
        let text = "{\"accounts\":[\(Inventories.account())]}"
        #expect(try Inventories.read(text).get().inventory.allowedUsers == nil)
    }

    @Test func `two files' users are allowed together`() throws {
        let folder = try TemporaryFolder()
        try folder.write("1.json", "{\"allow_uids\":[1],\"accounts\":[\(Inventories.account())]}")
        try folder.write("2.json", "{\"allow_uids\":[2]}")
        let reading = try Inventories.read(folder, [folder.path]).get()
        #expect(reading.inventory.allowedUsers == [1, 2])
    }

    @Test func `an account is named once in all files, whatever else is wrong with it`() throws {
        let folder = try TemporaryFolder()
        try folder.write("1.json", "{\"accounts\":[\n\(Inventories.account("a"))]}")
        try folder.write(
            "2.json", "{\"accounts\":[\(Inventories.account("a", ",\"weight\":0"))]}")
        let reading = Inventories.read(folder, [folder.path])
        let fault = try #require(throws: StartFault.self) { try reading.get() }
        #expect(
            fault.lines == [
                "2.json:1: accounts[0].weight: must be a whole number from 1 to 1000",
                "2.json:1: accounts[0].id: names an account for the second time, after 1.json:2",
            ])
    }

    @Test(arguments: [
        "{\"accounts\":[\(Inventories.account())]}",
        #"{"providers":{"openai":{"headers":{"Authorization":"Basic x"}}}}"#,
    ])
    func `a file with a secret in it is its owner's alone`(text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("i.json", text, mode: 0o644)
        let fault = try #require(throws: StartFault.self) {
            try Inventories.read(folder, [path]).get()
        }
        #expect(
            fault.lines == [
                "i.json: holds a secret and others can reach it (mode 0644); "
                    + "mend it with: chmod 600 i.json"
            ])
    }

    @Test func `a file without secrets may be everybody's`() throws {
        let folder = try TemporaryFolder()
        try folder.write("key", "k")
        let text = """
            {"accounts":[{"id":"a","provider":"openai",
                "credential":{"kind":"api_key","file":"key"}}]}
            """
        let path = try folder.write("i.json", text, mode: 0o644)
        #expect(try Inventories.read(folder, [path]).get().inventory.entries.count == 1)
    }

    @Test func `a file of more accounts than anyone has is refused as a whole`() throws {
        let text =
            "{\"accounts\":[\(Array(repeating: "0", count: 100_001).joined(separator: ","))]}"
        #expect(
            try Inventories.faults(text)
                == ["i.json:1: accounts: has 100001 accounts; a file may have 100000"])
    }
}
