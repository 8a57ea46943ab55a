//! What the registries of DOIs know of a work: Crossref, and DataCite where Crossref does not know the DOI.
//!
//! Nothing but a DOI is asked for. What comes back is an answer or a reason why there is none; neither costs
//! more than the limits of a [`Policy`].
//!
//! Source: Crossref REST API, "Etiquette" and "Rate limits"; DataCite REST API; RFC 9110, sections 10.2.3
//! (`Retry-After`) and 15.4 (redirection).

mod address;
mod pace;

use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

pub use address::{Bases, InvalidBase};

use crate::map::registry::InvalidAnswer;
use crate::map::{crossref, datacite};
use crate::model::{Doi, Item};
use crate::source::Source;
use pace::Pace;

/// A registry of DOIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registry {
    /// Crossref: articles, books, preprints.
    Crossref,
    /// DataCite: data, software, theses, arXiv.
    Datacite,
}

impl Registry {
    /// Both, in the order in which they are asked.
    pub const ALL: [Self; 2] = [Self::Crossref, Self::Datacite];

    /// The name as the registry writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crossref => "Crossref",
            Self::Datacite => "DataCite",
        }
    }

    /// Reads an answer of this registry; the source's name is the address that was asked.
    ///
    /// # Errors
    /// If the answer is not in the form that is documented.
    pub fn read(self, source: &Source) -> Result<Item, InvalidAnswer> {
        match self {
            Self::Crossref => crossref::item(source),
            Self::Datacite => datacite::item(source),
        }
    }
}

/// How much is asked, and how long an answer is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// Requests a second, at most; fewer if the registry says so.
    pub most_per_second: u32,
    /// How often a request is sent before it is given up.
    pub tries: u32,
    /// The pause before the second try; it doubles with each further one.
    pub pause: Duration,
    /// The longest pause that a registry may ask for.
    pub longest_pause: Duration,
    /// The time for finding the registry and connecting to it.
    pub connect: Duration,
    /// The time for a whole answer.
    pub whole: Duration,
    /// The size of an answer, in bytes.
    pub most_bytes: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            most_per_second: 5,
            tries: 3,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
            most_bytes: 4 << 20,
        }
    }
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Who answered.
    pub registry: Registry,
    /// The address that was asked.
    pub url: String,
    /// JSON, unless the registry sent something else.
    pub body: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} {reason}", registry.name())]
pub struct Failure {
    /// Who was asked.
    pub registry: Registry,
    /// What went wrong.
    pub reason: Reason,
}

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A status that is neither an answer nor that the DOI is not known.
    #[error("answered with the status {0}")]
    Status(u16),
    /// It asked for a pause that is too long.
    #[error("asked to wait {0} s")]
    Busy(u64),
    /// No whole answer came in time.
    #[error("did not answer in time")]
    Timeout,
    /// The answer is larger than answers are.
    #[error("sent more than {0} bytes")]
    TooLarge(u64),
    /// The answer is no text.
    #[error("sent what is no text")]
    NotText,
    /// It sent on to an address that is not its own, or not https.
    #[error("sent on to `{0}`, which was not followed")]
    Redirect(String),
    /// It could not be reached, or the connection broke.
    #[error("could not be reached: {0}")]
    Unreachable(String),
}

/// The way to the registries.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    bases: Bases,
    mailto: Option<String>,
    policy: Policy,
    /// Each registry has its own.
    paces: [Pace; 2],
}

/// How often an answer may send on to another address.
const HOPS: usize = 3;

impl Client {
    /// Makes a client. `mailto` is where the registries can write to whoever asks too much; Crossref serves
    /// those who give it from a pool of its own.
    pub fn new(bases: Bases, mailto: Option<String>, policy: Policy) -> Self {
        let name = concat!("florilege/", env!("CARGO_PKG_VERSION"));
        let user_agent = match &mailto {
            Some(mailto) => format!("{name} (mailto:{mailto})"),
            None => name.to_owned(),
        };
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(!bases.is_local())
            // Followed by hand, so that no answer leads elsewhere.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(policy.connect))
            .timeout_connect(Some(policy.connect))
            .timeout_global(Some(policy.whole))
            .user_agent(user_agent);
        if bases.is_local() {
            config = config.proxy(None);
        }
        let pace = Pace::new(policy.most_per_second);
        Self { agent: config.build().new_agent(), bases, mailto, policy, paces: [pace, pace] }
    }

