//! The format of `alembic.ini`: what Python's `configparser.ConfigParser`
//! reads with its default settings and basic interpolation.

use std::collections::BTreeMap;

/// Sections, their keys and values, not interpolated yet.
#[derive(Debug, Default)]
pub(super) struct IniFile {
    defaults: Section,
    sections: Vec<(String, Section)>,
}

/// Keys, in lower case.
#[derive(Debug, Default)]
struct Section {
    options: BTreeMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    line: usize,
    lines: Vec<String>,
}

/// What is wrong, and in which line (from 1).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) message: String,
}

/// Values that refer to values deeper than this are a circle.
const DEEPEST_REFERENCE: usize = 10;

impl IniFile {
    pub(super) fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let mut file = Self::default();
        let mut faults = Vec::new();
        let mut section: Option<String> = None;
        let mut option: Option<String> = None;
        let mut indent = 0;
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            let value = line.trim();
            if value.starts_with(['#', ';']) {
                continue;
            }
            let current = section.as_deref().and_then(|name| file.section_mut(name));
            let open = match (current, option.as_ref()) {
                (Some(section), Some(key)) => section.options.get_mut(key),
                _ => None,
            };
            if value.is_empty() {
                if let Some(open) = open {
                    open.lines.push(String::new());
                }
                continue;
            }
            let this_indent = line.chars().take_while(|c| c.is_whitespace()).count();
            if let Some(open) = open.filter(|_| this_indent > indent) {
                open.lines.push(value.to_owned());
                continue;
            }
            indent = this_indent;
            if let Some(name) = section_header(value) {
                if name != "DEFAULT" {
                    if file.has_section(name) {
                        faults.push(Fault {
                            line: number,
                            message: format!("The section [{name}] is there twice."),
                        });
                    } else {
                        file.sections.push((name.to_owned(), Section::default()));
                    }
                }
                section = Some(name.to_owned());
                option = None;
                continue;
            }
            let Some(name) = section.as_deref() else {
                faults.push(Fault {
                    line: number,
                    message: "A line stands before the first section.".to_owned(),
                });
                return Err(faults);
            };
            let Some(at) = value.find(['=', ':']).filter(|at| *at > 0) else {
                faults.push(Fault {
                    line: number,
                    message: "The line is neither a section nor `key = value`.".to_owned(),
                });
                continue;
            };
            let (key, rest) = value.split_at(at);
            let key = key.trim_end().to_lowercase();
            let Some(current) = file.section_mut(name) else {
                continue;
            };
            if current.options.contains_key(&key) {
                faults.push(Fault {
                    line: number,
                    message: format!("The key `{key}` is there twice in [{name}]."),
                });
            }
            current.options.insert(
                key.clone(),
                Entry {
                    line: number,
                    lines: vec![rest[1..].trim().to_owned()],
                },
            );
            option = Some(key);
        }
        if faults.is_empty() {
            Ok(file)
        } else {
            Err(faults)
        }
    }

    pub(super) fn has_section(&self, name: &str) -> bool {
        self.sections.iter().any(|(section, _)| section == name)
    }

    pub(super) fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|(name, _)| name.as_str())
    }

    /// The keys of a section, those of `[DEFAULT]` included.
    pub(super) fn keys(&self, section: &str) -> Vec<String> {
        let own = self.sections.iter().find(|(name, _)| name == section);
        let own = own.map(|(_, section)| section.options.keys());
        let mut keys: Vec<String> = self.defaults.options.keys().cloned().collect();
        keys.extend(own.into_iter().flatten().cloned());
        keys.sort();
        keys.dedup();
        keys
    }

    fn section_mut(&mut self, name: &str) -> Option<&mut Section> {
        if name == "DEFAULT" {
            return Some(&mut self.defaults);
        }
        self.sections
            .iter_mut()
            .find(|(section, _)| section == name)
            .map(|(_, section)| section)
    }

    fn option(&self, section: &str, key: &str) -> Option<&Entry> {
        self.sections
            .iter()
            .find(|(name, _)| name == section)
            .and_then(|(_, section)| section.options.get(key))
            .or_else(|| self.defaults.options.get(key))
    }

    /// The line on which a key stands.
    pub(super) fn line(&self, section: &str, key: &str) -> Option<usize> {
        self.option(section, key).map(|option| option.line)
    }

    /// A value with its references replaced; `given` are values that the file
    /// does not hold (`here`). `None` where there is no such key.
    pub(super) fn get(
        &self,
        section: &str,
        key: &str,
        given: &BTreeMap<String, String>,
    ) -> Option<Result<String, String>> {
        let raw = self.raw(section, key, given)?;
        let mut value = String::new();
        Some(
            self.interpolate(section, &raw, given, 0, &mut value)
                .map(|()| value),
        )
    }

    fn raw(&self, section: &str, key: &str, given: &BTreeMap<String, String>) -> Option<String> {
        match self.option(section, key) {
            Some(option) => Some(option.lines.join("\n").trim_end().to_owned()),
            None => given.get(key).cloned(),
        }
    }

    fn interpolate(
        &self,
        section: &str,
        raw: &str,
        given: &BTreeMap<String, String>,
        depth: usize,
        into: &mut String,
    ) -> Result<(), String> {
        if depth > DEEPEST_REFERENCE {
            return Err("The value refers to itself.".to_owned());
        }
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once('%') {
            into.push_str(before);
            if let Some(after) = after.strip_prefix('%') {
                into.push('%');
                rest = after;
                continue;
            }
            let reference = after
                .strip_prefix('(')
                .and_then(|after| after.split_once(')'))
                .and_then(|(name, after)| after.strip_prefix('s').map(|after| (name, after)));
            let Some((name, after)) = reference else {
                return Err(format!(
                    "`%` is followed by neither `%` nor `(name)s`: `%{}`.",
                    after.chars().take(12).collect::<String>()
                ));
            };
            let key = name.to_lowercase();
            let Some(value) = self.raw(section, &key, given) else {
                return Err(format!("`%({name})s` names no key of [{section}]."));
            };
            if value.contains('%') {
                self.interpolate(section, &value, given, depth + 1, into)?;
            } else {
                into.push_str(&value);
            }
            rest = after;
        }
        into.push_str(rest);
        Ok(())
    }
}

fn section_header(value: &str) -> Option<&str> {
    let inside = value.strip_prefix('[')?;
    let end = inside.rfind(']').filter(|end| *end > 0)?;
    Some(&inside[..end])
}
