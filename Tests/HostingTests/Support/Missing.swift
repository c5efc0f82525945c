/// Nothing was where a test expects something.
struct Missing: Error {}
