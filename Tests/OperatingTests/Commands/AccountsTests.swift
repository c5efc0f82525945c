import Operating
import Testing

struct AccountsTests {
    private static let pool = quoted(
        """
        {'accounts':[{'account_id':'claude-a','cooldowns':[],'credential':{'expires_in_ms':7800000,\
        'generation':7,'kind':'oauth','source':'file'},'in_use':3,'max_in_flight':4,'priority':100,\
        'provider':'claude','state':'available','status':'active','windows':[]},\
        {'account_id':'claude-b','cooldowns':[],'credential':{'generation':1,'kind':'api_key'},\
        'in_use':0,'max_in_flight':4,'priority':200,'provider':'claude','state':'quota',\
        'status':'active','windows':[{'limit_reached':true,'name':'5h','resets_in_ms':7800000}]}]}
        """)

    @Test func `the table says which account is limited, by what, and until when`() {
        let terminal = Terminal()
        terminal.columns = 120
        #expect(terminal.run(["accounts"], Recorder().daemon(answering: Self.pool)) == .success)
        let lines = terminal.text.split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "ACCOUNT   PROVIDER  STATE      IN USE  PRIORITY  CREDENTIAL              "
                    + "LIMITED BY",
                "claude-a  claude    available     3/4       100  oauth, 2 h 10 min left",
                "claude-b  claude    quota         0/4       200  api key                 "
                    + "quota 5h, resets in 2 h 10 min (14:45)",
            ])
    }

    @Test func `names alone are for programs`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: Self.pool)
        #expect(terminal.run(["accounts", "--names"], daemon) == .success)
        #expect(terminal.text == "claude-a\nclaude-b\n")
    }

    @Test func `the answer is printed as it came`() {
        let terminal = Terminal()
        let daemon = Recorder().daemon(answering: Self.pool)
        #expect(terminal.run(["accounts", "--json"], daemon) == .success)
        #expect(terminal.text == Self.pool + "\n")
    }
}
