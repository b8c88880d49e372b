//! An entry of the log, and what each action is called.

use serde::{Deserialize, Serialize};

/// How many entries a page of the log shows.
pub const PAGE_LENGTH: usize = 50;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct EntryView {
    pub seq: i64,
    pub at: i64,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub detail: String,
}

impl EntryView {
    pub fn action_name(&self) -> &'static str {
        ACTIONS.iter().find(|(action, _)| *action == self.action).map_or("Việc khác", |(_, name)| name)
    }
}

/// Every action that is ever written.
pub const ACTIONS: &[(&str, &str)] = &[
    ("sign_in", "Đăng nhập"),
    ("sign_in_refused", "Đăng nhập bị từ chối"),
    ("sign_out", "Đăng xuất"),
    ("session_revoked", "Đóng phiên đăng nhập"),
    ("account_added", "Thêm tài khoản"),
    ("account_activated", "Kích hoạt tài khoản"),
    ("account_disabled", "Khóa tài khoản"),
    ("account_enabled", "Mở lại tài khoản"),
    ("link_created", "Tạo liên kết kích hoạt"),
    ("grants_changed", "Đổi vai trò"),
    ("password_changed", "Đổi mật khẩu"),
    ("second_factor_changed", "Đổi xác thực hai bước"),
    ("article_created", "Viết tin mới"),
    ("article_saved", "Lưu tin bài"),
    ("article_set_aside", "Lưu bản riêng bên cạnh"),
    ("article_dropped", "Bỏ bản nháp"),
    ("article_submitted", "Gửi duyệt"),
    ("article_approved", "Duyệt"),
    ("article_returned", "Trả lại"),
    ("article_published", "Đăng"),
    ("article_scheduled", "Hẹn giờ đăng"),
    ("article_withdrawn", "Gỡ bài"),
    ("article_urgent", "Đăng khẩn"),
    ("article_reviewed", "Duyệt lại bài đăng khẩn"),
    ("article_assigned", "Giao việc"),
    ("note_added", "Ghi chú vào bài"),
    ("note_settled", "Xong một ghi chú"),
    ("revision_erased", "Xóa dữ liệu cá nhân"),
    ("media_described", "Sửa mô tả tệp"),
    ("media_replaced", "Thay ảnh"),
    ("album_renamed", "Đổi tên thư mục tệp"),
    ("section_changed", "Sửa chuyên mục"),
    ("menu_changed", "Sửa trình đơn"),
    ("page_changed", "Sửa trang"),
    ("home_changed", "Sửa trang chủ"),
    ("block_changed", "Sửa khối"),
    ("web_link_changed", "Sửa liên kết website"),
    ("site_changed", "Sửa thông tin cổng"),
    ("appearance_changed", "Sửa màu và biểu trưng"),
    ("notice_changed", "Sửa thông báo khẩn"),
    ("redirect_changed", "Sửa chuyển hướng"),
    ("abbreviations_changed", "Sửa từ viết tắt"),
    ("opening_visits_changed", "Sửa số lượt truy cập chuyển sang"),
    ("workflow_changed", "Sửa quy trình"),
    ("backup_made", "Sao lưu"),
];
