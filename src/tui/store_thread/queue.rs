//! Jobs in the order in which they were given. A search that another one follows is left out: while somebody types, only
//! the newest query is worth an answer.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use super::protocol::Job;
use super::request::StoreRequest;

/// The jobs that wait for the store.
pub struct JobQueue {
    requests: Receiver<StoreRequest>,
    waiting: VecDeque<StoreRequest>,
}

impl JobQueue {
    /// The jobs that come.
    pub const fn new(requests: Receiver<StoreRequest>) -> Self {
        Self { requests, waiting: VecDeque::new() }
    }
}

impl Iterator for JobQueue {
    type Item = StoreRequest;

    fn next(&mut self) -> Option<StoreRequest> {
        loop {
            if self.waiting.is_empty() {
                self.waiting.push_back(self.requests.recv().ok()?);
            }
            self.waiting.extend(self.requests.try_iter());
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
        let (sender, requests) = mpsc::channel();
        let search = |generation| Job::Search { text: String::new(), generation };
        for job in [search(1), Job::Unposted, search(2), Job::TurnDay, search(3)] {
            sender.send(StoreRequest::from(job)).unwrap();
        }
        drop(sender);
        let done: Vec<_> = JobQueue::new(requests).map(|request| request.job).collect();
        assert!(matches!(*done, [Job::Unposted, Job::TurnDay, Job::Search { generation: 3, .. }]));
    }
}
