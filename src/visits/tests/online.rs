use super::world::*;
use crate::{
    db::testing::on_both,
    visits::{online::Online, token::Token},
};
use uuid::Uuid;

const SITE: Uuid = Uuid::nil();
const LAN: Token = Token(1);
const MAI: Token = Token(2);

#[test]
fn several_tabs_of_a_browser_are_one_and_it_leaves_after_the_last() {
    let online = Online::default();
    online.open(SITE, LAN, 0);
    online.open(SITE, LAN, SECOND);
    online.open(SITE, MAI, SECOND);
    assert_eq!(online.count(SITE, SECOND), 2);
    online.close(SITE, LAN, 100 * SECOND);
    assert_eq!(online.count(SITE, 1000 * SECOND), 2);
    online.close(SITE, LAN, 1000 * SECOND);
    assert_eq!(online.count(SITE, 1015 * SECOND - 1), 2);
    assert_eq!(online.count(SITE, 1015 * SECOND), 1);
    assert_eq!(online.count(Uuid::max(), 1015 * SECOND), 0);
}

#[test]
fn a_browser_that_comes_back_in_time_never_left() {
    let online = Online::default();
    online.open(SITE, LAN, 0);
    online.close(SITE, LAN, 10 * SECOND);
    online.open(SITE, LAN, 24 * SECOND);
    assert_eq!(online.count(SITE, 9999 * SECOND), 1);
}

#[test]
fn without_a_socket_a_browser_stays_five_minutes_after_each_page() {
    let online = Online::default();
    online.view(SITE, LAN, 0, 0);
    online.view(SITE, LAN, 200 * SECOND, 200 * SECOND);
    assert_eq!(online.count(SITE, 500 * SECOND - 1), 1);
    assert_eq!(online.count(SITE, 500 * SECOND), 0);
    // Told late of an earlier view: what is left of its five minutes.
    online.view(SITE, MAI, 600 * SECOND, 700 * SECOND);
    assert_eq!((online.count(SITE, 900 * SECOND - 1), online.count(SITE, 900 * SECOND)), (1, 0));
    online.view(SITE, MAI, 600 * SECOND, 1000 * SECOND);
    assert_eq!(online.count(SITE, 1000 * SECOND), 0);
}

#[test]
fn once_a_socket_was_open_its_closing_decides() {
    let online = Online::default();
    online.view(SITE, LAN, 0, 0);
    online.open(SITE, LAN, SECOND);
    online.view(SITE, LAN, 2 * SECOND, 2 * SECOND);
    online.close(SITE, LAN, 3 * SECOND);
    assert_eq!((online.count(SITE, 18 * SECOND - 1), online.count(SITE, 18 * SECOND)), (1, 0));
}

#[test]
fn the_reader_being_served_is_included() {
    let online = Online::default();
    assert_eq!(online.count_with(SITE, LAN, 0), 1);
    online.open(SITE, LAN, 0);
    assert_eq!(online.count_with(SITE, LAN, 0), 1);
    assert_eq!(online.count_with(SITE, MAI, 0), 2);
    assert_eq!(online.count(SITE, 0), 1);
}

#[tokio::test]
async fn a_page_without_scripts_is_online_once_its_picture_was_fetched() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        assert_eq!(browser.page(&visits, &site, MORNING).figures.online, 1);
        assert_eq!(visits.figures(&site, MORNING).online, 0);
        browser.pixel(&visits, &site, MORNING + SECOND);
        assert_eq!(visits.figures(&site, MORNING + 5 * MINUTE - 1).online, 1);
        assert_eq!(visits.figures(&site, MORNING + 5 * MINUTE).online, 0);
    })
    .await;
}
