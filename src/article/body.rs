//! An article's body travels once. The server's HTML holds it already, and hydration walks over it, so the data that the page
//! carries for hydration leaves it out; a fetch by the browser brings it.

use super::model::Article;

/// What the page's resource keeps: on the server the body where nothing writes it into the page's data.
pub fn detach(article: Article) -> Article {
    place::detach(article)
}

/// What is shown; may be asked for again and again.
pub fn attach(article: Article) -> Article {
    place::attach(article)
}

#[cfg(feature = "ssr")]
mod place {
    use std::{mem, sync::Arc};

    use crate::article::model::Article;

    pub fn detach(mut article: Article) -> Article {
        article.body = Some(Arc::new((mem::take(&mut article.content), mem::take(&mut article.media))));
        article
    }

    pub fn attach(mut article: Article) -> Article {
        if let Some(body) = article.body.take() {
            (article.content, article.media) = (*body).clone();
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
