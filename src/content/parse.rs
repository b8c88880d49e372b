//! The two ways into a document on the server: strict for what editors send, lenient for what the database holds.

use super::node::{Members, Node};
use super::validate::{MAX_BYTES, find_problems};
use super::{Content, SCHEMA_VERSION, canonical, reading};
use crate::error::AppError;
use crate::text::json::{self, Trouble};

/// Lifts the blocks of a document of one version to the next.
pub type Upcast = fn(Vec<Node>) -> Vec<Node>;

/// The first lifts version 1 to 2, and so on: as many as there are older versions.
const UPCASTS: [Upcast; SCHEMA_VERSION as usize - 1] = [];

impl Content {
    /// What an editor sends. Refused with every fault named by its path ("content[3].attrs.level") if it is larger than
    /// 1 MiB, deeper than 32, of more than 20,000 nodes, or not of the schema.
    pub fn parse(json: &str) -> Result<Self, AppError> {
        if json.len() > MAX_BYTES {
            return Err(AppError::invalid("", "Nội dung dài hơn 1 MiB: hãy chia thành nhiều bài."));
        }
        let value = json::read(json).map_err(|trouble| unreadable(&trouble))?;
        let problems = find_problems(&value);
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        reading::read_doc(&value).map(settled).ok_or_else(|| AppError::invalid("", "tài liệu phải bắt đầu bằng doc"))
    }

    /// What an editor of an earlier schema sends, lifted and judged as today's.
    pub fn parse_of_version(json: &str, schema_version: i64) -> Result<Self, AppError> {
        if schema_version == SCHEMA_VERSION {
            return Self::parse(json);
        }
        Self::parse(&Self::read_stored(json, schema_version)?.to_json())
    }

    /// What the database holds, lifted to this program's version. Unknown nodes, marks and attributes stay.
    /// Fails for what is no document, or of a version that this program is too old for.
    pub fn read_stored(json: &str, schema_version: i64) -> Result<Self, AppError> {
        lift(json, schema_version, &UPCASTS)
    }
}

/// As `read_stored`, with other steps.
pub fn lift(json: &str, version: i64, upcasts: &[Upcast]) -> Result<Content, AppError> {
    let done = version.checked_sub(1).and_then(|done| usize::try_from(done).ok());
    let steps = done.and_then(|done| upcasts.get(done..));
    let Some(steps) = steps else {
        let says = format!("Nội dung thuộc phiên bản {version} mà chương trình này không đọc được: hãy nâng cấp chương trình.");
        return Err(AppError::invalid("schema_version", says));
    };
    let value = json::read(json).map_err(|trouble| unreadable(&trouble))?;
    let (blocks, rest) = reading::read_doc(&value).ok_or_else(|| AppError::invalid("", "không phải một tài liệu"))?;
    let blocks = steps.iter().fold(blocks, |blocks, step| step(blocks));
    Ok(settled((blocks, rest)))
}

fn settled((mut blocks, rest): (Vec<Node>, Members)) -> Content {
    canonical::settle(&mut blocks);
    Content { blocks, rest }
}

fn unreadable(trouble: &Trouble) -> AppError {
    AppError::invalid("", format!("JSON không đọc được, ở byte {}: {}", trouble.at, trouble.says))
}
