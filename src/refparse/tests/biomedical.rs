//! References of the kinds that biomedical notes hold, in both styles. The works are real.

use super::check;
use crate::model::Kind;

#[test]
fn articles_in_chicago_style() {
    check(
        "Pittenger, Mark F., Alastair M. Mackay, Stephen C. Beck, Rama K. Jaiswal, Robin Douglas, \
         Joseph D. Mosca, Mark A. Moorman, et al. “Multilineage Potential of Adult Human \
         Mesenchymal Stem Cells.” Science 284, no. 5411 (April 2, 1999): 143–47. \
         https://doi.org/10.1126/science.284.5411.143.",
        Kind::ArticleJournal,
        &[
            "title=Multilineage Potential of Adult Human Mesenchymal Stem Cells",
            "author=Pittenger/Mark F.; Mackay/Alastair M.; Beck/Stephen C.; Jaiswal/Rama K.; \
             Douglas/Robin; Mosca/Joseph D.; Moorman/Mark A.; …",
            "issued=1999-04-02",
            "container-title=Science",
            "volume=284",
            "issue=5411",
            "page=143-147",
            "DOI=10.1126/science.284.5411.143",
        ],
    );
    check(
        "Dominici, M., K. Le Blanc, I. Mueller, I. Slaper-Cortenbach, F. C. Marini, D. S. Krause, \
         R. J. Deans, A. Keating, D. J. Prockop, and E. M. Horwitz. “Minimal Criteria for \
         Defining Multipotent Mesenchymal Stromal Cells. The International Society for Cellular \
         Therapy Position Statement.” Cytotherapy 8, no. 4 (January 1, 2006): 315–17. \
         https://doi.org/10.1080/14653240600855905.",
        Kind::ArticleJournal,
        &[
            "title=Minimal Criteria for Defining Multipotent Mesenchymal Stromal Cells. The \
             International Society for Cellular Therapy Position Statement",
            "author=Dominici/M.; Le Blanc/K.; Mueller/I.; Slaper-Cortenbach/I.; Marini/F. C.; \
             Krause/D. S.; Deans/R. J.; Keating/A.; Prockop/D. J.; Horwitz/E. M.",
            "issued=2006-01-01",
            "container-title=Cytotherapy",
            "volume=8",
            "issue=4",
            "page=315-317",
            "DOI=10.1080/14653240600855905",
        ],
    );
    check(
        "Fairbank, J. C., and P. B. Pynsent. “The Oswestry Disability Index.” Spine 25, no. 22 \
         (November 15, 2000): 2940–52; discussion 2952. \
         https://doi.org/10.1097/00007632-200011150-00017.",
        Kind::ArticleJournal,
        &[
            "title=The Oswestry Disability Index",
            "author=Fairbank/J. C.; Pynsent/P. B.",
            "issued=2000-11-15",
            "container-title=Spine",
            "volume=25",
            "issue=22",
            "page=2940-2952; discussion 2952",
            "DOI=10.1097/00007632-200011150-00017",
        ],
    );
    check(
        "Cabo, Rafael de, and Mark P. Mattson. “Effects of Intermittent Fasting on Health, Aging, \
         and Disease.” New England Journal of Medicine 381, no. 26 (December 26, 2019): 2541–51. \
         https://doi.org/10.1056/NEJMra1905136.",
        Kind::ArticleJournal,
        &[
            "title=Effects of Intermittent Fasting on Health, Aging, and Disease",
            "author=Cabo/Rafael/de; Mattson/Mark P.",
            "issued=2019-12-26",
            "container-title=New England Journal of Medicine",
            "volume=381",
            "issue=26",
            "page=2541-2551",
            "DOI=10.1056/NEJMra1905136",
        ],
    );
    check(
        "VAN DER MEER, P., and J. DE BOER. “IRON.” The Lancet 282, no. 12 (March 19, 1970): \
         668–75.",
        Kind::ArticleJournal,
        &[
            "title=IRON",
            "author=VAN DER MEER/P.; DE BOER/J.",
            "issued=1970-03-19",
            "container-title=The Lancet",
            "volume=282",
            "issue=12",
            "page=668-675",
        ],
    );
    check(
        "Veech, Richard L. “The Therapeutic Implications of Ketone Bodies.” Prostaglandins, \
         Leukotrienes and Essential Fatty Acids, Brain Uptake and Utilization of Fatty Acids, 70, \
         no. 3 (March 1, 2004): 309–19. https://doi.org/10.1016/j.plefa.2003.09.007.",
        Kind::ArticleJournal,
        &[
            "title=The Therapeutic Implications of Ketone Bodies",
            "author=Veech/Richard L.",
            "issued=2004-03-01",
            "container-title=Prostaglandins, Leukotrienes and Essential Fatty Acids",
            "volume=70",
            "issue=3",
            "page=309-319",
            "collection-title=Brain Uptake and Utilization of Fatty Acids",
            "DOI=10.1016/j.plefa.2003.09.007",
        ],
    );
    check(
        "Evans, Christopher H. “Platelet-Rich Plasma à La Carte: Commentary on an Article.” The \
         Journal of Bone and Joint Surgery. American Volume 95, no. 7 (April 3, 2013): e80. \
         https://doi.org/10.2106/JBJS.L.01731.",
        Kind::ArticleJournal,
        &[
            "title=Platelet-Rich Plasma à La Carte: Commentary on an Article",
            "author=Evans/Christopher H.",
            "issued=2013-04-03",
            "container-title=The Journal of Bone and Joint Surgery. American Volume",
            "volume=95",
            "issue=7",
            "page=e80",
            "DOI=10.2106/JBJS.L.01731",
        ],
    );
    check(
        "Hall, Kevin D., Juen Guo, and the NIH Study Group. “Effect of a Plant-Based, Low-Fat \
         Diet.” Nature Medicine 27, no. 2 (February 2021): 344–53. \
         https://doi.org/10.1038/s41591-020-01209-1.",
        Kind::ArticleJournal,
        &[
            "title=Effect of a Plant-Based, Low-Fat Diet",
            "author=Hall/Kevin D.; Guo/Juen; the NIH Study Group",
            "issued=2021-02",
            "container-title=Nature Medicine",
            "volume=27",
            "issue=2",
            "page=344-353",
            "DOI=10.1038/s41591-020-01209-1",
        ],
    );
}

