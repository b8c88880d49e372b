//! Articles without number for measuring: syllables follow one another as often as they do in real texts, the same for the same seed.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    model::PublicationKind,
    publishing::{self, Publication},
};
use crate::{
    clock::now,
    content::{Content, SCHEMA_VERSION, plain},
    db::{Db, Tx},
    error::AppError,
    in_tx,
    media::storage::ContentHash,
    on_db, text,
};

const REASON: &str = "Tạo để đo";
/// Articles of one transaction.
const BATCH: usize = 500;
/// Back from now, in microseconds: ten years.
const SPAN: u64 = 3_652 * 86_400 * 1_000_000;

/// What a generator has learnt of how words follow one another.
pub struct Voice {
    next: HashMap<String, Vec<String>>,
    starts: Vec<String>,
}

struct Made {
    id: Uuid,
    slug: String,
    title: String,
    lead: String,
    content: String,
    section: Uuid,
    at: i64,
}

impl Voice {
    /// From texts of sentences.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let (mut next, mut starts): (HashMap<String, Vec<String>>, Vec<String>) = Default::default();
        for sentence in texts.flat_map(|text| text.split(['.', '?', '!', '\n', ';'])) {
            let words: Vec<String> = sentence
                .split_whitespace()
                .map(|word| word.trim_matches(['"', '“', '”', '(', ')', ':']).to_lowercase())
                .filter(|word| !word.is_empty())
                .collect();
            if words.len() > 4 {
                starts.push(words[0].clone());
            }
            for pair in words.windows(2) {
                next.entry(pair[0].clone()).or_default().push(pair[1].clone());
            }
        }
        Self { next, starts }
    }

    /// So many words, the first with a capital.
    fn words(&self, dice: &mut Dice, length: usize) -> String {
        let mut words: Vec<&str> = Vec::with_capacity(length);
        while words.len() < length {
            let following =
                words.last().and_then(|word| self.next.get(*word)).filter(|next| !next.is_empty()).unwrap_or(&self.starts);
            words.push(dice.one_of(following));
        }
        let mut text = words.join(" ");
        if text.ends_with(',') {
            text.pop();
        }
        let mut letters = text.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    fn text(&self, dice: &mut Dice, sentences: u64) -> String {
        (0..sentences)
            .map(|_| {
                let length = 9 + dice.below(18) as usize;
                self.words(dice, length) + "."
            })
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Adds `wanted` published articles to a site. `progress` hears how many are in; those of the same seed that are there already stay.
///
/// # Errors
/// The database fails, or there is nothing to learn from.
pub async fn generate(
    db: &Db,
    site: Uuid,
    voice: &Voice,
    wanted: usize,
    seed: u64,
    progress: impl Fn(i64, i64),
) -> Result<(), AppError> {
    let sections: Vec<Uuid> =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_section_ids.sql")).bind(site).fetch_all(pool).await)?;
    if sections.is_empty() || voice.starts.is_empty() {
        return Err(AppError::NotFound);
    }
    let (start, mut dice) = (now(), Dice(seed));
    let mut done = 0;
    while done < wanted {
        let batch: Vec<Made> =
            (done..wanted.min(done + BATCH)).map(|number| make(voice, &mut dice, &sections, seed, number, start)).collect();
        done += batch.len();
        write(db, site, batch).await?;
        progress(done as i64, wanted as i64);
    }
    Ok(())
}

fn make(voice: &Voice, dice: &mut Dice, sections: &[Uuid], seed: u64, number: usize, start: i64) -> Made {
    let length = 7 + dice.below(8) as usize;
    let title = voice.words(dice, length);
    let lead = voice.text(dice, 2);
    let paragraphs: Vec<String> = (0..4 + dice.below(5))
        .map(|_| {
            let sentences = 2 + dice.below(4);
            voice.text(dice, sentences)
        })
        .collect();
    let content = plain::read(&paragraphs.join("\n\n"), &Content::default()).map(|read| read.content).unwrap_or_default();
    let section = sections[dice.below(sections.len() as u64) as usize];
    let slug: String = text::slug(&title).chars().take(80).collect();
    Made {
        id: Uuid::now_v7(),
        slug: format!("{}-{seed}-{number}", slug.trim_end_matches('-')),
        title,
        lead,
        content: content.to_json(),
        section,
        at: start - (dice.below(SPAN)) as i64,
    }
}

async fn write(db: &Db, site: Uuid, articles: Vec<Made>) -> Result<(), AppError> {
    in_tx!(db, tx => {
        for article in articles {
            let revision = Uuid::now_v7();
            let created = sqlx::query(include_str!("sql/import_create_article.sql"))
                .bind(article.id).bind(site).bind(article.section).bind(article.slug).bind(article.at)
                .execute(&mut *tx)
                .await?;
            if created.rows_affected() == 0 {
                continue;
            }
            let hash = ContentHash::of(article.content.as_bytes()).as_str().to_owned();
            sqlx::query(include_str!("sql/import_create_revision.sql"))
                .bind(revision)
                .bind(article.id)
                .bind(1_i64)
                .bind(article.title)
                .bind(article.lead)
                .bind(article.content)
                .bind(SCHEMA_VERSION)
                .bind("")
                .bind("")
                .bind("")
                .bind(None::<Uuid>)
                .bind(REASON)
                .bind(hash)
                .bind(article.at)
                .execute(&mut *tx)
                .await?;
            sqlx::query(include_str!("sql/import_publish.sql"))
                .bind(article.id)
                .bind(revision)
                .bind(article.section)
                .bind(article.at)
                .bind(article.at)
                .bind(None::<i64>)
                .bind(None::<Uuid>)
                .bind(article.at)
                .execute(&mut *tx)
                .await?;
            let kind = PublicationKind::Published;
            let publication = Publication { site, article: article.id, revision, kind, at: article.at, account: None, note: String::new() };
            publishing::record(&mut Tx::from(&mut *tx), publication).await?;
            sqlx::query(include_str!("../db/sql/log_change.sql"))
                .bind(site).bind("article").bind(article.id).bind(article.at).execute(&mut *tx).await?;
        }
    })
}

/// Splitmix64: the same numbers on every machine for ever.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end.max(1)
    }

    fn one_of<'a>(&mut self, words: &'a [String]) -> &'a str {
        words.get(self.below(words.len() as u64) as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    const TEXT: &str = "Lãnh đạo xã tiếp công dân vào thứ năm hằng tuần. Người dân nộp hồ sơ đất đai qua mạng, nhận kết quả tại nhà. \
                        Bộ phận một cửa mở cửa từ bảy giờ sáng.";

    #[test]
    fn the_same_seed_makes_the_same_article() {
        let voice = Voice::of([TEXT].into_iter());
        let sections = [Uuid::nil()];
        let said = |seed| {
            let made = make(&voice, &mut Dice(seed), &sections, seed, 7, 1_795_163_400_000_000);
            (made.slug, made.title, made.lead, made.content, made.at)
        };
        assert_eq!(said(1), said(1));
        assert_ne!(said(1), said(2));
        let (slug, title, _, content, _) = said(1);
        assert!(slug.ends_with("-1-7"), "{slug}");
        assert!(title.split(' ').count() >= 7, "{title}");
        assert!(Content::parse(&content).unwrap().word_count() > 60, "{content}");
    }
}
