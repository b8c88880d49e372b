//! What speaks of the same is found without anyone's having said so.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{World, articles};
use crate::{
    article::store::find_published,
    db::{News, Topic, testing::on_both},
    on_db,
};

#[tokio::test]
async fn related_articles_speak_of_the_same_whatever_their_section() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let (search, stop) = (world.search(), CancellationToken::new());
        assert!(search.alike("Phân loại rác".into(), world.site, Uuid::nil(), 4).await.is_empty(), "no index is open yet");
        let ear = News::default().about(Topic::Changes, Duration::from_millis(80));
        let following = tokio::spawn(search.clone().follow(db.clone(), ear, stop.clone()));
        while search.index().is_none() {
            tokio::task::yield_now().await;
        }
        let slugs: Vec<String> =
            on_db!(&db, pool => sqlx::query_scalar("select slug from article order by slug").fetch_all(pool).await).unwrap();
        assert_eq!(slugs.len(), articles().len());
        let mut by_content = 0;
        for slug in &slugs {
            let related = find_published(&db, Some(&search), world.site, slug).await.unwrap().0.related;
            assert_eq!(related.len(), 4, "{slug}");
            assert!(related.iter().all(|card| card.slug != *slug), "{slug} is related to itself");
            let newest = find_published(&db, None, world.site, slug).await.unwrap().0.related;
            by_content += usize::from(newest != related);
        }
        assert!(by_content * 2 > slugs.len(), "{by_content} of {} differ from the section's newest", slugs.len());
        // Both of the reform of procedures, by words that their titles and leads share.
        let cuts = "cat-giam-thoi-han-giai-quyet-17-thu-tuc-thuoc-tham-quyen-cap-xa";
        let related = find_published(&db, Some(&search), world.site, cuts).await.unwrap().0.related;
        let titles: Vec<&str> = related.iter().map(|card| card.title.as_str()).collect();
        assert!(titles.iter().any(|title| title.contains("cải cách hành chính") || title.contains("Chứng thực")), "{titles:?}");
        stop.cancel();
        following.await.unwrap();
    })
    .await;
}
