import JSON
import Testing

struct IntegerEncoderTests {
    @Test func `integers of every length are spelt in plain digits`() {
        var values: [Int] = [0, .min, .max]
        var power = 1
        for _ in 0..<19 {
            values += [power, power - 1, -power]
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
        for value in values {
            var writer = JSONWriter()
            writer.integer(value)
            #expect(String(decoding: writer.take(), as: UTF8.self) == String(value))
        }
        var writer = JSONWriter()
        writer.integer(UInt64.max)
        #expect(String(decoding: writer.take(), as: UTF8.self) == String(UInt64.max))
    }
}
