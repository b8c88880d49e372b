//! Several nodes on one PostgreSQL: one number of browsers online, whoever asks.

use std::time::{Duration, Instant};

use super::world::*;
use crate::{
    clock::now,
    db::{Db, testing::postgres},
    visits::{
        online::Online,
        sharing::Sharing,
        state::VisitsState,
        store::{self, Told},
        token::Token,
    },
};
use uuid::Uuid;

const SITE: Uuid = Uuid::nil();
const LAN: Token = Token(1);
const MAI: Token = Token(2);
const TUAN: Token = Token(3);

struct Node {
    db: Db,
    online: Online,
    sharing: Sharing,
}

impl Node {
    fn start(db: &Db) -> Self {
        Self { db: db.clone(), online: Online::shared(), sharing: Sharing::new() }
    }

    async fn tick(&self) {
        self.sharing.tell(&self.db, &self.online).await.unwrap();
        self.hear().await;
    }

    async fn hear(&self) {
        self.sharing.hear(&self.db, &self.online, now()).await.unwrap();
    }

    fn count(&self) -> i64 {
        self.online.count(SITE, now())
    }
}

/// Every node tells, then every node hears.
async fn round(nodes: &[&Node]) -> Vec<i64> {
    for node in nodes {
        node.tick().await;
    }
    for node in nodes {
        node.hear().await;
    }
    nodes.iter().map(|node| node.count()).collect()
}

