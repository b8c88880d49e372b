//! Every address of the table of permissions, asked for by everyone, from everywhere.

use std::path::Path;

use congdan::{
    accounts::{
        grants::{self, WantedGrant},
        model::Role,
        permissions::{Door, Needs, Rule},
        sessions::{self, Step},
        store::{self, By},
    },
    db::{DatabaseUrl, Db, Tx},
    in_tx,
    media::{
        self,
        creating::{Upload, create_picture},
        storage::Storage,
    },
    permissions::RULES,
    site,
};
use uuid::Uuid;

use crate::portal::{Answer, Portal};

const SAME: &str = "Sec-Fetch-Site: same-origin\r\n";

struct Identity {
    name: &'static str,
    account: Option<Uuid>,
    step: Step,
    /// None: of another site only.
    role: Option<Role>,
}

impl Identity {
    /// What the table says to it: None where the address is open.
    fn refusal(&self, needs: Needs) -> Option<u16> {
        let is_open = self.account.is_some() && self.step == Step::Open;
        match needs {
            Needs::Anyone => None,
            Needs::Session => self.account.is_none().then_some(401),
            _ if !is_open => Some(401),
            Needs::Member => self.role.is_none().then_some(403),
            Needs::Writer => (self.role.is_none() || self.role == Some(Role::Administrator)).then_some(403),
            Needs::Administrator => (self.role != Some(Role::Administrator)).then_some(403),
        }
    }
}

async fn person(db: &Db, site: Uuid, name: &str, role: Role) -> Uuid {
    let account = store::create(db, By::CommandLine, name, name).await.unwrap();
    grants::set_grants(db, By::CommandLine, &account, site, &[WantedGrant { role, section: None }]).await.unwrap();
    account.id
}

/// A session of its own for each request: some of them end the session that asks.
async fn cookie(db: &Db, identity: &Identity) -> String {
    let Some(account) = identity.account else { return String::new() };
    let step = identity.step;
    let token = in_tx!(db, tx => { sessions::create(&mut Tx::from(&mut *tx), account, step, "").await? }).unwrap();
    format!("Cookie: __Host-phien={token}\r\n")
}

fn address(rule: &Rule) -> String {
    let mut path = rule.path.to_owned();
    for (name, value) in [
        ("{slug}", "bai-mot"),
        ("{section}", "tin-hoat-dong"),
        ("{token}", "bia"),
        ("{hash}", "0000"),
        ("{name}", "khong-co"),
        ("{id}", "khong-co"),
    ] {
        path = path.replace(name, value);
    }
    path
}

/// Beyond the table: what a function itself refuses to some whom the table lets in.
const OWN_RULES: &[(&str, &str, u16)] = &[
    // Who publishes only does not write.
    ("/api/work/begin", "publisher", 403),
    ("/bien-tap/tin-bai/moi", "publisher", 403),
    // Nothing is to be set up.
    ("/api/accounts/second-factor", "*", 403),
    ("/api/accounts/second-factor", "*", 401),
    ("/dang-nhap/thiet-lap", "*", 401),
    ("/dang-nhap/thiet-lap", "*", 403),
    ("/api/accounts/set-second-factor", "*", 401),
    ("/api/accounts/set-second-factor", "*", 403),
];

fn is_own_rule(path: &str, identity: &str, status: u16) -> bool {
    OWN_RULES.iter().any(|(own, who, refused)| *own == path && (*who == "*" || *who == identity) && *refused == status)
}

#[tokio::test]
async fn every_address_is_open_to_whom_the_table_names_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    portal.run(&["site", "add", "tinh.localhost", "Cổng khác"]);
    let db = Db::open(&DatabaseUrl::Sqlite(portal.database_file())).await.unwrap();
    let here = site::store::find_site(&db, Some("xa.localhost")).await.unwrap().id;
    let there = site::store::find_site(&db, Some("tinh.localhost")).await.unwrap().id;
    let mut identities = vec![Identity { name: "nobody", account: None, step: Step::Open, role: None }];
    let waiting = person(&db, here, "waiting", Role::Administrator).await;
    identities.push(Identity { name: "no code yet", account: Some(waiting), step: Step::Code, role: Some(Role::Administrator) });
    let elsewhere = person(&db, there, "elsewhere", Role::Editor).await;
    identities.push(Identity { name: "of another site", account: Some(elsewhere), step: Step::Open, role: None });
    for role in Role::ALL {
        let account = person(&db, here, role.as_str(), role).await;
        identities.push(Identity { name: role.as_str(), account: Some(account), step: Step::Open, role: Some(role) });
    }
    assert_eq!(identities.len(), 7);

    let mut asked = 0;
    for rule in RULES {
        let path = address(rule);
        for identity in &identities {
            let at = format!("{path} by {}", identity.name);
            let cookie = cookie(&db, identity).await;
            let refusal = identity.refusal(rule.needs);
            let ours = format!("{SAME}{cookie}");
            let is_post = rule.door == Door::Change;
            let method = if is_post { "POST" } else { "GET" };
            let form = format!("{ours}Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n");
            let answer = portal.send(method, &path, if is_post { &form } else { &ours }, "");
            judge(rule, identity, refusal, &answer, &at);
            // The other way round: what changes something is not asked for by GET, what is read not by POST.
            let wrong = if is_post { "GET" } else { "POST" };
            if !matches!(rule.door, Door::Page | Door::Plain) {
                assert_eq!(portal.send(wrong, &path, &ours, "").status, 405, "{wrong} {at}");
            }
            // What takes files and texts by addresses of its own is judged when it is sent to, too.
            if rule.door == Door::Plain && rule.needs != Needs::Anyone {
                judge(rule, identity, refusal, &portal.send("POST", &path, &form, ""), &format!("POST {at}"));
            }
            if is_post || rule.door == Door::Plain {
                let foreign = [
                    format!("Sec-Fetch-Site: cross-site\r\n{cookie}"),
                    format!("Origin: https://ke-xau.example\r\n{cookie}"),
                    cookie,
                ];
                for lines in foreign {
                    assert_eq!(portal.send("POST", &path, &lines, "").status, 403, "{lines} {at}");
                    asked += 1;
                }
            }
            asked += 2;
        }
    }
    println!("walk: {} addresses, {asked} requests", RULES.len());
    objects(&portal, &db, &identities, there).await;
    pictures(&portal, &db, folder.path(), &identities).await;
    db.close().await;
}

