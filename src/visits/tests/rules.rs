use super::world::*;
use crate::{
    db::testing::on_both,
    visits::{
        model::Figures,
        token::{CookieKey, Standing, Token, VisitCookie},
    },
};
use uuid::Uuid;

#[tokio::test]
async fn a_visit_counts_once_its_token_has_come_back() {
    on_both(|db| async move {
        let site = site(&db, 79_841).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        let first = browser.page(&visits, &site, MORNING);
        assert_eq!(first.figures, Figures { online: 1, today: 0, month: 0, all: 79_841 });
        let second = browser.page(&visits, &site, MORNING + MINUTE);
        assert_eq!(second.figures, Figures { online: 1, today: 1, month: 1, all: 79_842 });
        browser.page(&visits, &site, MORNING + 2 * MINUTE);
        assert_eq!(counted(&visits, &site, MORNING + 2 * MINUTE), (1, 1, 79_842));
    })
    .await;
}

#[tokio::test]
async fn a_client_without_cookies_counts_nothing() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        for second in 0..100 {
            let mut browser = Browser::default();
            browser.page(&visits, &site, MORNING + second * SECOND);
            Browser::default().pixel(&visits, &site, MORNING + second * SECOND);
        }
        assert_eq!(counted(&visits, &site, MORNING + MINUTE), (0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn thirty_minutes_are_the_same_visit_a_second_more_is_another() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.page(&visits, &site, MORNING);
        browser.handshake(&visits, &site, MORNING);
        // The page stays open and renews its cookie; renewing is no view.
        for minute in [10, 20, 29] {
            browser.pixel(&visits, &site, MORNING + minute * MINUTE);
        }
        let mut late = browser.clone();
        browser.page(&visits, &site, MORNING + 30 * MINUTE);
        assert_eq!(counted(&visits, &site, MORNING + 31 * MINUTE).0, 1);
        late.page(&visits, &site, MORNING + 30 * MINUTE + SECOND);
        assert_eq!(counted(&visits, &site, MORNING + 31 * MINUTE).0, 2);
    })
    .await;
}

#[tokio::test]
async fn all_first_returns_of_a_token_together_are_one_visit() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.page(&visits, &site, MORNING);
        let now = MORNING + SECOND;
        for _ in 0..10 {
            browser.clone().page(&visits, &site, now);
            browser.clone().pixel(&visits, &site, now);
            browser.clone().handshake(&visits, &site, now);
        }
        assert_eq!(counted(&visits, &site, now), (1, 1, 1));
        visits.flush(now).await.unwrap();
        let hours = crate::visits::store::list_hours(&db, site.id, 0, i64::MAX).await.unwrap();
        assert_eq!((hours.len(), hours[0].visits, hours[0].views), (1, 1, 11));
    })
    .await;
}

#[tokio::test]
async fn ten_tabs_restored_at_once_are_one_visit() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        // All ten ask before any answer has come: none shows a cookie, each gets one of its own.
        let answers: Vec<_> = (0..10).map(|_| Browser::default().headers(MORNING)).collect();
        for (tab, headers) in answers.into_iter().enumerate() {
            let now = MORNING + tab as i64 * SECOND;
            let answer = visits.on_page(&site, &headers, &CLIENT, None, now);
            browser.keep(&answer.set_cookies, now);
            browser.handshake(&visits, &site, now + SECOND / 2);
        }
        assert_eq!(counted(&visits, &site, MORNING + MINUTE), (1, 1, 1));
        // After half an hour they are reloaded at once.
        let now = MORNING + 29 * MINUTE;
        browser.pixel(&visits, &site, now);
        let now = now + 20 * MINUTE;
        for _ in 0..10 {
            browser.clone().page(&visits, &site, now);
        }
        assert_eq!(counted(&visits, &site, now), (2, 2, 2));
    })
    .await;
}

