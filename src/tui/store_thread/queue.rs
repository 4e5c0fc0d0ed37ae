//! The queue of jobs, in the order in which they were sent. A search is skipped if another one follows, because only
//! the newest query needs an answer.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use super::protocol::Job;
use super::request::StoreRequest;

/// The jobs that wait for the store thread.
pub struct JobQueue {
    incoming: Receiver<StoreRequest>,
    waiting: VecDeque<StoreRequest>,
}

impl JobQueue {
    /// Creates a queue of the requests that come from `incoming`.
    pub const fn new(incoming: Receiver<StoreRequest>) -> Self {
        Self { incoming, waiting: VecDeque::new() }
    }
}

impl Iterator for JobQueue {
    type Item = StoreRequest;

    fn next(&mut self) -> Option<StoreRequest> {
        loop {
            if self.waiting.is_empty() {
                self.waiting.push_back(self.incoming.recv().ok()?);
            }
            self.waiting.extend(self.incoming.try_iter());
            let request = self.waiting.pop_front()?;
            let is_search = |request: &StoreRequest| matches!(request.job, Job::Search { .. });
            if !(is_search(&request) && self.waiting.iter().any(is_search)) {
                return Some(request);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn of_the_searches_that_wait_only_the_newest_is_done_and_nothing_else_is_left_out() {
        let (send, incoming) = mpsc::channel();
        let search = |generation| Job::Search { text: String::new(), generation };
        for job in [search(1), Job::Unposted, search(2), Job::TurnDay, search(3)] {
            send.send(StoreRequest::from(job)).unwrap();
        }
        drop(send);
        let done: Vec<_> = JobQueue::new(incoming).map(|request| request.job).collect();
        assert!(matches!(*done, [Job::Unposted, Job::TurnDay, Job::Search { generation: 3, .. }]));
    }
}
