//! Which of several stretches stand side by side: each goes into the first lane that has room for it.

/// The lane of each stretch from `start` to `end`, in the order in which they are given, so that those of a lane are
/// `gap` apart.
pub(super) fn pack(stretches: &[(f64, f64)], gap: f64) -> Vec<usize> {
    let mut lanes: Vec<Vec<(f64, f64)>> = Vec::new();
    let place = |(start, end): &(f64, f64)| {
        let apart = |taken: &(f64, f64)| taken.1 + gap <= *start || end + gap <= taken.0;
        let lane = lanes.iter().position(|lane| lane.iter().all(apart)).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((*start, *end));
        lane
    };
    stretches.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_follows_shares_a_lane_and_what_overlaps_does_not() {
        assert_eq!(pack(&[(0.0, 10.0), (12.0, 20.0), (5.0, 15.0), (-9.0, -2.0)], 1.0), [0, 0, 1, 0]);
        assert_eq!(pack(&[], 1.0), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn no_two_of_a_lane_overlap(starts in prop::collection::vec((0.0..500.0f64, 0.0..200.0f64), 0..40), gap in 0.0..5.0f64) {
            let stretches: Vec<(f64, f64)> = starts.iter().map(|(start, length)| (*start, start + length)).collect();
            let lanes = pack(&stretches, gap);
            for (at, one) in stretches.iter().enumerate() {
                for (other_at, other) in stretches.iter().enumerate().skip(at + 1) {
                    let apart = one.1 + gap <= other.0 || other.1 + gap <= one.0;
                    prop_assert!(lanes[at] != lanes[other_at] || apart);
                }
            }
        }
    }
}
