use super::tests::shown;

#[test]
fn models_of_pydantic() {
    let list = |entries: &str| {
        let text = format!(
            r#"
from typing import Callable, Optional
from pydantic import BaseModel, ConfigDict, Field, field_validator

class Base(BaseModel):
    model_config = ConfigDict(frozen=True)
    version: str = Field(..., min_length=1)
    description: str | None = None

class Migration(Base):
    statements: list[str] = Field(default_factory=list)
    rollback: list[str] = []
    up: Optional[Callable] = None

class Checked(Migration):
    @field_validator("version")
    @classmethod
    def longer(cls, value):
        return value + "!"

def fill(conn):
    conn.execute("UPDATE t SET a = 1")

MIGRATIONS = [{entries}]
"#
        );
        shown(&[("migrations/__init__.py", &text)])
    };
    let taken = r#"
    Migration(version="1", description="one", statements=["CREATE TABLE t (a)"], rollback=["DROP TABLE t"]),
    Migration(version="2", up=fill),
"#;
    insta::assert_snapshot!(list(taken), @"
    1 (one) migrations/__init__.py:25 | 25:CREATE TABLE t (a) | 25:DROP TABLE t
    2 () migrations/__init__.py:26 |  | up: fill()
    ");
    for (refused, why) in [
        ("Migration(version=1)", "does not convert version=1 to str"),
        ("Migration()", "Field required"),
        ("Checked(version='1')", "does not run the validators"),
    ] {
        let said = list(refused);
        assert!(said.contains(why), "{refused}: {said}");
    }
}