#[test]
fn articles_in_elsevier_style() {
    check(
        "Dominici, M., Le Blanc, K., Mueller, I., Slaper-Cortenbach, I., Marini, F.C., Krause, \
         D.S., Deans, R.J., Keating, A., Prockop, D.J., Horwitz, E.M., 2006. Minimal criteria for \
         defining multipotent mesenchymal stromal cells. The International Society for Cellular \
         Therapy position statement. Cytotherapy 8, 315–317. \
         https://doi.org/10.1080/14653240600855905",
        Kind::ArticleJournal,
        &[
            "title=Minimal criteria for defining multipotent mesenchymal stromal cells. The \
             International Society for Cellular Therapy position statement",
            "author=Dominici/M.; Le Blanc/K.; Mueller/I.; Slaper-Cortenbach/I.; Marini/F.C.; \
             Krause/D.S.; Deans/R.J.; Keating/A.; Prockop/D.J.; Horwitz/E.M.",
            "issued=2006",
            "container-title=Cytotherapy",
            "volume=8",
            "page=315-317",
            "DOI=10.1080/14653240600855905",
        ],
    );
    check(
        "Pfirrmann, C.W., Metzdorf, A., Zanetti, M., Hodler, J., Boos, N., 2001. Magnetic \
         resonance classification of lumbar intervertebral disc degeneration. Spine (Phila Pa \
         1976) 26, 1873–1878. https://doi.org/10.1097/00007632-200109010-00011",
        Kind::ArticleJournal,
        &[
            "title=Magnetic resonance classification of lumbar intervertebral disc degeneration",
            "author=Pfirrmann/C.W.; Metzdorf/A.; Zanetti/M.; Hodler/J.; Boos/N.",
            "issued=2001",
            "container-title=Spine (Phila Pa 1976)",
            "volume=26",
            "page=1873-1878",
            "DOI=10.1097/00007632-200109010-00011",
        ],
    );
    check(
        "Fairbank, J.C., Pynsent, P.B., 2000. The Oswestry Disability Index. Spine 25, 2940–2952; \
         discussion 2952. https://doi.org/10.1097/00007632-200011150-00017",
        Kind::ArticleJournal,
        &[
            "title=The Oswestry Disability Index",
            "author=Fairbank/J.C.; Pynsent/P.B.",
            "issued=2000",
            "container-title=Spine",
            "volume=25",
            "page=2940-2952; discussion 2952",
            "DOI=10.1097/00007632-200011150-00017",
        ],
    );
    check(
        "de Cabo, R., Mattson, M.P., 2019. Effects of Intermittent Fasting on Health, Aging, and \
         Disease. N. Engl. J. Med. 381, 2541–2551. https://doi.org/10.1056/NEJMra1905136",
        Kind::ArticleJournal,
        &[
            "title=Effects of Intermittent Fasting on Health, Aging, and Disease",
            "author=Cabo/R./de; Mattson/M.P.",
            "issued=2019",
            "container-title=N. Engl. J. Med.",
            "volume=381",
            "page=2541-2551",
            "DOI=10.1056/NEJMra1905136",
        ],
    );
    check(
        "Veech, R.L., 2004. The therapeutic implications of ketone bodies: the effects of ketone \
         bodies in pathological conditions: ketosis, ketogenic diet, redox states, insulin \
         resistance, and mitochondrial metabolism. Prostaglandins, Leukotrienes and Essential \
         Fatty Acids, Essential Fatty Acids and Brain Disorders 70, 309–319. \
         https://doi.org/10.1016/j.plefa.2003.09.007",
        Kind::ArticleJournal,
        &[
            "title=The therapeutic implications of ketone bodies: the effects of ketone bodies in \
             pathological conditions: ketosis, ketogenic diet, redox states, insulin resistance, \
             and mitochondrial metabolism",
            "author=Veech/R.L.",
            "issued=2004",
            "container-title=Prostaglandins, Leukotrienes and Essential Fatty Acids",
            "volume=70",
            "page=309-319",
            "collection-title=Essential Fatty Acids and Brain Disorders",
            "DOI=10.1016/j.plefa.2003.09.007",
        ],
    );
    check(
        "Bartolomucci, A., Parmigiani, S., Rodgers, R.J., Vidal-Puig, A., Allan, S.E., Siegel, \
         V., 2012. The Obese Species: a special issue on obesity and metabolic disorders. \
         Foreword. Eur. J. Neurosci. 36 Suppl 1, 1–2.",
        Kind::ArticleJournal,
        &[
            "title=The Obese Species: a special issue on obesity and metabolic disorders. \
             Foreword",
            "author=Bartolomucci/A.; Parmigiani/S.; Rodgers/R.J.; Vidal-Puig/A.; Allan/S.E.; \
             Siegel/V.",
            "issued=2012",
            "container-title=Eur. J. Neurosci.",
            "volume=36 Suppl 1",
            "page=1-2",
        ],
    );
    check(
        "Anton, S.D., Moehl, K., Donahoo, W.T., Marosi, K., Lee, S.A., Mainous III, A.G., \
         Leeuwenburgh, C., Mattson, M.P., 2018. Flipping the Metabolic Switch: Understanding and \
         Applying the Health Benefits of Fasting. Obesity 26, 254–268. \
         https://doi.org/10.1002/oby.22065",
        Kind::ArticleJournal,
        &[
            "title=Flipping the Metabolic Switch: Understanding and Applying the Health Benefits \
             of Fasting",
            "author=Anton/S.D.; Moehl/K.; Donahoo/W.T.; Marosi/K.; Lee/S.A.; Mainous/A.G./III; \
             Leeuwenburgh/C.; Mattson/M.P.",
            "issued=2018",
            "container-title=Obesity",
            "volume=26",
            "page=254-268",
            "DOI=10.1002/oby.22065",
        ],
    );
}

