import COpenSSL

/// The certificates and rules TLS connections are made with: TLS 1.2 and 1.3, ECDHE with AES-GCM only, as
/// BSI TR-02102-2 recommends.
final class TLSContext: Sendable {
    private static let suites = [
        "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256",
    ].joined(separator: ":")

    // An SSL_CTX counts its references atomically and is not changed after init.
    private nonisolated(unsafe) let context: OpaquePointer

    /// For a server: its certificate chain and private key, both PEM files.
    init(_ files: TLSFiles) throws(HTTPError) {
        context = try Self.make(TLS_server_method())
        ERR_clear_error()
        guard SSL_CTX_use_certificate_chain_file(context, files.certificateChain) == 1 else {
            throw Self.unusable("The certificate file \(files.certificateChain) holds no usable PEM certificate")
        }
        guard SSL_CTX_use_PrivateKey_file(context, files.privateKey, SSL_FILETYPE_PEM) == 1 else {
            throw Self.unusable(
                "The key file \(files.privateKey) holds no usable PEM private key for this certificate")
        }
        guard SSL_CTX_check_private_key(context) == 1 else {
            throw Self.unusable("The private key does not belong to the certificate")
        }
        SSL_CTX_set_options(context, shim_SSL_OP_CIPHER_SERVER_PREFERENCE() | shim_SSL_OP_NO_RENEGOTIATION())
    }

    /// For a client: trusts the certificates in `caFile` alone, or the system's when there is none.
    init(caFile: String?) throws(HTTPError) {
        context = try Self.make(TLS_client_method())
        ERR_clear_error()
        if let caFile {
            guard SSL_CTX_load_verify_locations(context, caFile, nil) == 1 else {
                throw Self.unusable("The certificate authority file \(caFile) holds no usable PEM certificate")
            }
        } else if SSL_CTX_set_default_verify_paths(context) != 1 {
            throw Self.unusable("The system's certificate authorities cannot be read")
        }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    }

    deinit { SSL_CTX_free(context) }

    /// A connection on a socket; a `host` makes it a client's that accepts a certificate for that host only. The
    /// caller frees it.
    func makeConnection(descriptor: Int32, host: String?) throws(HTTPError) -> OpaquePointer {
        ERR_clear_error()
        guard let ssl = SSL_new(context) else { throw TLSFailure.drain("No TLS connection can be made") }
        var isReady = SSL_set_fd(ssl, descriptor) == 1
        if let host {
            let parameters = SSL_get0_param(ssl)
            if IPAddress(host) != nil {
                isReady = isReady && X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1
            } else {
                X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
                isReady = isReady && X509_VERIFY_PARAM_set1_host(parameters, host, host.utf8.count) == 1
                isReady = isReady && shim_SSL_set_tlsext_host_name(ssl, host) == 1
            }
        }
        guard isReady else {
            SSL_free(ssl)
            throw TLSFailure.drain("No TLS connection can be made")
        }
        return ssl
    }

    private static func make(_ method: OpaquePointer?) throws(HTTPError) -> OpaquePointer {
        // Threads may still be in OpenSSL when the process exits, so it must not tidy up under them.
        OPENSSL_init_crypto(shim_OPENSSL_INIT_NO_ATEXIT(), nil)
        Signals.ignoreBrokenPipes()
        ERR_clear_error()
        guard let context = SSL_CTX_new(method) else { throw TLSFailure.drain("TLS cannot be set up") }
        let isReady =
            shim_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1
            && SSL_CTX_set_cipher_list(context, suites) == 1
            && SSL_CTX_set_ciphersuites(context, "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256") == 1
            && shim_SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1
        guard isReady else {
            SSL_CTX_free(context)
            throw TLSFailure.drain("TLS cannot be set up")
        }
        _ = shim_SSL_CTX_set_mode(
            context,
            Int(SSL_MODE_ENABLE_PARTIAL_WRITE) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER)
                | Int(SSL_MODE_RELEASE_BUFFERS))
        // One system call for a record instead of two; reads are always tried before waiting, so none is overlooked.
        shim_SSL_CTX_set_read_ahead(context, 1)
        // Resumption works by tickets, which the client keeps; a cache here would only grow.
        _ = shim_SSL_CTX_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
        return context
    }

    private static func unusable(_ reason: String) -> HTTPError {
        HTTPError(.unusableCertificateFile, TLSFailure.drain(reason).reason)
    }
}
