import Pages

/// Values of a file in the fields of the form that people fill in on the page: the same reader checks both, and its
/// sentences come back at the places in the file.
public struct FiledForm {
    private var fields: [(name: String, value: String)] = []
    private var places: [String: FilePlace] = [:]
    private let whole: FilePlace

    /// - Parameter whole: where a fault goes whose field has no place of its own.
    public init(_ whole: FilePlace) { self.whole = whole }

    /// A field filled with a text that stands in the file.
    public mutating func put(_ name: String, _ place: FilePlace) { put(name, place.text(), at: place) }

    public mutating func put(_ name: String, _ value: String, at place: FilePlace) {
        fields.append((name, value))
        places[name] = place
    }

    /// The form as it would be sent.
    public var input: FormInput { FormInput(fields) }

    /// Hands over what the form's reader found wrong.
    /// - Returns: true where nothing was.
    @discardableResult
    public func report(_ input: FormInput) -> Bool {
        for fault in input.faults { (places[fault.name] ?? whole).refuse(fault.sentence) }
        return input.isAccepted
    }
}
