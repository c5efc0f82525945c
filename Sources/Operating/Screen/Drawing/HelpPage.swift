/// What the keys do and what the words mean, on a page of its own.
enum HelpPage {
    /// The lines, each short enough for most terminals.
    static let lines: [ScreenLine] = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in
            let isTitle = line.first.map { $0 != " " } ?? false
            return ScreenLine(String(line), isTitle ? .heading : nil)
        }

    private static let text = """
        KEYS
          up down j k   one account up or down; PgUp PgDn Home End g G go further
          Enter         all that is known of the account, and back
          /             the accounts with these words in id, label, provider, state
                        or limits; Esc drops the filter
          s             sorts by state, in use, reset, id
          d             drains the account: its leases go on, no new ones; and back
          e             disables the account, or enables it
          c             clears what blocks the account
          Ctrl-L        draws anew
          q             quits
          d, e and c ask before they do it.

        STATES
          available     is lent              cooldown      rests for the time told
          half open     is tried out         quota         a window is used up
          at capacity   has all its leases   auth failed   its credential is refused
          draining      takes no new leases  disabled      is out of use
          excluded      is left out          model unsupported: does not serve it

          The bar of a window is what is used of it; the time is until it resets.
        """
}
