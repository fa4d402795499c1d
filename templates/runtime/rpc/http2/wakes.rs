//! Wakes of a connection's task by itself. Handlers that run in the task wake it through the engine, for what the same turn
//! does anyway; the scheduler would give the task another turn for it, and wake another thread to look for work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// So many times a turn goes on because of wakes that came while it ran.
const ROUNDS: usize = 8;

/// Stands between a task and what wakes it.
pub(super) struct Wakes {
    noted: Arc<Noted>,
    waker: Waker,
}

#[derive(Default)]
struct Noted {
    is_running: AtomicBool,
    is_woken: AtomicBool,
    task: Mutex<Option<Waker>>,
}

impl Wake for Noted {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::SeqCst);
        if self.is_running.load(Ordering::SeqCst) {
            return;
        }
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = &*task {
            task.wake_by_ref();
        }
    }
}

/// How a turn ended.
pub(super) enum Turn {
    /// Until something wakes the task.
    Waits,
    /// The scheduler is to give other tasks a turn first.
    Yields,
    /// For good.
    Ends,
}

impl Wakes {
    pub(super) fn new() -> Self {
        let noted = Arc::<Noted>::default();
        let waker = Waker::from(Arc::clone(&noted));
        Self { noted, waker }
    }

    /// Has turns taken until one waits and nothing woke the task meanwhile. A turn may forget, by [`forget`](Self::forget),
    /// what woke the task so far, before it looks for all that there is to do.
    pub(super) fn poll(
        &self,
        cx: &mut Context<'_>,
        mut turn: impl FnMut(&mut Context<'_>) -> Turn,
    ) -> Poll<()> {
        self.wake_instead(cx.waker());
        for _ in 0..ROUNDS {
            self.noted.is_running.store(true, Ordering::SeqCst);
            self.forget();
            let ended = turn(&mut Context::from_waker(&self.waker));
            // From here on a wake goes to the scheduler; one that came before is seen below.
            self.noted.is_running.store(false, Ordering::SeqCst);
            match ended {
                Turn::Ends => return Poll::Ready(()),
                Turn::Yields => break,
                Turn::Waits if self.noted.is_woken.load(Ordering::SeqCst) => {}
                Turn::Waits => return Poll::Pending,
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    pub(super) fn forget(&self) {
        self.noted.is_woken.store(false, Ordering::SeqCst);
    }

    fn wake_instead(&self, waker: &Waker) {
        let mut task = self
            .noted
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if !task.as_ref().is_some_and(|task| task.will_wake(waker)) {
            *task = Some(waker.clone());
        }
    }
}
