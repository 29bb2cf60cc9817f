/// The sign in a browser's tab: a drawing of our own, small enough to be part of the program.
public enum Favicon {
    /// Where browsers look by themselves.
    public static let address: Address = "/favicon.ico"
    public static let path = "/favicon.ico"
    public static let mediaType = "image/svg+xml"

    /// Two corners of a frame, as in the pages' header; the colour is the standard accent, light and dark.
    public static let bytes = Array(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>path{fill:none;stroke:#0f5c63;\
        stroke-width:5}@media(prefers-color-scheme:dark){path{stroke:#73c3ca}}</style><path d="M4 19V4h15M28 \
        13v15H13"/></svg>

        """.utf8)
}
