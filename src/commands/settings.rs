//! The settings of the environment, before the command line takes them.

use std::{
    collections::BTreeSet,
    env,
    ffi::{OsStr, OsString},
    os::unix::process::CommandExt,
    process::Command,
};

use clap::CommandFactory;

const OURS: &str = "CONGDAN_";
/// Read where they are used, and by no option.
const WITHOUT_OPTION: [&str; 1] = ["CONGDAN_COUNT_ROBOTS"];
/// What the tests are told.
const OF_TESTS: &str = "CONGDAN_TEST_";

/// An empty line in a settings file means "not set". The environment of a process that runs stays as it is, so the program takes its own
/// place without those lines.
pub fn forget_empty() {
    let empty: Vec<OsString> = ours().filter(|(_, value)| value.is_empty()).map(|(name, _)| name).collect();
    if empty.is_empty() {
        return;
    }
    let mut arguments = env::args_os();
    let mut again = Command::new("/proc/self/exe");
    again.arg0(arguments.next().unwrap_or_default()).args(arguments);
    for name in empty {
        again.env_remove(name);
    }
    // It comes back only where it fails; then the lines are taken as they are.
    let _ = again.exec();
}

/// Settings that nothing reads: mistyped, most likely.
pub fn list_unknown<Line: CommandFactory>() -> Vec<String> {
    let mut known = BTreeSet::from(WITHOUT_OPTION.map(OsString::from));
    collect(&Line::command(), &mut known);
    let unknown = ours().map(|(name, _)| name).filter(|name| !known.contains(name));
    unknown.filter_map(|name| name.into_string().ok()).filter(|name| !name.starts_with(OF_TESTS)).collect()
}

fn collect(command: &clap::Command, known: &mut BTreeSet<OsString>) {
    known.extend(command.get_arguments().filter_map(|argument| argument.get_env()).map(OsStr::to_owned));
    for below in command.get_subcommands() {
        collect(below, known);
    }
}

fn ours() -> impl Iterator<Item = (OsString, OsString)> {
    env::vars_os().filter(|(name, _)| name.to_str().is_some_and(|name| name.starts_with(OURS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::CommandLine;

    #[test]
    fn every_setting_of_the_manual_is_known() {
        let mut known = BTreeSet::from(WITHOUT_OPTION.map(OsString::from));
        collect(&CommandLine::command(), &mut known);
        let manual = include_str!("../../docs/RUNNING.md");
        let named =
            manual.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_').filter(|word| word.starts_with(OURS));
        let unknown: Vec<_> = named.filter(|name| !known.contains(OsStr::new(name))).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
