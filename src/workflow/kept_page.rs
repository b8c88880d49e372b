//! What someone has typed of a piece that is in other hands by now: `/bien-tap/tin-bai/{id}/ban-dang-soan`. It is read and copied there.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api,
    model::{KeptText, PieceFields},
};
use crate::{
    text::dates,
    ui::{
        fields::{Area, Field, Hidden, Tick},
        form::Form,
        head::titled,
        loaded::loaded,
    },
};

#[component]
pub fn KeptPage() -> impl IntoView {
    let params = use_params_map();
    loaded(Resource::new(move || params.read().get("id").unwrap_or_default(), api::read_kept), kept)
}

fn kept(kept: KeptText) -> AnyView {
    let KeptText { piece, at, fields } = kept;
    let PieceFields { title, lead, text, author_line, source_name, source_url, tags, .. } = fields;
    let heading = if title.is_empty() { "Chưa có tiêu đề".to_owned() } else { title.clone() };
    titled(&format!("Bản đang soạn: {heading}"));
    let others = [("Tác giả", author_line), ("Nguồn", source_name), ("Địa chỉ của nguồn", source_url), ("Từ khóa", tags)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <p><strong>{name}": "</strong>{value}</p> });
    view! {
        <p class="breadcrumb"><a href="/bien-tap">"Việc cần xử lý"</a></p>
        <h1>{heading}</h1>
        <p class="notice">{format!("Chữ bạn đã gõ, giữ lúc {}, chưa lưu thành phiên bản. Muốn dùng, hãy chép từ các ô dưới đây; sửa ở đây không làm thay đổi bài.", dates::date_time(at))}</p>
        <section class="form" aria-label="Chữ đã gõ">
            <Field label="Tiêu đề" name="title" value=title/>
            <Area label="Đoạn mở đầu (sapo)" name="lead" value=lead rows=3/>
            <Area label="Nội dung" name="text" value=text rows=18/>
            {others.collect_view()}
        </section>
        <section class="panel">
            <h2>"Bỏ bản này"</h2>
            <Form action="work/give-up">
                <Hidden name="id" value=piece/>
                <Tick label="Tôi chắc chắn muốn bỏ hẳn chữ đã gõ" name="sure"/>
                <p class="buttons"><button type="submit" class="button button-grave">"Bỏ hẳn"</button></p>
            </Form>
        </section>
    }
    .into_any()
}
