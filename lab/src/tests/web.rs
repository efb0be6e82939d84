//! The webmail's pages and redirects.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::{dial, tls};
use crate::Lab;

async fn get(mut stream: impl AsyncRead + AsyncWrite + Unpin, path: &str, host: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: prova\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

#[tokio::test]
async fn https_pages() {
    let lab = Lab::start().await.unwrap();
    for (wanted, host, path, status, field) in [
        (
            "203.0.113.10:443",
            "mail.bottega.test",
            "/",
            "200 OK",
            "<title>Webmail :: Benvenuto in mail.bottega.test</title>",
        ),
        ("203.0.113.60:443", "mail.erboristeria.test", "/", "502 Bad Gateway", "Server: nginx"),
        (
            "203.0.113.63:443",
            "mail.agenzia.test",
            "/",
            "302 Found",
            "Location: https://webmail.ospitalita.test/?dominio=agenzia.test\r\n",
        ),
        ("203.0.113.5:443", "webmail.ospitalita.test", "/?dominio=agenzia.test", "200 OK", "_pass"),
        (
            "203.0.113.64:443",
            "mail.giostra.test",
            "/",
            "302 Found",
            "Location: https://mail.giostra.test/webmail/\r\n",
        ),
        (
            "203.0.113.64:443",
            "mail.giostra.test",
            "/webmail/",
            "302 Found",
            "Location: https://mail.giostra.test/\r\n",
        ),
    ] {
        let response = get(tls::connect(&lab, wanted, host).await, path, host).await;
        assert!(
            response.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{wanted}{path}: {response}"
        );
        assert!(response.contains(field), "{wanted}{path}: {response}");
    }
    lab.stop().await;
}

#[tokio::test]
async fn plain_http_leads_to_https() {
    let lab = Lab::start().await.unwrap();
    for (host, path, expected) in [
        ("mail.bottega.test", "/posta", "HTTP/1.1 301 Moved Permanently"),
        ("mail.bottega.test:80", "/posta", "HTTP/1.1 301 Moved Permanently"),
        ("mail.bottega.test/@", "/posta", "HTTP/1.1 400 Bad Request"),
    ] {
        let response = get(dial(&lab, "203.0.113.10:80").await, path, host).await;
        assert!(response.starts_with(expected), "{host}: {response}");
        let leads = response.contains("\r\nLocation: https://mail.bottega.test/posta\r\n");
        assert_eq!(leads, expected.contains("301"), "{host}: {response}");
    }
    lab.stop().await;
}
