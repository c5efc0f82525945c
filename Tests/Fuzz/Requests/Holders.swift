/// Who holds leases, as PROTOCOL.md has it: a connection, or all connections of a named instance.
struct Holders {
    struct Name: Hashable {
        let uid: UInt32
        let instance: String
    }

    private struct Holder {
        let uid: UInt32
        let name: Name?
        var connections = 1
    }

    private var holders: [Holder] = []
    private var named: [Name: Int] = [:]

    /// Takes in a connection by itself.
    mutating func connect(uid: UInt32) -> Int {
        holders.append(Holder(uid: uid, name: nil))
        return holders.count - 1
    }

    /// Makes a connection one of an instance's. One that is unknown, or has neither connection nor
    /// lease, is another holder than before.
    mutating func join(_ name: Name, isAlive: (Int) -> Bool) -> Int {
        if let known = named[name], holders[known].connections > 0 || isAlive(known) {
            holders[known].connections += 1
            return known
        }
        holders.append(Holder(uid: name.uid, name: name))
        named[name] = holders.count - 1
        return holders.count - 1
    }

    /// Lets a connection go; answers whether it was the holder's last.
    mutating func leave(_ holder: Int) -> Bool {
        holders[holder].connections -= 1
        return holders[holder].connections == 0
    }

    func connections(of holder: Int) -> Int { holders[holder].connections }

    func uid(of holder: Int) -> UInt32 { holders[holder].uid }
}
