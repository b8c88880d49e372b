//! The table of the two gates, walked in full, and the page of documentation that is written from it.

use crate::{
    accounts::model::Role,
    workflow::stages::{Action, Review, Stage, Standing, next},
};

/// What the two gates mean, told a second time by hand: role, action, from, to.
const OPEN: &[(&str, &str, &str, &str)] = &[
    ("author", "save", "Bản nháp", "Bản nháp"),
    ("author", "save", "Đã đăng", "Bản nháp"),
    ("author", "save", "Đã gỡ", "Bản nháp"),
    ("author", "submit", "Bản nháp", "Chờ duyệt"),
    ("editor", "save", "Bản nháp", "Bản nháp"),
    ("editor", "save", "Chờ duyệt", "Chờ duyệt"),
    ("editor", "save", "Đã đăng", "Bản nháp"),
    ("editor", "save", "Đã gỡ", "Bản nháp"),
    ("editor", "submit", "Bản nháp", "Chờ duyệt"),
    ("editor", "approve", "Chờ duyệt", "Chờ đăng"),
    ("editor", "return", "Chờ duyệt", "Bản nháp"),
    ("editor", "review", "Bản nháp", "Bản nháp"),
    ("editor", "review", "Chờ duyệt", "Chờ duyệt"),
    ("editor", "review", "Chờ đăng", "Chờ đăng"),
    ("editor", "review", "Hẹn giờ đăng", "Hẹn giờ đăng"),
    ("editor", "review", "Đã đăng", "Đã đăng"),
    ("editor", "review", "Đã gỡ", "Đã gỡ"),
    ("publisher", "publish", "Chờ đăng", "Đã đăng"),
    ("publisher", "publish", "Hẹn giờ đăng", "Đã đăng"),
    ("publisher", "schedule", "Chờ đăng", "Hẹn giờ đăng"),
    ("publisher", "schedule", "Hẹn giờ đăng", "Hẹn giờ đăng"),
    ("publisher", "return", "Chờ đăng", "Bản nháp"),
    ("publisher", "return", "Hẹn giờ đăng", "Bản nháp"),
    ("publisher", "urgent", "Bản nháp", "Đã đăng"),
    ("publisher", "urgent", "Chờ duyệt", "Đã đăng"),
    ("publisher", "review", "Bản nháp", "Bản nháp"),
    ("publisher", "review", "Chờ duyệt", "Chờ duyệt"),
    ("publisher", "review", "Chờ đăng", "Chờ đăng"),
    ("publisher", "review", "Hẹn giờ đăng", "Hẹn giờ đăng"),
    ("publisher", "review", "Đã đăng", "Đã đăng"),
    ("publisher", "review", "Đã gỡ", "Đã gỡ"),
    ("publisher", "withdraw", "Bản nháp", "Bản nháp"),
    ("publisher", "withdraw", "Chờ duyệt", "Chờ duyệt"),
    ("publisher", "withdraw", "Chờ đăng", "Chờ đăng"),
    ("publisher", "withdraw", "Hẹn giờ đăng", "Chờ đăng"),
    ("publisher", "withdraw", "Đã đăng", "Đã gỡ"),
];

#[test]
fn every_stage_action_and_role_leads_where_it_is_told() {
    let mut open = 0;
    for role in Role::ALL {
        for action in Action::ALL {
            for stage in Stage::ALL {
                let told = OPEN.iter().find(|row| (row.0, row.1, row.2) == (role.as_str(), action.as_str(), stage.name()));
                let found = next(stage, action, role);
                assert_eq!(found.map(Stage::name), told.map(|row| row.3), "{role:?} {action:?} {stage:?}");
                open += usize::from(found.is_some());
            }
        }
    }
    assert_eq!(open, OPEN.len());
}

#[test]
fn ones_own_piece_needs_another_pair_of_eyes() {
    let standing =
        |stage| Standing { stage, is_live: true, is_own: true, is_writer: true, review: Review::OwedOfOwn, one_person_mode: false };
    let all = [Role::Author, Role::Editor, Role::Publisher];
    for stage in Stage::ALL {
        for action in [Action::Approve, Action::Publish, Action::Schedule, Action::Review] {
            assert_eq!(standing(stage).next(action, &all), None, "{action:?} at {stage:?}");
            let alone = Standing { one_person_mode: true, ..standing(stage) };
            let by_table = all.into_iter().find_map(|role| next(stage, action, role));
            assert_eq!(alone.next(action, &all), by_table, "{action:?} at {stage:?} in one-person mode");
        }
    }
    let urgent = Standing { review: Review::OwedOfOthers, ..standing(Stage::Published) };
    assert!(urgent.next(Action::Review, &all).is_some(), "who has written since is not who wrote what is owed");
    let others = Standing { is_own: false, is_writer: false, ..standing(Stage::Draft) };
    assert_eq!(others.next(Action::Save, &[Role::Author]), None, "an author leaves others' pieces alone");
    assert_eq!(others.next(Action::Save, &[Role::Editor]), Some(Stage::Draft));
    let hidden = Standing { is_live: false, ..standing(Stage::Draft) };
    assert_eq!(hidden.next(Action::Withdraw, &all), None, "what nobody sees cannot be withdrawn");
}

/// docs/WORKFLOW.md is written from the table: `CONGDAN_BLESS=1` writes it anew.
#[test]
fn the_documentation_says_what_the_table_says() {
    let mut page = String::from(
        "# Quy trình: hai khâu duyệt\n\nBảng này được viết ra từ `src/workflow/stages.rs`; một phép thử so hai bên. Mỗi ô: việc làm → trạng thái sau đó.\n\n",
    );
    page.push_str(&format!("| Trạng thái | {} |\n", Role::ALL.map(Role::name).join(" | ")));
    page.push_str("| --- | --- | --- | --- | --- |\n");
    for stage in Stage::ALL {
        let cells = Role::ALL.map(|role| {
            let steps = Action::ALL.into_iter().filter_map(|action| {
                let to = next(stage, action, role)?;
                Some(if to == stage { action.name().to_owned() } else { format!("{} → {}", action.name(), to.name()) })
            });
            let steps: Vec<String> = steps.collect();
            if steps.is_empty() { "–".to_owned() } else { steps.join("<br>") }
        });
        page.push_str(&format!("| **{}** | {} |\n", stage.name(), cells.join(" | ")));
    }
    page.push_str(
        "\nVai trò được giao ở cả cổng hoặc ở từng chuyên mục. Giao ở một chuyên mục là giao ở cả các chuyên mục con của nó: việc cần xử lý, các \
         nút, giao việc và chọn chuyên mục đều theo đó. Chuyên mục chuyển sang chỗ khác, hay mới thêm, thì theo ngay.\n\
         \nNgoài bảng: tác giả chỉ sửa và gửi bài của mình hoặc bài được giao; không ai duyệt hay đăng bài mình viết, trừ khi cổng bật \
         chế độ một người; chỉ gỡ được bài người đọc đang thấy; mỗi lần đăng khẩn nợ một lượt \
         duyệt lại riêng của người không đăng và không viết chữ nào trong đó; tác giả bỏ \
         hẳn được bản nháp của mình khi bài chưa gửi duyệt lần nào, chưa giao cho ai và chưa ai khác viết vào.\n",
    );
    let path = "docs/WORKFLOW.md";
    if std::env::var_os("CONGDAN_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), page, "run the test with CONGDAN_BLESS=1");
}
