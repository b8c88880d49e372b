//! Several equal nodes on one PostgreSQL: whichever is asked, the answer is the same; one that dies takes only itself along.

use std::{
    fs,
    io::Write,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use congdan::db::{DatabaseUrl, Db};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{
    network::{Network, State},
    portal::{Portal, article, until},
    scheduled::PUBLICATIONS,
    socket::Socket,
};

/// An empty database of the common server, its address, and the server's.
pub async fn database() -> Option<(String, PgConnection)> {
    let Ok(server) = std::env::var("CONGDAN_TEST_POSTGRES") else {
        eprintln!("SKIPPED: scripts/postgres.sh was not used, so no PostgreSQL is promised here");
        return None;
    };
    let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    let name = format!("running_{}", uuid::Uuid::now_v7().simple());
    sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await.unwrap();
    let url = format!("{server}/{name}");
    let own = PgConnection::connect(&url).await.unwrap();
    Some((url, own))
}

struct Cluster {
    nodes: Vec<Portal>,
    database: PgConnection,
    _folders: Vec<tempfile::TempDir>,
}

async fn cluster() -> Option<Cluster> {
    let (url, database) = database().await?;
    let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
    let first = Portal::make(folders[0].path(), Some(url));
    let others: Vec<_> = folders[1..].iter().map(|folder| first.join(folder.path())).collect();
    Some(Cluster { nodes: std::iter::once(first).chain(others).collect(), database, _folders: folders })
}

/// As a program left it that knew only the first step.
async fn outdate(url: &str, database: &mut PgConnection) {
    let url = DatabaseUrl::parse(Some(url), Path::new("")).unwrap();
    let db = Db::open_as_it_is(&url).await.unwrap();
    db.migrate_to(1).await.unwrap();
    db.close().await;
    let site = "insert into site (id, host, name, short_name, position, created_at) values ($1, 'xa.localhost', 'Xã', 'Xã', 1, 0)";
    sqlx::query(site).bind(uuid::Uuid::now_v7()).execute(database).await.unwrap();
}

#[tokio::test]
async fn of_nodes_started_together_one_migrates_and_all_serve() {
    let Some((url, mut database)) = database().await else { return };
    outdate(&url, &mut database).await;
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let media = folders[0].path().join("media");
    let mut nodes = folders.each_ref().map(|folder| Portal::at(folder.path(), Some(media.clone()), Some(url.clone())));
    thread::scope(|scope| nodes.iter_mut().for_each(|node| drop(scope.spawn(|| node.start()))));
    for node in &nodes {
        assert_eq!(node.ask("/").status, 200, "{}", node.log());
    }
    let saved: usize = nodes.iter().map(|node| node.log().matches("backed up before migrating").count()).sum();
    assert_eq!(saved, 1);
}

/// The first article says something else from now on.
fn correct(node: &Portal, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("một.html"), article("Bài một", "Tin hoạt động", text)).unwrap();
    node.run(&["import", "html", "--publish", &folder.path().to_string_lossy()]);
}

#[tokio::test]
async fn what_is_written_shows_on_every_node_also_after_the_line_was_lost() {
    let Some(mut cluster) = cluster().await else { return };
    for node in &cluster.nodes {
        until("the page is in memory", || node.ask("/bai-viet/bai-mot").body.contains("Nội dung bài một."));
    }
    correct(&cluster.nodes[2], "Nội dung đã sửa.");
    for node in &cluster.nodes {
        until("the correction shows", || node.ask("/bai-viet/bai-mot").body.contains("Nội dung đã sửa."));
    }
    // Whoever listens is cut off, and at once something is written.
    sqlx::query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    )
    .execute(&mut cluster.database)
    .await
    .unwrap();
    correct(&cluster.nodes[0], "Nội dung sửa lần hai.");
    for node in &cluster.nodes {
        until("the second correction shows", || node.ask("/bai-viet/bai-mot").body.contains("Nội dung sửa lần hai."));
        until("it is found", || node.ask("/tim-kiem?q=%22s%E1%BB%ADa+l%E1%BA%A7n+hai%22").body.contains("/bai-viet/bai-mot"));
    }
}

