import Federation
import Pages

/// Slides for a meeting: one statement each, with its figure or chart in big type. They are one page whose parts fill the
/// screen, so links, the space bar and the page keys lead from one to the next without a script, and paper takes one sheet each.
struct SlideShow {
    /// One statement with what it rests on.
    struct Slide {
        let title: String
        var lead = ""
        var content: HTML = .empty
    }

    let say: PageContext
    /// What the whole is called; the first slide's title.
    let title: String
    let lead: String
    /// The page that says the same at length.
    let source: Address
    let slides: [Slide]

    func page() -> DrawnPage {
        var drawn = say.page(.region, title: title, lead: .text(lead), body: [])
        var frame = drawn.frame
        frame.layout = .slides
        let all = slides + [ending]
        let count = all.count + 1
        drawn = DrawnPage(
            frame: frame,
            body: [first(frame, of: count)]
                + all.enumerated().map { place, slide in
                    section(
                        place + 2, of: count,
                        [.h2(.text(slide.title)), .when(!slide.lead.isEmpty, .p(.text(slide.lead), class: "lead"))]
                            + [slide.content])
                })
        return drawn
    }

    // MARK: What stands around the statements

    private func first(_ frame: PageFrame, of count: Int) -> HTML {
        section(
            1, of: count,
            [
                say.stopCallout, .p(.text(frame.siteName), class: "slide-site"), .h1(.text(title)),
                .when(!lead.isEmpty, .p(.text(lead), class: "lead")), .p(.text(standing), class: "muted"),
                .when(frame.notice) { .p(.text($0), class: "slide-notice") },
                .p(.text(say(.slidesKeys)), class: "slide-keys muted"),
            ])
    }

    /// How far the log goes that this rests on.
    private var standing: String {
        let day = DateFormat.date(say.state.day.description, say.language)
        return Phrase.logSize(say.integer(say.state.size), say.language) + ", " + day
    }

    private var ending: Slide {
        let whole = say.site.publicAddress + source.text
        return Slide(
            title: say(.slidesEnd), lead: say(.slidesEndLead),
            content: [
                .p(.a(source, .text(whole)), class: "slide-address"), .p(.text(standing), class: "muted"),
                .p(.text("\(say(.licence)): \(say.site.license)"), class: "muted"),
            ])
    }

    private func section(_ number: Int, of count: Int, _ content: [HTML]) -> HTML {
        .element(
            .section, [.class("slide"), .id("slide-\(number)"), .set(.tabindex, "-1")],
            [.div(.fragment(content), class: "slide-content"), steps(number, of: count)])
    }

    /// Back, where this is, and on.
    private func steps(_ number: Int, of count: Int) -> HTML {
        func link(_ to: Int, _ words: Phrase) -> HTML {
            .li(.a(Address(fragment: "slide-\(to)"), .text(say(words))))
        }
        let place = Phrase.slidePlace(number, of: count, say.language)
        return .element(
            .nav, [.class("slide-steps"), .set(.ariaLabel, place)],
            [
                .ul([
                    .when(number > 1, link(number - 1, .slideBack)), .li(.text("\(number) / \(count)")),
                    .when(number < count, link(number + 1, .slideOn)),
                    .li(.a(source, .text(say(.slidesLeave)))),
                ])
            ])
    }
}