fn judge(rule: &Rule, identity: &Identity, refusal: Option<u16>, answer: &Answer, at: &str) {
    match (refusal, rule.door) {
        // A page leads to signing in.
        (Some(401), Door::Newsroom) => {
            assert_eq!(answer.status, 303, "{at}");
            assert!(answer.head.contains("/dang-nhap?tiep="), "{at}: {}", answer.head);
        }
        (Some(status), _) => assert_eq!(answer.status, status, "{at}: {}", answer.body),
        (None, _) => {
            let is_refused = matches!(answer.status, 401 | 403) && !is_own_rule(rule.path, identity.name, answer.status);
            assert!(!is_refused && answer.status < 500, "{at}: {} {}", answer.status, answer.body);
        }
    }
}

/// A piece of one's own, of a colleague, of another site: what someone may not see is not told to be there.
async fn objects(portal: &Portal, db: &Db, identities: &[Identity], there: Uuid) {
    let author = identities.iter().find(|identity| identity.role == Some(Role::Author)).unwrap();
    let form =
        |cookie: &str| format!("{SAME}{cookie}Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    let written =
        portal.send("POST", "/api/work/save", &form(&cookie(db, author).await), "title=Bai+thu&section=tin-hoat-dong&text=Chu");
    assert_eq!(written.status, 200, "{}", written.body);
    let id = written.body.split("/bien-tap/tin-bai/").nth(1).unwrap()[..36].to_owned();
    let here = site::store::find_site(db, Some("xa.localhost")).await.unwrap().id;
    let colleague = Identity {
        name: "colleague",
        account: Some(person(db, here, "colleague", Role::Author).await),
        step: Step::Open,
        role: Some(Role::Author),
    };
    // Of both sites; asks here for what is there.
    let other_site = Identity {
        name: "stranger",
        account: Some(person(db, there, "stranger", Role::Editor).await),
        step: Step::Open,
        role: None,
    };
    let body = format!(
        "id={id}&base=1&title=Doi&section=tin-hoat-dong&text=Doi&then=submit&note=x&block=&person=&due=&number=1&name=x&sure=1"
    );
    let changes = ["save", "act", "note", "settle-note", "assign", "name-version", "restore", "drop"];
    for path in changes.map(|change| format!("/api/work/{change}")) {
        let path = path.as_str();
        let answer = portal.send("POST", path, &form(&cookie(db, &colleague).await), &body);
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        assert_eq!(portal.send("POST", path, &form(&cookie(db, &other_site).await), &body).status, 403, "{path}");
        let lines = form(&cookie(db, &other_site).await);
        let elsewhere = portal.send_to("tinh.localhost", "POST", path, &lines, &body);
        assert_eq!(elsewhere.status, 404, "{path}: {}", elsewhere.body);
    }
    for (identity, status) in [(author, 200), (&colleague, 404), (&other_site, 403)] {
        let lines = format!("{SAME}{}", cookie(db, identity).await);
        assert_eq!(portal.send("GET", &format!("/api/work/piece?id={id}"), &lines, "").status, status, "{}", identity.name);
        for page in ["tin-bai/{id}", "tin-bai/{id}/so-sanh?tu=1&den=1", "xem-truoc/{id}"] {
            let path = format!("/bien-tap/{}", page.replace("{id}", &id));
            let found = portal.send("GET", &path, &lines, "");
            assert_eq!(found.status, status, "{path} by {}", identity.name);
            assert!(status == 200 || !found.body.contains("Bai thu"), "{path} by {}", identity.name);
        }
    }
    let own = portal.send("POST", "/api/work/act", &form(&cookie(db, author).await), &body);
    assert_eq!(own.status, 200, "{}", own.body);
}

/// A picture of an article that is not published is for those who work on it.
async fn pictures(portal: &Portal, db: &Db, data: &Path, identities: &[Identity]) {
    let storage = Storage::open(data).unwrap();
    let here = site::store::find_site(db, Some("xa.localhost")).await.unwrap().id;
    let bytes = std::fs::read("demo/xa/bai-viet/anh-cho-phien.jpg").unwrap();
    let upload =
        Upload { bytes: bytes.into(), name: "cho.jpg".into(), alt: String::new(), caption: String::new(), credit: String::new() };
    let media = create_picture(db, &storage, here, upload).await.unwrap();
    let view = media::store::list_views(db, here, &[media.to_string()]).await.unwrap().remove(0);
    let path = view.fallback().unwrap().url.clone();
    for identity in identities {
        let lines = format!("{SAME}{}", cookie(db, identity).await);
        let answer = portal.send("GET", &path, &lines, "");
        let is_writer = matches!(identity.role, Some(Role::Author | Role::Editor | Role::Publisher)) && identity.step == Step::Open;
        assert_eq!(answer.status, if is_writer { 200 } else { 404 }, "{}", identity.name);
        assert!(!is_writer || answer.head.to_lowercase().contains("cache-control: no-store"), "{}", answer.head);
    }
}
