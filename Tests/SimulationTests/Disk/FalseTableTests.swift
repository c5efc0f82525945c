import Persistence
import Simulation
import Testing

struct FalseTableTests {
    @Test func `what is stored is read, and the rest is zeros`() {
        var table = FalseTable()
        table.write(Array(1...100), at: 500)
        table.publish(0x0102_0304_0506_0708, at: 600)
        #expect(table.read(499..<502) == [0, 1, 2])
        #expect(table.read(598..<610) == [99, 100, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0])
        #expect(table.word(at: 600) == 0x0102_0304_0506_0708)
    }

    @Test func `who is killed stores nothing more, and a word is stored whole`() {
        var whole = FalseTable()
        whole.write(Array(repeating: 7, count: 100), at: 0)
        whole.publish(.max, at: 104)
        for left in 0...whole.storeCount {
            var table = FalseTable()
            table.storesLeft = left
            table.write(Array(repeating: 7, count: 100), at: 0)
            table.publish(.max, at: 104)
            let stored = table.read(0..<104).count { $0 == 7 }
            #expect(stored == min(left * 24, 100))
            #expect(table.word(at: 104) == (left == whole.storeCount ? .max : 0))
        }
    }
}
