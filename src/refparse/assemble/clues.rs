//! Words and forms that tell what kind of work a reference is of.

use super::months;
use super::segments::{Lookup, Segments};
use crate::refparse::label::Label;
use crate::refparse::token::Shape;

/// Something that speaks for a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Clue {
    Thesis,
    Report,
    Preprint,
    Patent,
    ConferenceTitle,
    Encyclopedia,
    Dictionary,
    JournalTitle,
    Newspaper,
    Magazine,
    Blog,
    Post,
    Film,
    Broadcast,
    Dataset,
    Software,
    Version,
    Manuscript,
    Graphic,
    Map,
    Song,
    Score,
    Speech,
    Interview,
    Letter,
    Standard,
    Case,
    Statute,
    Bill,
    Hearing,
    Treaty,
    Regulation,
    Review,
    Performance,
    Pamphlet,
    Website,
    Figure,
    Press,
    DirectorRole,
    EditorsFirst,
    InBefore,
    FullDate,
    Body,
    University,
}

/// The clues that a reference has, a bit each.
pub(super) fn find(segments: &Segments<'_, '_>) -> u64 {
    let mut found = 0;
    let mut add = |clue: Clue| found |= 1 << clue as u64;
    let (mut has_month, mut has_day, mut has_authors) = (false, false, false);
    for (label, range) in segments.runs() {
        let table = match label {
            Label::Genre | Label::Medium | Label::Other | Label::Note => &STYLE,
            Label::Container => &CONTAINER,
            Label::Publisher | Label::Archive => &PUBLISHER,
            Label::Title => &TITLE,
            Label::Event => &CONTAINER,
            Label::Role => &ROLES,
            Label::Number => &NUMBER,
            Label::Collection => &COLLECTION,
            Label::Url | Label::Doi => {
                if let Some(clue) = host(segments.bare(&range)) {
                    add(clue);
                }
                continue;
            }
            Label::Issued => {
                for at in range {
                    let is_month = months::name(segments.form(at)).is_some();
                    has_month |= is_month;
                    has_day |= matches!(
                        segments.words[at].shape,
                        Shape::Digit | Shape::TwoDigits | Shape::DigitsLetters
                    );
                }
                continue;
            }
            Label::AuthorFamily | Label::AuthorLiteral => {
                has_authors = true;
                continue;
            }
            _ => continue,
        };
        for at in range.clone() {
            if let Some(clue) = table.get(segments.form(at)) {
                add(clue);
            }
        }
        match label {
            // The editors of a book are its first names.
            Label::Role if has_authors && !segments.has(Label::EditorFamily) => {
                add(Clue::EditorsFirst);
            }
            Label::Container => {
                let before = range.start.checked_sub(1);
                if before.is_some_and(|at| {
                    segments.label(at) == Label::Other && IN.get(segments.form(at)).is_some()
                }) {
                    add(Clue::InBefore);
                }
            }
            Label::Number if is_patent(segments.bare(&range)) => add(Clue::Patent),
            _ => {}
        }
    }
    if has_month && has_day {
        add(Clue::FullDate);
    }
    found
}

fn is_patent(number: &str) -> bool {
    number.starts_with(|c: char| c.is_ascii_uppercase())
        && crate::refparse::patent_number::is_patent_number(number)
}

/// What the host of an address says.
fn host(address: &str) -> Option<Clue> {
    const HOSTS: [(&str, Clue); 22] = [
        ("youtube.com", Clue::Film),
        ("youtu.be", Clue::Film),
        ("vimeo.com", Clue::Film),
        ("imdb.com", Clue::Film),
        ("twitter.com", Clue::Post),
        ("//x.com", Clue::Post),
        ("facebook.com", Clue::Post),
        ("instagram.com", Clue::Post),
        ("reddit.com", Clue::Post),
        ("mastodon", Clue::Post),
        ("wordpress.com", Clue::Blog),
        ("blogspot.", Clue::Blog),
        ("medium.com", Clue::Blog),
        ("/blog", Clue::Blog),
        ("//blog", Clue::Blog),
        ("wikipedia.org", Clue::Encyclopedia),
        ("arxiv.org", Clue::Preprint),
        ("10.48550/", Clue::Preprint),
        ("10.1101/", Clue::Preprint),
        ("github.com", Clue::Software),
        ("patents.google.com", Clue::Patent),
        ("zenodo.org", Clue::Dataset),
    ];
    HOSTS.iter().find(|(host, _)| address.contains(host)).map(|(_, clue)| *clue)
}

