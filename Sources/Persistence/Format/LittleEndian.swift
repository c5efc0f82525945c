extension [UInt8] {
    /// Appends an integer, its least byte first.
    mutating func append<Number: FixedWidthInteger & UnsignedInteger>(littleEndian value: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> Number(shift)))
        }
    }

    /// Writes an integer over the bytes at an offset, its least byte first.
    mutating func overwrite<Number: FixedWidthInteger & UnsignedInteger>(
        at offset: Int, littleEndian value: Number
    ) {
        for index in 0..<Number.bitWidth / 8 {
            self[offset + index] = UInt8(truncatingIfNeeded: value >> Number(8 * index))
        }
    }

    /// The integer at an offset, its least byte first; the bytes are there.
    func littleEndian<Number: FixedWidthInteger & UnsignedInteger>(
        at offset: Int, as type: Number.Type = Number.self
    ) -> Number {
        var value: Number = 0
        for index in 0..<Number.bitWidth / 8 {
            value |= Number(self[offset + index]) << Number(8 * index)
        }
        return value
    }
}
