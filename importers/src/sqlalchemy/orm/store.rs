//! The objects that a session keeps.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::{Rc, Weak};

use super::block::Block;
use super::flush::{self, Written};
use super::identity_map::IdentityMap;
use super::instance::{expire, state_of};
use super::joined::Joined;
use super::listener;
use super::load;
use super::mapping::object_of;
use super::savepoint::{Frame, Renamed};
use super::session::SessionObject;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Interrupt, Result};
use crate::python::value::{Instance, Value};
use crate::sqlalchemy::live::nested::{self, Around, Nested};

/// With so many flushes the end of a transaction fails.
const FLUSHES: usize = 100;

/// What a flush that failed has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failed {
    /// The session's transaction.
    Whole,
    /// A savepoint, which the file has not left yet.
    Nested,
}

/// Objects that wait for the next flush, each once.
#[derive(Default)]
struct Waiting {
    objects: Vec<Value>,
    addresses: HashSet<*const Instance>,
}

impl Waiting {
    fn add(&mut self, instance: &Rc<Instance>) {
        if self.addresses.insert(Rc::as_ptr(instance)) {
            self.objects.push(Value::Instance(instance.clone()));
        }
    }

    fn remove(&mut self, value: &Value) {
        if let Value::Instance(instance) = value
            && self.addresses.remove(&Rc::as_ptr(instance))
        {
            self.objects.retain(|own| !own.is_same(value));
        }
    }
}

/// The objects of a session.
pub(super) struct Store {
    /// For their rows.
    pending: RefCell<Waiting>,
    /// To be deleted.
    deleted: RefCell<Waiting>,
    known: RefCell<IdentityMap>,
    /// Objects whose rows were deleted since the last commit.
    gone: RefCell<Vec<Weak<Instance>>>,
    /// Whether reading writes what changed first.
    pub(super) autoflush: Cell<bool>,
    /// What a flush wrote, while it is told.
    pub(super) written: RefCell<Option<Written>>,
    /// Whether `commit` forgets what was read.
    pub(super) expire_on_commit: Cell<bool>,
    flushing: Cell<bool>,
    /// What a flush that failed has ended.
    failed: Cell<Option<Failed>>,
    /// The savepoints that are open, innermost last.
    nested: RefCell<Vec<Weak<Nested>>>,
    /// The savepoints that are open, innermost last.
    frames: RefCell<Vec<Frame>>,
    /// The session as the file knows it.
    pub(super) session: RefCell<Weak<SessionObject>>,
    /// In what its work is.
    pub(super) joined: RefCell<Joined>,
    /// Whether a transaction of the session has begun, and how many have ended.
    pub(super) begun: Cell<bool>,
    pub(super) ended: Cell<u64>,
    /// The blocks of transactions that are open, innermost last.
    pub(super) blocks: RefCell<Vec<Block>>,
    pub(super) own: Weak<Self>,
}

impl Store {
    pub(super) fn new(autoflush: bool, expire_on_commit: bool) -> Rc<Self> {
        Rc::new_cyclic(|own| Self {
            pending: RefCell::default(),
            deleted: RefCell::default(),
            known: RefCell::default(),
            gone: RefCell::default(),
            autoflush: autoflush.into(),
            written: RefCell::default(),
            expire_on_commit: expire_on_commit.into(),
            flushing: false.into(),
            failed: None.into(),
            nested: RefCell::default(),
            frames: RefCell::default(),
            session: RefCell::default(),
            joined: RefCell::default(),
            begun: false.into(),
            ended: 0.into(),
            blocks: RefCell::default(),
            own: own.clone(),
        })
    }

    /// Adds an object: one without a row is to get one, one with a row belongs
    /// to this session from now on. `false` where it is there already.
    ///
    /// # Errors
    /// `InvalidRequestError` where it was deleted, or another session has it.
    pub(super) fn add(&self, interpreter: &mut Interpreter, value: &Value) -> Result<bool> {
        let Some((instance, mapper)) = object_of(value) else {
            return Ok(false);
        };
        let state = state_of(&instance);
        let class = &instance.class.name;
        if state.is_deleted() {
            return Err(interpreter.raise(
                "sqlalchemy.exc.InvalidRequestError",
                format!(
                    "Instance '<{class}>' has been deleted.  Use the make_transient() function to \
                     send this object back to the transient state."
                ),
            ));
        }
        self.deleted.borrow_mut().remove(value);
        let session = state.session.borrow().upgrade();
        if let Some(session) = session {
            if !std::ptr::eq(&raw const *session, self) {
                return Err(interpreter.raise(
                    "sqlalchemy.exc.InvalidRequestError",
                    format!("Object '<{class}>' is already attached to another session"),
                ));
            }
            return Ok(false);
        }
        if state.is_stored() {
            let key = load::stored_key(&instance, &mapper);
            let identity = load::identity(interpreter, &mapper, &key)?;
            if self.known(&identity).is_some() {
                return Err(interpreter.raise(
                    "sqlalchemy.exc.InvalidRequestError",
                    format!(
                        "Can't attach instance <{class}>; another instance with key {} is \
                         already present in this session.",
                        load::shown(&identity)
                    ),
                ));
            }
            self.keep(identity, value);
        } else {
            self.pending.borrow_mut().add(&instance);
        }
        state.session.replace(self.own.clone());
        Ok(true)
    }

