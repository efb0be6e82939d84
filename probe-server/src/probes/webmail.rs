//! Whether the webmail page opens in a browser: one HTTPS request and its redirects.
//!
//! # Stages
//! resolve → connect → tls → certificate → request. Sends `GET /` with a user agent that names the
//! program and this server. Every redirect is resolved and vetted like the first host; at most
//! three are followed, and none from HTTPS to HTTP: such a one is recorded, and the request ends
//! there. At most 64 KiB of the page are read, to find its title and the signs of a webmail. Must
//! never send a cookie, fill in a form or fetch what a page refers to.

pub(super) mod page;

use diagnosis::probe::{Cause, Direction, ProbeTarget, Refusal, Stage, TlsSeen, WebHop, WebSeen};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ACCEPT, CONNECTION, HOST, HeaderMap, LOCATION, SET_COOKIE, USER_AGENT};
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use mail::Domain;
use mail::webmail::{OpenedPage, recognise};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::connect;
use super::stages::{Passed, Stages, Stopped};
use crate::net::Net;
use crate::net::limits::TargetPermit;
use crate::net::tcp::TcpConnection;
use crate::net::vet::ALLOWED_PORTS;
use crate::net::wire::Recorder;

/// How many redirects are followed.
pub(super) const MAX_REDIRECTS: usize = 3;
/// How much of a page is read, in bytes.
const MAX_PAGE_BYTES: usize = 64 * 1024;
/// How many bytes of a response's head are buffered, and how many headers it may have.
const MAX_HEAD_BYTES: usize = 64 * 1024;
const MAX_HEADERS: usize = 100;
/// How many cookie names are kept of one response.
const MAX_COOKIES: usize = 20;

/// Requests the page and returns what was seen.
pub(crate) async fn probe(target: &ProbeTarget, net: &Net, stages: &mut Stages) -> WebSeen {
    let mut seen = WebSeen::default();
    // The cause is in the stage reports.
    let _: Result<(), Stopped> = walk(target, net, stages, &mut seen).await;
    seen
}

async fn walk(
    target: &ProbeTarget,
    net: &Net,
    stages: &mut Stages,
    seen: &mut WebSeen,
) -> Result<(), Stopped> {
    let dialled = connect::to_target(target, net, stages, &mut Vec::new()).await?;
    let (stream, tls) = connect::shake_hands(dialled.stream, &target.host, net, stages).await?;
    let tls: &TlsSeen = seen.tls.insert(tls);
    connect::judge(tls, stages).await?;
    let first = Connection { stream, _permit: dialled.permit };
    let recorder = stages.recorder().clone();
    let limit = net.limits().http;
    stages.run(Stage::Request, limit, follow(first, target, net, &recorder, seen)).await
}

/// An open web connection and its permit from the budgets.
pub(super) struct Connection {
    pub(super) stream: TlsStream<TcpConnection>,
    _permit: TargetPermit,
}

async fn follow(
    mut connection: Connection,
    target: &ProbeTarget,
    net: &Net,
    recorder: &Recorder,
    seen: &mut WebSeen,
) -> Result<Passed<()>, Cause> {
    let mut url = url_of(&target.host, target.port, "/").ok_or(Cause::Internal)?;
    let mut visited = vec![url.clone()];
    let mut opened = OpenedPage::default();
    loop {
        let Fetched { status, location, cookies, body } =
            fetch(connection.stream, &url, net.ehlo_name(), recorder, MAX_PAGE_BYTES).await?;
        opened.addresses.extend(address_of(&url));
        opened.cookies.extend(cookies);
        let hop = WebHop {
            url: ServerText::new(&url.to_string()),
            status,
            location: location.as_deref().map(ServerText::new),
        };
        seen.hops.push(hop);
        let Some(location) = location.filter(|_| (300..400).contains(&status)) else {
            opened.title = page::title(&body).unwrap_or_default();
            opened.page = String::from_utf8_lossy(&body).into_owned();
            seen.title = (!opened.title.is_empty()).then(|| ServerText::new(&opened.title));
            seen.webmail = recognise(&opened).map(str::to_owned);
            if status >= 400 {
                return Err(Cause::HttpStatus { status });
            }
            let title = seen.title.as_ref().map_or("", ServerText::as_str);
            return Ok(Passed::with((), format!("{status} {title}").trim_end()));
        };
        let next = match page::redirect(&url, &location) {
            page::Redirect::To(next) => next,
            // Recorded and not followed: a password typed on that page would be sent in clear.
            page::Redirect::ToHttp => {
                opened.addresses.extend(location.parse().ok().as_ref().and_then(address_of));
                seen.webmail = recognise(&opened).map(str::to_owned);
                return Ok(Passed::with((), &format!("{status} {location}")));
            }
            page::Redirect::Elsewhere => return Err(Cause::NotAllowed(Refusal::NameNotAllowed)),
        };
        if visited.contains(&next) || visited.len() > MAX_REDIRECTS {
            return Err(Cause::RedirectLoop);
        }
        visited.push(next.clone());
        connection = open(&next, net, recorder).await?;
        url = next;
    }
}