    /// Asks Crossref, and where it does not know the DOI DataCite; none if neither knows it.
    ///
    /// # Errors
    /// If a registry could not be asked, or gave no answer.
    pub fn look_up(&mut self, doi: &Doi) -> Result<Option<Answer>, Failure> {
        for registry in Registry::ALL {
            let url = self.bases.url(registry, doi);
            let asked = match (registry, &self.mailto) {
                (Registry::Crossref, Some(mailto)) => {
                    format!("{url}?mailto={}", address::encode(mailto, b"@"))
                }
                _ => url.clone(),
            };
            let body = self.get(registry, asked).map_err(|reason| Failure { registry, reason })?;
            if let Some(body) = body {
                return Ok(Some(Answer { registry, url, body }));
            }
        }
        Ok(None)
    }

    /// Fetches a text, with as many tries and pauses as the policy allows; none if there is no such resource.
    fn get(&mut self, registry: Registry, mut url: String) -> Result<Option<String>, Reason> {
        let (mut hops, mut tries) = (0, 0);
        loop {
            tries += 1;
            self.paces[registry as usize].wait();
            let again = match self.once(registry, &url) {
                Ok(Reply::Body(body)) => return Ok(Some(body)),
                Ok(Reply::Unknown) => return Ok(None),
                Ok(Reply::Redirect(location)) => {
                    hops += 1;
                    tries -= 1;
                    match address::follow(&url, &location) {
                        Some(next) if hops <= HOPS => url = next,
                        _ => return Err(Reason::Redirect(location)),
                    }
                    continue;
                }
                Ok(Reply::Later(reason, pause)) => (reason, pause),
                Err(reason @ Reason::Unreachable(_)) => (reason, None),
                Err(reason) => return Err(reason),
            };
            let (reason, asked_for) = again;
            let pause = asked_for.unwrap_or(self.policy.pause * 2u32.pow((tries - 1).min(8)));
            match () {
                () if tries >= self.policy.tries => return Err(reason),
                () if pause > self.policy.longest_pause => {
                    return Err(Reason::Busy(pause.as_secs()));
                }
                () => std::thread::sleep(pause),
            }
        }
    }

    /// Sends one request.
    fn once(&mut self, registry: Registry, url: &str) -> Result<Reply, Reason> {
        let accept = match registry {
            Registry::Crossref => "application/json",
            Registry::Datacite => "application/vnd.api+json",
        };
        let reply = self.agent.get(url).header("accept", accept).call();
        let mut reply = reply.map_err(|error| self.reason(error))?;
        let status = reply.status().as_u16();
        self.paces[registry as usize]
            .heed(header(&reply, "x-rate-limit-limit"), header(&reply, "x-rate-limit-interval"));
        match status {
            200 => {
                let body = reply.body_mut().with_config().limit(self.policy.most_bytes);
                let bytes = body.read_to_vec().map_err(|error| self.reason(error))?;
                String::from_utf8(bytes).map(Reply::Body).map_err(|_| Reason::NotText)
            }
            404 | 410 => Ok(Reply::Unknown),
            301 | 302 | 303 | 307 | 308 => {
                Ok(Reply::Redirect(header(&reply, "location").unwrap_or_default().to_owned()))
            }
            429 | 500 | 502 | 503 | 504 => {
                let pause = header(&reply, "retry-after").and_then(|wait| wait.parse().ok());
                Ok(Reply::Later(Reason::Status(status), pause.map(Duration::from_secs)))
            }
            status => Err(Reason::Status(status)),
        }
    }

    fn reason(&self, error: ureq::Error) -> Reason {
        match error {
            ureq::Error::Timeout(_) => Reason::Timeout,
            ureq::Error::BodyExceedsLimit(_) => Reason::TooLarge(self.policy.most_bytes),
            // Reading a body wraps what went wrong.
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
                Reason::Timeout
            }
            error => Reason::Unreachable(error.to_string()),
        }
    }
}

/// What came back.
enum Reply {
    Body(String),
    Unknown,
    Redirect(String),
    /// To be asked again, after this pause if the registry names one.
    Later(Reason, Option<Duration>),
}

fn header<'r>(reply: &'r Response<Body>, name: &str) -> Option<&'r str> {
    let headers: &HeaderMap = reply.headers();
    headers.get(name)?.to_str().ok()
}
