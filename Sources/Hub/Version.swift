/// The version of the programs, as the changelog counts it.
enum Version {
    static let text = "0.1.0"
}