/// Connects for a later redirect; a bad certificate is an error here, as in a browser.
pub(super) async fn open(url: &Uri, net: &Net, recorder: &Recorder) -> Result<Connection, Cause> {
    let host = url
        .host()
        .and_then(|host| Domain::parse(host).ok())
        .ok_or(Cause::NotAllowed(Refusal::NameNotAllowed))?;
    let port = page::port(url).ok_or(Cause::NotAllowed(Refusal::PortNotAllowed))?;
    if port != 443 && ALLOWED_PORTS.contains(&port) {
        // A redirect must not make us speak HTTPS to a mail server.
        return Err(Cause::NotAllowed(Refusal::PortNotAllowed));
    }
    let vetted = connect::public_addresses(&host, port, net).await?;
    let dialled = net.dial(&vetted).await?;
    recorder.write(
        Direction::Note,
        ServerText::new(&format!("Connected to {} ({host})", dialled.address)),
    );
    let handshake = timeout(net.limits().tls, net.handshake(dialled.stream, &host)).await;
    let (stream, tls) = handshake.unwrap_or(Err(Cause::Timeout { after_ms: 0 }))?;
    match tls.problem {
        Some(problem) => Err(Cause::Tls(problem)),
        None => Ok(Connection { stream, _permit: dialled.permit }),
    }
}

/// Host and path of a URL.
fn address_of(url: &Uri) -> Option<(Domain, String)> {
    Some((Domain::parse(url.host()?).ok()?, url.path().to_owned()))
}

/// The response to one request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) status: u16,
    /// The value of its `Location` header.
    pub(super) location: Option<String>,
    /// The names of the cookies that it sets.
    pub(super) cookies: Vec<String>,
    /// Its body, up to a limit.
    pub(super) body: Vec<u8>,
}

/// Sends one request and reads the response.
pub(super) async fn fetch<S>(
    stream: S,
    url: &Uri,
    our_name: &str,
    recorder: &Recorder,
    max_bytes: usize,
) -> Result<Fetched, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut builder = hyper::client::conn::http1::Builder::new();
    builder.max_buf_size(MAX_HEAD_BYTES).max_headers(MAX_HEADERS);
    let (mut sender, driver) =
        builder.handshake(TokioIo::new(stream)).await.map_err(|err| http_cause(&err))?;
    let request = request(url, our_name).ok_or(Cause::Internal)?;
    recorder.write(Direction::SentTls, ServerText::new(&format!("GET {url}")));
    let exchange = async {
        let response = sender.send_request(request).await.map_err(|err| http_cause(&err))?;
        let status = response.status();
        recorder.write(Direction::ReceivedTls, ServerText::new(&status.to_string()));
        let location = response
            .headers()
            .get(LOCATION)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        if let Some(location) = &location {
            recorder
                .write(Direction::ReceivedTls, ServerText::new(&format!("Location: {location}")));
        }
        let cookies = cookie_names(response.headers());
        let body = read_page(response, max_bytes).await;
        Ok(Fetched { status: status.as_u16(), location, cookies, body })
    };
    tokio::pin!(driver);
    tokio::pin!(exchange);
    tokio::select! {
        biased;
        result = &mut exchange => result,
        driven = &mut driver => match driven {
            // The connection may close before the last bytes received are read.
            Ok(()) => exchange.await,
            Err(err) => Err(http_cause(&err)),
        },
    }
}

fn request(url: &Uri, our_name: &str) -> Option<Request<Empty<Bytes>>> {
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let agent = format!("Sportello/{} (mail check; {})", env!("CARGO_PKG_VERSION"), our_name);
    Request::get(path)
        .header(HOST, url.authority()?.as_str())
        .header(USER_AGENT, agent)
        .header(ACCEPT, "text/html,*/*;q=0.8")
        .header(CONNECTION, "close")
        .body(Empty::new())
        .ok()
}

/// The names of the cookies that a response sets (RFC 6265 §4.1.1); their values are not kept.
fn cookie_names(headers: &HeaderMap) -> Vec<String> {
    let set = headers.get_all(SET_COOKIE).iter().take(MAX_COOKIES);
    let name = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes.split(|&byte| byte == b'=').next().unwrap_or_default())
            .trim()
            .to_owned()
    };
    set.map(|value| name(value.as_bytes())).collect()
}

