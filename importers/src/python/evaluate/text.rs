//! f-strings.

use super::Env;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::syntax::ast;
use crate::python::value::Value;

impl Interpreter {
    pub(crate) fn formatted_string(
        &mut self,
        env: &Env,
        literal: &ast::ExprFString,
    ) -> Result<Value> {
        let mut text = String::new();
        let mut unknown = None;
        for part in literal.value.iter() {
            match part {
                ast::FStringPart::Literal(part) => {
                    self.charge(part.value.len())?;
                    text.push_str(&part.value);
                }
                ast::FStringPart::FString(part) => {
                    self.format_elements(env, &part.elements, &mut text, &mut unknown)?;
                }
            }
        }
        Ok(unknown.unwrap_or_else(|| Value::str(text)))
    }

    fn format_elements(
        &mut self,
        env: &Env,
        elements: &ast::InterpolatedStringElements,
        text: &mut String,
        unknown: &mut Option<Value>,
    ) -> Result<()> {
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => {
                    self.charge(literal.value.len())?;
                    text.push_str(&literal.value);
                }
                ast::InterpolatedStringElement::Interpolation(element) => {
                    if let Some(debug) = &element.debug_text {
                        text.push_str(debug.as_str());
                    }
                    let value = self.evaluate(env, &element.expression)?;
                    self.at(env, element);
                    let mut specification = String::new();
                    if let Some(format) = &element.format_spec {
                        self.deeper(|interpreter| {
                            interpreter.format_elements(
                                env,
                                &format.elements,
                                &mut specification,
                                unknown,
                            )
                        })?;
                    }
                    if matches!(value, Value::Unknown(_)) {
                        unknown.get_or_insert(value);
                        continue;
                    }
                    let plain = element.debug_text.is_some() && element.format_spec.is_none();
                    let conversion = match element.conversion {
                        ast::ConversionFlag::None if plain => Some('r'),
                        ast::ConversionFlag::None => None,
                        ast::ConversionFlag::Str => Some('s'),
                        ast::ConversionFlag::Repr => Some('r'),
                        ast::ConversionFlag::Ascii => Some('a'),
                    };
                    let part = self.converted(&value, conversion, &specification);
                    match self.text_or_unknown(part)? {
                        Value::Str(part) => {
                            self.charge(part.len())?;
                            text.push_str(&part);
                        }
                        other => {
                            unknown.get_or_insert(other);
                        }
                    }
                }
            }
        }
        Ok(())
    }
}
