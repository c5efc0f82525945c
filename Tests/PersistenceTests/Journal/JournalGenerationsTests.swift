import Leasing
import Persistence
import Simulation
import Testing

struct JournalGenerationsTests {
    @Test(arguments: 0..<9)
    func `a disk that is full for a day does not get fuller by our tries`(call: Int) throws {
        var keeper = try Keeper()
        keeper.put("a", "kept", mustSync: true)
        let names = keeper.disk.fileNames
        keeper.disk.fail(keeper.disk.callCount..<keeper.disk.callCount + 1, with: .full)
        keeper.put("a", "offered")
        for _ in 0..<20 {
            let next = keeper.disk.callCount + call
            keeper.disk.fail(next..<next + 1, with: .full)
            keeper.pass(.seconds(60))
            #expect(keeper.journal.stop != nil)
            #expect(keeper.disk.fileNames.count <= names.count + 2)
            #expect(keeper.disk.fileNames.starts(with: names.prefix(1)))
        }
        for _ in 0..<2 {
            keeper.pass(.seconds(60))
            #expect(keeper.journal.stop == nil)
            try keeper.killAndRestart()
        }
        keeper.pass(.zero)
        #expect(keeper.disk.fileNames.count == 4)
    }

    @Test(arguments: 0..<40)
    func `a turn that fails after the image has its name gives the old segment up`(seed: UInt64)
        throws
    {
        for call in 4..<9 {
            var keeper = try Keeper(seed: seed)
            keeper.pass(.zero)
            try keeper.growUntilCompaction()
            let first = keeper.disk.callCount + call
            keeper.disk.fail(first..<first + 1 + keeper.random.below(3))
            keeper.pass(.zero)
            keeper.put("b", "after", mustSync: true)
            if keeper.random.once(in: 2) {
                try keeper.killAndRestart()
            } else {
                try keeper.cutPowerAndRestart()
            }
        }
    }

    @Test(arguments: 0..<9)
    func `a first start that fails and then ends while it cleans up is no damage`(call: Int) throws
    {
        for seed in 0..<20 as Range<UInt64> {
            for end in call + 1..<call + 7 {
                var keeper = try Keeper(seed: seed)
                keeper.disk.fail(call..<call + 1, end..<Int.max)
                keeper.pass(.zero)
                if keeper.random.once(in: 2) {
                    try keeper.killAndRestart()
                } else {
                    try keeper.cutPowerAndRestart()
                }
                #expect(keeper.report.findings.allSatisfy(Keeper.isHarmless))
                keeper.put("a", "1", mustSync: true)
                #expect(keeper.journal.isDurable(1))
            }
        }
    }

    @Test(arguments: 0..<200)
    func `what a run failed to write and removed does not come back to a later one`(seed: UInt64)
        throws
    {
        var keeper = try Keeper(seed: seed)
        keeper.put("a", "kept", mustSync: true)
        keeper.disk.fail(keeper.disk.callCount..<keeper.disk.callCount + 1)
        keeper.put("a", "offered")
        for _ in 0..<1 + keeper.random.below(4) {
            keeper.put("a", "meanwhile")
            let call = keeper.disk.callCount + 3 + keeper.random.below(6)
            keeper.disk.fail(call..<call + 1 + keeper.random.below(4))
            keeper.pass(.seconds(60))
        }
        try keeper.killAndRestart()
        let end = keeper.disk.callCount + keeper.random.below(12)
        keeper.disk.fail(end..<Int.max)
        keeper.put("a", "later", mustSync: true)
        try keeper.cutPowerAndRestart()
        keeper.put("a", "at last", mustSync: true)
        try keeper.cutPowerAndRestart()
    }

    @Test(arguments: 0..<100)
    func `the files that a state was recovered from stay until a generation succeeds`(seed: UInt64)
        throws
    {
        var keeper = try Keeper(seed: seed)
        keeper.put("a", "first", mustSync: true)
        try keeper.killAndRestart()
        keeper.put("a", "second", mustSync: true)
        keeper.put("a", "third", mustSync: true)
        keeper.disk.damage(try keeper.newest("image"), [])
        try keeper.cutPowerAndRestart()
        for _ in 0..<3 {
            let call = keeper.disk.callCount + 3 + keeper.random.below(6)
            keeper.disk.fail(call..<call + 1)
            keeper.pass(.seconds(60))
        }
        #expect(keeper.journal.stop != nil)
        try keeper.cutPowerAndRestart()
        #expect(keeper.journal.documents["a"] == Array("third".utf8))
    }
}