/// What a style prints, and genres and media.
static STYLE: Lookup<Clue> = Lookup::new(&[
    (
        Clue::Thesis,
        "thesis theses dissertation diss doctoral master's masters phd dphil habilitation habilitationsschrift \
         doktorarbeit masterarbeit bachelorarbeit diplomarbeit thèse mémoire tesis tese dissertação tesi doctorat \
         proefschrift avhandling диссертация 博士 硕士",
    ),
    (
        Clue::Report,
        "report reports bericht rapport informe relatório rapporto brief briefing memorandum whitepaper whitepapers \
         guideline guidelines paper papers",
    ),
    (
        Clue::Preprint,
        "preprint preprints arxiv biorxiv medrxiv chemrxiv psyarxiv socarxiv ssrn eprint",
    ),
    (Clue::Patent, "patent patents patentschrift brevet patente"),
    (Clue::Blog, "blog weblog"),
    (Clue::Post, "tweet tweets facebook instagram reddit toot"),
    (Clue::Film, "film film motion movie video videorecording dvd directed youtube vimeo"),
    (Clue::Broadcast, "broadcast podcast episode television tv radio aired audio season"),
    (Clue::Dataset, "dataset data datensatz"),
    (Clue::Software, "software program programme code app"),
    (Clue::Version, "version versions v"),
    (Clue::Manuscript, "manuscript manuskript unpublished typescript"),
    (
        Clue::Graphic,
        "painting photograph photo drawing print sculpture canvas oil poster etching illustration gelatin silver \
         lithograph engraving artwork exhibition acrylic watercolor watercolour graphic",
    ),
    (Clue::Map, "map maps karte carte mapa"),
    (Clue::Song, "song songs cd lp vinyl album track recording mp3"),
    (Clue::Score, "score partitur partition spartito"),
    (Clue::Speech, "speech lecture presentation keynote talk presented slides vortrag"),
    (Clue::Interview, "interview interviewed interviewer"),
    (Clue::Letter, "email letter communication brief"),
    (Clue::Standard, "standard norm iso din"),
    (Clue::Hearing, "hearing hearings testimony"),
    (Clue::Review, "review rezension recension reseña"),
    (Clue::Performance, "performance performed"),
    (Clue::Pamphlet, "pamphlet leaflet brochure flyer"),
    (Clue::Website, "website webpage homepage"),
    (Clue::Figure, "figure"),
    (Clue::Bill, "bill cong"),
    (Clue::Treaty, "treaty"),
    (Clue::Regulation, "regulation directive"),
]);

static CONTAINER: Lookup<Clue> = Lookup::new(&[
    (
        Clue::ConferenceTitle,
        "proceedings conference symposium workshop congress colloquium konferenz tagung tagungsband actes congreso \
         conférence convention neurips icml proc kongress congrès congresso конференция конференции",
    ),
    (
        Clue::Encyclopedia,
        "encyclopedia encyclopaedia encyclopédie enzyklopädie enciclopedia wikipedia wiki britannica",
    ),
    (
        Clue::Dictionary,
        "dictionary dictionnaire wörterbuch diccionario dizionario lexicon lexikon oed словарь",
    ),
    (
        Clue::JournalTitle,
        "journal annals archives acta bulletin transactions zeitschrift revue revista rivista annales letters review \
         research reviews quarterly studies",
    ),
    (
        Clue::Newspaper,
        "times post guardian herald tribune zeitung news gazette telegraph journal's daily observer monde zeit \
         figaro país mundo spiegel independent courier bbc cnn npr reuters press sun globe nachrichten tageszeitung",
    ),
    (
        Clue::Magazine,
        "magazine atlantic yorker wired newsweek economist vogue forbes slate nation monthly weekly vox",
    ),
    (Clue::Blog, "blog weblog wordpress blogs"),
    (Clue::Film, "youtube vimeo"),
    (Clue::Preprint, "arxiv biorxiv medrxiv ssrn psyarxiv"),
    (Clue::Broadcast, "podcast radio television"),
]);

static PUBLISHER: Lookup<Clue> = Lookup::new(&[
    (
        Clue::University,
        "university universität université universidad universidade università universiteit college hochschule 大学 大學 대학교",
    ),
    (
        Clue::Body,
        "organization organisation association committee commission council ministry agency foundation bureau office \
         government department federation bank nations institute institut instituto center centre administration \
         service survey authority laboratory unit fund",
    ),
    (
        Clue::Press,
        "press verlag publishers publishing books éditions editorial springer wiley routledge elsevier",
    ),
    (Clue::Preprint, "arxiv biorxiv medrxiv ssrn psyarxiv preprints"),
    (Clue::Dataset, "zenodo dryad figshare dataverse"),
    (Clue::Software, "github gitlab"),
    (Clue::Film, "youtube vimeo netflix"),
]);

static TITLE: Lookup<Clue> = Lookup::new(&[
    (Clue::Thesis, "dissertation thesis diplomarbeit masterarbeit"),
    (Clue::Case, "v vs"),
    (Clue::Statute, "act gesetz statute"),
    (Clue::Treaty, "treaty"),
]);

static ROLES: Lookup<Clue> = Lookup::new(&[
    (Clue::DirectorRole, "director directors directed regie regisseur réalisé réalisateur"),
    (Clue::Broadcast, "host hosted writer"),
    (Clue::Song, "composer composed performer"),
    (Clue::Interview, "interview interviewer interviewed"),
]);

static NUMBER: Lookup<Clue> =
    Lookup::new(&[(Clue::Preprint, "arxiv"), (Clue::Standard, "iso din ieee ansi")]);

static COLLECTION: Lookup<Clue> = Lookup::new(&[(Clue::Report, "report reports working")]);

static IN: Lookup<()> = Lookup::new(&[((), "in dans en em w ve im aus")]);
