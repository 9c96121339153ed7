//! In what two documents differ, in words.

use serde_json::Value;

use crate::tree::shortened;

/// The differences between an older and a newer document, in the order of the older one. The order of keys is none.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(old, new, &mut String::new(), &mut found);
    found
}

fn compare(old: &Value, new: &Value, path: &mut String, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(one), Value::Object(two)) => {
            for (key, old) in one {
                within(path, key, |path| match two.get(key) {
                    Some(new) => compare(old, new, path, found),
                    None => found.push(format!("`{path}` is no more")),
                });
            }
            for (key, new) in two.iter().filter(|(key, _)| !one.contains_key(*key)) {
                within(path, key, |path| found.push(format!("`{path}` is missing, now {}", short(new))));
            }
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            for (number, (old, new)) in one.iter().zip(two).enumerate() {
                let length = path.len();
                path.push_str(&format!("[{number}]"));
                compare(old, new, path, found);
                path.truncate(length);
            }
        }
        (old, new) if old == new => {}
        (old, new) => found.push(format!("`{path}` says {}, now {}", short(old), short(new))),
    }
}

fn within(path: &mut String, key: &str, mut work: impl FnMut(&mut String)) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(key);
    work(path);
    path.truncate(length);
}

/// A value in a few words.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}`", shortened(text)),
        Value::Array(items) => format!("{} values", items.len()),
        Value::Object(entries) => match entries.get("name").and_then(Value::as_str) {
            Some(name) => format!("`{}`", shortened(name)),
            None => "an item".to_owned(),
        },
        other => format!("`{other}`"),
    }
}