/// As if a node had not been seen to live for ten seconds.
async fn stop_beating(db: &Db, node: &Node) {
    let Db::Postgres { pool } = db else { unreachable!() };
    sqlx::query("update node set beat_at = beat_at - 10000000 where name = $1")
        .bind(node.sharing.name())
        .execute(pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_browser_with_tabs_on_two_nodes_is_one_and_all_nodes_say_the_same() {
    let Some(db) = postgres().await else { return };
    let (one, two) = (Node::start(&db), Node::start(&db));
    one.online.open(SITE, LAN, now());
    two.online.open(SITE, LAN, now());
    two.online.open(SITE, MAI, now());
    one.online.view(SITE, TUAN, now(), now());
    assert_eq!(round(&[&one, &two]).await, [3, 3]);

    // One of two tabs closes: the other, on the other node, keeps the browser here.
    one.online.close(SITE, LAN, now() - 60 * SECOND);
    assert_eq!(round(&[&one, &two]).await, [3, 3]);
    two.online.close(SITE, LAN, now() - 60 * SECOND);
    two.online.close(SITE, MAI, now() - 60 * SECOND);
    // Opened a moment ago, so that each stays its fifteen seconds from then; who comes later hears all.
    let three = Node::start(&db);
    assert_eq!(round(&[&one, &two, &three]).await, [3, 3, 3]);
    for node in [&one, &two, &three] {
        assert_eq!(node.online.count(SITE, now() + 16 * SECOND), 1);
    }
    db.close().await;
}

#[tokio::test]
async fn those_of_a_killed_node_leave_at_once_but_for_tabs_elsewhere() {
    let Some(db) = postgres().await else { return };
    let (one, two) = (Node::start(&db), Node::start(&db));
    // The page came from one node, the socket went to the other.
    one.online.view(SITE, LAN, now(), now());
    two.online.open(SITE, LAN, now());
    two.online.open(SITE, MAI, now());
    one.online.open(SITE, MAI, now());
    one.online.view(SITE, TUAN, now(), now());
    assert_eq!(round(&[&one, &two]).await, [3, 3]);
    one.online.view(SITE, LAN, now(), now());
    one.tick().await;
    stop_beating(&db, &two).await;
    // Whoever has just come has never seen it live.
    let three = Node::start(&db);
    three.tick().await;
    one.sharing.trust_the_clock().await;
    one.tick().await;
    three.hear().await;
    // The socket may have closed a moment ago, as far as it knows.
    assert_eq!((one.count(), three.online.count(SITE, now() + 16 * SECOND)), (2, 2));
    // It was only slow: it comes back, and all of it counts again.
    assert_eq!(round(&[&two, &one, &three]).await, [3, 3, 3]);
    db.close().await;
}

#[tokio::test]
async fn a_node_whose_rows_are_lost_tells_the_whole_again() {
    let Some(db) = postgres().await else { return };
    let (one, two) = (Node::start(&db), Node::start(&db));
    one.online.open(SITE, LAN, now());
    two.online.open(SITE, MAI, now());
    assert_eq!(round(&[&one, &two]).await, [2, 2]);
    let Db::Postgres { pool } = &db else { unreachable!() };
    // What a crash of the database does to tables that are not logged.
    sqlx::query("truncate node, node_step").execute(pool).await.unwrap();
    one.online.open(SITE, TUAN, now());
    for _ in 0..2 {
        round(&[&one, &two]).await;
    }
    assert_eq!((one.count(), two.count()), (3, 3));
    db.close().await;
}

#[tokio::test]
async fn steps_and_wholes_say_the_same_however_many_there_are() {
    let Some(db) = postgres().await else { return };
    let (one, two) = (Node::start(&db), Node::start(&db));
    let mut open = std::collections::BTreeSet::new();
    let mut random = 7_u64;
    for _ in 0..150 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let reader = u128::from(random >> 60);
        // Long ago, so that a closed one leaves at once.
        if open.insert(reader) {
            one.online.open(SITE, Token(reader), 0);
        } else {
            open.remove(&reader);
            one.online.close(SITE, Token(reader), 0);
        }
        one.sharing.tell(&db, &one.online).await.unwrap();
        if random.is_multiple_of(3) {
            two.hear().await;
        }
    }
    two.hear().await;
    let here = open.len() as i64;
    assert_eq!((one.count(), two.online.count(SITE, now() + 60 * SECOND)), (here, here));
    db.close().await;
}

#[tokio::test]
async fn what_hung_and_comes_in_late_puts_nothing_back() {
    let Some(db) = postgres().await else { return };
    let (one, two) = (Node::start(&db), Node::start(&db));
    one.online.open(SITE, LAN, now());
    assert_eq!(round(&[&one, &two]).await, [1, 1]);
    let name = one.sharing.name();
    let Db::Postgres { pool } = &db else { unreachable!() };
    let stands = async || -> (i64, i64) {
        sqlx::query_as("select seq, whole_seq from node where name = $1").bind(name).fetch_one(pool).await.unwrap()
    };
    one.online.open(SITE, MAI, now());
    assert_eq!(round(&[&one, &two]).await, [2, 2]);
    let before = stands().await;
    // Told before both came, and held up until now.
    store::tell(&db, name, before.0 - 1, Told::Whole(Vec::new())).await.unwrap();
    assert_eq!(stands().await, before);
    assert!(!store::tell(&db, name, before.0 - 1, Told::Alive).await.unwrap());
    assert_eq!(stands().await, before);
    let three = Node::start(&db);
    assert_eq!(round(&[&one, &two, &three]).await, [2, 2, 2]);
}

/// Until a node says so many; nothing but what it hears can bring it there.
async fn heard(node: &VisitsState, site: Uuid, wanted: i64) {
    let hears = async {
        while node.figures_of(site, now()).online != wanted {
            node.hear_others().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), hears).await.unwrap();
}

#[tokio::test]
async fn who_comes_is_told_at_once_and_who_comes_after_together_when_the_second_is_over() {
    let Some(db) = postgres().await else { return };
    let site = site(&db, 0).await.id;
    let (one, two) =
        (VisitsState::open(&db, SETTINGS, now()).await.unwrap(), VisitsState::open(&db, SETTINGS, now()).await.unwrap());
    // First the whole, which is nothing.
    assert!(one.tick().await && two.tick().await);
    let (followed, began) = (one.clone(), Instant::now());
    let following = tokio::spawn(async move { followed.follow_arrivals().await });
    one.open_socket(site, LAN, now());
    heard(&two, site, 1).await;
    one.open_socket(site, MAI, now());
    one.open_socket(site, TUAN, now());
    heard(&two, site, 3).await;
    assert!(began.elapsed() >= Duration::from_secs(1), "rung twice in {:?}", began.elapsed());
    let Db::Postgres { pool } = &db else { unreachable!() };
    let told: i64 = sqlx::query_scalar("select max(seq) from node").fetch_one(pool).await.unwrap();
    assert_eq!(told, 3, "the whole, one, two");
    following.abort();
    db.close().await;
}
