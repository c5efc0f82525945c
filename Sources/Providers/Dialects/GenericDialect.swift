/// An upstream of which nothing is known but HTTP.
struct GenericDialect: Dialect {
    let name = "generic"
}
