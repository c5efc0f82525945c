/// Who may hold leases: connections, and instances that have several.
struct KnownHolders {
    private var connections: [Int] = []
    private var instances: [String: Int] = [:]

    /// Takes in a connection; one of an instance joins those it has, if the instance still is.
    mutating func connect(_ instance: String? = nil, isIdle: (Int) -> Bool) -> Int {
        if let instance, let holder = instances[instance],
            connections[holder] > 0 || !isIdle(holder)
        {
            connections[holder] += 1
            return holder
        }
        connections.append(1)
        if let instance { instances[instance] = connections.count - 1 }
        return connections.count - 1
    }

    /// How many connections a holder has.
    func count(_ holder: Int) -> Int { connections[holder] }

    /// Lets all connections go.
    mutating func loseConnections() {
        for holder in connections.indices { connections[holder] = 0 }
    }

    /// Lets a connection go; answers whether it was the last.
    mutating func disconnect(_ holder: Int) -> Bool {
        connections[holder] -= 1
        return connections[holder] == 0
    }
}
