//! All sockets of a process, served by one thread: it sleeps until one of them, the hub or the clock has something to say, and
//! writes a frame straight to each. A task a socket would cost several times the memory and a wake-up a frame.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    hash::{BuildHasher, RandomState},
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use tungstenite::Utf8Bytes;
use uuid::Uuid;

use super::{
    hub::Pace,
    line::{Farewell, Fate, Frame, Guest, Line, STOPPING, milliseconds},
};
use crate::http::RawSocket;

const WAKE: Token = Token(usize::MAX);
const EVENTS: usize = 1024;
/// How long the thread lets newcomers gather before it looks at them: each has been greeted already.
const GATHER: Duration = Duration::from_millis(2);

struct Newcomer {
    line: Box<Line>,
    /// The figures that it is to be sent, or has been.
    text: Utf8Bytes,
    is_greeted: bool,
    /// What has been read or decrypted already makes no event.
    has_said_more: bool,
}

/// What the thread is told.
enum Word {
    Enter(Newcomer),
    Refuse(Box<Line>, Farewell),
    Figures(Vec<(Uuid, Utf8Bytes)>),
    Correction(Uuid, Utf8Bytes),
    Stop,
}

/// The thread's ear; the thread ends when it is dropped.
pub(super) struct Crowd {
    words: mpsc::Sender<Word>,
    waker: Arc<Waker>,
    is_told: Arc<AtomicBool>,
    began: Instant,
}

impl Crowd {
    /// # Errors
    /// When the system has no more files or threads to give.
    pub(super) fn start(pace: Pace) -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKE)?);
        let (words, told) = mpsc::channel();
        let is_told = Arc::new(AtomicBool::new(false));
        let began = Instant::now();
        let tick = milliseconds(pace.ping.min(pace.silence) / 8).clamp(10, 1000);
        let served = Served {
            poll,
            told,
            is_told: is_told.clone(),
            pace,
            tick,
            lines: Slab::new(),
            frames: HashMap::new(),
            later: BinaryHeap::new(),
            marks: RandomState::new(),
            began,
            is_stopping: false,
        };
        thread::Builder::new().name("sockets".into()).spawn(move || served.run())?;
        Ok(Self { words, waker, is_told, began })
    }

    pub(super) fn enter(&self, raw: RawSocket, guest: Guest) {
        let (text, is_greeted) = (guest.frame.clone(), raw.is_greeted);
        let has_said_more = raw.tls.is_some() || !raw.unread.is_empty();
        // Made here in its last place: what waits for the thread in a rush leaves no holes behind.
        let line = Box::new(Line::new(raw, Some(guest), self.began));
        self.say(Word::Enter(Newcomer { line, text, is_greeted, has_said_more }));
    }

    pub(super) fn refuse(&self, raw: RawSocket, farewell: Farewell) {
        self.say(Word::Refuse(Box::new(Line::new(raw, None, self.began)), farewell));
    }

    pub(super) fn show(&self, figures: Vec<(Uuid, Utf8Bytes)>) {
        self.say(Word::Figures(figures));
    }

    pub(super) fn tell(&self, site: Uuid, correction: Utf8Bytes) {
        self.say(Word::Correction(site, correction));
    }

    pub(super) fn stop(&self) {
        self.say(Word::Stop);
    }

    /// A word that the thread no longer hears is of no use to anybody: its sockets are closed.
    fn say(&self, word: Word) {
        let _ = self.words.send(word);
        if !self.is_told.swap(true, Ordering::AcqRel) {
            let _ = self.waker.wake();
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.words = mpsc::channel().0;
        let _ = self.waker.wake();
    }
}

/// What the thread has in hand.
struct Served {
    poll: Poll,
    told: mpsc::Receiver<Word>,
    /// Somebody has woken the thread, which has not listened yet.
    is_told: Arc<AtomicBool>,
    pace: Pace,
    tick: u64,
    /// Boxed: a row that has to move when it grows leaves a hole of its size behind.
    lines: Slab<Box<Line>>,
    frames: HashMap<Uuid, Frame>,
    /// Sockets that were shown figures less than a second ago, by when they may be shown the next.
    later: BinaryHeap<Reverse<(u64, usize)>>,
    marks: RandomState,
    began: Instant,
    is_stopping: bool,
}

