//! Parses the answers of a mail server: reply codes and enhanced status codes.
//!
//! Knows RFC 5321 §4.2 (replies) and RFC 3463 (enhanced status codes). Must never decide what a
//! reply means for the customer: `finding` does.

use std::fmt;

use serde::{Deserialize, Serialize};
use terms::ServerText;

/// A three-digit reply code (RFC 5321 §4.2.1), 200 to 599.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("minimum" = 200, "maximum" = 599)))]
#[serde(try_from = "u16", into = "u16")]
pub struct ReplyCode(u16);

/// The first digit of a reply code (RFC 5321 §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// 2yz: the command succeeded.
    PositiveCompletion,
    /// 3yz: the server waits for more input.
    PositiveIntermediate,
    /// 4yz: refused for now; a later attempt may succeed.
    TransientNegative,
    /// 5yz: refused; repeating the same request is useless.
    PermanentNegative,
}

/// An enhanced status code `class.subject.detail` (RFC 3463 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = r"^[245]\.[0-9]{1,3}\.[0-9]{1,3}$")))]
#[serde(try_from = "String", into = "String")]
pub struct EnhancedStatus {
    class: u8,
    subject: u16,
    detail: u16,
}

/// A whole reply: its code and the text of each line (RFC 5321 §4.2.1). IMAP and POP3 replies have
/// no code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reply {
    /// The reply code, if the protocol has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ReplyCode>,
    /// The lines without their code, sanitised.
    pub lines: Vec<ServerText>,
}

/// One line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyLine<'a> {
    /// The code at the start of the line.
    pub code: ReplyCode,
    /// Whether the line is the last of its reply (a space or nothing after the code, not a hyphen).
    pub is_last: bool,
    /// The text after the code and its separator.
    pub text: &'a str,
}

/// The text is neither a reply line (RFC 5321 §4.2) nor an enhanced status code (RFC 3463 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an SMTP reply")]
pub struct NotAReply;

impl ReplyCode {
    /// A code, if `value` is in the range 200 to 599.
    #[must_use]
    pub const fn new(value: u16) -> Option<Self> {
        if value >= 200 && value <= 599 { Some(Self(value)) } else { None }
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u16 {
        self.0
    }

    /// The meaning of the first digit.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self.0 / 100 {
            2 => Severity::PositiveCompletion,
            3 => Severity::PositiveIntermediate,
            4 => Severity::TransientNegative,
            _ => Severity::PermanentNegative,
        }
    }

    /// Whether the reply is positive (2yz or 3yz).
    #[must_use]
    pub const fn is_positive(self) -> bool {
        matches!(self.severity(), Severity::PositiveCompletion | Severity::PositiveIntermediate)
    }
}

impl<'a> ReplyLine<'a> {
    /// Reads one line, without its line ending.
    ///
    /// # Errors [`NotAReply`] when the line does not start with a code that is followed by a space,
    /// a hyphen or the end of the line.
    pub fn parse(line: &'a str) -> Result<Self, NotAReply> {
        let digits = line
            .get(..3)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .ok_or(NotAReply)?;
        let code = digits.parse().ok().and_then(ReplyCode::new).ok_or(NotAReply)?;
        let (is_last, text) = match line.as_bytes().get(3) {
            None => (true, ""),
            Some(b' ') => (true, line.get(4..).unwrap_or_default()),
            Some(b'-') => (false, line.get(4..).unwrap_or_default()),
            Some(_) => return Err(NotAReply),
        };
        Ok(Self { code, is_last, text })
    }
}

impl Reply {
    /// The enhanced status code at the start of the first line (RFC 2034 §4), if any.
    #[must_use]
    pub fn enhanced_status(&self) -> Option<EnhancedStatus> {
        self.lines
            .first()?
            .as_str()
            .split(' ')
            .next()
            .and_then(|word| EnhancedStatus::parse(word).ok())
    }

    /// The first line, for a one-line summary.
    #[must_use]
    pub fn first_line(&self) -> Option<&ServerText> {
        self.lines.first()
    }
}

impl EnhancedStatus {
    /// Reads a code such as `5.1.1`.
    ///
    /// # Errors [`NotAReply`] when the text has another form (RFC 3463 §2: class 2, 4 or 5; one to
    /// three digits each).
    pub fn parse(text: &str) -> Result<Self, NotAReply> {
        let mut parts = text.split('.');
        let mut number = || -> Result<u16, NotAReply> {
            let part = parts.next().filter(|part| {
                matches!(part.len(), 1..=3) && part.bytes().all(|byte| byte.is_ascii_digit())
            });
            part.and_then(|part| part.parse().ok()).ok_or(NotAReply)
        };
        let (class, subject, detail) = (number()?, number()?, number()?);
        let class =
            u8::try_from(class).ok().filter(|class| matches!(class, 2 | 4 | 5)).ok_or(NotAReply)?;
        if parts.next().is_some() { Err(NotAReply) } else { Ok(Self { class, subject, detail }) }
    }

    /// The first number (RFC 3463 §3.1): 2 success, 4 transient failure, 5 permanent failure.
    #[must_use]
    pub const fn class(self) -> u8 {
        self.class
    }

    /// The second number: the category of the status (RFC 3463 §3).
    #[must_use]
    pub const fn subject(self) -> u16 {
        self.subject
    }

    /// The third number: the exact status within the category.
    #[must_use]
    pub const fn detail(self) -> u16 {
        self.detail
    }
}

impl fmt::Display for ReplyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl TryFrom<u16> for ReplyCode {
    type Error = NotAReply;

    fn try_from(value: u16) -> Result<Self, Self::Error> {
        Self::new(value).ok_or(NotAReply)
    }
}

impl From<ReplyCode> for u16 {
    fn from(code: ReplyCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for EnhancedStatus {
    type Error = NotAReply;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EnhancedStatus> for String {
    fn from(status: EnhancedStatus) -> Self {
        status.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<(u16, bool, &str), NotAReply>) {
        let read = ReplyLine::parse(line).map(|line| (line.code.value(), line.is_last, line.text));
        assert_eq!(read, expected, "{line:?}");
    }

    #[test]
    fn reply_lines() {
        check("220 mx1.bottega.test ESMTP", Ok((220, true, "mx1.bottega.test ESMTP")));
        check("250-PIPELINING", Ok((250, false, "PIPELINING")));
        check("250", Ok((250, true, "")));
        check("250 ", Ok((250, true, "")));
        check("999 no such class", Err(NotAReply));
        check("2200 too long", Err(NotAReply));
        check("SSH-2.0-OpenSSH_9.2", Err(NotAReply));
        check("²50 ok", Err(NotAReply));
        check("", Err(NotAReply));
    }

    #[test]
    fn enhanced_status_codes() {
        for good in ["5.1.1", "4.7.28", "2.0.0", "5.7.511"] {
            assert_eq!(
                EnhancedStatus::parse(good).map(|status| status.to_string()),
                Ok(good.to_owned())
            );
        }
        for bad in ["3.1.1", "5.1", "5.1.1.1", "5.1.1000", "5..1", "a.b.c", ""] {
            assert_eq!(EnhancedStatus::parse(bad), Err(NotAReply), "{bad}");
        }
    }
}
