//! Screens of what administrators answer for: personal data, the log, backups and the machine.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{read_health, read_log},
    model::{HealthView, LogView},
};
use crate::{
    audit::model::ACTIONS,
    text::{dates, numbers::byte_size},
    ui::{
        fields::{Choice, Confirm, Field},
        form::Form,
        head::titled,
        loaded::loaded,
    },
};

#[component]
pub fn ErasingPage() -> impl IntoView {
    titled("Xóa dữ liệu cá nhân");
    view! {
        <h1>"Xóa dữ liệu cá nhân"</h1>
        <p>"Xóa hẳn chữ và tệp của một phiên bản cũ, cùng lý do đính chính hay gỡ mà người đọc thấy. Lịch sử đính chính vẫn ghi rằng từng có phiên bản ấy, giữ mã băm và nói ngày xóa. Không hoàn lại được; các bản sao lưu đã có còn giữ nội dung cho đến khi hết hạn."</p>
        <Form action="admin/erase">
            <Field label="Địa chỉ của bài" name="article" required=true hint="Ví dụ /bai-viet/le-khai-giang"/>
            <Field label="Phiên bản số" name="number" inputmode="numeric" required=true hint="Xem phần Lịch sử của bài. Bản đang đăng phải đính chính trước."/>
            <Choice label="Xóa gì" name="what" options=vec![
                ("version".into(), "Nội dung, tệp và lý do đã ghi với phiên bản".into()),
                ("reasons".into(), "Chỉ lý do đăng, đính chính hoặc gỡ (cả của bản đang đăng)".into()),
            ]/>
            <Field label="Lý do xóa" name="reason" required=true hint="Ghi vào nhật ký; đừng chép lại dữ liệu cần xóa."/>
            <Confirm/>
            <p class="buttons"><button type="submit" class="button button-grave">"Xóa hẳn"</button></p>
        </Form>
    }
}

#[component]
pub fn LogPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        let query = query.read();
        (query.get("viec").unwrap_or_default(), query.get("truoc").and_then(|before| before.parse().ok()).unwrap_or(0))
    };
    let log = Resource::new(asked, |(action, before)| read_log(action, before));
    titled("Nhật ký");
    loaded(log, log_table)
}

fn log_table(log: LogView) -> AnyView {
    let chosen = log.action.clone();
    let options = std::iter::once(("", "Mọi việc")).chain(ACTIONS.iter().copied()).map(|(action, name)| {
        view! { <option value=action selected=action == chosen>{name}</option> }
    });
    let options = options.collect_view();
    let rows = log.entries.iter().map(|entry| {
        view! {
            <tr>
                <td>{dates::date_time(entry.at)}</td>
                <td>{entry.actor.clone()}</td>
                <th scope="row">{entry.action_name()}</th>
                <td>{entry.subject.clone()}</td>
                <td class="wraps">{entry.detail.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let is_empty = log.entries.is_empty();
    let next = (log.before > 0).then(|| {
        let href = format!("/bien-tap/nhat-ky?viec={}&truoc={}", log.action, log.before);
        view! { <p class="buttons"><a class="button" href=href>"Xem các mục cũ hơn"</a></p> }
    });
    view! {
        <h1>"Nhật ký"</h1>
        <p>"Ai đã làm gì, khi nào. Mỗi mục nối băm với mục trước; lệnh congdan doctor kiểm lại cả chuỗi."</p>
        <form method="get" action="/bien-tap/nhat-ky" class="filter">
            <label for="viec">"Việc"</label>
            <select id="viec" name="viec">{options}</select>
            <button type="submit" class="button">"Lọc"</button>
        </form>
        {is_empty.then(|| view! { <p class="empty">"Không có mục nào."</p> })}
        <div class="table-frame" tabindex="0" role="region" aria-label="Nhật ký">
            <table class="work">
                <thead><tr>
                    <th scope="col">"Lúc"</th><th scope="col">"Người"</th><th scope="col">"Việc"</th><th scope="col">"Đối tượng"</th><th scope="col">"Chi tiết"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {next}
    }
    .into_any()
}

#[component]
pub fn HealthPage() -> impl IntoView {
    let health = Resource::new(|| (), |()| read_health());
    titled("Sao lưu và máy chủ");
    loaded(health, health_sheet)
}

fn health_sheet(health: HealthView) -> AnyView {
    const TOO_OLD: i64 = 2 * 86_400 * 1_000_000;
    const TOO_FULL: u64 = 1 << 30;
    const TOO_FAR: i64 = 2_000_000;
    let line = |name: &'static str, says: String, warning: Option<&'static str>| {
        view! { <dt>{name}</dt><dd>{says} {warning.map(|warning| view! { <strong class="warning">{format!(" {warning}")}</strong> })}</dd> }
    };
    let backups = health.backups;
    let (good, is_old) = match &backups.last_good {
        Some(good) => (
            format!("{}, {}, tại {}", dates::date_time(good.finished_at), byte_size(good.bytes.unsigned_abs()), good.place),
            health.server_now - good.finished_at > TOO_OLD,
        ),
        None => ("chưa có bản nào".to_owned(), true),
    };
    let failure = backups.last_failure.map(|failure| {
        let warning = failure.is_of_last(backups.last_good.as_ref()).then_some("Từ đó chưa có bản nào trọn vẹn");
        line("Lần hỏng gần nhất", format!("{}: {}", dates::date_time(failure.failed_at), failure.failure), warning)
    });
    let (free, is_full) = match backups.free_bytes {
        Some(bytes) => (byte_size(bytes), bytes < TOO_FULL),
        None => ("không hỏi được".to_owned(), true),
    };
    let apart = (health.server_now - health.database_now).abs();
    view! {
        <h1>"Sao lưu và máy chủ"</h1>
        <dl class="facts">
            {line("Bản sao lưu gần nhất", good, is_old.then_some("Cần sao lưu ngay: congdan backup"))}
            {failure}
            {line("Ổ đĩa còn trống", free, is_full.then_some("Sắp đầy: hãy dọn hoặc thêm ổ đĩa"))}
            {line("Đồng hồ máy chủ", dates::date_time(health.server_now), (apart > TOO_FAR).then_some("Lệch với đồng hồ của cơ sở dữ liệu: hãy bật đồng bộ giờ"))}
        </dl>
        <p>"Sao lưu chạy hằng ngày. Khôi phục và kiểm tra toàn bộ: xem docs/RUNNING.md."</p>
    }
    .into_any()
}