/// The first `max_bytes` of a page; if the transfer breaks off, what arrived.
async fn read_page(response: Response<Incoming>, max_bytes: usize) -> Vec<u8> {
    let mut body = response.into_body();
    let mut page = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        if let Ok(data) = frame.into_data() {
            let room = max_bytes - page.len();
            page.extend(data.iter().take(room));
        }
        if page.len() >= max_bytes {
            break;
        }
    }
    page
}

fn http_cause(err: &hyper::Error) -> Cause {
    if err.is_parse_too_large() {
        Cause::TooMuch { limit_bytes: u32::try_from(MAX_HEAD_BYTES).unwrap_or(u32::MAX) }
    } else if err.is_parse() {
        Cause::NotTheProtocol { first_bytes: ServerText::default() }
    } else if err.is_user() {
        Cause::Internal
    } else {
        Cause::Closed
    }
}

fn url_of(host: &Domain, port: u16, path: &str) -> Option<Uri> {
    let text = if port == 443 {
        format!("https://{host}{path}")
    } else {
        format!("https://{host}:{port}{path}")
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;

    type Fetched = Result<(u16, Option<String>, usize), Cause>;

    /// What is read from a server that sends `bytes` and closes.
    async fn fetch_from(bytes: Vec<u8>) -> Fetched {
        let (near, mut far) = tokio::io::duplex(64 * 1024);
        tokio::spawn(async move {
            // The reader closes the connection when a limit is exceeded; the write then fails.
            let _hung_up = far.write_all(&bytes).await;
        });
        let url = "https://mail.bottega.test/".parse().unwrap();
        let fetched =
            fetch(near, &url, "probe.example", &Recorder::start(), MAX_PAGE_BYTES).await?;
        Ok((fetched.status, fetched.location, fetched.body.len()))
    }

    async fn check(bytes: impl Into<Vec<u8>>, expected: Fetched) {
        let bytes = bytes.into();
        let head = String::from_utf8_lossy(bytes.get(..60).unwrap_or(&bytes)).into_owned();
        assert_eq!(fetch_from(bytes).await, expected, "{head:?}");
    }

    #[track_caller]
    fn cookies(set: &[&str], expected: &[&str]) {
        let mut headers = HeaderMap::new();
        for value in set {
            headers.append(SET_COOKIE, value.parse().unwrap());
        }
        assert_eq!(cookie_names(&headers), expected, "{set:?}");
    }

    #[test]
    fn of_a_cookie_only_its_name_is_kept() {
        cookies(&[], &[]);
        cookies(
            &["roundcube_sessid=573c; path=/; HttpOnly", " lang = it"],
            &["roundcube_sessid", "lang"],
        );
        cookies(&["nonsense"], &["nonsense"]);
        cookies(&["a=1"; 30], &["a"; MAX_COOKIES]);
    }

    /// No name is resolved for it: the resolver of this test does not answer.
    #[tokio::test]
    async fn a_port_that_cannot_be_is_not_dialled_as_another() {
        let net = Net::new(crate::net::NetConfig {
            nameservers: vec!["127.0.0.1:9".parse().unwrap()],
            ..crate::net::NetConfig::default()
        })
        .unwrap();
        for port in ["0", "65536", "99999", "-1", "143"] {
            let url = format!("https://mail.bottega.test:{port}/").parse().unwrap();
            let opened = open(&url, &net, &Recorder::start()).await.map(|_| ());
            assert_eq!(opened, Err(Cause::NotAllowed(Refusal::PortNotAllowed)), "{port}");
        }
    }

    #[tokio::test]
    async fn what_a_web_server_may_say() {
        let too_much = || Err(Cause::TooMuch { limit_bytes: 64 * 1024 });
        check("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", Ok((200, None, 5))).await;
        check("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nbreaks off", Ok((200, None, 10)))
            .await;
        check("HTTP/1.0 200 OK\r\n\r\nuntil the end", Ok((200, None, 13))).await;
        let to = "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n";
        check(to, Ok((302, Some("/login".to_owned()), 0))).await;
        let endless_page = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'x'; 1024 * 1024]].concat();
        check(endless_page, Ok((200, None, MAX_PAGE_BYTES))).await;
        let endless_header = [b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; 1024 * 1024]].concat();
        check(endless_header, too_much()).await;
        check("HTTP/1.1 200 OK\r\n".to_owned() + &"X: y\r\n".repeat(101) + "\r\n", too_much())
            .await;
        let many = "HTTP/1.1 200 OK\r\n".to_owned() + &"Set-Cookie: a=b\r\n".repeat(90) + "\r\n";
        check(many, Ok((200, None, 0))).await;
        check(
            "SSH-2.0-OpenSSH_9.2\r\n",
            Err(Cause::NotTheProtocol { first_bytes: ServerText::default() }),
        )
        .await;
        check("", Err(Cause::Closed)).await;
    }
}
