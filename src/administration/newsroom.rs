//! Screens of the site itself: identity and menu; and the buttons that lists of things in order share.

use leptos::prelude::*;

use super::{
    api::{list_sections, read_identity},
    model::{IdentityView, Ordered, SectionLine},
};
use crate::{
    text::numbers::grouped,
    ui::{
        fields::{Area, Choice, Confirm, Field, Hidden, Tick},
        form::{FoldedForm, Form, FormState},
        head::titled,
        loaded::loaded,
    },
};

/// Colours to begin with; the first is the built-in one.
const COLOURS: [(&str, &str); 7] = [
    ("Đỏ son (sẵn có)", ""),
    ("Xanh lam", "#1f4e8c"),
    ("Xanh cổ vịt", "#0b5563"),
    ("Xanh lục", "#1d5c3a"),
    ("Tím than", "#2b2f77"),
    ("Mận chín", "#6d1f4f"),
    ("Nâu đất", "#6b3f1d"),
];

const LOST: &str = "Chuyên mục mất khỏi trình đơn, địa chỉ của nó không mở được nữa, và không lấy lại được.";

/// Two buttons that move a thing in its order.
#[component]
pub fn Arrange(
    kind: Ordered,
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    is_first: bool,
    is_last: bool,
) -> impl IntoView {
    let button = |direction: &'static str, words: &'static str, is_end: bool| {
        (!is_end).then(|| {
            let says = format!("{words}: {name}");
            view! { <button type="submit" class="button button-small" name="direction" value=direction aria-label=says>{words}</button> }
        })
    };
    let buttons = (button("up", "Lên", is_first), button("down", "Xuống", is_last));
    view! {
        <Form action="admin/move" class="plain" key=format!("{}-{id}", kind.as_str())>
            <Hidden name="kind" value=kind.as_str()/>
            <Hidden name="id" value=id/>
            {buttons.0} {buttons.1}
        </Form>
    }
}

/// A button that takes a thing away. `asks`: what is lost for good with it; then a second press is asked for, with scripts and without.
#[component]
pub fn Remove(
    #[prop(into)] action: String,
    field: &'static str,
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    words: &'static str,
    #[prop(default = "")] asks: &'static str,
) -> impl IntoView {
    let says = format!("{words}: {name}");
    let key = id.clone();
    if !asks.is_empty() {
        let sure = format!("{words} hẳn");
        let sure_says = format!("{sure}: {name}");
        return view! {
            <details class="removal">
                <summary class="button button-small button-grave" aria-label=says>{words}</summary>
                <Form action=action key=key>
                    <Hidden name=field value=id/>
                    <p>{asks}</p>
                    <p class="buttons"><button type="submit" class="button button-small button-grave" aria-label=sure_says>{sure}</button></p>
                </Form>
            </details>
        }
        .into_any();
    }
    view! {
        <Form action=action class="plain" key=key>
            <Hidden name=field value=id/>
            <button type="submit" class="button button-small button-grave" aria-label=says>{words}</button>
        </Form>
    }
    .into_any()
}

#[component]
pub fn IdentityPage() -> impl IntoView {
    let state = FormState::current();
    let identity = Resource::new(move || state.changes.get(), |_| read_identity());
    titled("Thông tin cổng");
    loaded(identity, identity_forms)
}

