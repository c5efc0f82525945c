/// What a journal asks of the folder that keeps its files.
///
/// There are two: a folder of a real disk, and the model of one that loses what a power cut loses.
/// One process uses a folder at a time; who opens it sees to that. Each file is written once, from
/// its beginning to its end: nothing is overwritten, and nothing is cut.
package protocol Storage: ~Copyable {
    /// The names of all files in the folder, in any order; others than the journal's are ignored.
    mutating func names() throws(StorageFault) -> [String]

    /// Reads a whole file; one of more bytes than the limit is a fault of the kind `.other`.
    mutating func read(_ name: String, limit: Int) throws(StorageFault) -> [UInt8]

    /// Makes an empty file that only its owner may read (mode 0600) and keeps it open; a file that
    /// is there is a fault of the kind `.other`.
    mutating func create(_ name: String) throws(StorageFault)

    /// Writes all bytes at the end of a file that was made and not closed; after a fault any part
    /// of them may be in the file.
    mutating func append(_ bytes: [UInt8], to name: String) throws(StorageFault)

    /// Waits until the bytes of an open file would outlast a power cut (fdatasync); its name may
    /// not. After a fault the file is not used again: a second call may succeed and be a lie.
    mutating func sync(_ name: String) throws(StorageFault)

    /// Closes a file; one that is not open is left alone. What closing finds out is of no use here.
    mutating func close(_ name: String)

    /// Waits until all names made, changed and removed so far would outlast a power cut.
    mutating func syncFolder() throws(StorageFault)

    /// Gives a file another name, in place of what has it; at any instant one of them has it.
    mutating func rename(_ name: String, to target: String) throws(StorageFault)

    /// Removes a file's name.
    mutating func remove(_ name: String) throws(StorageFault)
}
