//! `unicodedata`: normal forms and categories of characters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "unicodedata",
    definitions: &[
        ("normalize", Definition::Function(normalize)),
        ("is_normalized", Definition::Function(is_normalized)),
        ("category", Definition::Function(category)),
        ("combining", Definition::Function(combining)),
    ],
    fallback: None,
};

/// The normal form of the text that `form` and `unistr` are.
fn normal(interpreter: &mut Interpreter, args: &mut Args) -> Result<(String, String)> {
    let form = args.string("form")?;
    let text = args.string("unistr")?;
    interpreter.charge(text.len() * 4)?;
    let made = match &*form {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        "NFKC" => text.nfkc().collect(),
        "NFKD" => text.nfkd().collect(),
        _ => return Err(interpreter.raise("ValueError", "invalid normalization form")),
    };
    Ok((text, made))
}

/// `normalize(form, unistr)`
fn normalize(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let (_, made) = normal(interpreter, &mut args)?;
    args.finish()?;
    Ok(Value::str(made))
}

/// `is_normalized(form, unistr)`
fn is_normalized(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let (text, made) = normal(interpreter, &mut args)?;
    args.finish()?;
    Ok(Value::Bool(text == made))
}

/// The one character that is given.
fn character(interpreter: &mut Interpreter, mut args: Args, function: &str) -> Result<char> {
    let text = args.string("chr")?;
    args.finish()?;
    let mut all = text.chars();
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(interpreter.raise(
            "TypeError",
            format!("{function}() argument must be a unicode character, not str"),
        )),
    }
}

/// `combining(chr)`
fn combining(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let one = character(interpreter, args, "combining")?;
    Ok(Value::Int(canonical_combining_class(one).into()))
}

/// `category(chr)`
fn category(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let one = character(interpreter, args, "category")?;
    Ok(Value::str(match one.general_category() {
        GeneralCategory::UppercaseLetter => "Lu",
        GeneralCategory::LowercaseLetter => "Ll",
        GeneralCategory::TitlecaseLetter => "Lt",
        GeneralCategory::ModifierLetter => "Lm",
        GeneralCategory::OtherLetter => "Lo",
        GeneralCategory::NonspacingMark => "Mn",
        GeneralCategory::SpacingMark => "Mc",
        GeneralCategory::EnclosingMark => "Me",
        GeneralCategory::DecimalNumber => "Nd",
        GeneralCategory::LetterNumber => "Nl",
        GeneralCategory::OtherNumber => "No",
        GeneralCategory::ConnectorPunctuation => "Pc",
        GeneralCategory::DashPunctuation => "Pd",
        GeneralCategory::OpenPunctuation => "Ps",
        GeneralCategory::ClosePunctuation => "Pe",
        GeneralCategory::InitialPunctuation => "Pi",
        GeneralCategory::FinalPunctuation => "Pf",
        GeneralCategory::OtherPunctuation => "Po",
        GeneralCategory::MathSymbol => "Sm",
        GeneralCategory::CurrencySymbol => "Sc",
        GeneralCategory::ModifierSymbol => "Sk",
        GeneralCategory::OtherSymbol => "So",
        GeneralCategory::SpaceSeparator => "Zs",
        GeneralCategory::LineSeparator => "Zl",
        GeneralCategory::ParagraphSeparator => "Zp",
        GeneralCategory::Control => "Cc",
        GeneralCategory::Format => "Cf",
        GeneralCategory::Surrogate => "Cs",
        GeneralCategory::PrivateUse => "Co",
        GeneralCategory::Unassigned => "Cn",
    }))
}