fn identity_forms(identity: IdentityView) -> AnyView {
    let site = identity.site;
    view! {
        <h1>"Thông tin cổng"</h1>
        <section class="panel">
            <h2>"Thông báo khẩn"</h2>
            <Form action="admin/save-notice">
                <Area label="Thông báo" name="notice" value=identity.notice rows=2 hint="Hiện ở đầu mọi trang của người đọc. Bỏ trống để gỡ thông báo."/>
                <Field label="Liên kết" name="notice_url" value=identity.notice_url hint="Không bắt buộc, ví dụ /bai-viet/canh-bao-lu-quet"/>
                <p class="buttons"><button type="submit" class="button button-main">"Lưu thông báo"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Tên và cơ quan"</h2>
            <Form action="admin/save-identity">
                <Field label="Tên cổng" name="name" value=site.name required=true/>
                <Field label="Tên ngắn" name="short_name" value=site.short_name required=true/>
                <Field label="Cơ quan cấp trên" name="parent" value=site.parent hint="Dòng nhỏ phía trên tên cổng."/>
                <Field label="Cơ quan chủ quản" name="governing_body" value=site.governing_body required=true/>
                <Field label="Người chịu trách nhiệm" name="responsible" value=site.responsible required=true/>
                <Field label="Địa chỉ trụ sở" name="address" value=site.address/>
                <Field label="Điện thoại" name="phone" inputmode="tel" value=site.phone/>
                <Field label="Thư điện tử" name="email" inputmode="email" value=site.email/>
                <Field label="Giấy phép" name="licence" value=site.licence/>
                <p class="buttons"><button type="submit" class="button button-main">"Lưu thông tin"</button></p>
            </Form>
        </section>
        {appearance(identity.colour, site.mark)}
        <section class="panel">
            <h2>"Lượt truy cập chuyển từ trang cũ"</h2>
            <Form action="admin/save-opening-visits">
                <Field label="Số lượt" name="visits" inputmode="numeric" value=grouped(identity.opening_visits) hint="Cộng vào ô “Tất cả”; trang thống kê nói rõ số này."/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button">"Lưu số lượt"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn appearance(colour: String, mark: String) -> AnyView {
    let choices = COLOURS.into_iter().map(|(name, value)| {
        view! {
            <li>
                <Form action="admin/save-colour" class="plain" key=if value.is_empty() { "built-in" } else { value.trim_start_matches('#') }>
                    <Hidden name="colour" value=value/>
                    <button type="submit" class="button button-small swatch">
                        <svg viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" fill=if value.is_empty() { "#821216" } else { value }></rect></svg>
                        {name}
                    </button>
                </Form>
            </li>
        }
    });
    view! {
        <section class="panel">
            <h2>"Màu chủ đạo"</h2>
            <p>"Màu của đầu trang, liên kết và nút bấm. Cổng chỉ nhận màu mà chữ trên đó đọc được; khi người đọc chọn tương phản cao, màu dành riêng cho họ vẫn giữ nguyên."</p>
            <ul role="list" class="swatches">{choices.collect_view()}</ul>
            <Form action="admin/save-colour">
                <Field label="Mã màu riêng" name="colour" value=colour hint="Ví dụ #1f4e8c. Bỏ trống để dùng màu sẵn có."/>
                <p class="buttons"><button type="submit" class="button">"Lưu màu"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Biểu trưng"</h2>
            {if mark.is_empty() {
                view! { <p>"Cổng đang dùng bông hoa sẵn có."</p> }.into_any()
            } else {
                view! {
                    <p class="mark-shown"><img src=mark alt="Biểu trưng hiện nay" width="64" height="64"/></p>
                    <Form action="admin/remove-mark" class="plain">
                        <button type="submit" class="button button-small button-grave">"Bỏ biểu trưng"</button>
                    </Form>
                }
                .into_any()
            }}
            <p>"Tải ảnh lên " <a href="/bien-tap/thu-vien?loai=anh">"thư viện tệp"</a> ", mở ảnh rồi bấm “Dùng làm biểu trưng”. Ảnh vuông, nền trong suốt là đẹp nhất."</p>
        </section>
    }
    .into_any()
}

#[component]
pub fn SectionsPage() -> impl IntoView {
    let state = FormState::current();
    let sections = Resource::new(move || state.changes.get(), |_| list_sections());
    titled("Chuyên mục và trình đơn");
    loaded(sections, section_list)
}

fn section_list(sections: Vec<SectionLine>) -> AnyView {
    let tops: Vec<(String, String)> = std::iter::once((String::new(), "Không, đứng ở bậc trên cùng".to_owned()))
        .chain(sections.iter().filter(|line| line.parent.is_empty()).map(|line| (line.id.clone(), line.name.clone())))
        .collect();
    let ends: Vec<_> =
        sections.iter().map(|line| (is_first_of(line, sections.iter()), is_first_of(line, sections.iter().rev()))).collect();
    let lines: Vec<_> = sections
        .into_iter()
        .zip(ends)
        .map(|(section, (is_first, is_last))| section_line(section, tops.clone(), is_first, is_last))
        .collect();
    view! {
        <h1>"Chuyên mục và trình đơn"</h1>
        <p>"Thứ tự ở đây là thứ tự trên trình đơn. Chuyên mục con đứng ở đầu trang của chuyên mục trên nó, tin bài của con cũng hiện ở đó, và vai trò giao ở chuyên mục trên có hiệu lực ở chuyên mục con. Địa chỉ của chuyên mục không đổi sau khi tạo, để liên kết đã lưu vẫn mở được."</p>
        {(!lines.is_empty()).then(|| view! { <ol role="list" class="arranged">{lines}</ol> })}
        <section class="panel">
            <h2>"Thêm chuyên mục"</h2>
            <Form action="admin/save-section" key="new">
                <Field label="Tên chuyên mục" name="name" required=true/>
                <Area label="Mô tả" name="description" rows=2/>
                <Choice label="Thuộc chuyên mục" name="parent" options=tops/>
                <Tick label="Hiện trên trình đơn" name="in_menu" checked=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm chuyên mục"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

/// Whether it comes before those beside it, in this order.
fn is_first_of<'a>(line: &SectionLine, mut order: impl Iterator<Item = &'a SectionLine>) -> bool {
    order.find(|other| other.parent == line.parent).is_some_and(|first| first.id == line.id)
}

fn section_line(section: SectionLine, tops: Vec<(String, String)>, is_first: bool, is_last: bool) -> AnyView {
    let SectionLine { id, slug, name, description, in_menu, parent, articles } = section;
    let tops: Vec<_> = tops.into_iter().filter(|(top, _)| *top != id).collect();
    let class = (!parent.is_empty()).then_some("arranged-below");
    let about =
        format!("/chuyen-muc/{slug} · {} tin bài{}", grouped(articles), if in_menu { "" } else { " · không hiện trên trình đơn" });
    let [moved, edited, removed] = [(); 3].map(|()| id.clone());
    let [shown, of_move, of_edit, of_remove] = [(); 4].map(|()| name.clone());
    let remove = (articles == 0)
        .then(|| view! { <Remove action="admin/delete-section" field="id" id=removed name=of_remove words="Xóa" asks=LOST/> });
    view! {
        <li class=class>
            <div class="arranged-head">
                <p><strong>{shown}</strong><br/><small>{about}</small></p>
                <div class="arranged-buttons"><Arrange kind=Ordered::Section id=moved name=of_move is_first is_last/> {remove}</div>
            </div>
            <FoldedForm summary=format!("Sửa: {of_edit}") action="admin/save-section" key=id>
                <Hidden name="id" value=edited/>
                <Field label="Tên chuyên mục" name="name" value=name required=true/>
                <Area label="Mô tả" name="description" value=description rows=2/>
                <Choice label="Thuộc chuyên mục" name="parent" options=tops value=parent/>
                <Tick label="Hiện trên trình đơn" name="in_menu" checked=in_menu/>
                <p class="buttons"><button type="submit" class="button">"Lưu chuyên mục"</button></p>
            </FoldedForm>
        </li>
    }
    .into_any()
}
