//! Where a reader goes from an article: to what has the same tags, or away with it, by plain links with nobody's script or picture behind them.

use super::{model::Article, tags};
use crate::{
    content::Content,
    context::Request,
    error::AppError,
    text::{addresses::percent_encoded, slug},
};

/// The page to which a reader writes where the site names no address for mail.
const CONTACT: &str = "/trang/lien-he";

/// Its tags, links to pass an article on, and to say something about it. Zalo is not among them: its documented button is a script of its own,
/// and for the address behind that (`sp.zalo.me/share_inline`) no form is documented, while those in use contradict one another.
pub async fn read_links(request: &Request, article: &Article, tags: &[String]) -> Result<Content, AppError> {
    let frame = request.frames.get(&request.db, request.site.id).await?;
    let contact = frame.footer.iter().any(|link| link.href == CONTACT).then_some(CONTACT);
    Ok(links(tags, &format!("{}{}", request.base, article.href()), &frame.site.email, contact))
}

fn links(tags: &[String], address: &str, email: &str, contact: Option<&str>) -> Content {
    let mail = (!email.is_empty()).then(|| format!("mailto:{email}?subject={}&body={address}", percent_encoded("Góp ý")));
    let about = tags.iter().map(|name| (tags::href(&slug(name)), name.clone()));
    // Of what addresses of ours are made, nothing needs to be encoded in another's.
    let mut sharing = vec![
        (format!("https://www.facebook.com/sharer/sharer.php?u={address}"), "Facebook".to_owned()),
        (format!("mailto:?body={address}"), "Thư điện tử".to_owned()),
    ];
    sharing.extend(mail.as_deref().or(contact).map(|href| (href.to_owned(), "Gửi góp ý về bài này".to_owned())));
    Content::of_links(vec![("Từ khóa", about.collect()), ("Chia sẻ", sharing)])
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn feedback_goes_by_mail_or_to_the_page_of_contacts() {
        let address = "https://xa.example.vn/bai-viet/le-khai-giang";
        let html = |email, contact| links(&[], address, email, contact).to_html(&[]);
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
        assert!(!html("", None).contains("Từ khóa"));
    }

    #[test]
    fn tags_lead_to_their_pages() {
        let html = links(&["Cải cách hành chính".into(), "Đất & rừng".into()], "https://xa.example.vn/a", "", None).to_html(&[]);
        assert!(html.contains("<a href=\"/tu-khoa/cai-cach-hanh-chinh\">Cải cách hành chính</a>"), "{html}");
        assert!(html.contains("<a href=\"/tu-khoa/dat-rung\">Đất &amp; rừng</a>"), "{html}");
    }
}