    /// Objects that wait for their rows.
    pub(super) fn pending(&self) -> Vec<Value> {
        self.pending.borrow().objects.clone()
    }

    pub(super) fn take_pending(&self) -> Vec<Value> {
        self.pending.take().objects
    }

    /// The next flush deletes the row of an object.
    pub(super) fn delete(&self, instance: &Rc<Instance>) {
        self.deleted.borrow_mut().add(instance);
    }

    /// Objects whose rows are to be deleted.
    pub(super) fn deleted(&self) -> Vec<Value> {
        self.deleted.borrow().objects.clone()
    }

    pub(super) fn take_deleted(&self) -> Vec<Value> {
        self.deleted.take().objects
    }

    /// Objects with rows that somebody holds.
    pub(super) fn objects(&self) -> Vec<Value> {
        self.known.borrow().objects()
    }

    /// Objects with rows at which a flush has to look.
    pub(super) fn to_flush(&self) -> Vec<Value> {
        self.known.borrow().to_flush()
    }

    /// Whether a flush has something to look at.
    pub(super) fn has_work(&self) -> bool {
        !self.to_flush().is_empty()
            || !self.pending.borrow().objects.is_empty()
            || !self.deleted.borrow().objects.is_empty()
    }

    /// An object was given something: the next flush looks at it.
    pub(super) fn note_change(&self, instance: &Rc<Instance>) {
        self.begun.set(true);
        self.known.borrow_mut().note_change(instance);
    }

    /// The next flush has not to look at an object.
    pub(super) fn forget_change(&self, instance: &Rc<Instance>) {
        self.known.borrow_mut().forget_change(instance);
    }

    /// A flush has written what it looked at.
    pub(super) fn flushed(&self) {
        self.known.borrow_mut().flushed();
    }

    /// Whether an object waits for its row.
    pub(super) fn is_pending(&self, instance: &Rc<Instance>) -> bool {
        let pending = self.pending.borrow();
        pending.addresses.contains(&Rc::as_ptr(instance))
    }

    /// Whether the row of an object is to be deleted.
    pub(super) fn is_to_be_deleted(&self, instance: &Rc<Instance>) -> bool {
        let deleted = self.deleted.borrow();
        deleted.addresses.contains(&Rc::as_ptr(instance))
    }

    /// Whether an object is among those that have rows or wait for them.
    pub(super) fn has(&self, value: &Value) -> bool {
        let Some((instance, _)) = object_of(value) else {
            return false;
        };
        let state = state_of(&instance);
        let session = state.session.borrow().upgrade();
        let is_own = session.is_some_and(|session| std::ptr::eq(&raw const *session, self));
        is_own && !state.is_deleted()
    }

    /// The object of a row.
    pub(super) fn known(&self, identity: &str) -> Option<Value> {
        self.known.borrow().get(identity)
    }

    /// Remembers the object of a row that was inserted.
    pub(super) fn keep_new(&self, identity: String, value: &Value) {
        if let (Some(last), Value::Instance(instance)) =
            (self.frames.borrow_mut().last_mut(), value)
        {
            let inserted = (identity.clone(), Rc::downgrade(instance));
            last.inserted.push(inserted);
        }
        self.keep(identity, value);
    }

    /// The row of an object changed.
    pub(super) fn altered(&self, instance: &Rc<Instance>) {
        if let Some(last) = self.frames.borrow_mut().last_mut() {
            last.altered.push(Rc::downgrade(instance));
        }
    }

    /// The savepoints of the session that are open, innermost last.
    pub(super) fn open_savepoints(&self) -> Vec<Weak<Nested>> {
        self.nested.borrow().clone()
    }

    /// A savepoint begins.
    pub(super) fn begin_nested(&self, nested: &Value) {
        let nested = nested.downcast::<Nested>();
        self.nested
            .borrow_mut()
            .push(nested.map_or_else(Weak::new, |nested| Rc::downgrade(&nested)));
        self.frames.borrow_mut().push(Frame::default());
    }

