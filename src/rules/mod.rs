//! The rules: pure functions that take the facts of a case, the policy and a day, and return findings, clocks and hours
//! with their grounds.
//!
//! A rule reads the facts through [`view::View`], takes every number from policy, and returns a [`finding::Finding`]
//! with its grounds. If a fact is missing or sources differ, the finding says so and takes the cautious reading.

pub mod activity;
pub mod acts;
pub mod attendance;
pub mod average;
mod case_entries;
pub mod clock;
mod clocks;
pub mod closing;
pub mod common_case;
pub mod contact;
pub mod contacts_made;
pub mod cure;
mod decision_order;
mod determined_cause;
pub mod difference;
mod duty_doubt;
pub mod es109;
mod evaluation;
pub mod exemption;
pub mod federal;
mod federal_limits;
pub mod finding;
pub mod gate;
pub mod goals;
pub mod good_cause_period;
mod good_cause_signs;
pub mod hours;
pub mod hours_of_month;
pub mod household;
mod household_care;
pub mod impossible_facts;
pub mod kind_words;
pub mod late_service;
mod lifting;
pub mod linkages;
mod listed_notice;
pub mod message;
pub mod monthly_hours;
pub mod noncompliance;
pub mod noncompliance_end;
pub mod obligation;
pub mod other_parent;
pub mod outreach;
pub mod overdue;
mod owing_doubts;
pub mod plan;
mod plan_hours;
pub mod plan_not_owed;
pub mod reason_against;
mod recognized_kinds;
pub mod referral;
pub mod rescission;
pub mod rule_id;
pub mod same_person;
pub mod sanction;
mod sanction_end;
mod sanction_start;
mod service_owner;
pub mod services;
pub mod shortfall;
mod shown_exemption;
mod shown_sanction;
pub mod social_work;
pub mod standing;
mod status_conflict;
pub mod status_differs;
pub mod supervision;
pub mod time_on_aid;
mod unit_months;
mod unposted;
pub mod view;
mod withheld_aid;

pub use evaluation::{Evaluation, NextDate, evaluate_case};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
