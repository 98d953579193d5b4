//! The wrapper of the Python parser: any text is taken or refused, and places are inside it.
#![no_main]

use bridge_importers::python::syntax::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("r.py", text);
    let lines = text.split(['\n', '\r']).count();
    if let Err(refusal) = source.check() {
        assert!(refusal.code.starts_with("python-"), "{refusal}");
        if let Some(span) = refusal.span {
            assert!(span.line >= 1 && span.line <= lines, "{span:?}");
        }
    }
    for (at, _) in text.char_indices().take(64) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let span = source.span(at, at.saturating_add(3));
        assert!(span.line >= 1 && span.line <= lines, "{span:?}");
    }
});
