//! Passphrases, cards and links: from files, standard input, the environment or a prompt, never from
//! arguments.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::error::Error;

const VARIABLE: &str = "AMANAT_PASSPHRASE";
/// Longer than any card, link, passphrase or item.
const LONGEST: u64 = 1024 * 1024;

/// The passphrase of a vault; asked twice where it is being chosen.
pub(crate) fn passphrase(file: Option<&Path>, new: bool) -> Result<Zeroizing<String>, Error> {
    if let Some(file) = file {
        return Ok(line(&read(file)?));
    }
    if let Ok(passphrase) = std::env::var(VARIABLE) {
        return Ok(Zeroizing::new(passphrase));
    }
    if !std::io::stdin().is_terminal() {
        return Err(Error::NoPassphrase);
    }
    loop {
        let first = Zeroizing::new(rpassword::prompt_password("Passphrase: ")?);
        if !new || first == Zeroizing::new(rpassword::prompt_password("The same again: ")?) {
            return Ok(first);
        }
        writeln!(std::io::stderr(), "They differ.")?;
    }
}

/// The text of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<String>, Error> {
    let mut text = Zeroizing::new(String::new());
    let result = if path == Path::new("-") {
        read_all(std::io::stdin(), &mut text)
    } else {
        fs::File::open(path).and_then(|file| read_all(file, &mut text))
    };
    result.map_err(|error| failed(path, error))?;
    Ok(text)
}

fn read_all(from: impl Read, text: &mut String) -> std::io::Result<()> {
    match from.take(LONGEST + 1).read_to_string(text)? as u64 {
        0..=LONGEST => Ok(()),
        _ => Err(ErrorKind::FileTooLarge.into()),
    }
}

/// Writes a new file that only its owner reads. One that is there is never overwritten.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| failed(path, error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| failed(path, error))
}

pub(crate) fn failed(path: &Path, error: std::io::Error) -> Error {
    Error::File {
        path: path.to_owned(),
        error,
    }
}

fn line(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned())
}
