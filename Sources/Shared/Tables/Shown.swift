/// Text of a file inside a message, safe for a terminal too: what controls, formats or ends a line becomes `\u{…}`, and
/// what is longer than `maximum` characters is cut.
public func shown(_ text: String, maximum: Int) -> String {
    var result = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
        if count == maximum { return result + "…" }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
