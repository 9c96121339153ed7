//! Themes: a folder whose templates put pages together, and whose other files belong to the site.
//!
//! Templates get the parts of a page as they are made here, the sections one by one, and the JSON-LD as data. What is not
//! markup of ours is escaped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use maud::Markup;
use minijinja::{
    AutoEscape, Environment, ErrorKind, HtmlEscape, Output, State, UndefinedBehavior, Value, context, escape_formatter,
};
use serde_json::Value as Json;
use walkdir::WalkDir;

use super::Save;
use super::crawlers::escaped;
use crate::error::{Error, Kind};
use crate::inject::script;
use crate::pages::{Content, Language, Pages, Section, parts_of_page};
use crate::report::near;

/// The files of a theme to start from, which gives the same pages as no theme.
pub const START: [(&str, &str); 2] =
    [(LAYOUT, include_str!("start/layout.html")), ("extra.css", include_str!("start/extra.css"))];

/// The template of all pages that have none of their own.
const LAYOUT: &str = "layout.html";

/// The kinds of pages, as [`Content::kind`] names them.
const KINDS: [&str; 12] = [
    "start",
    "people",
    "person",
    "organization",
    "skill",
    "work",
    "thing",
    "list",
    "doubts",
    "queries",
    "query",
    "problem",
];

/// A theme.
#[derive(Debug, Default)]
pub struct Theme {
    folder: PathBuf,
    templates: Environment<'static>,
    /// The names of its own templates.
    names: Vec<String>,
    /// The files that belong to the site, by their paths in it.
    files: BTreeMap<String, PathBuf>,
}

impl Theme {
    /// The theme in a folder.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or a template that is none.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let mut theme = Self { folder: folder.to_owned(), templates: Environment::new(), ..Self::default() };
        theme.templates.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        theme.templates.set_auto_escape_callback(|_| AutoEscape::Html);
        theme.templates.set_formatter(write);
        theme.templates.add_filter("inert", inert);
        theme.add(LAYOUT, START[0].1.to_owned())?;
        for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|error| Error::io(folder, error.into()))?;
            if entry.path().is_file() {
                theme.take(entry.path())?;
            }
        }
        Ok(theme)
    }

    /// Takes a file as a template or for the site.
    fn take(&mut self, path: &Path) -> Result<(), Error> {
        let parts = path.strip_prefix(&self.folder).unwrap_or(path).iter().map(|part| part.to_string_lossy());
        let local = parts.collect::<Vec<_>>().join("/");
        let stem = local.strip_suffix(".html").filter(|stem| !stem.contains('/'));
        let is_template = stem.is_some_and(|stem| stem == "layout" || KINDS.contains(&stem)) || local.starts_with('_');
        if is_template {
            let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
            self.names.push(local.clone());
            return self.add(&local, text);
        }
        if let Some(stem) = stem {
            self.check_name(stem, path)?;
        }
        // What the system or a program for versions keeps is not for the site.
        if !local.split('/').any(|part| part.starts_with('.') && part != ".well-known") {
            self.files.insert(local, path.to_owned());
        }
        Ok(())
    }

    /// A page that is written like a template, under a name that is nearly one, is a mistake.
    fn check_name(&self, stem: &str, path: &Path) -> Result<(), Error> {
        let text = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        let is_like = text.windows(2).any(|two| two == b"{{" || two == b"{%");
        let near = near(stem, KINDS.into_iter().chain(["layout"]));
        match near.first().filter(|_| is_like) {
            Some(name) => Err(Kind::Template {
                file: path.display().to_string(),
                line: 0,
                message: format!("is no template that any page has; did you mean `{name}.html`?"),
                hint: "templates are named `layout.html` or by kinds of pages, those to include begin with `_`",
            }
            .into()),
            None => Ok(()),
        }
    }

    fn add(&mut self, name: &str, text: String) -> Result<(), Error> {
        self.templates.add_template_owned(name.to_owned(), text).map_err(|error| told(&self.folder, &error))
    }

    /// Whether the theme has a file for this path of the site.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Hands the files that belong to the site to `save`.
    pub(super) fn files(&self, save: &Save<'_>) -> Result<(), Error> {
        for (path, file) in &self.files {
            let bytes = std::fs::read(file).map_err(|error| Error::io(file, error))?;
            save(path, &bytes).map_err(Kind::Write)?;
        }
        Ok(())
    }

    /// A page by the template of its kind, or that of all; nothing where there is none.
    pub(super) fn page(&self, pages: &Pages<'_>, content: &Content, at: &At<'_>) -> Result<Option<String>, Error> {
        let own = [content.kind, ".html"].concat();
        let Some(name) = [own.as_str(), LAYOUT].into_iter().find(|name| self.names.iter().any(|known| known == name))
        else {
            return Ok(None);
        };
        let template = self.templates.get_template(name).map_err(|error| told(&self.folder, &error))?;
        let page = template.render(values(pages, content, at)).map_err(|error| told(&self.folder, &error))?;
        Ok(Some(page))
    }
}

