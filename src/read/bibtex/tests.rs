use super::*;
use crate::diag::{Code, Diagnostic};

/// Prints the entries as `type:key(name=value;...)`, and the findings' codes and lines.
fn check(input: &str, expected: &str, findings: &str) {
    let source = Source::new("t.bib", input);
    let read = records(&source);
    let show = |record: &Record<'_>| {
        let fields: Vec<String> =
            record.fields.iter().map(|f| format!("{}={}", f.name, f.value)).collect();
        format!("{}:{}({})", record.kind, record.key, fields.join(";"))
    };
    let shown: Vec<String> = read.value.iter().map(show).collect();
    assert_eq!(shown.join(" "), expected, "{input}");
    let line = |d: &Diagnostic| d.place.as_ref().map_or(0, |place| place.line);
    let codes: Vec<String> =
        read.diagnostics.iter().map(|d| format!("{}@{}", d.code, line(d))).collect();
    assert_eq!(codes.join(" "), findings, "{input}");
}

#[test]
fn reads_entries() {
    check("@book{a, title = {T {x}}, year=1999}", "book:a(title=T {x};year=1999)", "");
    check("@Book(a, Title = \"T (x) {\"}\",)", "book:a(title=T (x) {\"})", "");
    check("@string(j = {J. }) @a{k, x = J # \"b\" # 7}", "a:k(x=J. b7)", "");
    check("@a{k, month = sep # \"~22\", title = jan}", "a:k(month=sep~22;title=January)", "");
    check("mail me@home (x). @comment{@a{b,}} @preamble{\"a\" # \"b\"}@a{k,}", "a:k()", "");
    check("@a{k}\r\n@b{l,\r\n x = {1}}", "a:k() b:l(x=1)", "");
}

#[test]
fn reports_and_goes_on() {
    check("@a{k, x={1} y={2}}", "a:k(x=1;y=2)", "syntax@1");
    check("@a{k, x {1}, y={2}}", "a:k(y=2)", "syntax@1");
    check("@a{k, x={1}, x={2}}", "a:k(x=1)", "duplicate-field@1");
    check("@a{k, x={1}}\n@a{k, x={2}}", "a:k(x=1) a:k(x=2)", "");
    check("@a{k, y={1}, x={1\n@b{l, x={2}}", "a:k(y=1) b:l(x=2)", "syntax@1 syntax@1");
    check("@a{k, x={{1}, y={2}\n\n@b{l,}", "a:k() b:l()", "syntax@1 syntax@1");
    check("@a{k, x=foo}", "a:k(x=foo)", "unknown-macro@1");
    check("@a{, x={1}}", "a:(x=1)", "syntax@1");
    check("@a{x={1}}", "a:(x=1)", "syntax@1");
    check("@a{k x={1}}", "a:k(x=1)", "syntax@1");
    check("@a{k, x=}", "a:k()", "syntax@1");
    check("@a{k, x={1}", "a:k(x=1)", "syntax@1");
    check("@comment{x\n@b{l,}", "b:l()", "syntax@1");
    check("@a{k, x={1}}, y={2}}\n@b{l,}", "a:k(x=1) b:l()", "syntax@1");
    check("@a{k, x={1}},\n  y = jan\n}", "a:k(x=1)", "syntax@2");
    check("@a{k, x={1}}\n  y = 2000}", "a:k(x=1)", "syntax@2");
    check("@a{k, x={1}}, and y\n@b{l,} y = z,\n@c{m,}", "a:k(x=1) b:l() c:m()", "");
}

#[test]
fn hostile_input_is_linear() {
    let nested = format!("@a{{k, x={}1{}}}", "{".repeat(200_000), "}".repeat(200_000));
    assert_eq!(records(&Source::new("", nested)).value.len(), 1);
    let joined = format!("@a{{k, x={}\"b\"}}", "\"b\" # ".repeat(200_000));
    assert_eq!(records(&Source::new("", joined)).value[0].fields[0].value.len(), 200_001);
    let mut bomb = String::from("@string{a0 = \"xxxxxxxxxx\"}");
    for level in 1..64 {
        bomb += &format!("@string{{a{level} = a{0} # a{0}}}", level - 1);
    }
    let bomb = Source::new("", bomb + "@a{k, x = a63}");
    let read = records(&bomb);
    assert!(read.value[0].fields[0].value.len() < 4 << 20);
    assert!(read.diagnostics.iter().any(|finding| finding.code == Code::TooLarge));
    for broken in ["@a{", "@comment{\n", "@a{k, x={\n", "@", "@a{k,x=\"", "#", "@string{"] {
        records(&Source::new("", broken.repeat(50_000)));
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(@[a-z]{1,3}|[{}()\"=,#%\\\\ \n]|[a-zé]|@comment|@string){0,60}") {
        records(&Source::new("", text));
    }
}
