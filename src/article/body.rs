//! An article's body travels once. The server's HTML holds it already, and hydration walks over it, so the data that the page
//! carries for hydration leaves it out; a fetch by the browser brings it.

use super::model::Article;

/// What the page's resource keeps.
pub fn detach(article: Article) -> Article {
    place::detach(article)
}

/// What is shown.
pub fn attach(article: Article) -> Article {
    place::attach(article)
}

#[cfg(feature = "ssr")]
pub use place::BodyStash;

#[cfg(feature = "ssr")]
mod place {
    use std::sync::{Arc, Mutex, PoisonError};

    use leptos::prelude::use_context;

    use crate::{article::model::Article, content::Content, media::model::MediaView};

    type Body = (Content, Vec<MediaView>);

    /// Holds the body between the resource and the view of one rendering.
    #[derive(Clone, Debug, Default)]
    pub struct BodyStash(Arc<Mutex<Option<Body>>>);

    pub fn detach(mut article: Article) -> Article {
        if let Some(BodyStash(stash)) = use_context() {
            let body = (std::mem::take(&mut article.content), std::mem::take(&mut article.media));
            *stash.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        }
        article
    }

    pub fn attach(mut article: Article) -> Article {
        let body = use_context().and_then(|BodyStash(stash)| stash.lock().unwrap_or_else(PoisonError::into_inner).take());
        if let Some((content, media)) = body {
            (article.content, article.media) = (content, media);
        }
        article
    }
}

#[cfg(not(feature = "ssr"))]
mod place {
    use crate::article::model::Article;

    pub fn detach(article: Article) -> Article {
        article
    }

    pub fn attach(article: Article) -> Article {
        article
    }
}
