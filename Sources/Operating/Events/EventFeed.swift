import AccountClient
import Leasing

/// Prints each event once, in order.
struct EventFeed {
    let console: Console
    /// The account that is asked for, if one is.
    private let account: String?
    private let isJSON: Bool
    /// The number of the latest event that was seen.
    private var last: Int64 = 0
    /// The day of the latest event that was told.
    private var day: String

    /// How long to wait before asking again.
    static let interval = Interval.milliseconds(500)
    /// Events to an answer.
    private static let page: Int64 = 100

    init(console: Console, arguments: Arguments) {
        self.console = console
        account = arguments["--account"]
        isJSON = arguments.has("--json")
        day = Wording.today(console)
    }

    /// Another daemon numbers its events from the beginning.
    mutating func restart() {
        last = 0
    }

    /// Prints what is new, or the latest of it; answers whether anything is.
    mutating func print(
        latest limit: Int? = nil, of connection: inout Connection
    ) throws(CommandFault) -> Bool {
        let events = try unseen(&connection)
        for event in events.suffix(limit ?? events.count) {
            if isJSON {
                try console.print(event.json)
            } else {
                try tell(event)
            }
        }
        return !events.isEmpty
    }

    /// An event in words; on a terminal each day but this one has its own heading, while a program
    /// finds the date in the line itself.
    private mutating func tell(_ event: PoolEvent) throws(CommandFault) {
        let isHeaded = console.isTerminal
        if isHeaded, let day = Wording.day(at: event.at, console), day != self.day {
            try console.print(console.isColoured ? Paint.heading(day) : day)
            self.day = day
        }
        let line = EventLine(console: console, isDated: !isHeaded)
        for line in line.lines(event) { try console.print(line) }
    }

    /// The events behind the last one, page by page.
    private mutating func unseen(
        _ connection: inout Connection
    ) throws(CommandFault) -> [PoolEvent] {
        var unseen: [PoolEvent] = []
        while true {
            let page = try EventPage(
                connection.ask(
                    "Events", ["after_seq": .number(last), "limit": .number(Self.page)]))
            let events = page.events.filter { $0.number > last }
            guard let first = events.first, let newest = events.last else { return unseen }
            if last > 0, first.number > last + 1 {
                let missed = Wording.count(first.number - last - 1, "event")
                console.complain("accountctl: \(missed) came too fast and are lost\n")
            }
            unseen += events.filter { account == nil || $0.account == account }
            last = newest.number
            guard last < page.last else { return unseen }
        }
    }
}
