//! Whether an author line names a person or a body, as data for search engines have to say.

use crate::text::nfc;

/// How the names of bodies begin, in words that begin no person's: "Trường" is one, "Trương" is not.
const BODIES: [&str; 45] = [
    "ban biên tập",
    "ban chỉ đạo",
    "ban chỉ huy",
    "ban dân",
    "ban quản lý",
    "ban tiếp",
    "ban tổ chức",
    "ban tuyên giáo",
    "báo",
    "bộ",
    "chi cục",
    "chi đoàn",
    "công an",
    "cổng thông tin",
    "cục",
    "đài",
    "đảng uỷ",
    "đảng ủy",
    "đoàn thanh niên",
    "hđnd",
    "hội cựu chiến binh",
    "hội đồng",
    "hội liên hiệp",
    "hội nông dân",
    "huyện ủy",
    "mặt trận",
    "mttq",
    "nhóm phóng viên",
    "phòng",
    "phóng viên",
    "sở",
    "thanh tra",
    "thường trực",
    "tỉnh ủy",
    "tòa soạn",
    "toà soạn",
    "tổ công tác",
    "trạm",
    "trung tâm",
    "trường",
    "ttxvn",
    "ubnd",
    "uỷ ban",
    "ủy ban",
    "văn phòng",
];

/// The type of schema.org; nobody named is the site itself.
pub fn kind(line: &str) -> &'static str {
    let line = nfc(line).to_lowercase();
    let begins = |body: &str| line.strip_prefix(body).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if line.is_empty() || BODIES.into_iter().any(begins) { "Organization" } else { "Person" }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn bodies_are_told_from_persons_by_how_they_begin() {
        for body in [
            "",
            "Ban Biên tập",
            "UBND xã Hoa Đào",
            "Uỷ ban nhân dân",
            "Phòng Văn hóa - Xã hội",
            "Sở Y tế",
            "Trường THCS Hoa Đào",
            "Báo Lạng Sơn",
        ] {
            assert_eq!(kind(body), "Organization", "{body}");
        }
        for person in ["Trương Thị Mai", "Văn Phong", "Phong Lê", "Bảo Ngọc", "Đoàn Văn Hậu", "Nông Thị Sen", "Báu"]
        {
            assert_eq!(kind(person), "Person", "{person}");
        }
    }
}
