//! The command line: one command a file.

mod against;
mod beside;
mod breaking;
mod build;
mod changelog;
mod check;
mod checking;
mod color;
mod completions;
mod findings;
mod fixing;
mod format;
mod gate;
mod generate;
mod input;
mod inspection;
mod lint;
mod locking;
mod man;
mod new;
mod progress;
#[cfg(test)]
mod reference;
mod rules;
mod subject;
mod unchanged;
mod waiving;

use crate::plugin;
use crate::report::Report;
use clap::{CommandFactory, Parser, Subcommand};
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

/// From .proto files to running gRPC services.
#[derive(Debug, Parser)]
#[command(name = "grpcgen", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours.
    #[arg(long, value_enum, global = true, default_value_t = color::Color::Auto, value_name = "WHEN")]
    color: color::Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Args),
    Lint(lint::Args),
    Breaking(breaking::Args),
    Check(check::Args),
    Rules(rules::Args),
    Format(format::Args),
    Changelog(changelog::Args),
    Build(build::Args),
    New(new::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How a run ended that did not fail.
enum Outcome {
    Clean,
    Findings,
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    // protoc and buf start a plugin without arguments and write a request to it.
    if std::env::args_os().len() == 1 && !io::stdin().is_terminal() {
        return exit(run_plugin());
    }
    let arguments = Arguments::parse();
    arguments.color.choose();
    let result = match arguments.command {
        Command::Generate(args) => generate::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Breaking(args) => breaking::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Format(args) => format::run(&args),
        Command::Changelog(args) => changelog::run(&args),
        Command::Build(args) => build::run(&args),
        Command::New(args) => new::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    };
    exit(result)
}

fn exit(result: anyhow::Result<Outcome>) -> ExitCode {
    let error = match result {
        Ok(Outcome::Clean) => return ExitCode::SUCCESS,
        Ok(Outcome::Findings) => return ExitCode::from(1),
        Err(error) => error,
    };
    // A reader that has seen enough is no failure.
    if error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "error: {error:#}");
    ExitCode::from(2)
}

/// The program as a protoc plugin, whatever its arguments.
pub fn plugin() -> ExitCode {
    exit(run_plugin())
}

fn run_plugin() -> anyhow::Result<Outcome> {
    let mut request = Vec::new();
    io::stdin().lock().read_to_end(&mut request)?;
    let response = plugin::respond(&request).map_err(|error| {
        anyhow::anyhow!("standard input is not a CodeGeneratorRequest: {error}; `grpcgen --help` lists the commands")
    })?;
    io::stdout().lock().write_all(&response)?;
    Ok(Outcome::Clean)
}

/// Findings go to standard output: they are what was asked for. What is in no file is wrong with the run, not with the schema.
fn print_findings(report: &Report) -> anyhow::Result<Outcome> {
    if report
        .findings
        .iter()
        .all(|finding| finding.any_file().is_none())
    {
        return Err(failure(report));
    }
    color::stdout().write_all(report.to_styled_string().as_bytes())?;
    Ok(Outcome::Findings)
}

/// What is worth knowing, but fails nothing, goes where it does not mix with output.
fn print_warnings(report: &Report) -> anyhow::Result<()> {
    color::stderr().write_all(report.to_styled_string().as_bytes())?;
    Ok(())
}

/// What is wrong with an input as a whole, as an error of the run.
fn failure(report: &Report) -> anyhow::Error {
    let texts = report.findings.iter().map(|finding| {
        let notes = finding.all_notes();
        let notes = notes.map(|note| format!("\n  = note: {note}"));
        let help = finding.help.iter();
        let more = notes.chain(help.map(|help| format!("\n  = help: {help}")));
        finding.message.clone() + &more.collect::<String>()
    });
    let texts: Vec<_> = texts.collect();
    anyhow::anyhow!("{}", texts.join("\nerror: "))
}

/// So many of something.
fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

fn command() -> clap::Command {
    Arguments::command()
}
