//! Signing in, and what a single-use link opens.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{read_link, read_new_second_factor},
    model::{LinkView, SecondFactorView},
};
use crate::ui::{
    fields::{Field, Hidden},
    form::{Form, FormState},
    head::titled,
    loaded::loaded,
};

fn next_path() -> String {
    use_query_map().read_untracked().get("tiep").unwrap_or_default()
}

#[component]
pub fn SignInPage() -> impl IntoView {
    titled("Đăng nhập");
    view! {
        <div class="sheet">
            <h1>"Đăng nhập Ban biên tập"</h1>
            <Unsaved/>
            <Form action="accounts/sign-in">
                <Hidden name="next" value=next_path()/>
                <Field label="Tên đăng nhập" name="name" autocomplete="username" required=true/>
                <Field label="Mật khẩu" name="password" kind="password" autocomplete="current-password" required=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Đăng nhập"</button></p>
            </Form>
            <p class="hint">"Quên mật khẩu? Hãy nhờ quản trị của cơ quan tạo liên kết đặt lại mật khẩu."</p>
            <p><a href="/" rel="external">"Về trang chủ"</a></p>
        </div>
    }
}

/// What was sent after the session had ended: nothing typed is lost.
#[component]
fn Unsaved() -> impl IntoView {
    let kept = FormState::current().failure.with_untracked(|failure| {
        let failure = failure.as_ref().filter(|failure| !failure.form.starts_with("accounts-"))?;
        Some(failure.values.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect::<Vec<_>>())
    });
    kept.map(|values| {
        let texts = values.into_iter().enumerate().map(|(number, (name, value))| {
            let id = format!("da-gui-{number}");
            view! {
                <div class="field">
                    <label for=id.clone()>{name}</label>
                    <textarea id=id readonly=true rows="4">{format!("\n{value}")}</textarea>
                </div>
            }
        });
        view! {
            <div class="notice notice-failed" role="alert">
                <p>"Phiên làm việc đã hết hạn nên nội dung vừa gửi chưa được lưu. Hãy sao chép lại trước khi đăng nhập:"</p>
                {texts.collect_view()}
            </div>
        }
    })
}

#[component]
pub fn CodePage() -> impl IntoView {
    titled("Mã xác thực");
    view! {
        <div class="sheet">
            <h1>"Mã xác thực"</h1>
            <p>"Mở ứng dụng xác thực trên điện thoại và nhập sáu chữ số đang hiện. Nếu không có điện thoại, hãy dùng một mã khôi phục đã in."</p>
            <Form action="accounts/code">
                <Hidden name="next" value=next_path()/>
                <Field label="Mã xác thực hoặc mã khôi phục" name="code" autocomplete="one-time-code" class="code" required=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Tiếp tục"</button></p>
            </Form>
            <Form action="accounts/sign-out" class="plain"><button type="submit" class="button">"Dùng tài khoản khác"</button></Form>
        </div>
    }
}

#[component]
pub fn SetUpPage() -> impl IntoView {
    let factor = Resource::new(sent_seed, read_new_second_factor);
    view! { <div class="sheet">{loaded(factor, set_up)}</div> }
}

/// Whoever has scanned a picture and then mistyped the code finds the same picture and the same recovery codes.
pub(super) fn sent_seed() -> String {
    FormState::current().sent_untracked("seed").unwrap_or_default()
}

fn set_up(factor: SecondFactorView) -> AnyView {
    titled("Thiết lập xác thực hai bước");
    let seed = factor.seed.clone();
    view! {
        <h1>"Thiết lập xác thực hai bước"</h1>
        <p>"Vai trò của bạn cần xác thực hai bước. Việc này chỉ làm một lần."</p>
        <Form action="accounts/set-second-factor">
            <Hidden name="seed" value=seed/>
            <SecondFactor factor/>
            <p class="buttons"><button type="submit" class="button button-main">"Bật xác thực hai bước"</button></p>
        </Form>
    }
    .into_any()
}

/// The QR code, the secret as text, the recovery codes, and the field for the first code.
#[component]
pub fn SecondFactor(factor: SecondFactorView) -> impl IntoView {
    let size = factor.qr_size;
    view! {
        <section class="second-factor" aria-label="Xác thực hai bước">
            <h2>"Bước 1: quét mã"</h2>
            <p>"Cài một ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator hoặc ứng dụng tương tự) rồi quét mã này."</p>
            <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label="Mã QR để ứng dụng xác thực quét" shape-rendering="crispEdges">
                <rect width=size height=size fill="#fff"></rect>
                <path d=factor.qr_path fill="#000"></path>
            </svg>
            <p>"Không quét được? Nhập khóa này bằng tay: " <code class="secret">{factor.secret}</code></p>
            <h2>"Bước 2: in mã khôi phục"</h2>
            <p>"Mỗi mã dùng được một lần khi không có điện thoại. Hãy in hoặc chép ra giấy và cất nơi an toàn; các mã này không hiện lại."</p>
            <ol class="recovery-codes">{factor.recovery_codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
            <h2>"Bước 3: nhập mã đang hiện"</h2>
            <Field label="Mã sáu chữ số" name="code" autocomplete="one-time-code" inputmode="numeric" class="code" required=true/>
        </section>
    }
}

#[component]
pub fn ActivationPage() -> impl IntoView {
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let link = Resource::new(token, |token| async move { read_link(token.clone()).await.map(|link| (token, link)) });
    view! { <div class="sheet">{loaded(link, activation)}</div> }
}

fn activation((token, link): (String, LinkView)) -> AnyView {
    titled("Kích hoạt tài khoản");
    view! {
        <h1>"Đặt mật khẩu"</h1>
        <p>"Tài khoản " <strong>{link.name}</strong> " của " {link.display_name} ". Liên kết này dùng được một lần."</p>
        <Form action="accounts/activate">
            <Hidden name="token" value=token/>
            <Field
                label="Mật khẩu mới" name="password" kind="password" autocomplete="new-password" required=true
                hint="Từ 8 ký tự trở lên. Vài từ không liên quan ghép lại vừa dễ nhớ vừa khó đoán."
            />
            <Field label="Nhập lại mật khẩu mới" name="again" kind="password" autocomplete="new-password" required=true/>
            {link.second_factor.map(|factor| view! { <SecondFactor factor/> })}
            <p class="buttons"><button type="submit" class="button button-main">"Kích hoạt"</button></p>
        </Form>
    }
    .into_any()
}
