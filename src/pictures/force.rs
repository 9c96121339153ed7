//! Where the nodes of a graph stand, so that those that are tied are near each other: forces after Fruchterman and
//! Reingold (1991), from fixed places, so that the same graph always looks the same.

/// How many steps are made.
const STEPS: usize = 160;

/// Places in a field of this size for `count` nodes, tied by `edges` of the weights given, all between 0 and 1.
pub(super) fn places(count: usize, edges: &[(usize, usize, f64)], wide: f64, high: f64) -> Vec<(f64, f64)> {
    let mut places = spiral(count, wide, high);
    let ideal = 0.75 * (wide * high / count.max(1) as f64).sqrt();
    for step in 0..STEPS {
        let most = wide.min(high) * 0.12 * (1.0 - step as f64 / STEPS as f64);
        let forces = forces(&places, edges, ideal, (wide / 2.0, high / 2.0));
        for (place, force) in places.iter_mut().zip(forces) {
            let length = force.0.hypot(force.1).max(1e-9);
            let reach = length.min(most) / length;
            place.0 = (place.0 + force.0 * reach).clamp(0.0, wide);
            place.1 = (place.1 + force.1 * reach).clamp(0.0, high);
        }
    }
    places
}

/// Places on a spiral, as seeds of a sunflower stand: even, and no two the same.
fn spiral(count: usize, wide: f64, high: f64) -> Vec<(f64, f64)> {
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let place = |at: usize| {
        let (angle, radius) = (golden * at as f64, ((at as f64 + 0.5) / count as f64).sqrt());
        (wide / 2.0 * (1.0 + radius * angle.cos() * 0.9), high / 2.0 * (1.0 + radius * angle.sin() * 0.9))
    };
    (0..count).map(place).collect()
}

/// All nodes push each other away, ties pull, and the middle pulls a little, so that what is not tied stays in sight.
fn forces(places: &[(f64, f64)], edges: &[(usize, usize, f64)], ideal: f64, middle: (f64, f64)) -> Vec<(f64, f64)> {
    let mut forces: Vec<(f64, f64)> =
        places.iter().map(|(x, y)| ((middle.0 - x) * 0.08, (middle.1 - y) * 0.08)).collect();
    for one in 0..places.len() {
        for other in one + 1..places.len() {
            let (x, y) = (places[one].0 - places[other].0, places[one].1 - places[other].1);
            let push = ideal * ideal / (x * x + y * y).max(0.01);
            apply(&mut forces, one, other, (x * push, y * push));
        }
    }
    for (one, other, weight) in edges {
        let (x, y) = (places[*one].0 - places[*other].0, places[*one].1 - places[*other].1);
        let pull = -(0.4 + weight) * x.hypot(y) / ideal;
        apply(&mut forces, *one, *other, (x * pull, y * pull));
    }
    forces
}

fn apply(forces: &mut [(f64, f64)], one: usize, other: usize, (x, y): (f64, f64)) {
    forces[one] = (forces[one].0 + x, forces[one].1 + y);
    forces[other] = (forces[other].0 - x, forces[other].1 - y);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_are_tied_are_nearer_than_others() {
        let edges = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)];
        let places = places(6, &edges, 600.0, 400.0);
        let apart = |one: usize, other: usize| (places[one].0 - places[other].0).hypot(places[one].1 - places[other].1);
        for one in 0..3 {
            for other in 0..3 {
                assert!(one == other || apart(one, other) < apart(one, 3) && apart(one, other) < apart(one, 5));
            }
        }
    }

    #[test]
    fn all_places_are_in_the_field() {
        let places = places(40, &[(0, 1, 0.5)], 300.0, 200.0);
        assert!(places.iter().all(|(x, y)| (0.0..=300.0).contains(x) && (0.0..=200.0).contains(y)));
    }
}
