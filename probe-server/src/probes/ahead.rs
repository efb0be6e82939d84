//! DNS queries ahead of their turn, so that those which need each other's answers wait less.
//!
//! The resolver caches answers, and one query serves all who ask the same at once: a query that was
//! sent ahead costs nothing when its turn comes. Must never change what a probe does, only when its
//! answers are there.

use futures_util::future::{Either, select};

/// Does the work, and meanwhile what it will need later. Returns when the work is done; what is not
/// finished then is dropped.
pub(super) async fn beside<T>(work: impl Future<Output = T>, ahead: impl Future<Output = ()>) -> T {
    // Boxed, because both are large and their callers are part of larger futures.
    match select(Box::pin(work), Box::pin(ahead)).await {
        Either::Left((done, _unfinished)) => done,
        Either::Right(((), work)) => work.await,
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn the_work_decides() {
        assert_eq!(beside(ready(1), pending()).await, 1);
        assert_eq!(
            beside(
                async {
                    tokio::task::yield_now().await;
                    2
                },
                ready(())
            )
            .await,
            2
        );
    }
}
