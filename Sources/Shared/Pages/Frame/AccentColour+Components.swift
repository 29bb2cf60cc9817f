extension AccentColour {
    /// A colour of the sRGB space.
    struct Components: Sendable, Hashable {
        let red: UInt8
        let green: UInt8
        let blue: UInt8

        init(red: UInt8, green: UInt8, blue: UInt8) {
            self.red = red
            self.green = green
            self.blue = blue
        }

        init?(hex: String) {
            let digits = hex.dropFirst()
            guard hex.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
                let value = UInt32(digits, radix: 16)
            else { return nil }
            self.init(
                red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
                blue: UInt8(truncatingIfNeeded: value))
        }

        var hex: String {
            let value = 0x100_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
            return "#" + String(value, radix: 16).dropFirst()
        }

        /// The same hue, as bright as it gets before its strongest channel passes 200.
        func brightened() -> Components {
            let strongest = Int(max(red, green, blue))
            guard strongest > 0, strongest < 200 else { return self }
            func brighter(_ channel: UInt8) -> UInt8 { UInt8(clamping: Int(channel) * 200 / strongest) }
            return Components(red: brighter(red), green: brighter(green), blue: brighter(blue))
        }

        func mixedWithWhite(twentieths: Int) -> Components {
            func mixed(_ channel: UInt8) -> UInt8 {
                UInt8(clamping: Int(channel) + (255 - Int(channel)) * twentieths / 20)
            }
            return Components(red: mixed(red), green: mixed(green), blue: mixed(blue))
        }

        func contrast(to other: Components) -> Double {
            let lighter = max(luminance, other.luminance)
            let darker = min(luminance, other.luminance)
            return (lighter + 0.05) / (darker + 0.05)
        }

        /// WCAG 2.1, "relative luminance".
        var luminance: Double {
            0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
        }

        private static func linear(_ channel: UInt8) -> Double {
            let share = Double(channel) / 255
            if share <= 0.04045 { return share / 12.92 }
            let base = (share + 0.055) / 1.055
            // base^2.4 = base² · (base²)^(1/5), by Newton's method: pure targets have no pow.
            let square = base * base
            var root = 1.0
            for _ in 0..<60 { root -= (root - square / (root * root * root * root)) / 5 }
            return square * root
        }
    }
}
