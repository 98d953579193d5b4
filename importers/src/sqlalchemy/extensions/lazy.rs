//! `lazy_object_proxy` 1.12: an object that is made where it is used first, and then is what it
//! stands for. Here it is made at once.

use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Result};
use crate::python::value::Value;

/// `Proxy(factory)`
fn proxy(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let factory = args.required("factory")?;
    args.finish()?;
    interpreter.call(&factory, Args::new([]))
}

super::modules! {
    &[("Proxy", Definition::Function(proxy))];
    LAZY "lazy_object_proxy";
}
