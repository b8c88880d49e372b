//! What readers do: they come, read on, go back, restore their tabs, leave; some without scripts, without cookies, some robots.

use super::{
    oracle_count::Deed,
    oracle_trace::{Kind, Reader, Step, Trace},
    world::*,
};
use crate::visits::token::Token;

impl Trace {
    fn page(&mut self, reader: usize) {
        let Reader { jar, site, views_left, .. } = &mut self.readers[reader];
        *views_left -= 1;
        self.views += 1;
        let site = &self.sites[*site];
        if self.dice.below(10) == 0 {
            // Prerendered, and looked at a moment later.
            let prerender = Browser { purpose: Some("prefetch;prerender"), ..jar.clone() };
            assert!(self.visits.on_page(site, &prerender.headers(self.now), &CLIENT, None, self.now).set_cookies.is_empty());
            let (_, cookies) = self.visits.on_view(site, &jar.headers(self.now), &CLIENT, None, self.now);
            jar.keep(&cookies, self.now);
        } else {
            jar.page(&self.visits, site, self.now);
        }
        self.log(reader, Deed::View);
    }

    fn report_view(&mut self, reader: usize) {
        let Reader { jar, site, views_left, .. } = &mut self.readers[reader];
        *views_left -= 1;
        self.views += 1;
        let (_, cookies) = self.visits.on_view(&self.sites[*site], &jar.headers(self.now), &CLIENT, None, self.now);
        jar.keep(&cookies, self.now);
        self.log(reader, Deed::View);
    }

    fn sign(&mut self, reader: usize) {
        let Reader { jar, site, .. } = &mut self.readers[reader];
        jar.pixel(&self.visits, &self.sites[*site], self.now);
        self.log(reader, Deed::Sign);
    }

    pub(super) fn open_socket(&mut self, reader: usize) {
        let Reader { jar, site, sockets, .. } = &mut self.readers[reader];
        let site = &self.sites[*site];
        let token = jar.handshake(&self.visits, site, self.now).token.unwrap_or_else(Token::random);
        self.visits.open_socket(site.id, token, self.now);
        sockets.push(token);
        self.log(reader, Deed::Open);
    }

    fn close_sockets(&mut self, reader: usize) {
        while let Some(token) = self.readers[reader].sockets.pop() {
            let site = self.sites[self.readers[reader].site].id;
            self.visits.close_socket(site, token, self.now);
            self.log(reader, Deed::Close);
            self.now += 1;
        }
    }

    /// Tabs restored together: none of the requests knows of another's answer.
    fn tabs(&mut self, reader: usize) {
        let tabs = 2 + self.dice.below(9);
        let asked = self.readers[reader].jar.headers(self.now);
        let interleaved = self.dice.below(2) == 0;
        for tab in 0..tabs {
            let Reader { jar, site, views_left, .. } = &mut self.readers[reader];
            *views_left -= 1;
            self.views += 1;
            let answer = self.visits.on_page(&self.sites[*site], &asked, &CLIENT, None, self.now);
            jar.keep(&answer.set_cookies, self.now);
            if tab == 0 {
                self.log(reader, Deed::View);
            }
            self.now += 1;
            if interleaved {
                self.open_socket(reader);
                self.now += 1;
            }
        }
        for _ in 0..if interleaved { 0 } else { tabs } {
            self.open_socket(reader);
            self.now += 1;
        }
    }

    fn go_on(&mut self, reader: usize) {
        let think = self.dice.seconds(1, 240);
        if self.readers[reader].views_left <= 0 {
            return self.close_sockets(reader);
        }
        match self.dice.below(100) {
            0..35 => {
                self.close_sockets(reader);
                let wait = self.dice.seconds(0, 2);
                self.later(reader, wait, Step::Arrive);
            }
            35..55 => {
                self.close_if_forgotten(reader);
                self.report_view(reader);
                self.later(reader, think, Step::GoOn);
            }
            55..65 => {
                self.close_sockets(reader);
                self.later(reader, think, Step::ComeBack);
            }
            65..75 => {
                self.close_if_forgotten(reader);
                self.page(reader);
                self.later(reader, SECOND / 3, Step::OpenSocket);
            }
            75..85 => {
                self.sign(reader);
                let wait = self.dice.seconds(1000, 1500);
                self.later(reader, wait, Step::GoOn);
            }
            _ => {
                self.close_sockets(reader);
                let away = self.away();
                let step = if self.dice.below(5) == 0 { Step::Tabs } else { Step::Arrive };
                self.later(reader, away, step);
            }
        }
    }

    /// A silence longer than the cookie's life: the pages were closed in it.
    fn close_if_forgotten(&mut self, reader: usize) {
        if !self.readers[reader].jar.has_cookie(self.now) {
            self.close_sockets(reader);
        }
    }

    pub(super) fn step(&mut self, reader: usize, step: Step) {
        match (self.readers[reader].kind, step) {
            (Kind::Robot, _) => {
                let mut robot = Browser { agent: Some("Mozilla/5.0 (compatible; Googlebot/2.1)"), ..Browser::default() };
                robot.page(&self.visits, &self.sites[0], self.now);
                self.views += 1;
                self.readers[reader].views_left -= 1;
                if self.readers[reader].views_left > 0 {
                    self.later(reader, 5 * SECOND, Step::Arrive);
                }
            }
            (Kind::NoCookies, Step::OpenSocket) => {
                self.open_socket(reader);
                let think = self.dice.seconds(1, 240);
                self.later(reader, think, Step::GoOn);
            }
            (Kind::NoCookies, _) => {
                self.close_sockets(reader);
                if self.readers[reader].views_left > 0 {
                    let site = self.readers[reader].site;
                    Browser::default().page(&self.visits, &self.sites[site], self.now);
                    self.views += 1;
                    self.readers[reader].views_left -= 1;
                    self.later(reader, SECOND, Step::OpenSocket);
                }
            }
            (Kind::NoScripts, Step::Picture) => self.sign(reader),
            (Kind::NoScripts, _) => {
                self.page(reader);
                if self.dice.below(10) < 7 {
                    self.later(reader, SECOND / 2, Step::Picture);
                }
                if self.readers[reader].views_left > 0 {
                    let wait = self.away();
                    self.later(reader, wait, Step::Arrive);
                }
            }
            (Kind::Scripts, Step::Tabs) if self.now % SECOND < SECOND * 9 / 10 => {
                self.tabs(reader);
                let think = self.dice.seconds(1, 240);
                self.later(reader, think, Step::GoOn);
            }
            (Kind::Scripts, Step::Arrive | Step::Tabs) => {
                self.page(reader);
                // One in ten leaves before a script runs.
                let wait = self.dice.seconds(0, 3);
                if self.dice.below(10) > 0 {
                    self.later(reader, wait, Step::OpenSocket);
                } else if self.readers[reader].views_left > 0 {
                    let away = self.away();
                    self.later(reader, away, Step::Arrive);
                }
            }
            (Kind::Scripts, Step::ComeBack) => {
                self.close_if_forgotten(reader);
                self.report_view(reader);
                self.now += 1;
                self.open_socket(reader);
                self.later(reader, SECOND, Step::GoOn);
            }
            (Kind::Scripts, Step::OpenSocket) => {
                if self.readers[reader].jar.has_cookie(self.now) {
                    self.open_socket(reader);
                }
                let think = self.dice.seconds(1, 240);
                self.later(reader, think, Step::GoOn);
            }
            (Kind::Scripts, _) => self.go_on(reader),
        }
    }
}
