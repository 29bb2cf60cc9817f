import Federation
import Pages

extension CountQuestion {
    /// Which number is meant, as it stands in an address.
    var query: [QueryItem] { words.map { QueryItem($0.name, $0.value) } }
}

extension PageContext {
    /// Where the calculation of a counted number stands.
    ///
    /// - Parameter size: the log size it was counted at, where that is not the page's own.
    func calculation(_ question: CountQuestion, at size: Int64? = nil) -> Address {
        let path = "/calculations/\(question.kind)"
        guard let size, size != state.size else { return link(path, question.query) }
        return Address(path: path, query: question.query + [QueryItem("at", String(size))] + languageItems)
    }

    /// The number with the way to its calculation.
    func receipt(_ number: String, _ question: CountQuestion, at size: Int64? = nil) -> HTML {
        .a(calculation(question, at: size), .text(number), class: "receipt")
    }

    func receipt(_ number: String, _ asked: CountQuestion.Measures, at size: Int64? = nil) -> HTML {
        receipt(number, .measures(asked), at: size)
    }

    /// What stands under a key figure.
    func howItCame(_ question: CountQuestion, at size: Int64? = nil) -> PageFrame.Link {
        PageFrame.Link(self(.howFigureCame), calculation(question, at: size))
    }

    /// A counted number in words: money, or how many, "mindestens" where a part is held back.
    func counted(_ value: ExactDecimal?, isLowerBound: Bool = false) -> String {
        guard let value else { return self(isLowerBound ? .suppressed : .missing) }
        let text = value.decimals == 2 ? euro(value) : number(value)
        return isLowerBound ? Phrase.atLeast(text, language) : text
    }
}
