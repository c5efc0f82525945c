package import Leasing

/// Every bound of what is kept, with its reason.
package enum PersistenceLimits {
    /// Bytes of the longest key: the format counts them in 16 bits.
    package static let keyBytes = 65_535
    /// Bytes of the longest document: a thousand times what one account needs.
    package static let documentBytes = 1 << 20
    /// Bytes of the largest file that is read: a hundred times 10,000 accounts.
    package static let fileBytes = 1 << 30
    /// A segment is not compacted before it has so many bytes: small pools write small images.
    package static let segmentBytes = 1 << 20
    /// A segment is compacted when it has so many times its image's bytes: start-up stays
    /// proportional to what is kept, and an image costs less than the appends before it.
    package static let segmentsPerImage = 2
    /// A segment that cannot be compacted is given up when it has so many times the bytes at which
    /// it should have been: whoever starts has to read it.
    package static let segmentPatience = 16
    /// How long what was appended may wait for the disk.
    package static let syncPatience = Interval.seconds(1)
    /// The pause before a failed disk is tried again; it doubles at each failure.
    package static let firstPause = Interval.seconds(1)
    /// The longest pause before a failed disk is tried again.
    package static let longestPause = Interval.seconds(60)
}
