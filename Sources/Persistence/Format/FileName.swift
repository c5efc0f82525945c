/// A file of the journal: what it is, and of which generation.
///
/// A generation is an image and the segment of batches that came after it. Each try has a number of
/// its own, larger than that of any file that is there: no file is ever written a second time.
struct FileName: Hashable, Sendable {
    enum Kind: Sendable {
        /// All documents as they were at one batch.
        case image
        /// An image that is being written; one that is found was left by a crash and is no image.
        case unfinishedImage
        /// Batches, in the order of their numbers.
        case segment
    }

    let kind: Kind
    let generation: UInt64

    init(_ kind: Kind, _ generation: UInt64) {
        self.kind = kind
        self.generation = generation
    }

    /// Reads a name as `text` spells it; `nil` when the file is not the journal's.
    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let generation = UInt64(parts[1]),
            generation <= FileHeader.largestNumber
        else { return nil }
        switch (parts[0], parts.count) {
        case ("image", 2): kind = .image
        case ("image", 3): kind = .unfinishedImage
        case ("journal", 2): kind = .segment
        default: return nil
        }
        self.generation = generation
        guard text == name else { return nil }
    }

    /// The name in the folder: `image.0007`, `image.0007.new`, `journal.0007`; more digits when
    /// they are needed.
    var text: String {
        let digits = String(generation)
        let number = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        switch kind {
        case .image: return "image.\(number)"
        case .unfinishedImage: return "image.\(number).new"
        case .segment: return "journal.\(number)"
        }
    }

    /// The eight bytes with which the file begins.
    var magic: UInt64 {
        switch kind {
        // In the order of the file: "accimage" and "accbatch".
        case .image, .unfinishedImage: 0x6567_616D_6963_6361
        case .segment: 0x6863_7461_6263_6361
        }
    }
}
