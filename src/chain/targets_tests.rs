use super::*;
use crate::chain::fixture::chain;

fn sample() -> Chain {
    chain(
        "admin a1
         admin a2 < a1
         main m1
         admin b1 < a2 : left
         admin b2 < a2
         main m2 < m1
         admin c < b1 b2
         admin 2024-10-24 < c
         main m3 < m2 & c",
    )
}

fn set(chain: &Chain, ids: &str) -> Set {
    ids.split_whitespace()
        .map(|id| chain.index_of(id).unwrap())
        .collect()
}

fn up(applied: &str, text: &str) -> String {
    let chain = sample();
    let applied = set(&chain, applied);
    match chain.upgrade_target(&applied, text) {
        Ok(wanted) => chain
            .ids(&wanted.difference(&applied).copied().collect())
            .join(" "),
        Err(error) => error.to_string(),
    }
}

fn down(applied: &str, text: &str) -> String {
    let chain = sample();
    match chain.downgrade_target(&set(&chain, applied), text) {
        Ok(undone) => chain.ids(&undone).join(" "),
        Err(error) => error.to_string(),
    }
}

const ALL: &str = "a1 a2 m1 b1 b2 m2 c 2024-10-24 m3";

#[test]
fn up_to() {
    assert_eq!(up("", "heads"), ALL);
    assert_eq!(up("", "head"), ALL);
    assert_eq!(up(ALL, "heads"), "");
    assert_eq!(up("", "b1"), "a1 a2 b1");
    assert_eq!(up("a1", "left"), "a2 b1");
    assert_eq!(up("a1", "+2"), "a2 m1");
    assert_eq!(up("a1", "main@+2"), "m1 m2");
    assert_eq!(up("a1 a2", "main@+3"), "m1 b1 b2 m2 c m3");
    assert_eq!(up("", "main@head"), "a1 a2 m1 b1 b2 m2 c m3");
    assert_eq!(up("", "admin@head"), "a1 a2 b1 b2 c 2024-10-24");
    assert_eq!(up("", "left@head"), "a1 a2 b1 b2 c 2024-10-24");
    assert_eq!(up("", "2024"), "a1 a2 b1 b2 c 2024-10-24");
    assert_eq!(up("", "2024-10"), "a1 a2 b1 b2 c 2024-10-24");
    assert_eq!(up("", "2024-10-24-1"), "a1 a2 b1 b2 c");
    assert_eq!(up("", "m1+1"), "m1 m2");
    assert_eq!(up("", "left@a2+1"), "revision `a2` is not in `left`");
}

#[test]
fn down_to() {
    assert_eq!(down(ALL, "c"), "2024-10-24");
    assert_eq!(down(ALL, "b1"), "c 2024-10-24 m3");
    assert_eq!(down(ALL, "-1"), "m3");
    assert_eq!(down(ALL, "admin@-1"), "2024-10-24");
    assert_eq!(down(ALL, "admin@-2"), "c 2024-10-24 m3");
    assert_eq!(down(ALL, "main@base"), "m1 m2 m3");
    assert_eq!(down(ALL, "admin@base"), "a1 a2 b1 b2 c 2024-10-24 m3");
    assert_eq!(down("a1 a2", "base"), "a1 a2");
    assert_eq!(down("a1 a2", "a2"), "");
}

#[test]
fn stamps_keep_other_branches() {
    let chain = sample();
    let stamp = |applied: &str, text: &str| {
        chain
            .ids(&chain.stamp_target(&set(&chain, applied), text).unwrap())
            .join(" ")
    };
    assert_eq!(stamp("m1", "b1"), "a1 a2 m1 b1");
    assert_eq!(stamp(ALL, "b1"), "a1 a2 m1 b1 b2 m2");
    assert_eq!(stamp(ALL, "main@base"), "a1 a2 b1 b2 c 2024-10-24");
    assert_eq!(stamp("", "heads"), ALL);
}

#[test]
fn what_cannot_be_reached_is_said() {
    insta::assert_snapshot!(up("", "b"), @"`b` is the beginning of 2 revisions: b1, b2. Give more of the id");
    insta::assert_snapshot!(up("", "zz"), @"no revision `zz` in the chain. `bridge history` lists the revisions");
    insta::assert_snapshot!(up("", "nolane@head"), @"`nolane` is neither a lane nor a branch label. Lanes: admin, main");
    insta::assert_snapshot!(up("", "main@a1"), @"revision `a1` is not in `main`");
    insta::assert_snapshot!(up("", "a2+1"), @"`a2+1`: from `a2` there are several ways: b1, b2. Name one of them");
    insta::assert_snapshot!(up("", "c-1"), @"`c-1`: from `c` there are several ways: b1, b2. Name one of them");
    insta::assert_snapshot!(up("", "a1-1"), @"`a1-1` goes too far: there are only 0");
    insta::assert_snapshot!(up("", "+10"), @"`+10` goes too far: there are only 9");
    insta::assert_snapshot!(up("", "-1"), @"`upgrade` cannot go to `-1`. `bridge downgrade` goes down");
    insta::assert_snapshot!(up("", "base"), @"`upgrade` cannot go to `base`. `bridge downgrade` goes down");
    insta::assert_snapshot!(down(ALL, "base"), @"`downgrade base` would empty 2 lanes: admin, main. Say which one: `downgrade admin@base`");
    insta::assert_snapshot!(down("a1", "b1"), @"revision `b1` is not applied, so there is no way down to it. `bridge current` shows what is applied");
    insta::assert_snapshot!(down(ALL, "+1"), @"`downgrade` cannot go to `+1`. It takes a revision, `base` or `-N`, each with `LANE@` before it where wanted");
    insta::assert_snapshot!(down("a1", "-2"), @"`-2` goes too far: there is only 1");
    let forked = chain("admin a\nadmin b < a\nadmin c < a\nmain m");
    insta::assert_snapshot!(forked.upgrade_target(&Set::new(), "head").unwrap_err(), @"`admin` has 2 heads: b, c. Say `heads` for all of them or name one of them; a revision with all of them as parents joins them");
    insta::assert_snapshot!(forked.upgrade_target(&Set::new(), "admin@head").unwrap_err(), @"`admin` has 2 heads: b, c. Say `heads` for all of them or name one of them; a revision with all of them as parents joins them");
}
