import Operating
import Testing

struct ReloadTests {
    @Test(arguments: [
        ("'accounts':3,'changed':2", "3 accounts, 2 changed"),
        ("'accounts':1,'changed':0", "1 account, nothing changed"),
    ])
    func `it says what the files hold and what changed`(members: String, sentence: String) {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: quoted("{\(members)}"))
        #expect(terminal.run(["reload"], daemon) == .success)
        #expect(terminal.text == sentence + "\n")
    }

    @Test(arguments: [["reload"], ["reload", "--json"], ["call", "Reload"]])
    func `each mistake is a line with its place`(line: [String]) {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in
            .refusal(
                quoted(
                    "{'code':9,'data':{'problems':[{'field':'accounts[0].id','file':'a.json',"
                        + "'line':3,'message':'is missing'},{'field':'','file':'\\u001bb',"
                        + "'line':1,'message':'no JSON'}],'reason':'BAD_INVENTORY'},"
                        + "'message':'the inventory has mistakes'}"))
        }
        #expect(terminal.run(line, daemon) == .refused)
        #expect(
            terminal.complaints
                == "a.json:3: accounts[0].id: is missing\n␛b:1: no JSON\n"
                + "accountctl: BAD_INVENTORY: the inventory has mistakes\n")
        #expect(terminal.output.isEmpty)
    }

    @Test func `the answer is printed as it came`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: "{\"accounts\":1}")
        #expect(terminal.run(["reload", "--json"], daemon) == .success)
        #expect(terminal.text == "{\"accounts\":1}\n")
    }
}