#[tokio::test]
async fn browsers_are_one_number_on_all_nodes_and_those_of_a_killed_node_leave() {
    let Some(mut cluster) = cluster().await else { return };
    let show = |cluster: &Cluster, number: u32| {
        until(&format!("every node shows {number}"), || cluster.nodes.iter().all(|node| node.online() == number));
    };
    let (lan, mai, tuan) = (cluster.nodes[0].come(), cluster.nodes[1].come(), cluster.nodes[2].come());
    // Tabs of one browser on two nodes.
    let _tab = Socket::open(&cluster.nodes[1], &lan);
    let mut watching = Socket::open(&cluster.nodes[0], &lan);
    let _mai = Socket::open(&cluster.nodes[2], &mai);
    show(&cluster, 2);
    let _tuan = Socket::open(&cluster.nodes[1], &tuan);
    let took = watching.read_until(|text| text.contains("\"online\":3"));
    assert!(took < Duration::from_secs(3), "told after {took:?}");
    show(&cluster, 3);

    let killed = Instant::now();
    cluster.nodes[1].kill();
    let left = [0, 2];
    until("those of the killed node are gone", || left.iter().all(|node| cluster.nodes[*node].online() == 2));
    assert!(killed.elapsed() < Duration::from_secs(10), "gone after {:?}", killed.elapsed());
    cluster.nodes[1].start();
    show(&cluster, 2);
}

#[tokio::test]
async fn visits_on_all_nodes_are_one_sum() {
    let Some(cluster) = cluster().await else { return };
    for node in cluster.nodes.iter().chain(&cluster.nodes) {
        node.visit();
    }
    until("every node says six", || cluster.nodes.iter().all(|node| node.figure("/bai-viet/bai-mot") == 6));
}

#[tokio::test]
async fn an_article_that_is_due_is_published_once_however_many_nodes_look() {
    let Some(mut cluster) = cluster().await else { return };
    let number = async |database: &mut PgConnection| sqlx::query_scalar::<_, i64>(PUBLICATIONS).fetch_one(database).await.unwrap();
    let before = number(&mut cluster.database).await;
    for sql in [
        "update article set published_revision_id = null, published_at = null, stage = 'scheduled',
           scheduled_at = cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) + 3000000 where slug = 'bai-hai'",
        "insert into change_log (site_id, subject, subject_id, at) select site_id, 'article', id, 1 from article where slug = 'bai-hai'",
    ] {
        sqlx::query(sql).execute(&mut cluster.database).await.unwrap();
    }
    for node in &cluster.nodes {
        until("its hour has come", || node.ask("/bai-viet/bai-hai").status == 200);
    }
    assert_eq!(number(&mut cluster.database).await, before + 1);
}

#[tokio::test]
async fn processes_that_write_at_once_leave_the_chains_whole() {
    let Some(cluster) = cluster().await else { return };
    thread::scope(|scope| {
        for (number, node) in cluster.nodes.iter().chain(&cluster.nodes).enumerate() {
            scope.spawn(move || {
                let folder = tempfile::tempdir().unwrap();
                for article_number in 0..8 {
                    let name = format!("tiến trình {number} bài {article_number}");
                    let html = article(&name, &format!("Chuyên mục {article_number}"), "Nội dung.");
                    fs::write(folder.path().join(format!("{article_number}.html")), html).unwrap();
                }
                node.run(&["import", "html", "--publish", &folder.path().to_string_lossy()]);
            });
        }
    });
    // On a node whose files lie elsewhere.
    let judged = cluster.nodes[1].says(&["doctor"]);
    assert_eq!(judged.matches("chuỗi băm nguyên vẹn").count(), 2, "{judged}");
    for number in 0..6 {
        for article in 0..8 {
            let path = format!("/bai-viet/tien-trinh-{number}-bai-{article}");
            until("every node shows it", || cluster.nodes.iter().all(|node| node.ask(&path).status == 200));
        }
    }
}

