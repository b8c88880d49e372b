//! The fields of a piece's form. With the editor open, scripts help with some of them; without, each can be filled by hand.

use leptos::prelude::*;

use super::model::PieceFields;
use crate::{
    media::model::{MediaKind, MediaView},
    section::model::SectionLink,
    ui::fields::{Area, Choice, Field},
};

const TEXT_HINT: &str = "Cách một dòng trống giữa các đoạn. Dòng bắt đầu bằng ## là đề mục, - là gạch đầu dòng. Dòng [[khối…]] giữ chỗ cho ảnh, bảng: chuyển lên xuống được, xóa dòng là bỏ khối.";
const SLUG_HINT: &str =
    "Bỏ trống: lấy từ tiêu đề. Bài đã đăng mà đổi địa chỉ thì địa chỉ cũ tự chuyển sang địa chỉ mới khi bản sửa được đăng.";
const RELATED_HINT: &str = "Mỗi dòng một địa chỉ bài, nhiều nhất 6. Bỏ trống: cổng tự chọn bài cùng nội dung.";
const FOCUS_HINT: &str =
    "Phần luôn còn thấy khi ảnh bị cắt vừa khung, tính bằng phần trăm từ trái và từ trên. Bỏ trống: giữa ảnh (50 50).";
const END_HINT: &str = "Giờ Việt Nam. Đến giờ này bài tự gỡ khỏi cổng. Bỏ trống: bài ở lại.";

/// What is typed of a piece. `media`: what the piece shows; its pictures may be the cover. `known_tags`: those in use, the most frequent first.
#[component]
pub fn WritingFields(
    fields: PieceFields,
    sections: Vec<SectionLink>,
    media: Vec<MediaView>,
    known_tags: Vec<String>,
    children: Children,
) -> impl IntoView {
    let mut options = vec![(String::new(), "Chọn chuyên mục".to_owned())];
    options.extend(sections.into_iter().map(|section| (section.slug, section.name)));
    let mut covers = vec![(String::new(), "Ảnh đầu tiên trong bài".to_owned())];
    let pictures = media.into_iter().filter(|view| view.kind == MediaKind::Picture);
    covers.extend(pictures.map(|picture| (picture.id, picture.name)));
    view! {
        <Field label="Tiêu đề" name="title" value=fields.title required=true/>
        <Area label="Đoạn mở đầu (sapo)" name="lead" value=fields.lead rows=3/>
        <Choice label="Chuyên mục" name="section" options value=fields.section/>
        {children()}
        <Area label="Nội dung" name="text" value=fields.text rows=18 hint=TEXT_HINT/>
        <details class="more" data-details="about">
            <summary>"Nguồn, tác giả, địa chỉ"</summary>
            <Field label="Tác giả (dòng cuối bài)" name="author_line" value=fields.author_line/>
            <Field label="Nguồn" name="source_name" value=fields.source_name/>
            <Field label="Địa chỉ của nguồn" name="source_url" kind="url" value=fields.source_url/>
            <Field label="Địa chỉ của bài" name="slug" value=fields.slug hint=SLUG_HINT/>
        </details>
        <details class="more" data-details="around" data-tags=known_tags.join("\n")>
            <summary>"Từ khóa, ảnh bìa, bài liên quan, giờ gỡ"</summary>
            <Field label="Từ khóa" name="tags" value=fields.tags hint="Cách nhau bằng dấu phẩy, nhiều nhất 10."/>
            <Choice label="Ảnh bìa" name="cover" options=covers value=fields.cover hint="Đứng cạnh tiêu đề ở trang chủ, chuyên mục và khi chia sẻ."/>
            <Field label="Điểm chính trong ảnh" name="focus" value=fields.focus hint=FOCUS_HINT/>
            <Area label="Bài liên quan" name="related" value=fields.related rows=3 hint=RELATED_HINT/>
            <Field label="Giờ gỡ bài" name="withdraw_at" kind="datetime-local" value=fields.withdraw_at hint=END_HINT/>
        </details>
        <details class="more" data-details="share">
            <summary>"Khi tìm kiếm và chia sẻ"</summary>
            <Field label="Tên bài khi chia sẻ" name="seo_title" value=fields.seo_title hint="Bỏ trống: tiêu đề của bài. Nhiều nhất 120 ký tự; máy tìm kiếm thường chỉ hiện 60."/>
            <Area label="Mô tả khi chia sẻ" name="seo_description" value=fields.seo_description rows=2 hint="Bỏ trống: đoạn mở đầu. Nhiều nhất 320 ký tự; máy tìm kiếm thường chỉ hiện 160."/>
        </details>
    }
}
