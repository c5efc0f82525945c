/// The objects and arrays that are open, and how many members each object has so far.
struct ContainerStack {
    private static let objectBit: UInt16 = 0x8000

    private var outer: [32 of UInt16] = .init(repeating: 0)
    private var innermost: UInt16 = 0
    /// How many are open.
    private(set) var depth = 0
    /// Whether nothing of the innermost has been read.
    private(set) var isFirst = false

    /// Whether the innermost is an object.
    var isObject: Bool { innermost & Self.objectBit != 0 }

    /// The members of the innermost that were counted.
    var members: Int { Int(innermost & ~Self.objectBit) }

    /// Opens a container; false when that is one too many.
    @inline(__always)
    mutating func open(isObject: Bool) -> Bool {
        guard depth < JSONLimits.depth else { return false }
        outer[depth] = innermost
        depth &+= 1
        innermost = isObject ? Self.objectBit : 0
        isFirst = true
        return true
    }

    /// Notes that an element or a member of the innermost begins.
    @inline(__always)
    mutating func begin(isMember: Bool) {
        if isMember { innermost &+= 1 }
        isFirst = false
    }

    /// Closes the innermost.
    @inline(__always)
    mutating func close() {
        precondition(depth > 0)
        depth &-= 1
        innermost = outer[depth]
        isFirst = false
    }
}
