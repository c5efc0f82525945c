import Hosting
import Kernel
import Providers
import Secrets
import Serving
import Testing

struct InventoryDocumentTests {
    @Test func `a key's file is looked for beside the file that names it`() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "b"] {
            try Folder.make(folder(name))
            try folder.write("\(name)/key", "k-\(name)")
            try folder.write(
                "\(name)/i.json",
                """
                {"accounts":[{"id":"\(name)","provider":"openai",
                    "credential":{"kind":"api_key","file":"key"}}]}
                """)
        }
        let paths = [folder("a/i.json"), folder("b/i.json")]
        let entries = try Inventories.read(folder, paths).get().inventory.entries
        #expect(entries.map(\.credential.secret) == [Secret("k-a"), Secret("k-b")])
    }
}
