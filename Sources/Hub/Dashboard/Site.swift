import Pages

/// What data portals want to know of an operator, as far as it is set.
struct CatalogueFacts: Sendable {
    /// The address that DCAT-AP.de gives the data provider.
    var contributor = ""
    var contactMail = ""
    /// Addresses of the area, of http://dcat-ap.de/def/politicalGeocoding/ for instance; empty: the members' districts.
    var places: [String] = []
}

/// What the operator says about this site. The federation's own words come from its log.
struct Site: Sendable {
    /// Where the hub is reached from outside, without a slash at the end.
    let publicAddress: String
    let accent: AccentColour
    /// Imprint, privacy, accessibility, feedback: as far as they are set.
    let footerLinks: [(label: Phrase, address: String)]
    /// Licence of what this hub publishes; an indicator's own source keeps its own.
    private(set) var license: String
    let version: String
    /// What the catalogue for data portals says besides.
    let catalogue: CatalogueFacts
    /// Boundaries for maps.
    let map: RegionMap

    init(
        publicAddress: String, accent: AccentColour = .standard,
        footerLinks: [(label: Phrase, address: String)] = [], license: String, version: String,
        catalogue: CatalogueFacts = CatalogueFacts(), map: RegionMap = RegionMap()
    ) {
        self.publicAddress = publicAddress
        self.accent = accent
        self.footerLinks = footerLinks
        self.license = license
        self.version = version
        self.catalogue = catalogue
        self.map = map
    }

    /// The same under another licence; an empty one changes nothing.
    func licensed(_ licence: String) -> Site {
        var site = self
        if !licence.isEmpty { site.license = licence }
        return site
    }

    /// Changes whenever pages of the same log would look different.
    var fingerprint: String {
        let parts =
            [publicAddress, accent.stylesheet.path, Stylesheet.main.path, license, version, catalogue.contributor]
            + [catalogue.contactMail, map.fingerprint] + catalogue.places
            + footerLinks.flatMap { [$0.label(.german), $0.address] }
        // The sheet's address holds a hash of its bytes, which serves here too.
        let path = Stylesheet(name: "site", bytes: Array(parts.joined(separator: "\n").utf8)).path
        return String(path.dropFirst("/static/site.".count).dropLast(".css".count))
    }
}