#[test]
fn other_works() {
    check(
        "U.S. Food and Drug Administration. “Regulatory Considerations for Human Cells, Tissues, \
         and Cellular and Tissue-Based Products: Minimal Manipulation and Homologous Use; \
         Guidance for Industry and Food and Drug Administration Staff.” FDA, July 2020. \
         https://www.fda.gov/media/109176/download.",
        Kind::Report,
        &[
            "title=Regulatory Considerations for Human Cells, Tissues, and Cellular and \
             Tissue-Based Products: Minimal Manipulation and Homologous Use; Guidance for \
             Industry and Food and Drug Administration Staff",
            "author=U.S. Food and Drug Administration",
            "issued=2020-07",
            "publisher=FDA",
            "URL=https://www.fda.gov/media/109176/download",
        ],
    );
    check(
        "European Medicines Agency, 2018. Guideline on the quality of stem cell-based products \
         [WWW Document]. European Medicines Agency (EMA). URL https://www.ema.europa.eu/en/cells \
         (accessed 1.27.25).",
        Kind::Webpage,
        &[
            "title=Guideline on the quality of stem cell-based products",
            "author=European Medicines Agency",
            "issued=2018",
            "container-title=European Medicines Agency (EMA)",
            "URL=https://www.ema.europa.eu/en/cells",
            "accessed=2025-01-27",
        ],
    );
    check(
        "World Health Organization. WHO Guidelines on Physical Activity and Sedentary Behaviour. \
         Geneva: World Health Organization, 2020. \
         https://www.who.int/publications/i/item/9789240015128.",
        Kind::Book,
        &[
            "title=WHO Guidelines on Physical Activity and Sedentary Behaviour",
            "author=World Health Organization",
            "issued=2020",
            "publisher=World Health Organization",
            "publisher-place=Geneva",
            "URL=https://www.who.int/publications/i/item/9789240015128",
        ],
    );
    check(
        "Caplan, Arnold I., and Stephen E. Haynesworth. Human mesenchymal stem cells. United \
         States US5486359A, filed February 8, 1994, and issued January 23, 1996. \
         https://patents.google.com/patent/US5486359A/en.",
        Kind::Patent,
        &[
            "title=Human mesenchymal stem cells",
            "author=Caplan/Arnold I.; Haynesworth/Stephen E.",
            "issued=1996-01-23",
            "number=US5486359A",
            "URL=https://patents.google.com/patent/US5486359A/en",
            "authority=United States",
            "submitted=1994-02-08",
        ],
    );
    check(
        "Centeno, C., 2009. Methods and compositions for optimized expansion and implantation of \
         mesenchymal stem cells. US20090208464A1.",
        Kind::Patent,
        &[
            "title=Methods and compositions for optimized expansion and implantation of \
             mesenchymal stem cells",
            "author=Centeno/C.",
            "issued=2009",
            "number=US20090208464A1",
        ],
    );
    check(
        "Doudna, Jennifer, et al. Methods and compositions for RNA-directed target DNA \
         modification. European Patent Office EP2800811B1, filed March 15, 2013, and issued May \
         10, 2017.",
        Kind::Patent,
        &[
            "title=Methods and compositions for RNA-directed target DNA modification",
            "author=Doudna/Jennifer; …",
            "issued=2017-05-10",
            "number=EP2800811B1",
            "authority=European Patent Office",
            "submitted=2013-03-15",
        ],
    );
    check(
        "Guyton, A.C., Hall, J.E., 2006. Textbook of medical physiology, 11th ed. ed. Elsevier \
         Saunders, Philadelphia.",
        Kind::Book,
        &[
            "title=Textbook of medical physiology",
            "author=Guyton/A.C.; Hall/J.E.",
            "issued=2006",
            "edition=11",
            "publisher=Elsevier Saunders",
            "publisher-place=Philadelphia",
        ],
    );
    check(
        "Urban, J.P.G., Roberts, S., 1996. Intervertebral disc, in: Benjamin, M., Bird, H.A. \
         (Eds.), The Structure and Function of Cartilage. CRC Press, Boca Raton, FL, pp. 203–233.",
        Kind::Chapter,
        &[
            "title=Intervertebral disc",
            "author=Urban/J.P.G.; Roberts/S.",
            "editor=Benjamin/M.; Bird/H.A.",
            "issued=1996",
            "container-title=The Structure and Function of Cartilage",
            "page=203-233",
            "publisher=CRC Press",
            "publisher-place=Boca Raton, FL",
        ],
    );
    check(
        "Mesoblast, Ltd. “A Prospective, Multicenter, Randomized, Double-Blind, \
         Placebo-Controlled Study.” Clinical trial registration. clinicaltrials.gov, March 3, \
         2020. https://clinicaltrials.gov/ct2/show/NCT02412735.",
        Kind::Report,
        &[
            "title=A Prospective, Multicenter, Randomized, Double-Blind, Placebo-Controlled Study",
            "author=Mesoblast, Ltd",
            "issued=2020-03-03",
            "publisher=clinicaltrials.gov",
            "genre=Clinical trial registration",
            "URL=https://clinicaltrials.gov/ct2/show/NCT02412735",
        ],
    );
}