/// Browsers that come and go on whichever node, while one of the nodes is killed and replaced.
#[tokio::test]
async fn nothing_drifts_however_many_come_and_go() {
    let Some(mut cluster) = cluster().await else { return };
    let lasts = Duration::from_secs(if std::env::var_os("CONGDAN_SOAK").is_some() { 3600 } else { 120 });
    let (began, mut random, mut opened, mut is_killed) = (Instant::now(), 42_u64, 0, false);
    let cookies: Vec<String> = (0..40).map(|number| cluster.nodes[number % 3].come()).collect();
    let mut open: Vec<Vec<(usize, Socket)>> = cookies.iter().map(|_| Vec::new()).collect();
    while began.elapsed() < lasts {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (browser, node) = ((random >> 33) as usize % cookies.len(), (random >> 50) as usize % 3);
        if open[browser].len() > 2 || (random >> 60).is_multiple_of(2) {
            open[browser].pop();
        } else {
            let mut socket = Socket::open(&cluster.nodes[node], &cookies[browser]);
            // Answered means counted.
            socket.text().expect("figures");
            open[browser].push((node, socket));
            opened += 1;
        }
        if !is_killed && began.elapsed() > lasts / 2 {
            is_killed = true;
            cluster.nodes[1].kill();
            open.iter_mut().for_each(|sockets| sockets.retain(|(node, _)| *node != 1));
            cluster.nodes[1].start();
        }
    }
    let truth = open.iter().filter(|sockets| !sockets.is_empty()).count() as u32;
    eprintln!("{opened} sockets opened, {truth} browsers left");
    let said = || cluster.nodes.iter().map(Portal::online).collect::<Vec<_>>();
    until("all nodes say the truth", || said() == [truth; 3]);
}

#[tokio::test]
async fn requests_that_are_cancelled_at_any_point_poison_no_connection() {
    let Some((url, mut database)) = database().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), Some(url));
    let mut random = 11_u64;
    for request in 0..10_000 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let body = "name=khong-co&password=mat-khau-dai";
        let text = match request % 3 {
            // Never in memory: each reads the database.
            0 => format!("GET /tim-kiem?q=bai+{request} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            1 => format!("GET /bai-viet/khong-co-{request} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            _ => format!(
                "POST /api/accounts/sign_in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: {}\r\n\r\n{body}",
                body.len()
            ),
        };
        let mut line = portal.connect();
        line.write_all(text.as_bytes()).unwrap();
        // Away after up to three thousandths of a second, whatever is being done by then.
        let until = Instant::now() + Duration::from_micros(random >> 52);
        while Instant::now() < until {
            std::hint::spin_loop();
        }
    }
    let held = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
    let mut no_one = false;
    while !no_one {
        no_one = sqlx::query_scalar::<_, i64>(held).fetch_one(&mut database).await.unwrap() == 0;
    }
    // What was begun is still being done.
    until("it has time again", || portal.ask("/tim-kiem?q=truoc").status == 200 && portal.ask("/readyz").status == 200);
    for request in 0..100 {
        assert_eq!(portal.ask(&format!("/tim-kiem?q=sau+{request}")).status, 200);
    }
    assert_eq!(portal.ask("/readyz").status, 200);
}

/// The database cannot be reached, and no error says so.
#[tokio::test]
async fn a_network_that_swallows_everything_is_lived_through() {
    let Some((url, _)) = database().await else { return };
    let (server, name) = url.rsplit_once('/').unwrap();
    let port: u16 = server.rsplit(':').next().unwrap().parse().unwrap();
    let network = Network::to(port);
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), Some(format!("postgres://postgres@127.0.0.1:{}/{name}", network.port)));
    assert_eq!(portal.ask("/bai-viet/bai-mot").status, 200);
    let cookie = portal.come();
    let mut socket = Socket::open(&portal, &cookie);
    socket.read_until(|text| text.contains("\"online\":1"));

    network.set(State::Slow);
    assert_eq!(portal.ask("/bai-viet/bai-hai").status, 200, "slow is not gone");
    network.set(State::Well);
    until("it heals", || portal.ask("/readyz").status == 200);

    network.set(State::BlackHole);
    let took = socket.read_until(|text| text == "{\"live\":false}");
    assert!(took < Duration::from_secs(20), "said after {took:?}");
    until("the machine is told", || portal.ask("/readyz").status == 503);
    let asked = Instant::now();
    assert!(portal.ask("/bai-viet/bai-mot").body.contains("Nội dung bài một"));
    assert!(asked.elapsed() < Duration::from_secs(1), "a page in memory waits for nothing: {:?}", asked.elapsed());
    assert_eq!(portal.ask("/chuyen-muc/tin-hoat-dong").status, 503);
    assert_eq!(portal.online(), 1, "its own readers are counted all the same");

    network.set(State::Well);
    until("it heals by itself", || portal.ask("/readyz").status == 200);
    socket.read_until(|text| text.contains("\"online\":1"));
    until("pages are there again", || portal.ask("/chuyen-muc/tin-hoat-dong").status == 200);
}
