//! Passwords: what is accepted, and Argon2id away from the async threads, a few at a time.

use std::{
    cell::RefCell,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        PasswordHasher,
        phc::{Output, PasswordHash},
    },
};
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization;

use crate::error::AppError;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Each takes 19 MiB and a core for some 30 ms.
const AT_ONCE: usize = 2;
/// Who comes when so many wait is asked to come again.
const WAITING: usize = 256;
/// Hashing takes what readers leave of the processor.
const NICENESS: i32 = 10;

thread_local! {
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

type Job = Box<dyn FnOnce() + Send>;

/// Threads of their own, always the same: the memory of one hash serves the next, and a client that hangs up frees no third place.
static JOBS: LazyLock<SyncSender<Job>> = LazyLock::new(|| {
    let (jobs, taken) = sync_channel::<Job>(WAITING);
    let taken = Arc::new(Mutex::new(taken));
    for number in 1..=AT_ONCE {
        let taken = Arc::clone(&taken);
        if let Err(error) = thread::Builder::new().name(format!("password-{number}")).spawn(move || work_on(&taken)) {
            tracing::error!(%error, "no thread for passwords");
        }
    }
    jobs
});

fn work_on(jobs: &Mutex<Receiver<Job>>) {
    // On Linux of this thread alone. Where it is refused, hashing is merely less polite.
    let _ = rustix::process::nice(NICENESS);
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(),
            Err(_) => return,
        }
    }
}

/// Verified against when there is no such account, so that an answer takes the same time.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("không có tài khoản này").unwrap_or_default());

/// How a given password fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Wrong,
    Right,
    /// Right, but hashed with weaker settings than today's.
    RightButOld,
}

/// Whether a new password will do. What is near to the account is no secret.
///
/// # Errors
/// `Invalid`: shorter than 8 or longer than 128 characters, or one that is guessed at once.
pub fn check(password: &str, near: &[&str]) -> Result<(), AppError> {
    let length = password.chars().count();
    if !(8..=128).contains(&length) {
        return Err(AppError::invalid("password", "Mật khẩu cần từ 8 đến 128 ký tự"));
    }
    let mut known = vec![
        "matkhau",
        "mật khẩu",
        "congdan",
        "cổng dân",
        "ubnd",
        "ủy ban",
        "vietnam",
        "việt nam",
        "anhyeuem",
        "hanoi",
        "xinchao",
        "taikhoan",
    ];
    known.extend(near.iter().filter(|word| word.len() > 2));
    // The estimator's time grows with the square of the length, and nothing this long is common.
    let head: String = password.chars().take(64).collect();
    if zxcvbn::zxcvbn(&head, &known).score() < zxcvbn::Score::Two {
        return Err(AppError::invalid(
            "password",
            "Mật khẩu này quá dễ đoán hoặc nằm trong danh sách mật khẩu phổ biến. Hãy ghép vài từ không liên quan với nhau",
        ));
    }
    Ok(())
}

/// # Errors
/// `Unavailable` when too many are waiting.
pub async fn hash(password: String) -> Result<String, AppError> {
    queue(move || hash_now(&password)).await
}

/// Compares with what is stored; None stands for an account that is not there or has no password yet.
///
/// # Errors
/// `Unavailable` when too many are waiting.
pub async fn verify(password: String, stored: Option<String>) -> Result<Fit, AppError> {
    queue(move || Ok(verify_now(&password, stored.as_deref()))).await
}

async fn queue<T: Send + 'static>(work: impl FnOnce() -> Result<T, AppError> + Send + 'static) -> Result<T, AppError> {
    let (told, done) = oneshot::channel();
    let job = move || {
        // Nobody waits any more.
        if !told.is_closed() {
            let _ = told.send(work());
        }
    };
    JOBS.try_send(Box::new(job)).map_err(|_| AppError::Unavailable)?;
    done.await.map_err(|_| AppError::Unavailable)?
}

fn hash_now(password: &str) -> Result<String, AppError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| AppError::Unavailable)?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    hasher.hash_password(&bytes(password)).map(|hash| hash.to_string()).map_err(|error| {
        tracing::error!(%error, "a password cannot be hashed");
        AppError::Unavailable
    })
}

fn verify_now(password: &str, stored: Option<&str>) -> Fit {
    let hash = PasswordHash::new(stored.unwrap_or(&NOBODY));
    let Ok(hash) = hash else { return Fit::Wrong };
    // The parameters are those stored with the hash.
    let is_right = is_of(&bytes(password), &hash);
    match (is_right && stored.is_some(), is_old(&hash)) {
        (false, _) => Fit::Wrong,
        (true, false) => Fit::Right,
        (true, true) => Fit::RightButOld,
    }
}

/// In memory that the thread keeps: taken anew for each attempt, a storm of them would leave the heap in pieces of 19 MiB.
fn is_of(password: &[u8], stored: &PasswordHash) -> bool {
    let (Some(salt), Some(expected), Ok(params)) = (&stored.salt, &stored.hash, Params::try_from(stored)) else { return false };
    let blocks = params.block_count();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut found = vec![0; expected.as_bytes().len()];
    let done = MEMORY.with_borrow_mut(|memory| {
        if memory.len() < blocks {
            memory.resize(blocks, Block::new());
        }
        hasher.hash_password_into_with_memory(password, salt, &mut found, memory.as_mut_slice())
    });
    // Outputs compare in the same time wherever they differ.
    done.is_ok() && Output::new(&found).is_ok_and(|found| found == *expected)
}

fn is_old(hash: &PasswordHash) -> bool {
    let Ok(params) = Params::try_from(hash) else { return true };
    params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES
}

/// The same letters are the same password, however the keyboard composed them.
fn bytes(password: &str) -> Vec<u8> {
    password.nfc().collect::<String>().into_bytes()
}
