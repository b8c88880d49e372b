//! An author whose database goes away in the middle of the work: a save is refused out loud, and nothing is half-written.

use crate::{
    network::{Network, State},
    nodes::database,
    portal::{Answer, Portal, until},
};

const FORM: &str = "Sec-Fetch-Site: same-origin\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n";
const PASSWORD: &str = "suoi+trong+da+cuoi+27";

/// Signed in.
struct Author<'a> {
    portal: &'a Portal,
    cookie: String,
}

impl<'a> Author<'a> {
    fn sign_in(portal: &'a Portal) -> Self {
        let told = portal.says(&["account", "add", "tac-gia", "--role", "author"]);
        let token = told.split("/kich-hoat/").nth(1).expect("a link").split_whitespace().next().unwrap();
        let mut author = Self { portal, cookie: String::new() };
        assert_eq!(
            author.post("/api/accounts/activate", &format!("token={token}&password={PASSWORD}&again={PASSWORD}")).status,
            200
        );
        let answer = author.post("/api/accounts/sign-in", &format!("name=tac-gia&password={PASSWORD}&next="));
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        author.cookie = cookie.expect("a session").to_owned();
        author
    }

    fn post(&self, path: &str, fields: &str) -> Answer {
        self.portal.send("POST", path, &format!("{FORM}Cookie: {}\r\n", self.cookie), fields)
    }

    fn save(&self, id: &str, base: u32, text: &str) -> Answer {
        let fields = format!("id={id}&base={base}&title=Bai+dang+viet&section=tin-hoat-dong&text={text}");
        self.post("/api/work/save", &fields)
    }
}

#[tokio::test]
async fn a_save_is_refused_out_loud_while_the_database_is_away() {
    let Some((url, mut database)) = database().await else { return };
    let (server, name) = url.rsplit_once('/').unwrap();
    let network = Network::to(server.rsplit(':').next().unwrap().parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), Some(format!("postgres://postgres@127.0.0.1:{}/{name}", network.port)));
    let author = Author::sign_in(&portal);
    let first = author.save("", 0, "Ban+dau");
    let id = first.body.split("/bien-tap/tin-bai/").nth(1).expect(&first.body).split('"').next().unwrap();

    network.set(State::BlackHole);
    let refused = author.save(id, 1, "Mat+mang");
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.body.contains("Hãy thử lại sau ít phút"), "{}", refused.body);

    network.set(State::Well);
    until("it is taken once the database is back", || author.save(id, 1, "Co+mang").body.contains("phiên bản 2"));
    let saved: Vec<String> = sqlx::query_scalar(
        "select content from revision r join article a on a.id = r.article_id where a.id::text = $1 order by r.number",
    )
    .bind(id)
    .fetch_all(&mut database)
    .await
    .unwrap();
    assert_eq!(saved.len(), 2, "{saved:?}");
    assert!(saved[0].contains("Ban dau") && saved[1].contains("Co mang"), "{saved:?}");
}