impl Served {
    fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS);
        let mut next_tick = self.tick;
        loop {
            let now = self.now();
            let next = self.later.peek().map_or(next_tick, |Reverse((due, _))| next_tick.min(*due));
            if let Err(error) = self.poll.poll(&mut events, Some(Duration::from_millis(next.saturating_sub(now))))
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::error!(%error, "sockets cannot be served any longer");
                return;
            }
            if self.is_told.load(Ordering::Acquire) {
                thread::sleep(GATHER);
            }
            let now = self.now();
            for event in events.iter().filter(|event| event.token() != WAKE) {
                let Token(key) = event.token();
                if event.is_writable() {
                    self.with(key, |line, _, now| line.on_writable(now), now);
                    self.catch_up(key, now);
                }
                if event.is_readable() || event.is_read_closed() {
                    self.with(key, Line::on_readable, now);
                }
            }
            if self.listen(now).is_none() {
                return;
            }
            while let Some(Reverse((due, key))) = self.later.peek().copied()
                && due <= now
            {
                self.later.pop();
                self.catch_up(key, now);
            }
            if now >= next_tick {
                self.with_each(Line::on_tick, now);
                next_tick = now + self.tick;
            }
        }
    }

    fn now(&self) -> u64 {
        milliseconds(self.began.elapsed())
    }

    /// None once nobody is left who could say anything.
    fn listen(&mut self, now: u64) -> Option<()> {
        self.is_told.store(false, Ordering::Release);
        loop {
            match self.told.try_recv() {
                Ok(word) => self.hear(word, now),
                Err(mpsc::TryRecvError::Empty) => return Some(()),
                Err(mpsc::TryRecvError::Disconnected) => return None,
            }
        }
    }

    fn hear(&mut self, word: Word, now: u64) {
        match word {
            Word::Enter(newcomer) => self.enter(newcomer, now),
            Word::Refuse(line, farewell) => {
                if let Some(key) = self.add(line) {
                    self.with(key, |line, _, now| line.part(farewell, now), now);
                }
            }
            Word::Figures(figures) => {
                for (site, text) in figures {
                    let mark = self.marks.hash_one(text.as_str());
                    self.frames.insert(site, Frame { text, mark });
                }
                for key in 0..self.lines.capacity() {
                    self.catch_up(key, now);
                }
            }
            Word::Correction(site, text) => {
                let tell = |line: &mut Line, _: &Pace, now| if line.site == site { line.tell(&text, now) } else { Fate::Stays };
                self.with_each(tell, now);
            }
            Word::Stop => {
                self.is_stopping = true;
                self.with_each(|line, _, now| line.part(STOPPING, now), now);
            }
        }
    }

    fn enter(&mut self, newcomer: Newcomer, now: u64) {
        let Newcomer { line, text, is_greeted, has_said_more } = newcomer;
        let frame = Frame { mark: self.marks.hash_one(text.as_str()), text };
        let Some(key) = self.add(line) else { return };
        if is_greeted {
            self.with(key, |line, _, _| line.has_seen(&frame), now);
        } else {
            self.with(key, |line, _, now| line.show(&frame, now), now);
        }
        if self.is_stopping {
            self.with(key, |line, _, now| line.part(STOPPING, now), now);
        } else if has_said_more {
            self.with(key, Line::on_readable, now);
        }
    }

    fn add(&mut self, mut line: Box<Line>) -> Option<usize> {
        let key = self.lines.vacant_key();
        if let Err(error) = self.poll.registry().register(line.tcp(), Token(key), Interest::READABLE) {
            tracing::warn!(%error, "a socket cannot be served");
            return None;
        }
        Some(self.lines.insert(line))
    }

    /// Shows a socket the latest figures, now or as soon as a second has passed since the last.
    fn catch_up(&mut self, key: usize, now: u64) {
        let Some(line) = self.lines.get(key).filter(|line| !line.is_blocked()) else { return };
        let Some(frame) = self.frames.get(&line.site) else { return };
        match line.wants(frame, &self.pace) {
            Some(due) if due <= now => {
                let frame = frame.clone();
                self.with(key, |line, _, now| line.show(&frame, now), now);
            }
            Some(due) => self.later.push(Reverse((due, key))),
            None => {}
        }
    }

    fn with_each(&mut self, act: impl Fn(&mut Line, &Pace, u64) -> Fate, now: u64) {
        for key in 0..self.lines.capacity() {
            self.with(key, &act, now);
        }
    }

    fn with(&mut self, key: usize, act: impl FnOnce(&mut Line, &Pace, u64) -> Fate, now: u64) {
        let Some(line) = self.lines.get_mut(key) else { return };
        let was_blocked = line.is_blocked();
        let fate = act(line, &self.pace, now);
        if fate == Fate::Gone {
            let mut line = self.lines.remove(key);
            let _ = self.poll.registry().deregister(line.tcp());
        } else if line.is_blocked() != was_blocked {
            let interest = if was_blocked { Interest::READABLE } else { Interest::READABLE | Interest::WRITABLE };
            let _ = self.poll.registry().reregister(line.tcp(), Token(key), interest);
        }
    }
}
