//! The webmail's web server: enough HTTP/1.1 (RFC 9112) to answer one request with one page, with
//! nginx's headers.

use std::io;

use crate::part::Page;
use crate::wire::Wire;

/// Most header fields that a request may have.
const HEADER_LIMIT: usize = 100;

/// Answers one request and closes the connection.
pub(crate) async fn converse(mut wire: Wire, host: Option<&str>, page: &Page) -> io::Result<()> {
    let Some(request) = wire.line().await? else { return Ok(()) };
    let mut words = request.split_ascii_whitespace();
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or("/"));
    let mut asked_host = None;
    let mut ended = false;
    for _ in 0..HEADER_LIMIT {
        let Some(field) = wire.line().await? else { return Ok(()) };
        if field.is_empty() {
            ended = true;
            break;
        }
        if let Some((name, value)) = field.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            asked_host = plain_host(value.trim());
        }
    }
    let response = if ended && matches!(method, "GET" | "HEAD") && path.starts_with('/') {
        answer(page, host.map(str::to_owned).or(asked_host), path)
    } else {
        error_page("400 Bad Request")
    };
    let text = if method == "HEAD" {
        response.head.clone()
    } else {
        format!("{}{}", response.head, response.body)
    };
    wire.say(&text).await?;
    wire.close().await
}

/// A response: status line, header fields and the empty line; then the body.
struct Response {
    head: String,
    body: String,
}

fn answer(page: &Page, host: Option<String>, path: &str) -> Response {
    let Some(host) = host else { return error_page("400 Bad Request") };
    match page {
        Page::Login => login_page(&host),
        Page::ToHttps => redirect("301 Moved Permanently", &format!("https://{host}{path}")),
        Page::To(location) => redirect("302 Found", location),
        Page::Loop => {
            let other = if path == "/" { "/webmail/" } else { "/" };
            redirect("302 Found", &format!("https://{host}{other}"))
        }
        Page::BadGateway => error_page("502 Bad Gateway"),
        Page::Document(text) => respond("200 OK", "", (*text).to_owned()),
        Page::Unauthorized(text) => respond("401 Unauthorized", "", (*text).to_owned()),
    }
}

fn login_page(host: &str) -> Response {
    let body = format!(
        "<!DOCTYPE html>\n<html lang=\"it\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Webmail :: Benvenuto in {host}</title>\n<script>var rcmail = new rcube_webmail();</script>\n\
         </head>\n<body class=\"task-login\">\n\
         <form name=\"login-form\" method=\"post\" action=\"./?_task=login\">\n\
         <label for=\"user\">Nome utente</label> <input id=\"user\" name=\"_user\" autocomplete=\"off\">\n\
         <label for=\"pass\">Password</label> <input id=\"pass\" name=\"_pass\" type=\"password\">\n\
         <button type=\"submit\">Accesso</button>\n</form>\n</body>\n</html>\n"
    );
    let session = "Set-Cookie: webmail_sessid=lab; path=/; secure; HttpOnly\r\n";
    respond("200 OK", session, body)
}

fn redirect(status: &str, location: &str) -> Response {
    respond(status, &format!("Location: {location}\r\n"), nginx_body(status))
}

fn error_page(status: &str) -> Response {
    respond(status, "", nginx_body(status))
}

fn nginx_body(status: &str) -> String {
    format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
         <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )
}

fn respond(status: &str, fields: &str, body: String) -> Response {
    let head = format!(
        "HTTP/1.1 {status}\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n{fields}\r\n",
        body.len()
    );
    Response { head, body }
}

/// The host of a Host field, without its port, if it is safe to repeat in a Location field.
fn plain_host(value: &str) -> Option<String> {
    let name = value.split(':').next().unwrap_or_default();
    let plain = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    plain.then(|| name.to_owned())
}
