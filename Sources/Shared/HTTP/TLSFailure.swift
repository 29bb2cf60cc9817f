import COpenSSL

/// Turns what OpenSSL reports into sentences.
enum TLSFailure {
    /// The thread's whole error queue behind `reason`. A stream that ended without being announced is a lost
    /// connection, not a TLS failure.
    static func drain(_ reason: String) -> HTTPError {
        var details: [String] = []
        var isUnexpectedEnd = false
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            if ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING { isUnexpectedEnd = true }
            if details.count < 8 {
                details.append(ERR_reason_error_string(code).map { String(cString: $0) } ?? "\(code)")
            }
        }
        if isUnexpectedEnd {
            return HTTPError(.connectionLost, "The other side broke off the TLS connection without ending it.")
        }
        return HTTPError(.tlsFailed, details.isEmpty ? "\(reason)." : "\(reason): \(details.joined(separator: "; ")).")
    }

    /// What is wrong with the server's certificate; nil when verification found nothing.
    static func certificate(_ ssl: OpaquePointer, host: String) -> HTTPError? {
        let result = Int32(truncatingIfNeeded: SSL_get_verify_result(ssl))
        guard result != X509_V_OK else { return nil }
        ERR_clear_error()
        let why = String(cString: X509_verify_cert_error_string(Int(result)))
        switch result {
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            return HTTPError(
                .certificateForAnotherHost,
                "The server's certificate is for another host than \(host); check the address in the settings.")
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return HTTPError(
                .certificateExpired,
                "The certificate of \(host) or of its authority has expired, or the clock here is wrong.")
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return HTTPError(
                .certificateExpired, "The certificate of \(host) is not valid yet, or the clock here is wrong.")
        default:
            return HTTPError(
                .certificateNotTrusted,
                "The certificate of \(host) is not trusted: \(why). If it comes from a private authority or a proxy "
                    + "that opens TLS, name that authority's certificate file in the settings.")
        }
    }
}