    /// Takes an object out; its row stays.
    pub(super) fn expunge(&self, value: &Value) {
        let Some((instance, _)) = object_of(value) else {
            return;
        };
        self.pending.borrow_mut().remove(value);
        self.deleted.borrow_mut().remove(value);
        self.is_no_more_gone(&instance);
        self.known.borrow_mut().remove(&instance);
        state_of(&instance).session.replace(Weak::new());
    }

    /// Remembers the object of a row.
    pub(super) fn keep(&self, identity: String, value: &Value) {
        if let Value::Instance(instance) = value {
            self.known.borrow_mut().keep(identity, instance);
        }
    }

    /// A row has another key.
    pub(super) fn renamed(&self, renamed: Renamed) {
        self.rename(&renamed.before, renamed.now.clone());
        if let Some(last) = self.frames.borrow_mut().last_mut() {
            last.renamed.push(renamed);
        }
    }

    /// Knows an object by another identity.
    pub(super) fn rename(&self, before: &str, now: String) {
        self.known.borrow_mut().rename(before, now);
    }

    /// Forgets the object of a row.
    pub(super) fn forget(&self, identity: &str) {
        self.known.borrow_mut().forget(identity);
    }

    /// The row of an object was deleted.
    pub(super) fn row_deleted(&self, identity: String, value: Value) {
        self.forget(&identity);
        self.deleted.borrow_mut().remove(&value);
        if let Some((instance, _)) = object_of(&value) {
            state_of(&instance).row_is_gone(true);
        }
        if let Value::Instance(instance) = &value {
            self.gone.borrow_mut().push(Rc::downgrade(instance));
            if let Some(last) = self.frames.borrow_mut().last_mut() {
                last.deleted.push((identity, Rc::downgrade(instance)));
            }
        }
    }

    /// The row of an object is there again.
    pub(super) fn restore(&self, identity: String, value: Value) {
        if let Some((instance, _)) = object_of(&value) {
            self.is_no_more_gone(&instance);
            state_of(&instance).row_is_gone(false);
        }
        self.keep(identity, &value);
    }

    fn is_no_more_gone(&self, instance: &Rc<Instance>) {
        let is_other = |own: &Weak<Instance>| !std::ptr::eq(own.as_ptr(), Rc::as_ptr(instance));
        self.gone.borrow_mut().retain(is_other);
    }

    /// The objects whose rows were deleted, as far as somebody holds them.
    fn take_gone(&self) -> Vec<Value> {
        let gone = self.gone.take();
        let alive = gone.iter().filter_map(Weak::upgrade);
        alive.map(Value::Instance).collect()
    }

    /// Forgets every object.
    pub(super) fn clear(&self) {
        self.failed.set(None);
        self.deleted.take();
        let known = self.known.borrow_mut().take().into_iter();
        let others = self.pending.take().objects.into_iter();
        leave(known.chain(others).chain(self.take_gone()));
    }

    /// Forgets every object; what was not committed within a savepoint goes with it.
    ///
    /// # Errors
    /// Where the database refuses that.
    pub(super) fn close(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.end_joined(interpreter, "rollback")?;
        self.clear();
        self.has_ended();
        Ok(())
    }

    /// What was written stays: deleted objects belong to no session any more.
    pub(super) fn commit(&self) {
        self.has_ended();
        leave(self.take_gone());
        if self.expire_on_commit.get() {
            self.expire_all();
        }
    }

    /// What waits for a flush is lost, and what was read is read again.
    pub(super) fn forget_waiting(&self) {
        leave(self.pending.take().objects);
        self.deleted.take();
        self.expire_all();
    }

    /// What was read is read again where it is used next.
    pub(super) fn expire_all(&self) {
        self.known.borrow_mut().flushed();
        for value in self.objects() {
            if let Some((instance, mapper)) = object_of(&value) {
                expire(&instance, &mapper);
            }
        }
    }

    /// Writes what changed.
    pub(super) fn flush(&self, interpreter: &mut Interpreter) -> Result<()> {
        if !self.has_work() {
            return Ok(());
        }
        self.check(interpreter)?;
        self.join_to_flush(interpreter)?;
        let Some(own) = self.own.upgrade().filter(|_| !self.flushing.replace(true)) else {
            return Ok(());
        };
        let result = flush::flush(interpreter, &own);
        self.flushing.set(false);
        self.known.borrow_mut().release();
        match result {
            Err(Interrupt::Raised(exception, place)) => {
                let innermost = self.nested.borrow().last().and_then(Weak::upgrade);
                if let Some(innermost) = innermost {
                    innermost.abandon(interpreter)?;
                    self.failed.set(Some(match self.is_joined_to(&innermost) {
                        true => Failed::Whole,
                        false => Failed::Nested,
                    }));
                    return Err(Interrupt::Raised(exception, place));
                }
                self.failed.set(Some(Failed::Whole));
                if !nested::spoil(interpreter) && interpreter.may_be_caught() {
                    return Err(not_caught(interpreter, &exception)?);
                }
                Err(Interrupt::Raised(exception, place))
            }
            other => other,
        }
    }

