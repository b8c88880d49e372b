use super::world::*;
use crate::{db::testing::on_both, visits::robots::Robots};
use axum::http::{HeaderMap, header};

fn agent(agent: &str) -> HeaderMap {
    HeaderMap::from_iter([(header::USER_AGENT, agent.parse().unwrap())])
}

#[test]
fn declared_robots_and_command_lines_are_known() {
    for robot in [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Safari/537.36 Chrome-Lighthouse",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1",
        "meta-externalagent/1.1",
        "Bytespider",
        "curl/7.88.1",
        "Wget/1.21.3",
        "python-requests/2.31.0",
        "python-httpx/0.27",
        "Go-http-client/1.1",
        "okhttp/4.12.0",
        "Java/17.0.1",
        "node",
        "axios/1.6",
        "Scrapy/2.11",
        "kube-probe/1.29",
        "Apache-HttpClient/4.5",
        "PostmanRuntime/7.36",
        "libwww-perl/6.67",
        "Deno/1.40",
        "oha/1.16.0",
        "",
        "   ",
    ] {
        assert!(Robots::Ignored.hide(&agent(robot)), "{robot}");
        assert!(!Robots::Counted.hide(&agent(robot)), "{robot}");
    }
    assert!(Robots::Ignored.hide(&HeaderMap::new()));
}

#[test]
fn people_are_not_taken_for_robots() {
    for person in [
        FIREFOX,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/119.0.0 Chrome/113.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) CocCoc/130 Chrome/124.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 8.1.0; SM-J260G) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/14.0 Chrome/87 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; V2207 Build/TP1A; wv) AppleWebKit/537.36 Version/4.0 Chrome/126 Mobile Safari/537.36 Zalo android/12100",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/470.0;FBLC/vi_VN]",
        "Opera/9.80 (Android; Opera Mini/36.2.2254/191.249; U; vi) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Linux; U; Android 10; vi-VN; CPH2083) AppleWebKit/537.36 Version/4.0 Chrome/78 UCBrowser/13.4 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
    ] {
        assert!(!Robots::Ignored.hide(&agent(person)), "{person}");
    }
}

#[test]
fn an_endless_name_is_read_no_further_than_needed() {
    assert!(!Robots::Ignored.hide(&agent(&format!("{FIREFOX}{}", "x".repeat(100_000)))));
    assert!(Robots::Ignored.hide(&agent(&format!("{}{}", "curl/8 ", "x".repeat(100_000)))));
}

#[tokio::test]
async fn robots_prefetches_and_prerenders_see_the_figures_and_change_none() {
    on_both(|db| async move {
        let site = site(&db, 10).await;
        let visits = open(&db, MORNING).await;
        let robot = Browser { agent: Some("Googlebot/2.1"), ..Browser::default() };
        let prefetch = Browser { purpose: Some("prefetch;anonymous-client-ip"), ..Browser::default() };
        let prerender = Browser { purpose: Some("prefetch;prerender"), ..Browser::default() };
        for hidden in [robot, prefetch, prerender] {
            for second in 0..3 {
                let visit = hidden.clone().page(&visits, &site, MORNING + second * SECOND);
                assert_eq!((visit.set_cookies.len(), visit.figures.online, visit.figures.all), (0, 0, 10));
            }
        }
        // The prerendered page is looked at: now it is a view.
        let mut browser = Browser::default();
        let (_, cookies) = visits.on_view(&site, &browser.headers(MORNING), &CLIENT, None, MORNING);
        browser.keep(&cookies, MORNING);
        browser.handshake(&visits, &site, MORNING);
        assert_eq!(counted(&visits, &site, MORNING), (1, 1, 11));
    })
    .await;
}
