import Pages

/// Draws what programs may read, made from the descriptions that the router uses.
struct InterfaceView {
    let say: PageContext

    init(_ context: PageContext) { say = context }

    func page() -> DrawnPage {
        say.page(
            .about, title: say(.interfaceTitle), lead: .text(say(.interfaceLead)),
            body: [
                .ul([
                    .li(.a(Address(path: "/api/openapi.json"), .text(say(.interfaceDocument)))),
                    .li(.a(Address(path: "/api/dcat.jsonld"), .text(say(.interfaceCatalogue)))),
                ]), .p(.text(say(.interfaceExcel))),
                .section(
                    .heading(.text(say(.interfaceAddresses)), id: "addresses"),
                    .each(OperationDescription.Topic.allCases, topic)),
                parameters, rules, signs,
                .section(
                    .heading(.text(say(.licence)), id: "licence"),
                    .p(.text(Phrase.licenceSentence(say.site.license, say.language))), .p(.text(say(.licenceSources)))),
            ])
    }

    private var operations: [OperationDescription] {
        ReadOperation.allCases.map(\.description) + ExchangeOperation.allCases.map(\.description)
    }

    private func topic(_ topic: OperationDescription.Topic) -> HTML {
        let operations = operations.filter { $0.topic == topic }
        return .each([
            .h3(.text(say(topic.label))),
            .div(
                DataTable(
                    caption: say(topic.label),
                    columns: [.init(say(.interfaceAddress)), .init(say(.interfaceContent))],
                    rows: operations.map(row), hidesCaption: true
                ).html(say.language), class: "stacked"),
        ]) { $0 }
    }

    private func row(_ operation: OperationDescription) -> [DataTable.Cell] {
        let method: HTML = operation.method == "GET" ? .empty : .text("\(operation.method) ")
        let parameters = operation.parameters + (operation.isPaged ? [.limit, .offset] : [])
        let formats: HTML = .each(Array(operation.answers.enumerated())) { place, answer in
            .each([.when(place > 0, .text(", ")), link(operation, answer.format)]) { $0 }
        }
        let names = parameters.map(\.name).joined(separator: ", ")
        return [
            .html(.each([method, .code(.text(operation.path))]) { $0 }),
            .html(
                .each([
                    .text(say(operation.summary)),
                    .span(
                        formats, .when(!parameters.isEmpty, .text(" · \(say(.interfaceParameters)): \(names)")),
                        class: "cell-note"),
                ]) { $0 }),
        ]
    }

    /// Where the address needs nothing filled in, it can be followed.
    private func link(_ operation: OperationDescription, _ format: OperationDescription.Format) -> HTML {
        guard operation.method == "GET", !operation.path.contains("{") else { return .text(format.label) }
        return .a(Address(path: operation.address(format)), .text(format.label))
    }

    private var parameters: HTML {
        var seen: [Parameter] = []
        for parameter in operations.flatMap({ operation in operation.answers.flatMap { operation.parameters($0.format) }
        })
        where !seen.contains(where: { $0.name == parameter.name && $0.place == parameter.place }) {
            seen.append(parameter)
        }
        return .section(
            .heading(.text(say(.interfaceParameters)), id: "parameters"),
            .div(
                DataTable(
                    caption: say(.interfaceParameters),
                    columns: [.init(say(.interfaceParameter)), .init(say(.interfaceMeaning))],
                    rows: seen.map { parameter in
                        let name = parameter.place == .path ? "{\(parameter.name)}" : parameter.name
                        let standard = parameter.standard.map { " · \(say(.interfaceStandard)): \($0)" } ?? ""
                        return [
                            .html(.code(.text(name))),
                            .html(
                                .each([
                                    .text(say(parameter.meaning)),
                                    .span(
                                        .text("\(say(.interfaceAllowed)): \(say(parameter.expected))\(standard)"),
                                        class: "cell-note"),
                                ]) { $0 }),
                        ]
                    }, hidesCaption: true
                ).html(say.language), class: "stacked"))
    }

    private var rules: HTML {
        .section(
            .heading(.text(say(.interfaceRules)), id: "rules"),
            .each(InterfacePromise.all) { .p(.text(say($0))) },
            .ul([
                .li(.a(say.link("/problems/parameter"), .text(say(ProblemPhrases.title("parameter"))))),
                .li(.a(say.link("/problems/not-found"), .text(say(ProblemPhrases.title("not-found"))))),
                .li(.a(say.link("/problems/storage"), .text(say(ProblemPhrases.title("storage"))))),
            ]))
    }

    private var signs: HTML {
        .section(
            .heading(.text(say(.interfaceSigns)), id: "signs"),
            DataTable(
                caption: "JSON-stat",
                columns: [.init("status"), .init(say(.interfaceMeaning))],
                rows: JSONStat.Sign.allCases.map { sign in
                    [.html(.code(.text(sign.rawValue))), .text(say(sign.label))]
                }
            ).html(say.language))
    }
}
