//! Hostile names: shown to people and offered to their file systems, never a place on our disk.

use crate::World;

#[tokio::test(flavor = "multi_thread")]
async fn names_are_words_and_nothing_else() {
    let world = World::new().await;
    let long = format!("{}.pdf", "dài".repeat(4000));
    let names = [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\x.pdf", "x.pdf"),
        ("C:\\anh\\quyet-dinh.pdf", "quyet-dinh.pdf"),
        ("/etc/cron.d/x", "x"),
        ("..", ""),
        (".", ""),
        ("", ""),
        (".htaccess", "htaccess"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("van-ban\u{202E}fdp.exe", "van-banfdp.exe"),
        ("v\u{200B}an\u{FEFF}.pdf", "van.pdf"),
        ("a\u{2066}b\u{2069}.pdf", "ab.pdf"),
        ("  quyết định.pdf  ", "quyết định.pdf"),
        ("quye\u{302}\u{301}t.pdf", "quyết.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("'; drop table media; --.pdf", "'; drop table media; --.pdf"),
        ("%2e%2e%2f%2e%2e%2fx.pdf", "%2e%2e%2f%2e%2e%2fx.pdf"),
        ("con.pdf", "con.pdf"),
        ("😀.pdf", "😀.pdf"),
        (long.as_str(), ""),
    ];
    for (number, (name, shown)) in names.into_iter().enumerate() {
        let view = world.take(format!("%PDF-1.7 {number}").as_bytes(), name).await.unwrap();
        if name.len() < 1000 {
            assert_eq!(view.name, shown, "{name:?}");
        }
        assert!(view.name.chars().count() <= 200);
        let url = &view.renditions[0].url;
        let word = url.rsplit('/').next().unwrap();
        assert!(word.ends_with(".pdf") && word.len() < 100, "{url}");
        assert!(word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.'), "{url}");
    }
    // Each lies under its hash, on a shelf of two digits, and nowhere else.
    assert_eq!(world.files().len(), 21);
    for file in world.files() {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.len() == 64 && file.parent().unwrap().ends_with(&name[..2]), "{}", file.display());
    }
}
