import Benching
import Testing

struct MemoryMeasureTests {
    private func readings(_ kibibytes: Int...) -> [MemoryMeasure.Reading] {
        kibibytes.enumerated().map { .init(requests: $0.offset * 1000, kibibytes: $0.element) }
    }

    @Test func `a slope is KiB a request, whatever the start`() {
        #expect(abs(MemoryMeasure.slope(readings(10, 20, 30, 40)) - 0.01) < 1e-12)
        #expect(MemoryMeasure.slope(readings(7, 7, 7)) == 0)
        #expect(MemoryMeasure.slope(readings(7)) == 0)
        #expect(MemoryMeasure.slope([]) == 0)
    }

    @Test func `what fills first does not count as growth without end`() {
        #expect(
            MemoryMeasure.verdict(readings(1000, 9000, 9000, 9000, 9000))
                == "grown by 8 000 KiB; in the second half 0.00 bytes a request")
        #expect(
            MemoryMeasure.verdict(readings(1000, 2000, 3000))
                == "grown by 2 000 KiB; in the second half 1024.00 bytes a request")
    }

    @Test func `readings stand below one another`() {
        #expect(
            MemoryMeasure.line(.init(requests: 1_000_017, kibibytes: 18_828))
                == " 1 000 017        18 828")
    }
}
