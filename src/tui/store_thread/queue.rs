//! Jobs in the order in which they were given. A search that another one follows is left out: while somebody types, only
//! the newest query is worth an answer.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use super::protocol::Job;

/// The jobs that wait for the store.
pub struct JobQueue {
    asked: Receiver<Job>,
    waiting: VecDeque<Job>,
}

impl JobQueue {
    /// The jobs that come.
    pub const fn new(asked: Receiver<Job>) -> Self {
        Self { asked, waiting: VecDeque::new() }
    }
}

impl Iterator for JobQueue {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if self.waiting.is_empty() {
                self.waiting.push_back(self.asked.recv().ok()?);
            }
            self.waiting.extend(self.asked.try_iter());
            let job = self.waiting.pop_front()?;
            let is_search = |job: &Job| matches!(job, Job::Search { .. });
            if !(is_search(&job) && self.waiting.iter().any(is_search)) {
                return Some(job);
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
        let (give, asked) = mpsc::channel();
        let search = |generation| Job::Search { text: String::new(), generation };
        for job in [search(1), Job::Unposted, search(2), Job::TurnDay, search(3)] {
            give.send(job).unwrap();
        }
        drop(give);
        let done: Vec<_> = JobQueue::new(asked).collect();
        assert!(matches!(*done, [Job::Unposted, Job::TurnDay, Job::Search { generation: 3, .. }]));
    }
}
