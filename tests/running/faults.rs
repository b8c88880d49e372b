//! What befalls the machine while people read: they go on reading, and the portal heals by itself.

use crate::portal::{Portal, until};

/// Asked for before the fault, so that it is in memory.
pub const KEPT: &str = "/bai-viet/bai-mot";
/// Never asked for before.
const NEW: &str = "/bai-viet/bai-hai";

/// What a fault leaves to a reader whose page is not in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncached {
    /// The database can still be read.
    Served,
    Unavailable,
}

/// Readers go on, what is counted waits, the machine is told, and it heals: told once, true of every fault.
pub async fn endure(mut portal: Portal, uncached: Uncached, fault: impl AsyncFnOnce(), mend: impl AsyncFnOnce()) {
    portal.visit();
    assert_eq!(portal.ask(KEPT).status, 200);
    until("the first visit is written", || portal.ask("/readyz").status == 200);
    // News of the import may have come in between, and emptied what is in memory.
    assert_eq!(portal.ask(KEPT).status, 200);

    fault().await;
    until("the machine is told", || portal.ask("/readyz").status == 503);
    assert_eq!(portal.ask("/healthz").status, 200, "the process itself is well");
    let kept = portal.ask(KEPT);
    assert_eq!(kept.status, 200);
    assert!(kept.body.contains("Nội dung bài một"), "{}", kept.body);
    let new = portal.ask(NEW);
    match uncached {
        Uncached::Served => assert_eq!(new.status, 200),
        Uncached::Unavailable => {
            assert_eq!(new.status, 503);
            // In the frame, where that is in memory.
            let says = ["Chưa tải được trang", "Cổng đang gặp trục trặc"].iter().any(|says| new.body.contains(says));
            assert!(new.body.contains("lang=\"vi\"") && says, "{}", new.body);
            assert!(new.head.contains("retry-after: "), "{}", new.head);
        }
    }
    portal.visit();
    assert_eq!(portal.figure(KEPT), 2, "counting goes on");
    until("the log tells", || portal.log().contains("visits wait for"));
    if uncached == Uncached::Unavailable {
        assert!(portal.log().contains("database error"), "{}", portal.log());
    }

    mend().await;
    until("it heals by itself", || portal.ask("/readyz").status == 200);
    assert!(portal.ask(NEW).body.contains("Nội dung bài hai"));
    portal.stop();
    portal.start();
    assert_eq!(portal.figure(KEPT), 2, "what was counted meanwhile has been written, once");
    portal.stop();
}
