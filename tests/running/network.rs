//! A network between a portal and its database that can be made to swallow, to delay and to cut.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, Ordering},
    },
    thread,
    time::Duration,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Well = 0,
    /// Takes everything, passes nothing on, says nothing.
    BlackHole = 1,
    /// Each packet comes late.
    Slow = 2,
}

pub struct Network {
    pub port: u16,
    state: Arc<AtomicU8>,
    lines: Arc<Mutex<Vec<TcpStream>>>,
}

impl Network {
    /// To a server of this machine.
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let network = Self { port: listener.local_addr().unwrap().port(), state: Arc::default(), lines: Arc::default() };
        let (state, lines) = (network.state.clone(), network.lines.clone());
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (from, to, state) = (from.try_clone().unwrap(), to.try_clone().unwrap(), state.clone());
                    thread::spawn(move || pass_on(from, to, &state));
                }
                lines.lock().unwrap().extend([near, far]);
            }
        });
        network
    }

    pub fn set(&self, state: State) {
        self.state.store(state as u8, Ordering::SeqCst);
        if state == State::Well {
            // What was swallowed is gone for good, as after a broken switch.
            self.cut();
        }
    }

    /// Ends every line.
    pub fn cut(&self) {
        for line in self.lines.lock().unwrap().drain(..) {
            let _ = line.shutdown(Shutdown::Both);
        }
    }
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, state: &AtomicU8) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        match state.load(Ordering::SeqCst) {
            1 => continue,
            2 => thread::park_timeout(Duration::from_millis(100)),
            _ => {}
        }
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
