import Leasing
import Persistence
import Simulation

/// A disk that cannot read one of its files.
struct UnreadableDisk: Storage {
    var disk: FalseDisk
    let name: String

    mutating func read(_ name: String, limit: Int) throws(StorageFault) -> [UInt8] {
        guard name != self.name else { throw StorageFault(.failing, in: .read, of: name) }
        return try disk.read(name, limit: limit)
    }

    mutating func names() throws(StorageFault) -> [String] { try disk.names() }
    mutating func create(_ name: String) throws(StorageFault) { try disk.create(name) }
    mutating func append(_ bytes: [UInt8], to name: String) throws(StorageFault) {
        try disk.append(bytes, to: name)
    }
    mutating func sync(_ name: String) throws(StorageFault) { try disk.sync(name) }
    mutating func close(_ name: String) { disk.close(name) }
    mutating func syncFolder() throws(StorageFault) { try disk.syncFolder() }
    mutating func rename(_ name: String, to target: String) throws(StorageFault) {
        try disk.rename(name, to: target)
    }
    mutating func remove(_ name: String) throws(StorageFault) { try disk.remove(name) }
}
