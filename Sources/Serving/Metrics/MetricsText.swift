/// A text in the exposition format of Prometheus, version 0.0.4.
///
/// Values of labels are written as they are: the words of closed lists, names of providers, a
/// version. None has a quote, a backslash or the end of a line in it.
struct MetricsText {
    enum Kind: String {
        case counter, gauge, histogram
    }

    private(set) var text = ""
    private var name = ""

    /// Begins a metric: what it is called, what kind it is, and what it tells, in a sentence.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        self.name = "accountd_" + name
        text += "# HELP \(self.name) \(help)\n# TYPE \(self.name) \(kind.rawValue)\n"
    }

    /// Writes a value of the metric that was begun last.
    mutating func sample(_ labels: KeyValuePairs<String, String>, _ value: Int) {
        sample("", labels.map { ($0.key, $0.value) }, String(value))
    }

    /// Writes a value of the metric that was begun last, in seconds or in parts of one.
    mutating func sample(_ labels: KeyValuePairs<String, String>, _ value: Double) {
        sample("", labels.map { ($0.key, $0.value) }, Self.decimal(value))
    }

    /// Writes a histogram of the metric that was begun last.
    ///
    /// - Parameters:
    ///   - bounds: the ends of the buckets, in seconds.
    ///   - cumulative: what is no more than each bound, and at the end how much in all.
    mutating func histogram(
        _ labels: KeyValuePairs<String, String>, bounds: [Double], cumulative: [Int], sum: Double
    ) {
        let labels = labels.map { ($0.key, $0.value) }
        for (place, count) in cumulative.enumerated() {
            let end = place < bounds.count ? Self.decimal(bounds[place]) : "+Inf"
            sample("_bucket", labels + [("le", end)], String(count))
        }
        sample("_sum", labels, Self.decimal(sum))
        sample("_count", labels, String(cumulative.last ?? 0))
    }

    private mutating func sample(_ suffix: String, _ labels: [(String, String)], _ value: String) {
        text += name + suffix
        for (place, (label, word)) in labels.enumerated() {
            text += place == 0 ? "{" : ","
            text += "\(label)=\"\(word)\""
        }
        text += labels.isEmpty ? " \(value)\n" : "} \(value)\n"
    }

    /// A number as Prometheus itself writes it: a whole one without a point.
    private static func decimal(_ number: Double) -> String {
        Int(exactly: number).map { String($0) } ?? String(number)
    }
}
