//! Where a reader takes an article from here: plain links, with nobody's script or picture behind them.

use super::model::Article;
use crate::{
    content::{Content, from_html::read_html},
    context::Request,
    error::AppError,
    page,
    site::store::find_view,
    text::{addresses::percent_encoded, xml::escaped},
};

/// The page to which a reader writes where the site names no address for mail.
const CONTACT: &str = "lien-he";

/// Links to pass an article on, and to say something about it.
pub async fn read_sharing(request: &Request, article: &Article) -> Result<Content, AppError> {
    let email = find_view(&request.db, request.site.id).await?.email;
    let pages = page::store::list_links(&request.db, request.site.id).await?;
    let contact = pages.into_iter().find(|page| page.slug == CONTACT).map(|page| page.href());
    Ok(sharing(&format!("{}{}", request.base, article.href()), &email, contact.as_deref()))
}

fn sharing(address: &str, email: &str, contact: Option<&str>) -> Content {
    let mail = (!email.is_empty()).then(|| format!("mailto:{email}?subject={}&body={address}", percent_encoded("Góp ý")));
    // Of what addresses of ours are made, nothing needs to be encoded in another's.
    let mut links = vec![
        (format!("https://www.facebook.com/sharer/sharer.php?u={address}"), "Facebook"),
        (format!("mailto:?body={address}"), "Thư điện tử"),
    ];
    links.extend(mail.as_deref().or(contact).map(|href| (href.to_owned(), "Gửi góp ý về bài này")));
    let links: Vec<String> = links.iter().map(|(href, name)| format!("<a href=\"{}\">{name}</a>", escaped(href))).collect();
    read_html(format!("<p>Chia sẻ: {}</p>", links.join(" · ")).as_bytes()).body.resolve(|_| None)
}

#[cfg(test)]
mod tests {
    use super::sharing;

    #[test]
    fn feedback_goes_by_mail_or_to_the_page_of_contacts() {
        let address = "https://xa.example.vn/bai-viet/le-khai-giang";
        let html = |email, contact| sharing(address, email, contact).to_html(&[]);
        let by_mail = html("xa@example.vn", Some("/trang/lien-he"));
        for part in [
            "href=\"https://www.facebook.com/sharer/sharer.php?u=https://xa.example.vn/bai-viet/le-khai-giang\"",
            "href=\"mailto:?body=https://xa.example.vn/bai-viet/le-khai-giang\"",
            "href=\"mailto:xa@example.vn?subject=G%C3%B3p%20%C3%BD&amp;body=https://xa.example.vn/bai-viet/le-khai-giang\"",
        ] {
            assert!(by_mail.contains(part), "{part}: {by_mail}");
        }
        assert!(html("", Some("/trang/lien-he")).contains("<a href=\"/trang/lien-he\">Gửi góp ý về bài này</a>"));
        assert!(!html("", None).contains("góp ý"));
    }
}
