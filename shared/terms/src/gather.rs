//! Collecting and sorting with little compiled code, for short lists in the code that the browser
//! runs.
//!
//! The standard `collect` into an ordered map sorts first, and the sort is compiled again for each
//! type: twenty copies weighed 15 kB of the page after brotli. Must stay two loops.

/// Collects into a map or a set, one item at a time. Of two items with the same key a map keeps the
/// later.
pub fn gathered<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut gathered = C::default();
    gathered.extend(items);
    gathered
}

/// Sorts a short list; the sort is stable. Takes quadratic time when the list is in reverse order.
pub fn sort_short<T>(items: &mut [T], is_after: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        for place in (1..=end).rev() {
            match items.get(place - 1..=place) {
                Some([before, after]) if is_after(before, after) => items.swap(place - 1, place),
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_later_of_two_is_kept() {
        let gathered: BTreeMap<_, _> = gathered([("b", 1), ("a", 2), ("b", 3)]);
        assert_eq!(gathered, BTreeMap::from([("a", 2), ("b", 3)]));
    }

    #[test]
    fn order_is_that_of_the_standard_stable_sort() {
        #[track_caller]
        fn check(items: &[(u8, char)]) {
            let mut expected = items.to_vec();
            expected.sort_by_key(|(rank, _)| *rank);
            let mut sorted = items.to_vec();
            sort_short(&mut sorted, |before, after| before.0 > after.0);
            assert_eq!(sorted, expected);
        }
        check(&[]);
        check(&[(1, 'a')]);
        check(&[(1, 'a'), (2, 'b'), (3, 'c')]);
        check(&[(3, 'a'), (2, 'b'), (1, 'c')]);
        check(&[(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e'), (2, 'f')]);
    }
}
