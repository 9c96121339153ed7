//! Which of several stretches stand side by side: each goes into the first lane that has room for it.

/// The lane of each stretch from `start` to `end`, in the order of their starts, so that those of a lane are `gap` apart.
pub(super) fn pack(stretches: &[(f64, f64)], gap: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by(|one, other| stretches[*one].0.total_cmp(&stretches[*other].0).then(one.cmp(other)));
    let mut ends: Vec<f64> = Vec::new();
    let mut lanes = vec![0; stretches.len()];
    for at in order {
        let (start, end) = stretches[at];
        let lane = ends.iter().position(|taken| taken + gap <= start).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(taken) => *taken = end,
            None => ends.push(end),
        }
        lanes[at] = lane;
    }
    lanes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_follows_shares_a_lane_and_what_overlaps_does_not() {
        assert_eq!(pack(&[(0.0, 10.0), (12.0, 20.0), (5.0, 15.0)], 1.0), [0, 0, 1]);
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
