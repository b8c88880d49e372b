//! The index on disk: its fields, how an article goes in and out, and which changes it has seen.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use tantivy::{
    DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
    merge_policy::LogMergePolicy,
    schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};
use uuid::Uuid;

use super::{
    abbreviations::{Abbreviations, Lists},
    slips::Vocabulary,
};
use crate::text::words::{Word, words};

/// Counted up whenever what is written differs: an index of another number is built anew.
const VERSION: u32 = 4;
/// Room for words before they go to disk, cleared anew at every commit: the least that Tantivy takes.
const WRITER_BYTES: usize = 15_000_000;
/// Segments of fewer articles count as equally large. Tantivy's own bound is above most portals: every eighth commit rewrote all of the index.
const SMALL_SEGMENT: u32 = 64;
/// A segment is rewritten once so much of it has been replaced.
const REPLACED: f32 = 0.1;
/// No phrase reaches over from the title into the text.
const GAP: usize = 16;

/// An article as search sees it.
#[derive(Debug, Clone)]
pub struct Indexed {
    pub id: Uuid,
    pub site_id: Uuid,
    pub section_id: Uuid,
    /// What it holds besides words.
    pub kinds: Vec<&'static str>,
    pub published_at: i64,
    pub title: String,
    pub lead: String,
    /// The plain text of the content.
    pub body: String,
}

#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub id: Field,
    /// The same in two halves, to be read without the text.
    pub id_halves: [Field; 2],
    pub site: Field,
    pub section: Field,
    pub kind: Field,
    pub published_at: Field,
    /// Everything, without diacritics; and the same with them.
    pub text: Field,
    pub exact: Field,
    pub title: Field,
    pub title_exact: Field,
    pub lead: Field,
    pub shown_title: Field,
    pub shown_body: Field,
}

/// An open index; searching sees the last commit.
pub struct OpenIndex {
    pub fields: Fields,
    pub abbreviations: Arc<Lists>,
    pub folder: PathBuf,
    index: Index,
    reader: IndexReader,
    seen: std::sync::Mutex<Seen>,
    /// The version and the lists of abbreviations that it was begun with.
    stamp: String,
}

/// One moment of the index, with what is worked out from it at need.
#[derive(Clone)]
pub struct Moment {
    pub searcher: Searcher,
    pub vocabulary: Arc<OnceLock<Vocabulary>>,
}

struct Seen {
    generation: u64,
    vocabulary: Arc<OnceLock<Vocabulary>>,
}

impl OpenIndex {
    /// # Errors
    /// Whatever is wrong with the files: the caller builds a new one.
    pub fn open(folder: &Path, abbreviations: Arc<Lists>) -> tantivy::Result<Self> {
        let index = Index::open_in_dir(folder)?;
        let damaged = index.validate_checksum()?;
        if !damaged.is_empty() || index.schema() != schema().0 {
            return Err(tantivy::TantivyError::InternalError("damaged, or of another version".into()));
        }
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let stamp = payload.rsplit_once(' ').map(|(stamp, _)| stamp.to_owned()).unwrap_or_default();
        Self::over(index, folder, abbreviations, stamp)
    }

    /// # Errors
    /// A folder that cannot be written.
    pub fn create(folder: &Path, abbreviations: Arc<Lists>) -> tantivy::Result<Self> {
        fs::create_dir_all(folder).map_err(|error| tantivy::TantivyError::IoError(Arc::new(error)))?;
        let stamp = stamp(&abbreviations);
        Self::over(Index::create_in_dir(folder, schema().0)?, folder, abbreviations, stamp)
    }

