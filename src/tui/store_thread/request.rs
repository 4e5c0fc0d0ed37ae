//! A request to the store and the reply to it. A request that the keyboard waits for has a number, which comes back
//! with the reply, whether the store did the job or refused it.

use super::protocol::{Job, StoreAnswer};

/// The number of a request that the keyboard waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// Returns the number after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// A job with the number under which it is answered.
#[derive(Debug, Clone)]
pub struct StoreRequest {
    /// The number; `None` if nobody waits for the reply.
    pub id: Option<RequestId>,
    /// The job for the store.
    pub job: Job,
}

impl From<Job> for StoreRequest {
    fn from(job: Job) -> Self {
        Self { id: None, job }
    }
}

/// All answers of the store to one request, or a report in the middle of a long job.
#[derive(Debug)]
pub struct StoreReply {
    /// The number of the request; `None` if it had none, and for reports in the middle of a job.
    pub id: Option<RequestId>,
    /// The answers, to be applied in order: a new snapshot comes before what refers to it.
    pub answers: Vec<StoreAnswer>,
}

impl From<StoreAnswer> for StoreReply {
    fn from(answer: StoreAnswer) -> Self {
        Self { id: None, answers: vec![answer] }
    }
}
