//! Not more requests a second than a registry likes.

use std::time::{Duration, Instant};

/// The time between two requests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    least: Duration,
    last: Option<Instant>,
}

/// The longest time between two requests, whatever a registry says.
const LONGEST: Duration = Duration::from_secs(10);

impl Pace {
    pub(super) fn new(most_per_second: u32) -> Self {
        Self { least: Duration::from_secs(1) / most_per_second.max(1), last: None }
    }

    /// Waits until the next request may be sent.
    pub(super) fn wait(&mut self) {
        if let Some(last) = self.last {
            std::thread::sleep(self.least.saturating_sub(last.elapsed()));
        }
        self.last = Some(Instant::now());
    }

    /// Slows down to what the registry allows: `X-Rate-Limit-Limit: 50`, `X-Rate-Limit-Interval: 1s`.
    pub(super) fn heed(&mut self, limit: Option<&str>, interval: Option<&str>) {
        let Some(limit) = limit.and_then(|limit| limit.trim().parse::<u32>().ok()) else { return };
        let seconds = interval.and_then(|text| text.trim().trim_end_matches('s').parse().ok());
        let interval = Duration::from_secs(seconds.unwrap_or(1));
        self.least = self.least.max(interval / limit.max(1)).min(LONGEST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(limit: &str, interval: &str, expected: u64) {
        let mut pace = Pace::new(5);
        pace.heed(Some(limit), Some(interval));
        assert_eq!(pace.least.as_millis(), u128::from(expected), "{limit} in {interval}");
    }

    #[test]
    fn registries_slow_down_but_never_hurry() {
        check("50", "1s", 200);
        check("2", "1s", 500);
        check("1", "3s", 3_000);
        check("0", "3600s", 10_000);
        check("many", "1s", 200);
        check("1", "soon", 1_000);
    }
}