    fn over(index: Index, folder: &Path, abbreviations: Arc<Lists>, stamp: String) -> tantivy::Result<Self> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let seen = std::sync::Mutex::new(Seen { generation: 0, vocabulary: Arc::default() });
        Ok(Self { fields: schema().1, abbreviations, folder: folder.to_owned(), index, reader, seen, stamp })
    }

    pub fn moment(&self) -> Moment {
        let searcher = self.reader.searcher();
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.generation != searcher.generation().generation_id() {
            *seen = Seen { generation: searcher.generation().generation_id(), vocabulary: Arc::default() };
        }
        Moment { searcher, vocabulary: Arc::clone(&seen.vocabulary) }
    }

    /// # Errors
    /// Another process writes, or the disk does not.
    pub fn writer(&self) -> tantivy::Result<IndexWriter> {
        let writer = self.index.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_layer_size(SMALL_SEGMENT);
        merging.set_del_docs_ratio_before_merge(REPLACED);
        writer.set_merge_policy(Box::new(merging));
        Ok(writer)
    }

    /// Makes what was written durable and searchable, together with the number of the last change that is in it.
    ///
    /// # Errors
    /// The disk is full, or gone.
    pub fn commit(&self, writer: &mut IndexWriter, change: i64) -> tantivy::Result<()> {
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&format!("{} {change}", self.stamp));
        prepared.commit()?;
        self.reader.reload()
    }

    /// Makes one file of many: the fastest to search.
    ///
    /// # Errors
    /// The disk is full, or gone.
    pub fn merge(&self, writer: &mut IndexWriter) -> tantivy::Result<()> {
        let segments = self.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        Ok(())
    }

    /// The last change of the log that is in the index; 0 where it does not say.
    pub fn last_change(&self) -> i64 {
        let payload = self.index.load_metas().ok().and_then(|metas| metas.payload).unwrap_or_default();
        payload.rsplit_once(' ').and_then(|(_, change)| change.parse().ok()).unwrap_or(0)
    }

    /// Whether it is of today's version and was begun with today's list of abbreviations.
    pub fn is_up_to_date(&self) -> bool {
        self.stamp == stamp(&self.abbreviations)
    }

    pub fn remove(&self, writer: &IndexWriter, id: Uuid) {
        writer.delete_term(Term::from_field_text(self.fields.id, &id.simple().to_string()));
    }

    /// # Errors
    /// The files of the index cannot be read.
    pub fn ids(&self, searcher: &Searcher, addresses: impl Iterator<Item = DocAddress>) -> tantivy::Result<Vec<Uuid>> {
        let mut halves = Vec::new();
        for segment in searcher.segment_readers() {
            halves.push((segment.fast_fields().u64("id_high")?, segment.fast_fields().u64("id_low")?));
        }
        let id = |address: DocAddress| {
            let (high, low) = halves.get(address.segment_ord as usize)?;
            Some(Uuid::from_u64_pair(high.first(address.doc_id)?, low.first(address.doc_id)?))
        };
        Ok(addresses.filter_map(id).collect())
    }

    /// # Errors
    /// The writer has ended: the disk is full, or gone.
    pub fn add(&self, writer: &IndexWriter, article: &Indexed) -> tantivy::Result<()> {
        let (fields, short) = (&self.fields, self.abbreviations.at(article.site_id));
        let mut document = TantivyDocument::new();
        document.add_text(fields.id, article.id.simple().to_string());
        let (high, low) = article.id.as_u64_pair();
        document.add_u64(fields.id_halves[0], high);
        document.add_u64(fields.id_halves[1], low);
        document.add_text(fields.site, article.site_id.simple().to_string());
        document.add_text(fields.section, article.section_id.simple().to_string());
        for kind in &article.kinds {
            document.add_text(fields.kind, kind);
        }
        document.add_i64(fields.published_at, article.published_at);
        let (mut text, mut exact) = (Tokens::default(), Tokens::default());
        for zone in [&article.title, &article.lead, &article.body] {
            take_in(short, zone, &mut text, &mut exact);
        }
        document.add_pre_tokenized_text(fields.text, text.done());
        document.add_pre_tokenized_text(fields.exact, exact.done());
        let (mut title, mut title_exact, mut lead) = (Tokens::default(), Tokens::default(), Tokens::default());
        take_in(short, &article.title, &mut title, &mut title_exact);
        take_in(short, &article.lead, &mut lead, &mut Tokens::default());
        document.add_pre_tokenized_text(fields.title, title.done());
        document.add_pre_tokenized_text(fields.title_exact, title_exact.done());
        document.add_pre_tokenized_text(fields.lead, lead.done());
        document.add_text(fields.shown_title, &article.title);
        document.add_text(fields.shown_body, &article.body);
        writer.add_document(document)?;
        Ok(())
    }
}

fn take_in(abbreviations: &Abbreviations, zone: &str, text: &mut Tokens, exact: &mut Tokens) {
    let found: Vec<_> = words(zone).collect();
    let folded: Vec<String> = found.iter().map(Word::folded).collect();
    for (place, word) in found.iter().enumerate() {
        exact.push(word.exact(), 0);
        text.push(folded[place].clone(), 0);
        // Where "Ủy ban nhân dân" stands, "UBND" stands too.
        for short in abbreviations.at(&folded[place..]) {
            text.push(short.to_owned(), 1);
            exact.push(short.to_owned(), 1);
        }
    }
    text.position += GAP;
    exact.position += GAP;
}

fn stamp(abbreviations: &Lists) -> String {
    format!("{VERSION} {}", abbreviations.hash())
}

#[derive(Default)]
struct Tokens {
    tokens: Vec<Token>,
    position: usize,
}

impl Tokens {
    /// `back`: 1 for a word that stands where the one before it does.
    fn push(&mut self, text: String, back: usize) {
        self.position += 1 - back;
        self.tokens.push(Token { offset_from: 0, offset_to: 0, position: self.position, text, position_length: 1 });
    }

    fn done(self) -> PreTokenizedString {
        PreTokenizedString { text: String::new(), tokens: self.tokens }
    }
}

impl Fields {
    pub fn site_term(&self, site: Uuid) -> Term {
        Term::from_field_text(self.site, &site.simple().to_string())
    }
}

fn schema() -> (Schema, Fields) {
    let indexed = |record| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record))
    };
    let placed = indexed(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        id_halves: ["id_high", "id_low"].map(|half| schema.add_u64_field(half, FAST)),
        // With frequencies, which tell nothing here: only terms that have them are skipped through in blocks.
        site: schema.add_text_field("site", indexed(IndexRecordOption::WithFreqs)),
        section: schema.add_text_field("section", indexed(IndexRecordOption::WithFreqs)),
        kind: schema.add_text_field("kind", indexed(IndexRecordOption::WithFreqs)),
        published_at: schema.add_i64_field("published_at", FAST),
        text: schema.add_text_field("text", placed.clone()),
        exact: schema.add_text_field("exact", placed.clone()),
        title: schema.add_text_field("title", placed.clone()),
        title_exact: schema.add_text_field("title_exact", placed),
        lead: schema.add_text_field("lead", indexed(IndexRecordOption::WithFreqs)),
        shown_title: schema.add_text_field("shown_title", STORED),
        shown_body: schema.add_text_field("shown_body", STORED),
    };
    (schema.build(), fields)
}
