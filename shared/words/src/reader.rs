//! The reader of a text: the customer, or another person who has a link or a request from the
//! customer.
//!
//! A watcher must not read "your mailbox" about the customer's mailbox. Texts that address the
//! customer have a second form for other readers; advice for the customer is shown to them under a
//! heading that says so.

use super::UiText;

/// The reader of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// The customer, addressed as "you".
    #[default]
    Customer,
    /// Another person; the text calls the customer "the customer".
    Other,
}

impl UiText {
    /// The form of this text for a reader.
    #[must_use]
    pub const fn to(self, reader: Reader) -> Self {
        match (reader, self) {
            (Reader::Other, Self::YourAnswers) => Self::TheirAnswers,
            (Reader::Other, Self::WayTitle) => Self::TheirWayTitle,
            (Reader::Other, Self::WayYou) => Self::TheirWayDevice,
            (Reader::Other, Self::WayNetwork) => Self::TheirWayNetwork,
            (Reader::Other, Self::WaySender) => Self::TheirWaySender,
            (Reader::Other, Self::WayMailbox) => Self::TheirWayMailbox,
            (Reader::Other, Self::WayFromDevice) => Self::TheirWayFromDevice,
            (Reader::Other, Self::UnjudgedMeans) => Self::TheirUnjudgedMeans,
            (Reader::Other, Self::CancelledMeans) => Self::TheirCancelledMeans,
            (_, text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use terms::Lang;

    /// Whether a text addresses the customer: with "Lei" and its capitalised forms, or with "you".
    fn speaks_to_the_customer(lang: Lang, text: &str) -> bool {
        let words = || text.split(|character: char| !character.is_alphabetic());
        match lang {
            Lang::It => words()
                .skip(1)
                .any(|word| ["Lei", "Suo", "Sua", "Suoi", "Sue", "Le", "La"].contains(&word)),
            Lang::En => {
                words().any(|word| ["you", "your", "yours"].contains(&word.to_lowercase().as_str()))
            }
        }
    }

    #[test]
    fn whoever_watches_is_not_the_customer() {
        let shown = [
            UiText::YourAnswers,
            UiText::NotAsked,
            UiText::NotUsedTitle,
            UiText::NotUsedHelp,
            UiText::WayTitle,
            UiText::WayYou,
            UiText::WayNetwork,
            UiText::WayWebmail,
            UiText::WayReading,
            UiText::WaySending,
            UiText::WayReceives,
            UiText::WayReads,
            UiText::WaySender,
            UiText::WayDns,
            UiText::WayServers,
            UiText::WayMailbox,
            UiText::WayNotMeasured,
            UiText::WayReachesUs,
            UiText::WayFromDevice,
            UiText::WayFromServer,
            UiText::UnjudgedMeans,
            UiText::SkippedMeans,
            UiText::CancelledMeans,
            UiText::RestsOn,
            UiText::RestsOnAnswer,
            UiText::WatchNow,
            UiText::WatchSoFar,
            UiText::WatchLog,
            UiText::WatchAnswered,
            UiText::WatchNoAnswers,
        ];
        for text in shown {
            for lang in Lang::ALL {
                let said = text.to(Reader::Other).get(lang);
                assert!(!speaks_to_the_customer(lang, said), "{said}");
            }
        }
        assert!(speaks_to_the_customer(Lang::It, UiText::YourAnswers.get(Lang::It)));
        assert!(speaks_to_the_customer(Lang::En, UiText::WayFromDevice.get(Lang::En)));
        assert_eq!(UiText::YourAnswers.to(Reader::Customer), UiText::YourAnswers);
    }
}