#[tokio::test]
async fn a_late_return_counts_on_the_day_and_in_the_month_the_visit_began() {
    on_both(|db| async move {
        let site = site(&db, 100).await;
        let begun = at(2026, 12, 1) - MINUTE;
        let visits = open(&db, begun).await;
        let mut browser = Browser::default();
        browser.page(&visits, &site, begun);
        let now = at(2026, 12, 1) + 5 * MINUTE;
        browser.page(&visits, &site, now);
        assert_eq!(counted(&visits, &site, begun), (1, 1, 101));
        assert_eq!(counted(&visits, &site, now), (0, 0, 101));
        visits.flush(now).await.unwrap();
        assert_eq!(counted(&open(&db, now).await, &site, now), (0, 0, 101));
        let november_30 = crate::text::dates::local(begun).day_number;
        let days = crate::visits::store::list_days(&db, site.id, november_30, november_30 + 1).await.unwrap();
        assert_eq!(
            days.iter().map(|day| (day.day - november_30, day.visits, day.views)).collect::<Vec<_>>(),
            [(0, 1, 1), (1, 0, 1)]
        );
    })
    .await;
}

#[tokio::test]
async fn the_cookie_of_one_site_is_nothing_on_another() {
    on_both(|db| async move {
        let (commune, province) = (site(&db, 0).await, site(&db, 0).await);
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.page(&visits, &commune, MORNING);
        browser.page(&visits, &province, MORNING + SECOND);
        assert_eq!(counted(&visits, &commune, MORNING + MINUTE), (0, 0, 0));
        assert_eq!(counted(&visits, &province, MORNING + MINUTE), (0, 0, 0));
    })
    .await;
}

#[test]
fn a_forged_or_malformed_cookie_is_as_none() {
    let key = CookieKey::new(&[7; 32]);
    let site = Uuid::now_v7();
    let cookie = VisitCookie { token: Token::random(), last_view: 1_795_000_000, standing: Standing::New };
    let good = key.sign(site, &cookie);
    assert_eq!(key.verify(site, &good), Some(cookie));
    assert!(good.len() < 80, "{good}");

    assert_eq!(key.verify(Uuid::now_v7(), &good), None);
    assert_eq!(CookieKey::new(&[8; 32]).verify(site, &good), None);
    let counted = good.replace(".n.", ".c.");
    let later = good.replace("1795000000", "1795000001");
    let longer = format!("{good}.x");
    for forged in
        [counted.as_str(), &later, &longer, "", "v1", "v1....", "v2.a.1.n.b", &good[..good.len() - 1], &"v1.".repeat(5000)]
    {
        assert_eq!(key.verify(site, forged), None, "{forged}");
    }
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert_eq!(key.verify(site, std::str::from_utf8(&bytes).unwrap()), None, "changed at {at}");
    }
}

#[test]
fn cookies_say_how_they_travel() {
    use crate::visits::token::Transport;
    let key = CookieKey::new(&[7; 32]);
    let cookie = VisitCookie { token: Token(1), last_view: 5, standing: Standing::New };
    let plain = key.set_visit(Uuid::nil(), &cookie, Transport::Plain).unwrap();
    let plain = plain.to_str().unwrap();
    assert!(
        plain.starts_with("luot=v1.AAAAAAAAAAAAAAAAAAAAAQ.5.n.")
            && plain.ends_with("; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax"),
        "{plain}"
    );
    let secure = key.set_visit(Uuid::nil(), &cookie, Transport::Secure).unwrap();
    assert!(secure.to_str().unwrap().ends_with("; SameSite=Lax; Secure"));
}

#[test]
fn the_frame_is_the_contract() {
    let figures = Figures { online: 1, today: 80, month: 5678, all: 79_921 };
    assert_eq!(figures.frame(), r#"{"online":1,"today":80,"month":5678,"all":79921}"#);
    assert_eq!(serde_json::from_str::<Figures>(&figures.frame()).unwrap(), figures);
}
