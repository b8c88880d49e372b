//! `/tiep-can`: what helps to read, with the settings as a plain form.

use leptos::prelude::*;

use super::model::{CONTRAST_STEPS, ReadingPreferences, TEXT_STEPS};
use crate::{section::breadcrumb::Breadcrumb, ui::head::Head};

/// The reader's preferences, for the page that sets them.
#[derive(Clone, Copy)]
pub struct Preferences(pub ReadingPreferences);

#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let Preferences(chosen) = expect_context();
    Head {
        title: "Hỗ trợ tiếp cận".into(),
        description: "Chỉnh cỡ chữ, tương phản và giãn cách; cam kết tiếp cận của cổng.".into(),
        path: "/tiep-can".into(),
        ..Head::default()
    }
    .say();

    let choice = move |name: &'static str, value: &'static str, label: String, is_chosen: bool| {
        view! {
            <label>
                <input type="radio" name=name value=value checked=is_chosen/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <Breadcrumb/>
        <header class="section-intro">
            <h1>"Hỗ trợ tiếp cận"</h1>
            <p>"Trang này giúp bạn đọc dễ hơn: chữ to hơn, màu rõ hơn, dòng thưa hơn. Lựa chọn được nhớ trên máy này một năm."</p>
        </header>
        <form class="settings" method="post" action="/tiep-can">
            <fieldset>
                <legend>"Cỡ chữ"</legend>
                <div class="choices choices-short">
                    {choice("text", "-", "Theo máy".into(), chosen.text.is_none())}
                    {TEXT_STEPS.map(|step| choice("text", step, format!("{}%", step.replace('.', ",")), chosen.text == Some(step))).collect_view()}
                </div>
            </fieldset>
            <fieldset>
                <legend>"Tương phản"</legend>
                <div class="choices">
                    {choice("contrast", "-", "Theo cài đặt của máy".into(), chosen.contrast.is_none())}
                    {CONTRAST_STEPS
                        .into_iter()
                        .zip(["Thường", "Cao", "Tối đa: chữ vàng trên nền đen"])
                        .map(|(step, label)| choice("contrast", step, label.into(), chosen.contrast == Some(step)))
                        .collect_view()}
                </div>
            </fieldset>
            <fieldset>
                <legend>"Giãn cách"</legend>
                <div class="choices">
                    {choice("spacing", "normal", "Thường".into(), chosen.spacing != Some("wide"))}
                    {choice("spacing", "wide", "Rộng: dòng và chữ thưa hơn".into(), chosen.spacing == Some("wide"))}
                </div>
            </fieldset>
            <p class="buttons">
                <button class="button button-main" name="change" value="save">"Lưu lựa chọn"</button>
                " "
                <button class="button" name="change" value="reset">"Đặt lại mặc định"</button>
            </p>
        </form>
        <div class="article-body">
            <h2>"Các cách đọc khác"</h2>
            <p>
                "Thanh trên đầu mỗi trang đổi cỡ chữ từ 87,5% đến 200% và ba mức tương phản. Nếu máy của bạn đã đặt chữ to, nền tối hay tương phản cao, cổng tự theo, trừ khi bạn chọn khác ở đây."
            </p>
            <h2>"Cam kết"</h2>
            <p>
                "Cổng được làm theo chuẩn WCAG 2.2 mức AA. Mọi trang đọc được khi tắt JavaScript, dùng được chỉ với bàn phím và với trình đọc màn hình. Nếu gặp chỗ khó đọc, hãy báo cho cơ quan theo số điện thoại ở cuối trang."
            </p>
        </div>
    }
}
