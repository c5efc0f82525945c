/// Who holds leases: a named instance of a client, or a single connection.
///
/// The serial tells a later holder in the same slot from the one that was meant.
package struct HolderID: Hashable, Sendable {
    let slot: Int
    let serial: UInt64
}

/// A client's own name for itself, which several connections may share.
package struct InstanceName: Hashable, Sendable {
    /// The uid it belongs to: names of different users never meet.
    package let uid: UInt32
    /// The name, as the client gave it.
    package let name: String

    /// Names an instance of a user's client.
    package init(uid: UInt32, name: String) {
        self.uid = uid
        self.name = name
    }
}

/// The holders, how many connections each has, and the head of each one's list of leases.
struct Holders {
    struct Holder {
        let instance: InstanceName?
        let serial: UInt64
        var connections = 1
        var firstLease = LeaseSlab.none
    }

    private var slots: [Holder?] = []
    private var free: [Int] = []
    private var instances: [InstanceName: Int] = [:]
    private var nextSerial: UInt64 = 1

    /// Takes in a connection; one of a named instance joins those it has.
    mutating func connect(instance: InstanceName?) -> HolderID {
        if let instance, let slot = instances[instance], let serial = slots[slot]?.serial {
            slots[slot]?.connections += 1
            return HolderID(slot: slot, serial: serial)
        }
        let slot = free.popLast() ?? slots.count
        if slot == slots.count { slots.append(nil) }
        let id = HolderID(slot: slot, serial: nextSerial)
        nextSerial += 1
        slots[slot] = Holder(instance: instance, serial: id.serial)
        if let instance { instances[instance] = slot }
        return id
    }

    /// Takes up a holder that has leases and has yet to connect; several leases of a named instance
    /// have one.
    mutating func restore(_ instance: InstanceName?) -> HolderID {
        let id = connect(instance: instance)
        slots[id.slot]?.connections = 0
        return id
    }

    /// The name of a holder; `nil` when it is a single connection.
    func instance(of id: HolderID) -> InstanceName? {
        isKnown(id) ? slots[id.slot]?.instance : nil
    }

    /// Whether a holder has a connection or a lease: it is still the one that was meant.
    func isKnown(_ id: HolderID) -> Bool {
        id.slot < slots.count && slots[id.slot]?.serial == id.serial
    }

    /// How many connections a holder has; `nil` when it is not known.
    func connections(of id: HolderID) -> Int? {
        isKnown(id) ? slots[id.slot]?.connections : nil
    }

    /// The head of a holder's list of leases.
    subscript(leasesOf id: HolderID) -> Int {
        get { slots[id.slot]?.firstLease ?? LeaseSlab.none }
        set { slots[id.slot]?.firstLease = newValue }
    }

    /// Lets a connection go; answers whether it was the holder's last.
    mutating func disconnect(_ id: HolderID) -> Bool {
        guard let connections = connections(of: id), connections > 0 else { return false }
        slots[id.slot]?.connections = connections - 1
        return connections == 1
    }

    /// Forgets a holder that has neither connection nor lease.
    mutating func forgetIfIdle(_ id: HolderID) {
        guard connections(of: id) == 0, self[leasesOf: id] == LeaseSlab.none else { return }
        if let instance = slots[id.slot]?.instance { instances[instance] = nil }
        slots[id.slot] = nil
        free.append(id.slot)
    }
}
