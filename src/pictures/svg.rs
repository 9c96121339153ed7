//! A drawing around its content: within a page, or as a file of its own.

use maud::{Markup, PreEscaped, Render, html};

/// What styles pictures in a page: light and dark by what the reader prefers, light on paper.
pub const STYLE: &str = concat!(
    ".picture {\n",
    include_str!("light.css"),
    "}\n@media screen and (prefers-color-scheme: dark) { .picture {\n",
    include_str!("dark.css"),
    "} }\n@media print { .picture { min-width: 0; print-color-adjust: exact; } }\n",
    include_str!("page.css"),
    include_str!("rules.css")
);

const LIGHT: &str = include_str!("light.css");
const DARK: &str = include_str!("dark.css");
const RULES: &str = include_str!("rules.css");

/// In which colours a picture of its own is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those that the reader's system prefers.
    #[default]
    Auto,
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
}

/// A drawing.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it shows, in words.
    pub label: String,
    /// How wide it is, in its units.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    pub(super) content: Markup,
}

impl Picture {
    /// The SVG for a page that has the classes of [`STYLE`].
    #[must_use]
    pub fn inline(&self) -> Markup {
        html! {
            svg class="picture" viewBox={ "0 0 " (Px(self.width)) " " (Px(self.height)) } width=(Px(self.width))
                height=(Px(self.height)) role="group" aria-label=(self.label) { (self.content) }
        }
    }

    /// The SVG in a box that scrolls sideways where a screen is narrow.
    #[must_use]
    pub fn boxed(&self) -> Markup {
        html! { div class="picture-box" role="region" tabindex="0" aria-label=(self.label) { (self.inline()) } }
    }

    /// The SVG as a file of its own, with its style.
    #[must_use]
    pub fn standalone(&self, theme: Theme) -> String {
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" class="picture"
                viewBox={ "0 0 " (Px(self.width)) " " (Px(self.height)) } width=(Px(self.width))
                height=(Px(self.height)) role="img" aria-label=(self.label) {
                style { (PreEscaped(style(theme))) }
                rect class="ground" width=(Px(self.width)) height=(Px(self.height)) {}
                (self.content)
            }
        };
        picture.into_string() + "\n"
    }
}

/// The style of a file: of one theme without variables, which not all programs know, else with both.
fn style(theme: Theme) -> String {
    match theme {
        Theme::Auto => format!(
            "\n.picture {{\n{LIGHT}}}\n@media screen and (prefers-color-scheme: dark) {{ .picture {{\n{DARK}}} }}\n{RULES}"
        ),
        Theme::Light => format!("\n{}", with_colours(RULES, LIGHT)),
        Theme::Dark => format!("\n{}", with_colours(RULES, DARK)),
    }
}

/// Rules with the colours of a theme in place of variables.
fn with_colours(rules: &str, theme: &str) -> String {
    let pairs = theme.lines().filter_map(|line| line.trim_end_matches(';').split_once(": "));
    pairs.fold(rules.to_owned(), |rules, (name, colour)| rules.replace(&format!("var({name})"), colour))
}

/// A length, to a tenth of a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Px(pub(super) f64);

impl Render for Px {
    fn render_to(&self, buffer: &mut String) {
        use std::fmt::Write;
        let tenths = (self.0 * 10.0).round() as i64;
        let (sign, whole, rest) = (if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
        // Writing to a string does not fail.
        let _ = match rest {
            0 => write!(buffer, "{sign}{whole}"),
            _ => write!(buffer, "{sign}{whole}.{rest}"),
        };
    }
}

/// A thing that a link may lead from: its title is its name for who does not see, and its tooltip.
pub(super) fn item(title: &str, href: Option<&str>, content: &Markup) -> Markup {
    html! {
        g role="listitem" {
            @match href {
                Some(href) => a href=(href) { title { (title) } (content) },
                None => { title { (title) } (content) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_no_more_than_one_digit_after_the_point() {
        let written = |length: f64| Px(length).render().into_string();
        assert_eq!([12.0, -0.04, 3.26, -7.31].map(written), ["12", "0", "3.3", "-7.3"]);
    }

    #[test]
    fn both_themes_have_a_colour_for_each_variable_of_the_rules() {
        for theme in [Theme::Light, Theme::Dark] {
            assert!(!style(theme).contains("var("), "{}", style(theme));
        }
    }
}
