//! Names that are printed in one piece, family name first, without a space.

use crate::model::Name;

/// Family names of two characters.
///
/// Source: the compound surnames of the `Hundred Family Surnames`.
const TWO: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "尉遲",
    "公孙", "公孫", "慕容", "司徒", "南宫", "南宮", "令狐", "夏侯", "长孙", "長孫", "宇文", "端木",
    "东郭", "西门", "西門", "独孤", "獨孤",
];

/// Splits `王小明`; `None` where the length of the family name cannot be told.
///
/// Chinese family names have one character but for a few. In a reference with kana the name is Japanese: two
/// characters of three or four. Names in Hangul stay in one piece, as libraries mostly keep them.
///
/// The flag says that the split is a guess.
pub(super) fn split(printed: &str, reference: &str) -> Option<(Name, bool)> {
    let count = printed.chars().count();
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{30FF}');
    let is_hangul = |c: char| matches!(c, '\u{AC00}'..='\u{D7AF}');
    if printed.chars().any(|c| is_kana(c) || is_hangul(c)) {
        return None;
    }
    let is_japanese = reference.chars().any(is_kana);
    let family = match count {
        _ if TWO.iter().any(|family| printed.starts_with(family)) && count > 2 => 2,
        2 => 1,
        3 | 4 if is_japanese => 2,
        3 => 1,
        _ => return None,
    };
    let at = printed.char_indices().nth(family).map(|(at, _)| at)?;
    let (family, given) = printed.split_at(at);
    Some((Name::person(family, given), is_japanese && count == 3))
}

#[cfg(test)]
mod tests {
    use super::split;

    fn check(printed: &str, reference: &str, expected: Option<(&str, &str)>) {
        let got = split(printed, reference);
        let got = got.as_ref().map(|(name, _)| (name.family.as_str(), name.given.as_str()));
        assert_eq!(got, expected, "{printed}");
    }

    #[test]
    fn splits_by_country() {
        check("王小明", "", Some(("王", "小明")));
        check("欧阳修", "", Some(("欧阳", "修")));
        check("홍길동", "", None);
        check("村上春樹", "ノルウェイの森", Some(("村上", "春樹")));
        check("萨曼史蒂芬", "", None);
        check("さくらももこ", "さくらももこ", None);
    }
}
