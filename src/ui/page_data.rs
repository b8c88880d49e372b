//! What a reader's page is shown from: asked for under one address by server and browser, and of one type whatever it holds, so that
//! the machinery of waiting for it is in the download once.

use std::{convert::Infallible, fmt, str::FromStr};

use leptos::{prelude::*, server::codee::string::FromToStringCodec};

use crate::{error::AppError, text::shapes::FromJson};

pub use place::{PageData, ask};

/// A page's data, and the waiting for it.
pub type PageResource = Resource<PageData, FromToStringCodec>;

/// Stands before an error; no JSON begins with it.
const ERROR: char = '!';

/// The data behind an address of ours (`/api/article/read?slug=…`), asked for again whenever the address changes.
pub fn page_data(address: impl Fn() -> String + Send + Sync + 'static) -> PageResource {
    let address: Box<dyn Fn() -> String + Send + Sync> = Box::new(address);
    Resource::new_str(address, ask)
}

/// As a page carries it: nothing where the page shows it, else the error.
impl fmt::Display for PageData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl FromStr for PageData {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::of_text(text))
    }
}

fn read<T: FromJson>(text: &str) -> Result<T, AppError> {
    match text.strip_prefix(ERROR) {
        Some(error) => Err(AppError::from_text(error).unwrap_or(AppError::Unavailable)),
        None => T::from_text(text).ok_or(AppError::Unavailable),
    }
}

/// On the server the value itself is kept beside its text, and is what the page is shown from.
#[cfg(feature = "ssr")]
mod place {
    use std::{
        any::Any,
        pin::Pin,
        sync::{Arc, OnceLock},
    };

    use super::{AppError, ERROR, FromJson};

    /// The value itself, or an error's text.
    #[derive(Clone)]
    pub struct PageData {
        text: Arc<str>,
        value: Option<Arc<dyn Any + Send + Sync>>,
    }

    type Answering = Pin<Box<dyn Future<Output = PageData> + Send>>;

    static ANSWER: OnceLock<fn(String) -> Answering> = OnceLock::new();

    /// Says once a process who answers the addresses.
    pub fn answer_with(answer: fn(String) -> Answering) {
        // A second call changes nothing.
        let _ = ANSWER.set(answer);
    }

    pub async fn ask(address: String) -> PageData {
        match ANSWER.get() {
            Some(answer) => answer(address).await,
            None => PageData::of::<()>(Err(AppError::Unavailable)),
        }
    }

    impl PageData {
        pub fn of<T: Send + Sync + 'static>(result: Result<T, AppError>) -> Self {
            match result {
                Ok(value) => Self { text: Arc::default(), value: Some(Arc::new(value)) },
                Err(error) => {
                    let text = serde_json::to_string(&error).unwrap_or_default();
                    Self { text: format!("{ERROR}{text}").into(), value: None }
                }
            }
        }

        pub fn of_text(text: &str) -> Self {
            Self { text: text.into(), value: None }
        }

        pub fn text(&self) -> &str {
            &self.text
        }

        /// # Errors
        /// What the address was answered with.
        pub fn read<T: FromJson + Clone + 'static>(&self) -> Result<T, AppError> {
            match self.value.as_ref().and_then(|value| value.downcast_ref::<T>()) {
                Some(value) => Ok(value.clone()),
                None => super::read(&self.text),
            }
        }
    }
}

impl PageData {
    pub fn is_error(&self) -> bool {
        self.text().starts_with(ERROR)
    }
}

#[cfg(feature = "ssr")]
pub use place::answer_with;

#[cfg(feature = "hydrate")]
mod place {
    use std::sync::Arc;

    use send_wrapper::SendWrapper;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::Response;

    use super::{AppError, ERROR, FromJson};
    use crate::ui::warm;

    #[derive(Clone)]
    pub struct PageData(Arc<str>);

    /// What waits for the address already, or else a fetch.
    pub async fn ask(address: String) -> PageData {
        match warm::take(&address, warm::now()) {
            Some(data) => data,
            None => SendWrapper::new(fetch(address)).await,
        }
    }

    async fn fetch(address: String) -> PageData {
        let text = async {
            let window = web_sys::window().ok_or(JsValue::NULL)?;
            let response: Response = JsFuture::from(window.fetch_with_str(&address)).await?.unchecked_into();
            let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
            Ok::<_, JsValue>(if response.ok() { text } else { format!("{ERROR}{text}") })
        };
        // Without an answer: an error that no server has worded.
        let text = text.await.unwrap_or_default();
        PageData::of_text(if text.is_empty() { "!" } else { &text })
    }

    impl PageData {
        pub fn of_text(text: &str) -> Self {
            Self(text.into())
        }

        pub fn text(&self) -> &str {
            &self.0
        }

        /// The page shows it already, and brought nothing else.
        pub fn is_shown(&self) -> bool {
            self.0.is_empty()
        }

        /// # Errors
        /// What the address was answered with.
        pub fn read<T: FromJson + Clone + 'static>(&self) -> Result<T, AppError> {
            super::read(&self.0)
        }
    }
}
