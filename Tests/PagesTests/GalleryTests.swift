import Foundation
import Pages
import Testing

@Suite struct GalleryTests {
    @Test(arguments: Language.allCases)
    func everyComponentIsWellFormed(_ language: Language) throws {
        let gallery = Gallery(language: language)
        for bytes in [gallery.page(), gallery.extremes()] {
            let page = try TagBalance(bytes)
            #expect(page.elementCount > 500)
            #expect(Set(page.ids).count == page.ids.count)
            #expect(!page.names.contains("script"))
            #expect(!page.attributes.contains { $0.name == "style" || $0.name.hasPrefix("on") })
            #expect(!page.attributes.contains { $0.value?.hasPrefix("javascript:") ?? false })
            #expect(!page.attributes.contains { $0.value?.contains("nan") ?? false && $0.name == "d" })
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
            for scalar in text.unicodeScalars where scalar != "\n" {
                #expect(
                    scalar.value >= 0x20 && !(0x202A...0x202E).contains(scalar.value)
                        && !(0x2066...0x2069).contains(scalar.value))
            }
        }
    }

    @Test func everyReferenceHasItsTarget() throws {
        let page = try TagBalance(Gallery(language: .german).page())
        let ids = Set(page.ids)
        for attribute in page.attributes {
            let value = attribute.value ?? ""
            switch attribute.name {
            case "for", "aria-labelledby", "aria-describedby":
                for id in value.split(separator: " ") { #expect(ids.contains(String(id)), "\(attribute.name)=\(id)") }
            case "href" where value.hasPrefix("#"): #expect(ids.contains(String(value.dropFirst())), "\(value)")
            default: break
            }
        }
    }

    @Test func everyClassIsInTheSheet() throws {
        let sheet = String(decoding: Stylesheet.main.bytes, as: UTF8.self)
        let page = try TagBalance(Gallery(language: .german).page())
        let names = Set(
            page.attributes.filter { $0.name == "class" }.flatMap { ($0.value ?? "").split(separator: " ") })
        let plain: Set<Substring> = [
            "unsorted", "badge-open", "badge-paused", "step-done", "callout-information",
            "site-header",
        ]
        for name in names.subtracting(plain) { #expect(sheet.contains("." + name), "\(name)") }
    }

    /// Writes the gallery for looking at: `RAHMENWERK_GALLERY=<folder> swift test --filter GalleryTests`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RAHMENWERK_GALLERY"] != nil))
    func writeGallery() throws {
        let folder = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["RAHMENWERK_GALLERY"]))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Stylesheet.main.bytes).write(to: folder.appendingPathComponent("main.css"))
        try Data(AccentColour.standard.accentSheet()).write(to: folder.appendingPathComponent("accent.css"))
        for language in Language.allCases {
            let gallery = Gallery(language: language)
            for (name, bytes) in [("page", gallery.page()), ("extremes", gallery.extremes())] {
                let text = String(decoding: bytes, as: UTF8.self)
                    .replacingOccurrences(of: Stylesheet.main.path, with: "main.css")
                    .replacingOccurrences(of: AccentColour.standard.stylesheet.path, with: "accent.css")
                try Data(text.utf8).write(to: folder.appendingPathComponent("\(name)-\(language.rawValue).html"))
            }
        }
    }
}