/// Where a page is.
pub(super) struct At<'p> {
    pub(super) path: &'p str,
    pub(super) file: &'p str,
    pub(super) root: &'p str,
    pub(super) language: &'p Language,
}

/// What a template gets, as the theme to start from tells.
fn values(pages: &Pages<'_>, content: &Content, at: &At<'_>) -> Value {
    let parts = parts_of_page(pages, content);
    let sections: Vec<Value> =
        content.sections.iter().zip(parts.sections).map(|(one, whole)| section(one, whole)).collect();
    let by_id: BTreeMap<&str, Value> =
        content.sections.iter().map(|section| section.id).zip(sections.iter().cloned()).collect();
    let tag = at.language.tag.as_str();
    let languages: Vec<Value> = parts
        .languages
        .into_iter()
        .map(|(other, name, href)| context! { is_current => other == tag, tag => other, name, href })
        .collect();
    context! {
        title => content.title.as_str(),
        description => content.description.as_str(),
        lang => tag,
        languages,
        kind => content.kind,
        path => at.path,
        file => at.file,
        root => at.root,
        canonical => content.canonical.as_deref(),
        head => safe(parts.head),
        jsonld => Value::from_safe_string(content.document.as_ref().map(|document| script(document, false)).unwrap_or_default()),
        navigation => safe(parts.navigation),
        header => Value::from_safe_string(content.header.0.clone()),
        main => safe(parts.main),
        footer => safe(parts.footer),
        skip => parts.skip,
        sections,
        section => by_id,
        document => content.document.as_ref().map_or(Value::UNDEFINED, data),
    }
}

fn section(section: &Section, whole: Markup) -> Value {
    let html = Value::from_safe_string(section.body.0.clone());
    context! { id => section.id, title => section.title.as_str(), html, section => safe(whole) }
}

/// Markup, or a text as markup, that no generator takes for a template of its own, whatever stands in records.
fn inert(value: &Value) -> Value {
    let markup = match value.is_safe() {
        true => value.to_string(),
        false => HtmlEscape(&value.to_string()).to_string(),
    };
    Value::from_safe_string(markup.replace("{%", "&#123;%").replace("{{", "&#123;&#123;"))
}

/// JSON as a value of a template.
fn data(json: &Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => number.as_i64().map_or_else(|| Value::from(number.as_f64()), Value::from),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(data).collect(),
        Json::Object(entries) => Value::from_pairs(entries.iter().map(|(name, value)| (name.as_str(), data(value)))),
    }
}

/// Writes a value as markup. Slashes stay as they are, which the engine would escape too.
fn write(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let is_escaped = *state.auto_escape() == AutoEscape::Html && !value.is_safe();
    match value.as_str().filter(|_| is_escaped) {
        Some(text) => Ok(output.write_str(&escaped(text))?),
        None => escape_formatter(output, state, value),
    }
}

fn safe(markup: Markup) -> Value {
    Value::from_safe_string(markup.into_string())
}

/// What is wrong with a template, with its place.
fn told(folder: &Path, error: &minijinja::Error) -> Error {
    // The cause is told where it is one of a template that was included.
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<minijinja::Error>());
    if let (Some(source), ErrorKind::BadInclude | ErrorKind::EvalBlock) = (source, error.kind()) {
        return told(folder, source);
    }
    let message = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    let hint = match error.kind() {
        ErrorKind::UndefinedError => {
            "`vitagraph site --init-theme DIR` writes a template that lists what there is; \
             `{% if document.x is defined %}` asks first"
        }
        ErrorKind::TemplateNotFound => {
            "templates to include stand in the theme's folder, under names that begin with `_`"
        }
        _ => "the syntax is told at https://docs.rs/minijinja/latest/minijinja/syntax/",
    };
    let file = folder.join(error.name().unwrap_or(LAYOUT)).display().to_string();
    Kind::Template { file, line: error.line().unwrap_or_default(), message, hint }.into()
}
