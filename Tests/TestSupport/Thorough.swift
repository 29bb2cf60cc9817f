import Glibc

/// `count`, or RAHMENWERK_THOROUGH times as many where a long test run asks for more (`./test --long`). The seeds stay
/// the same, so that a longer run begins with the shorter one.
public func thorough(_ count: Int) -> Int {
    guard let text = getenv("RAHMENWERK_THOROUGH"), let factor = Int(String(cString: text)), factor > 0 else {
        return count
    }
    return count * factor
}
