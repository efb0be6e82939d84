//! The files that a customer gives: taken within the limits, read, and taken back.
//!
//! The log names a file, the store has its bytes; both change in one transaction. Must never trust a
//! name or a media type: the content alone says what a file is.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use checklist::playbook::{InputId, InputKind};
use data_encoding::HEXLOWER;
use session::{
    Actor, Event, Facts, FileId, FileKind, GivenFile, LogEntry, MAX_FILE_BYTES, MAX_FILE_COUNT,
    file_name,
};
use sha2::{Digest as _, Sha256};

use super::{Live, SessionError, Sessions, to_the_end};
use crate::store::Change;

/// What counts as one command of a client, in bytes of a file.
const FILE_COMMAND_BYTES: usize = 64 * 1024;

impl Sessions {
    /// Takes a file that the customer gives beside an input. The same content at the same input is
    /// one file.
    ///
    /// # Errors
    /// When the input takes no files, the content is not of a kind that is taken, a limit is
    /// reached, or the client exceeds its budget; the log is unchanged then.
    pub async fn give_file(
        &self,
        live: Arc<Live>,
        client: IpAddr,
        input: InputId,
        name: &str,
        content: Vec<u8>,
    ) -> Result<Vec<LogEntry>, SessionError> {
        let count = u32::try_from(content.len() / FILE_COMMAND_BYTES).unwrap_or(u32::MAX);
        let count = NonZeroU32::MIN.saturating_add(count);
        self.inner.commands.take(client, count).map_err(super::too_many)?;
        if content.len() > MAX_FILE_BYTES {
            return Err(SessionError::FilesFull);
        }
        let kind = FileKind::of(&content).ok_or(SessionError::FileRefused)?;
        let sha256 = HEXLOWER.encode(&Sha256::digest(&content));
        let size_bytes = u32::try_from(content.len()).map_err(|_| SessionError::FilesFull)?;
        let name = file_name(name);
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let (facts, playbook) = (locked.facts(), locked.standing().playbook());
            let takes_files = |kind: InputKind| kind == InputKind::Bounce;
            if !playbook.inputs.get(&input).is_some_and(|input| takes_files(input.kind)) {
                return Err(SessionError::FileRefused);
            }
            let is_same = |file: &GivenFile| file.input == input && file.sha256 == sha256;
            if facts.files.iter().any(is_same) {
                return Ok(Vec::new());
            }
            // At most half of what a session may hold, so that it can always be continued.
            let most_bytes = (sessions.inner.room.bytes / 2).min(MAX_FILE_BYTES as u64);
            let is_within = facts.files.len() < MAX_FILE_COUNT
                && files_bytes(facts).saturating_add(size_bytes.into()) <= most_bytes;
            if !is_within {
                return Err(SessionError::FilesFull);
            }
            let file = FileId(facts.last_file.saturating_add(1));
            let given = GivenFile { file, input, name, kind, size_bytes, sha256 };
            let given = Event::FileGiven(given);
            let events = vec![(Actor::Customer, given)];
            locked.has_room_beside(sessions.inner.room, &events, size_bytes.into())?;
            let keep = Change::KeepFile { session: live.id.clone(), file, content };
            locked.append(events, vec![keep]).await
        })
        .await
    }

    /// Erases a file that the customer takes back; nothing happens if it is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_file_back(
        &self,
        live: Arc<Live>,
        file: FileId,
    ) -> Result<Vec<LogEntry>, SessionError> {
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            if !locked.facts().files.iter().any(|given| given.file == file) {
                return Ok(Vec::new());
            }
            let erase = Change::EraseFile { session: live.id.clone(), file };
            locked.append(vec![(Actor::Customer, Event::FileTakenBack(file))], vec![erase]).await
        })
        .await
    }

    /// The content of one file, and what it is.
    ///
    /// # Errors
    /// When there is none, or the store fails.
    pub async fn file(
        &self,
        live: &Live,
        file: FileId,
    ) -> Result<(FileKind, Vec<u8>), SessionError> {
        let standing = live.standing().await;
        let known = standing
            .facts()
            .files
            .iter()
            .find(|given| given.file == file)
            .ok_or(SessionError::UnknownFile)?;
        let content = self.inner.store.file(&live.id, file).await?;
        Ok((known.kind, content.ok_or(SessionError::UnknownFile)?))
    }

    /// The contents of all files of these facts, for an archive. One that was erased meanwhile is
    /// not among them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn files(
        &self,
        live: &Live,
        facts: &Facts,
    ) -> Result<Vec<(FileId, Vec<u8>)>, SessionError> {
        let mut files = Vec::new();
        for file in facts.files.iter().map(|given| given.file) {
            let content = self.inner.store.file(&live.id, file).await?;
            files.extend(content.map(|content| (file, content)));
        }
        Ok(files)
    }
}

/// The bytes of all files of a session.
pub(super) fn files_bytes(facts: &Facts) -> u64 {
    facts.files.iter().map(|file| u64::from(file.size_bytes)).sum()
}
