/// Measures what memory accountd has in use, idle and while requests go by.
package struct MemoryMeasure {
    /// What is asked.
    var plan = LoadPlan()
    /// The daemon's program.
    var program: String
    /// How many accounts it has.
    var accounts = 100
    /// How many requests it answers in all.
    var requests = 1_000_000

    /// The memory is read so often on the way.
    private static let readings = 10
    /// A step that takes longer ends the measure, in nanoseconds.
    private static let patience: UInt64 = 60_000_000_000

    /// One reading.
    package struct Reading: Equatable {
        let requests: Int
        let kibibytes: Int

        /// Notes what was in use after so many requests.
        package init(requests: Int, kibibytes: Int) {
            self.requests = requests
            self.kibibytes = kibibytes
        }
    }

    /// Measures, and hands each line over when it is known.
    func run(_ print: (String) -> Void) throws(BenchFault) {
        try BenchFolder.lend { (folder) throws(BenchFault) in
            let daemon = try Server.daemon(program, accounts: accounts, plan, in: folder)
            var readings = [Reading(requests: 0, kibibytes: try daemon.residentKiB())]
            print("  requests  resident KiB")
            print(Self.line(readings[0]))
            var plan = plan
            plan.nanoseconds = Self.patience
            plan.requests = requests / Self.readings
            var total = 0
            while total < requests {
                total += try Load.run(plan, against: "accountd", at: daemon.address).answers
                readings.append(
                    Reading(requests: total, kibibytes: try daemon.residentKiB()))
                print(Self.line(readings[readings.count - 1]))
            }
            print(Self.verdict(readings))
            daemon.end()
        }
    }

    /// A reading as a line of the table.
    package static func line(_ reading: Reading) -> String {
        Figure.right(Figure.grouped(Double(reading.requests)), 10)
            + Figure.right(Figure.grouped(Double(reading.kibibytes)), 14)
    }

    /// The growth in all, and its slope over the second half, when what is bounded has filled.
    package static func verdict(_ readings: [Reading]) -> String {
        let growth = (readings.last?.kibibytes ?? 0) - (readings.first?.kibibytes ?? 0)
        let bytes = slope(Array(readings.suffix(readings.count / 2 + 1))) * 1024
        return "grown by \(Figure.grouped(Double(growth))) KiB; in the second half "
            + "\(Figure.fixed(bytes, digits: 2)) bytes a request"
    }

    /// KiB a request by least squares.
    package static func slope(_ readings: [Reading]) -> Double {
        guard readings.count > 1 else { return 0 }
        let count = Double(readings.count)
        let x = readings.map { Double($0.requests) }
        let y = readings.map { Double($0.kibibytes) }
        let (middleX, middleY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let products = zip(x, y).reduce(0) { $0 + ($1.0 - middleX) * ($1.1 - middleY) }
        let squares = x.reduce(0) { $0 + ($1 - middleX) * ($1 - middleX) }
        return squares > 0 ? products / squares : 0
    }
}
