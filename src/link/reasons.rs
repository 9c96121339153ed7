//! The evidence of a link in words.

use super::cluster::{Clusters, Known, prior};
use super::evidence::Worths;
use super::features::Field;
use super::{Kind, Reason};
use crate::text::is_han;

/// How many things a reason names.
const NAMED: usize = 3;

/// Less than this is not worth telling.
const FAINT: f64 = 0.05;

/// Why an author is, or is not, a person; the weightiest first. The author must not be counted in the person's own works.
pub(super) fn reasons(clusters: &Clusters<'_>, person: usize, member: usize) -> Vec<Reason> {
    let (author, group) = (&clusters.members[member], &clusters.clusters[person].group);
    let scale = clusters.scale;
    let field = |kind, field: Field, found: &str| {
        let worths = scale.worths(field, author.item, group);
        Reason {
            kind,
            weight: scale.field(field, author.item, group),
            text: told(clusters, field, person, &worths, found),
        }
    };
    let venue = [Field::Venues, Field::VenueWords].map(|venue| field(Kind::Venue, venue, "venue"));
    let [whole, words] = venue;
    let mut reasons = vec![
        name(clusters, person, member),
        field(Kind::CoAuthor, Field::CoAuthors, "co-author"),
        field(Kind::Organization, Field::Organizations, "organization"),
        field(Kind::Subject, Field::Subjects, "words"),
        if whole.weight >= words.weight { whole } else { words },
        two_steps(clusters, person, member),
        Reason {
            kind: Kind::Year,
            weight: scale.year(author.item, group),
            text: "the year is far from all others".into(),
        },
    ];
    reasons.extend(known(clusters, person, member));
    reasons.retain(|reason| reason.weight.abs() >= FAINT);
    reasons.sort_by(|one, two| two.weight.abs().total_cmp(&one.weight.abs()).then(one.kind.cmp(&two.kind)));
    let sum: f64 = reasons.iter().map(|reason| reason.weight).sum();
    if author.cluster == person && author.joined.is_finite() && author.joined - sum >= FAINT {
        let text = "it is by the same author as others that are linked".to_owned();
        reasons.push(Reason { kind: Kind::Group, weight: author.joined - sum, text });
    }
    reasons
}

fn name(clusters: &Clusters<'_>, person: usize, member: usize) -> Reason {
    let (name, works) = (clusters.members[member].name, clusters.clusters[person].group.works);
    let fit = clusters.fits[person].get(&name);
    let writing = if fit.is_some_and(|fit| fit.writing < 0.0) { ", written with other characters" } else { "" };
    let text = format!(
        "{} name{writing}; {} known",
        shared_by(fit.map_or(0.0, |fit| fit.namesakes)),
        counted(f64::from(works), "work")
    );
    Reason { kind: Kind::Name, weight: clusters.name(person, name) + prior(works), text }
}

/// How many people share a name.
fn shared_by(namesakes: f64) -> String {
    if namesakes < 1.5 {
        "nobody else has this".to_owned()
    } else {
        format!("some {} authors have this", rounded(namesakes))
    }
}

/// A number in its first digit: no more of it is certain.
fn rounded(number: f64) -> f64 {
    let unit = 10_f64.powf(number.log10().floor());
    (number / unit).round() * unit
}

fn counted(count: f64, noun: &str) -> String {
    format!("{count} {noun}{}", if (count - 1.0).abs() < f64::EPSILON { "" } else { "s" })
}

/// The things of a field that say most for a link.
fn told(clusters: &Clusters<'_>, field: Field, person: usize, worths: &Worths, noun: &str) -> String {
    let vocabulary = clusters.scale.vocabulary;
    let spoken = worths.iter().copied().filter(|(_, worth)| *worth > 0.0);
    let mut best: Vec<(String, f64)> = if field == Field::CoAuthors {
        let told = |number| {
            let one_in = rounded(1.0 / vocabulary.background(field, number));
            let works = counted(f64::from(clusters.clusters[person].group.count(field, number)), "work");
            format!("`{}` (1 in {one_in} authors) on {works}", vocabulary.printed(field, number))
        };
        spoken.map(|(number, worth)| (told(number), worth)).collect()
    } else {
        let words = phrases(spoken.map(|(number, worth)| (vocabulary.printed(field, number), worth)));
        words.into_iter().map(|(words, worth)| (format!("`{words}`"), worth)).collect()
    };
    best.sort_by(|one, two| two.1.total_cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    match best.is_empty() {
        true => format!("no {noun} in common"),
        false => {
            let best: Vec<String> = best.into_iter().take(NAMED).map(|(thing, _)| thing).collect();
            format!("{noun} {}", best.join(", "))
        }
    }
}

/// Words with what each is worth; pairs of Chinese characters that follow one another in the text are one again.
fn phrases<'w>(words: impl Iterator<Item = (&'w str, f64)>) -> Vec<(String, f64)> {
    let mut phrases: Vec<(String, f64)> = Vec::new();
    for (word, worth) in words {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        match phrases.last_mut().filter(|(phrase, _)| first.chars().all(is_han) && phrase.ends_with(first)) {
            Some((phrase, sum)) => {
                phrase.push_str(rest);
                *sum += worth;
            }
            None => phrases.push((word.to_owned(), worth)),
        }
    }
    phrases
}

fn two_steps(clusters: &Clusters<'_>, person: usize, member: usize) -> Reason {
    let (scale, group) = (clusters.scale, &clusters.clusters[person].group);
    let worths = scale.two_step_worths(clusters.members[member].item, group);
    let names = worths.iter().filter(|(_, worth)| *worth > 0.0).take(NAMED);
    let names: Vec<String> =
        names.map(|(number, _)| format!("`{}`", scale.vocabulary.printed(Field::CoAuthors, *number))).collect();
    let weight = scale.two_steps(clusters.members[member].item, group);
    Reason { kind: Kind::TwoSteps, weight, text: format!("{} wrote with co-authors of the person", names.join(", ")) }
}

fn known(clusters: &Clusters<'_>, person: usize, member: usize) -> Option<Reason> {
    match clusters.known.get(&(person, member))? {
        Known::Worth(weight) if *weight < 0.0 => {
            Some(Reason { kind: Kind::Identifier, weight: *weight, text: "another ORCID iD".into() })
        }
        Known::Worth(weight) => {
            let text = "the ORCID iD of the person, or a work of the record".to_owned();
            Some(Reason { kind: Kind::Identifier, weight: *weight, text })
        }
        Known::Confirmed => Some(Reason { kind: Kind::Decision, weight: 20.0, text: "confirmed".into() }),
        Known::Refused => None,
    }
}

#[cfg(test)]
mod tests {
    use super::phrases;

    #[test]
    fn pairs_of_characters_that_follow_one_another_are_one_phrase() {
        let words = [("快手", 1.0), ("手科", 2.0), ("联信", 0.5), ("kuaishou", 3.0), ("手机", 1.0)];
        let told = [("快手科", 3.0), ("联信", 0.5), ("kuaishou", 3.0), ("手机", 1.0)];
        assert_eq!(phrases(words.into_iter()), told.map(|(words, worth)| (words.to_owned(), worth)));
    }
}