    /// A flush that failed takes back all that its savepoint holds, and until
    /// that is ended nothing else is done.
    ///
    /// # Errors
    /// As SQLAlchemy's.
    pub(super) fn check(&self, interpreter: &mut Interpreter) -> Result<()> {
        let failed = match self.failed.get() {
            None if self.is_block_over() => Some(Failed::Nested),
            failed => failed,
        };
        let (class, message) = match failed {
            None => {
                self.begun.set(true);
                return Ok(());
            }
            Some(Failed::Whole) => (
                "sqlalchemy.exc.PendingRollbackError",
                "This Session's transaction has been rolled back due to a previous exception \
                 during flush. To begin a new transaction with this Session, first issue \
                 Session.rollback().",
            ),
            Some(Failed::Nested) => (
                "sqlalchemy.exc.InvalidRequestError",
                "Can't operate on closed transaction inside context manager.  Please complete \
                 the context manager before emitting further commands.",
            ),
        };
        Err(interpreter.raise(class, message))
    }

    /// Whether a flush has failed, and what it has ended is not ended by the file yet.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.get().is_some()
    }

    /// Writes what changed and what the listeners of flushes leave, as the end of a transaction does.
    ///
    /// # Errors
    /// Where the last of these flushes is reached, whatever it left, as SQLAlchemy's.
    pub(super) fn flush_all(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.flush(interpreter)?;
        // The flush around this one goes on.
        if self.flushing.get() {
            return Ok(());
        }
        for _ in 1..FLUSHES {
            if flush::is_clean(interpreter, self)? {
                return Ok(());
            }
            self.flush(interpreter)?;
        }
        Err(interpreter.raise(
            "sqlalchemy.orm.exc.FlushError",
            "Over 100 subsequent flushes have occurred within session.commit() - is an \
             after_flush() hook creating new objects?",
        ))
    }

    /// Writes what changed, unless the session leaves that to `flush()`.
    pub(super) fn flush_before_reading(&self, interpreter: &mut Interpreter) -> Result<()> {
        self.check(interpreter)?;
        if self.autoflush.get() {
            self.flush(interpreter)
        } else {
            Ok(())
        }
    }
}

/// SQLAlchemy rolls the whole transaction back where a flush fails outside of
/// a savepoint of the session: no handler can go on from there.
fn not_caught(interpreter: &mut Interpreter, exception: &Value) -> Result<Interrupt> {
    let text = interpreter.str(exception)?;
    let first = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    Ok(interpreter.refuse(
        "python-exception",
        format!(
            "A flush fails: {first}. With it SQLAlchemy rolls the whole transaction back, and no `except` can go on from there."
        ),
        Some("Write what may fail inside `with session.begin_nested():`, which is a savepoint."),
    ))
}

/// Objects that belong to no session any more.
fn leave(objects: impl IntoIterator<Item = Value>) {
    for value in objects {
        if let Some((instance, _)) = object_of(&value) {
            state_of(&instance).session.replace(Weak::new());
        }
    }
}

impl Around for Store {
    fn released(&self, interpreter: &mut Interpreter) -> Result<()> {
        listener::tell_of_session(interpreter, self, "after_commit")
    }

    fn release(&self, interpreter: &mut Interpreter) -> Result<()> {
        listener::tell_of_session(interpreter, self, "before_commit")?;
        self.flush_all(interpreter)?;
        self.nested.borrow_mut().pop();
        let mut frames = self.frames.borrow_mut();
        let own = frames.pop().unwrap_or_default();
        if let Some(around) = frames.last_mut() {
            around.extend(own);
        }
        Ok(())
    }

    fn is_left(&self) {
        self.failed.set(None);
    }

    fn entered(&self, nested: &Rc<Nested>) {
        self.enter(Block::Savepoint(nested.clone()));
    }

    fn exited(&self) {
        self.leave_block();
    }

    fn rolled_back(&self, _: &mut Interpreter) {
        self.nested.borrow_mut().pop();
        let own = self.frames.borrow_mut().pop().unwrap_or_default();
        leave(self.pending.take().objects);
        self.deleted.take();
        own.undo(self);
    }
}
