import Operating
import Testing

struct ListedAccountTests {
    @Test func `what only some daemons tell may lack`() throws {
        let plain = "{\"accounts\":[\(Pool.account("a"))]}"
        let later = "{\"accounts\":[\(Pool.account("a").dropLast()),\"credential\":{},\"x\":1}]}"
        #expect(
            try ListedAccount.list(Array(plain.utf8)) == ListedAccount.list(Array(later.utf8)))
    }

    @Test func `what its summary promises may not`() {
        #expect(throws: CommandFault.self) {
            try ListedAccount.list(Array("{\"accounts\":[{\"account_id\":\"a\"}]}".utf8))
        }
    }
}
