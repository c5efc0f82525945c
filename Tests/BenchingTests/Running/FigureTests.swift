import Benching
import Testing

struct FigureTests {
    @Test(arguments: [
        (0.0, 1, "0.0"), (0.05, 1, "0.1"), (12.345, 2, "12.35"), (-1.5, 1, "-1.5"),
        (9.96, 1, "10.0"),
        (1.004, 2, "1.00"), (3.7, 0, "4"), (.infinity, 1, "inf"),
    ])
    func `a number has as many digits as asked`(number: Double, digits: Int, text: String) {
        #expect(Figure.fixed(number, digits: digits) == text)
    }

    @Test(arguments: [
        (0.0, "0"), (999.4, "999"), (1000, "1 000"), (1_234_567, "1 234 567"), (-2048, "-2 048"),
    ])
    func `thousands stand apart`(number: Double, text: String) {
        #expect(Figure.grouped(number) == text)
    }

    @Test func `the median is a figure that was measured`() {
        #expect(Figure.median([3, 1, 2]) == 2)
        #expect(Figure.median([4, 1, 3, 2]) == 2)
        #expect(Figure.median([]) == 0)
    }

    @Test func `texts are moved to the right and never cut`() {
        #expect(Figure.right("µs", 4) == "  µs")
        #expect(Figure.right("long", 2) == "long")
        #expect(Figure.microseconds(12_349) == "12.3")
    }
}
