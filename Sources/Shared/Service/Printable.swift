/// Text from outside, safe for a terminal or a log line: control, format and line-separating characters become
/// `\u{…}`, and what is longer than `maximum` characters is cut.
public func printable(_ text: String, maximum: Int = 500) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
        if count == maximum { return result + "…" }
        count += 1
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
