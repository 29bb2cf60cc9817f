import Federation
import HTTP
import Pages

/// The part of a list that a request wants, and the addresses of the parts around it (RFC 8288).
struct Paging: Sendable {
    let offset: Int64
    let limit: Int64
    /// The list's address with its filters.
    private let address: String
    private let filters: [QueryItem]

    /// - Parameter address: the list's own, from the scheme on.
    init(_ arguments: Arguments, address: String) {
        offset = arguments.integer(.offset) ?? 0
        limit = arguments.integer(.limit) ?? 100
        self.address = address
        filters = arguments.query.filter { ![Parameter.limit.name, Parameter.offset.name].contains($0.name) }
    }

    func part<List: RandomAccessCollection>(_ list: List) -> List.SubSequence {
        list.dropFirst(Int(clamping: offset)).prefix(Int(clamping: limit))
    }

    func next(_ total: Int64) -> String? { total - offset > limit ? address(at: offset + limit) : nil }

    /// The values of the `Link` field: `first`, `prev`, `next` and `last`, where they are.
    func links(_ total: Int64) -> [String] {
        let last = total > 0 ? (total - 1) / limit * limit : 0
        let previous = offset > 0 ? address(at: max(0, min(offset, last + limit) - limit)) : nil
        return [("first", address(at: 0)), ("prev", previous), ("next", next(total)), ("last", address(at: last))]
            .compactMap { relation, address in address.map { "<\($0)>; rel=\"\(relation)\"" } }
    }

    func members(_ total: Int64) -> [(String, JSONValue)] {
        [
            ("limit", .integer(limit)), ("next", .optional(next(total))), ("offset", .integer(offset)),
            ("total", .integer(total)),
        ]
    }

    private func address(at offset: Int64) -> String {
        let items =
            filters.map { (name: $0.name, value: $0.value) }
            + [(name: "limit", value: String(limit)), (name: "offset", value: String(offset))]
        return "\(address)?\(FormCoding.encode(items))"
    }
}
