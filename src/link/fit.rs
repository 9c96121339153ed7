//! Weights from decisions: logistic regression on the evidence of links that somebody confirmed or refused.
//!
//! Each kind of evidence gets a factor. Without decisions it is 1, and it takes many to move it far: the
//! factors have a normal distribution around 1 beforehand (ridge regression), so that a few odd decisions do no harm.

use super::decide::{Terms, link};
use super::people::Person;
use super::weights::Weights;
use super::{Candidate, Kind, Likely};
use crate::works::Work;

/// The kinds of evidence that get a factor.
const KINDS: [Kind; 7] =
    [Kind::Name, Kind::CoAuthor, Kind::TwoSteps, Kind::Organization, Kind::Venue, Kind::Subject, Kind::Year];

/// How far a factor is from 1 before any decision: the standard deviation.
const SPREAD: f64 = 0.25;

/// The same for the threshold, in units of weights.
const THRESHOLD_SPREAD: f64 = 1.0;

/// How long a step of the ascent is, and how many there are: the sum that is to be made large has one top, and by then
/// changes no more in the third digit.
const STEP: f64 = 0.002;
const STEPS: usize = 5_000;

/// A decision: the sum of each kind of evidence, and whether it was confirmed.
#[derive(Clone, Debug)]
struct Case {
    sums: [f64; KINDS.len()],
    /// What gets no factor.
    rest: f64,
    confirmed: bool,
}

/// Fits weights to what somebody decided about works and people. Gives them with the number of decisions that they
/// rest on, which are those whose works are among the candidates.
pub fn fit(people: &[Person], candidates: &[Candidate], terms: Terms<'_>) -> (Weights, usize) {
    let (weights, decided) = (terms.weights, terms.decided);
    // What is decided must not be evidence for itself, and what is improbable must be seen.
    let all = Weights { review: f64::NEG_INFINITY, ..weights.clone() };
    let outcomes = link(people, candidates, Terms { weights: &all, decided: &|_, _| None, ..terms });
    let case = |work: &Work, likely: &Likely| Some(Case::new(likely, decided(work, &likely.person)?));
    let of_outcome = |outcome: &super::Outcome| {
        let work = &candidates[outcome.work].work;
        outcome.people.iter().filter_map(|likely| case(work, likely)).collect::<Vec<_>>()
    };
    let cases: Vec<Case> = outcomes.iter().flat_map(of_outcome).collect();
    let (factors, bias) = ascend(&cases, weights.accept);
    let mut fitted = weights.clone();
    KINDS.iter().zip(factors).for_each(|(kind, factor)| fitted.multiply(*kind, factor));
    fitted.join -= bias;
    fitted.accept -= bias;
    fitted.review -= bias;
    (fitted, cases.len())
}

impl Case {
    fn new(likely: &Likely, confirmed: bool) -> Self {
        let sum = |wanted: &dyn Fn(Kind) -> bool| {
            likely.reasons.iter().filter(|reason| wanted(reason.kind)).map(|reason| reason.weight).sum()
        };
        let sums = KINDS.map(|kind| sum(&|other| other == kind));
        Self { sums, rest: sum(&|kind| kind == Kind::Identifier), confirmed }
    }

    /// How far the prediction is from the decision.
    fn error(&self, factors: &[f64], bias: f64, accept: f64) -> f64 {
        let sum: f64 = self.sums.iter().zip(factors).map(|(sum, factor)| sum * factor).sum();
        let probability = 1.0 / (1.0 + (accept - bias - self.rest - sum).exp());
        f64::from(u8::from(self.confirmed)) - probability
    }
}

/// Factors and bias that make the decisions most probable.
fn ascend(cases: &[Case], accept: f64) -> ([f64; KINDS.len()], f64) {
    let (mut factors, mut bias) = ([1.0; KINDS.len()], 0.0);
    for _ in 0..STEPS {
        let errors: Vec<f64> = cases.iter().map(|case| case.error(&factors, bias, accept)).collect();
        let mut slopes = factors.map(|factor| (1.0 - factor) / SPREAD.powi(2));
        for (case, error) in cases.iter().zip(&errors) {
            slopes.iter_mut().zip(case.sums).for_each(|(slope, sum)| *slope += error * sum);
        }
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let step = STEP / (1.0 + cases.len() as f64 / 10.0);
        factors.iter_mut().zip(slopes).for_each(|(factor, slope)| *factor = (*factor + step * slope).clamp(0.1, 3.0));
        bias += step * (errors.iter().sum::<f64>() - bias / THRESHOLD_SPREAD.powi(2));
    }
    (factors, bias)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(co_author: f64, subject: f64, confirmed: bool) -> Case {
        let mut sums = [0.0; KINDS.len()];
        (sums[0], sums[1], sums[5]) = (-4.0, co_author, subject);
        Case { sums, rest: 0.0, confirmed }
    }

    #[test]
    fn evidence_that_was_right_counts_more_and_evidence_that_was_wrong_less() {
        let cases: Vec<Case> =
            (0..40).map(|at| if at % 2 == 0 { case(5.0, 0.0, true) } else { case(0.0, 5.0, false) }).collect();
        let (factors, _) = ascend(&cases, 1.0);
        assert!(factors[1] > 1.1 && factors[5] < 0.9, "{factors:?}");
    }

    #[test]
    fn without_decisions_nothing_changes() {
        assert_eq!(ascend(&[], 1.0), ([1.0; KINDS.len()], 0.0));
    }
}
