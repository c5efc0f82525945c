/// What was found when the journal was opened.
///
/// A report without findings is an ordinary start. With any of them the state is still one that
/// the journal had after some batch, and never a mixture.
package struct RecoveryReport: Equatable, Sendable {
    /// One thing that an operator may want to know, in the order of discovery.
    package enum Finding: Equatable, Sendable {
        /// The program ended while it wrote an image; nothing depended on it.
        case unfinishedImage(file: String)
        /// An image is damaged; the one before it and the segments since took its place.
        case damagedImage(Damage)
        /// An image cannot be read; the one before it and the segments since hold all it held.
        case unreadableImage(StorageFault)
        /// The image's segment is not there: the program ended between the two, or it was taken.
        case missingSegment(file: String)
        /// The last segment ended in what was never promised to outlast a power cut; it is cut.
        case cutTail(Damage)
        /// A segment is damaged before its end, or one is missing before it; what comes after the
        /// damage is not used.
        case damagedSegment(Damage)
    }

    /// What was found.
    package internal(set) var findings: [Finding] = []
    /// The image that the state began with; `nil` when it began empty.
    package internal(set) var image: String?
    /// Batches of the segments that were done again after the image.
    package internal(set) var replayedBatches: UInt64 = 0
    /// Batches of which a trace was found and which are not in the state: the damaged one, and
    /// those after it, readable or not. A torn last batch that left no number is not counted.
    package internal(set) var missingBatches: UInt64 = 0
}

/// Why nothing was opened: the state is there and cannot be used as it is.
///
/// To go on is the operator's decision: mend the disk, put a backup in place, or move the files
/// away and begin anew.
package enum RecoveryFault: Error, Equatable, Sendable {
    /// The folder or a file that is needed cannot be read.
    case unreadable(StorageFault)
    /// A file was written by a newer program, and reading it takes at least the version given.
    case unsupportedVersion(file: String, oldestReader: UInt16)
    /// Files are there and no state can be made of them; the damages in the order of discovery.
    case nothingValid([Damage])
}
