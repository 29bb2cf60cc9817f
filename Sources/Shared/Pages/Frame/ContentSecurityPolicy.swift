/// The policy that pages of this target are content with.
public enum ContentSecurityPolicy {
    /// The value of `Content-Security-Policy` for every page: no script at all, no inline style.
    public static let strict =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    /// The same for a live page with one small script file of our own, which may ask this site for news.
    public static let strictWithOwnScript = strict + "; script-src 'self'; connect-src 'self'"
}
