//! Mutual TLS with real certificates: the server shows one, and asks for one of the same authority.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};
use rt::Json;
use rt::http::{
    BlockingClient, Client, Credential, Error, Operation, OperationTable, Requirement,
    SecurityScheme, TransportError,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, Stream};
use specsmith_runtime as rt;

static CERTIFICATE: SecurityScheme = SecurityScheme::mutual_tls("certificate");
static KEY: SecurityScheme = SecurityScheme::api_key("key", rt::http::In::Header, "X-Key");

struct Read {}
static READ: OperationTable = OperationTable {
    id: "read",
    method: "GET",
    path: "/things",
    servers: &[],
    parameters: &[],
    body: None,
    accept: &[],
    security: &[&[
        Requirement {
            scheme: &CERTIFICATE,
            scopes: &[],
        },
        Requirement {
            scheme: &KEY,
            scopes: &[],
        },
    ]],
};
rt::operation!(Read, READ, [], Json, Json, ());

struct Authority {
    certificate: rcgen::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        Authority {
            certificate,
            issuer,
        }
    }

    fn issue(&self, purpose: ExtendedKeyUsagePurpose) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.extended_key_usages.push(purpose);
        (params.signed_by(&key, &self.issuer).unwrap(), key)
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.der().clone()).unwrap();
        roots
    }
}

/// A server that answers with how many certificates the client has shown, once it trusts them.
fn server(authority: &Authority) -> String {
    let (certificate, key) = authority.issue(ExtendedKeyUsagePurpose::ServerAuth);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = Arc::new(authority.roots());
    let verifier = WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(&provider));
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    std::thread::spawn(move || {
        for mut tcp in listener.incoming().flatten() {
            let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = Stream::new(&mut tls, &mut tcp);
            let mut request = Vec::new();
            let mut chunk = [0; 1024];
            // A client without a certificate is refused within the handshake.
            while let Ok(length @ 1..) = stream.read(&mut chunk) {
                request.extend_from_slice(&chunk[..length]);
                if request.ends_with(b"\r\n\r\n") {
                    break;
                }
            }
            let shown = stream
                .conn
                .peer_certificates()
                .map_or(0, <[CertificateDer]>::len);
            let keyed = String::from_utf8_lossy(&request)
                .to_lowercase()
                .contains("x-key: s3cret");
            let body = format!("[{shown},{keyed}]");
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    url
}

fn asynchronous(authority: &Authority, identity: Option<&(rcgen::Certificate, KeyPair)>) -> Client {
    let root = reqwest::Certificate::from_der(authority.certificate.der()).unwrap();
    let mut builder = reqwest::Client::builder().tls_certs_only([root]);
    if let Some((certificate, key)) = identity {
        let pem = certificate.pem() + &key.serialize_pem();
        builder = builder.identity(reqwest::Identity::from_pem(pem.as_bytes()).unwrap());
    }
    Client::with_reqwest(builder).unwrap()
}

fn blocking(
    authority: &Authority,
    identity: Option<&(rcgen::Certificate, KeyPair)>,
) -> BlockingClient {
    use ureq::tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig};
    let root = Certificate::from_der(authority.certificate.der()).to_owned();
    let mut tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[root]));
    if let Some((certificate, key)) = identity {
        let chain = [Certificate::from_der(certificate.der()).to_owned()];
        let key = PrivateKey::from_pem(key.serialize_pem().as_bytes()).unwrap();
        tls = tls.client_cert(Some(ClientCert::new_with_certs(&chain, key)));
    }
    let config = ureq::Agent::config_builder().tls_config(tls.build());
    BlockingClient::with_ureq(config.build().new_agent())
}

/// The same call by both clients.
fn both(
    authority: &Authority,
    url: &str,
    identity: Option<&(rcgen::Certificate, KeyPair)>,
) -> [Result<String, Error<Json>>; 2] {
    macro_rules! set {
        ($client:expr) => {
            $client
                .base_url(url)
                .timeout(Duration::from_secs(10))
                .credential(&CERTIFICATE, Credential::mutual_tls())
                .credential(&KEY, Credential::api_key("s3cret"))
        };
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let text = |outcome: Result<rt::http::Response<Json>, Error<Json>>| {
        outcome.map(|answer| answer.value.to_string())
    };
    [
        text(Read {}.send_blocking(&set!(blocking(authority, identity)))),
        text(runtime.block_on(Read {}.send(&set!(asynchronous(authority, identity))))),
    ]
}

#[test]
fn a_certificate_is_shown_and_the_other_credentials_of_the_alternative_go_with_it() {
    let authority = Authority::new();
    let url = server(&authority);
    let own = authority.issue(ExtendedKeyUsagePurpose::ClientAuth);
    for outcome in both(&authority, &url, Some(&own)) {
        assert_eq!(outcome.unwrap(), "[1,true]");
    }
}

#[test]
fn without_a_certificate_or_with_a_strangers_there_is_no_answer() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let url = server(&authority);
    let foreign = stranger.issue(ExtendedKeyUsagePurpose::ClientAuth);
    for identity in [None, Some(&foreign)] {
        for outcome in both(&authority, &url, identity) {
            assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
        }
    }
}

fn is_unconnected(outcome: &Result<String, Error<Json>>) -> bool {
    let Err(Error::Transport(error)) = outcome else {
        return false;
    };
    matches!(error.downcast_ref(), Some(TransportError::Connect(_)))
}

#[test]
fn a_server_that_is_not_trusted_is_sent_nothing() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let url = server(&stranger);
    let own = authority.issue(ExtendedKeyUsagePurpose::ClientAuth);
    for outcome in both(&authority, &url, Some(&own)) {
        assert!(is_unconnected(&outcome), "{outcome:?}");
    }
    // Nor is one that has the certificate of another host.
    let url = server(&authority).replace("localhost", "127.0.0.1");
    for outcome in both(&authority, &url, Some(&own)) {
        assert!(is_unconnected(&outcome), "{outcome:?}");
    }
}

#[test]
fn a_server_that_knows_no_common_version_is_sent_nothing() {
    let authority = Authority::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut tcp in listener.incoming().flatten() {
            let _ = tcp.read(&mut [0; 4096]);
            // A fatal alert: `protocol_version` (RFC 8446, section 6.2).
            let _ = tcp.write_all(&[21, 3, 3, 0, 2, 2, 70]);
            let _ = tcp.read(&mut [0; 4096]);
        }
    });
    for outcome in both(&authority, &format!("https://localhost:{port}"), None) {
        assert!(is_unconnected(&outcome), "{outcome:?}");
    }
}
