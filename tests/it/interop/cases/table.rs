//! The calls themselves, by theme.

use super::{Case, Ending, FINISHED, Request};

/// The whole table, but for what needs more than a client and a server that stays.
pub(in super::super) fn table() -> Vec<Case> {
    let mut cases = shapes();
    cases.extend(statuses());
    cases.extend(endings());
    cases.extend(sizes());
    cases
}

fn shapes() -> Vec<Case> {
    let exchange = vec![
        wanted(2, 10),
        Request {
            count: 1,
            ..filled(33)
        },
        wanted(0, 10),
        wanted(3, 1000),
    ];
    vec![
        Case::new("unary", "Unary", vec![filled(10)]),
        Case::new("unary/empty", "Unary", vec![filled(0)]),
        Case::new("unary/finished", "Unary", vec![filled(1)]).watched(FINISHED),
        Case::new("unary/metadata", "Unary", vec![filled(1)]).metadata(&METADATA),
        Case::new("nothing", "Nothing", vec![]),
        Case::new("missing", "Missing", vec![]).fails(12),
        Case::new("download", "Download", vec![wanted(5, 100)]),
        Case::new("download/none", "Download", vec![wanted(0, 0)]),
        Case::new("download/empty", "Download", vec![wanted(3, 0)]),
        Case::new("download/many", "Download", vec![wanted(1000, 50)]),
        Case::new("download/metadata", "Download", vec![wanted(2, 5)]).metadata(&METADATA),
        Case::new("upload", "Upload", vec![filled(10), filled(20), filled(30)]),
        Case::new("upload/none", "Upload", vec![]),
        Case::new("upload/metadata", "Upload", vec![filled(1)]).metadata(&METADATA),
        Case::new("exchange", "Exchange", exchange),
        Case::new("exchange/none", "Exchange", vec![]),
        Case::new("exchange/metadata", "Exchange", vec![wanted(1, 1)]).metadata(&METADATA),
    ]
}

#[allow(clippy::needless_pass_by_value)] // a table reads better without borrows
fn ends(name: &str, method: &'static str, request: Request, ending: Ending) -> Case {
    let (code, message, details) = (ending.code, ending.message.clone(), ending.details.clone());
    let requests = [
        wanted(1, 7),
        Request {
            ending: Some(ending),
            ..request
        },
    ];
    let skip = usize::from(matches!(method, "Unary" | "Download"));
    let mut case = Case::new(name, method, requests[skip..].to_vec())
        .metadata(&[("x-trailing-why", "because")]);
    case.expect.code = code;
    case.expect.message = Some(message);
    case.expect.details = details;
    case
}

fn statuses() -> Vec<Case> {
    let mut cases = vec![];
    for code in 1..=16 {
        for (shape, method) in [
            ("unary", "Unary"),
            ("download", "Download"),
            ("upload", "Upload"),
            ("exchange", "Exchange"),
        ] {
            let ending = Ending {
                code,
                message: format!("{code}: 100 % \u{fc}ber\n\u{1f980}%41"),
                details: String::new(),
            };
            cases.push(ends(
                &format!("status/{code}/{shape}"),
                method,
                wanted(2, 3),
                ending,
            ));
        }
    }
    let bare = Ending {
        code: 5,
        ..Ending::default()
    };
    cases.push(ends("status/no-message", "Unary", filled(0), bare));
    // A google.rpc.Status with code 9, message "no" and one detail whose type_url is "t".
    let detailed = Ending {
        code: 9,
        message: "no".to_owned(),
        details: "080912026e6f1a030a0174".to_owned(),
    };
    cases.push(ends("details/unary", "Unary", filled(0), detailed.clone()));
    cases.push(ends("details/download", "Download", wanted(2, 1), detailed));
    cases
}

/// Deadlines and cancellation.
fn endings() -> Vec<Case> {
    let held = || vec![wanted(1, 5)];
    let mut remaining = Case::new("deadline/remaining", "Exchange", vec![wanted(2, 1)]);
    remaining.timeout_ms = 20_000;
    remaining.expect.remaining_ms = Some(15_000..=20_500);
    vec![
        remaining,
        Case::new("deadline/unary", "Unary", vec![slow(1, 9_000)]).times_out(250),
        Case::new("deadline/download", "Download", vec![slow(100, 60)])
            .times_out(400)
            .at_least(1),
        Case::new("deadline/upload", "Upload", held())
            .holds_open()
            .times_out(250),
        Case::new("deadline/exchange", "Exchange", held())
            .holds_open()
            .times_out(250)
            .at_least(1),
        Case::new("cancel/unary", "Unary", vec![slow(1, 9_000)]).dropped(150),
        Case::new("cancel/download", "Download", vec![slow(100, 60)])
            .dropped(400)
            .at_least(1),
        Case::new("cancel/upload", "Upload", held())
            .holds_open()
            .dropped(150),
        Case::new("cancel/exchange", "Exchange", held())
            .holds_open()
            .dropped(250)
            .at_least(1),
    ]
}

fn sizes() -> Vec<Case> {
    const MIB: usize = 1 << 20;
    let large = Request {
        fill: 8 * MIB,
        ..wanted(1, 8 << 20)
    };
    let mut limited = Case::new("limit/response", "Unary", vec![wanted(1, 10_000)]).fails(8);
    limited.max_receive = 1_000;
    let mut limited_stream =
        Case::new("limit/stream", "Download", vec![wanted(2, 10_000)]).fails(8);
    limited_stream.max_receive = 1_000;
    vec![
        limited,
        limited_stream,
        Case::new("limit/request", "Unary", vec![filled(17 * MIB)]).fails(8),
        Case::new("large/unary", "Unary", vec![large.clone()]),
        Case::new("large/download", "Download", vec![wanted(3, 4 << 20)]),
        Case::new("large/upload", "Upload", vec![filled(4 * MIB); 3]),
        Case::new("large/exchange", "Exchange", vec![large; 2]),
        Case::new("many/unary", "Unary", vec![slow(1, 50)]).calls(100),
        Case::new("many/exchange", "Exchange", vec![wanted(3, 2_000); 5]).calls(100),
    ]
}

/// Calls whose messages are compressed both ways; of `payload` bytes each way little may travel.
pub(in super::super) fn compressed() -> Vec<Case> {
    let request = Request {
        compress: true,
        ..wanted(2, 1 << 20)
    };
    let request = Request {
        fill: 1 << 20,
        ..request
    };
    let cases = ["Unary", "Download", "Exchange"].map(|method| {
        let mut case = Case::new(&format!("gzip/{method}"), method, vec![request.clone()]);
        case.compress = true;
        case
    });
    cases.to_vec()
}

/// A stream of two seconds, for what happens around it.
pub(in super::super) fn long() -> Case {
    Case::new("long", "Download", vec![slow(20, 50)]).within(900..=8_000)
}

/// One quick call.
pub(in super::super) fn quick() -> Case {
    Case::new("quick", "Unary", vec![filled(10)])
}

fn filled(fill: usize) -> Request {
    Request {
        fill,
        ..Request::default()
    }
}

fn wanted(count: u32, size: u32) -> Request {
    Request {
        size,
        count,
        ..Request::default()
    }
}

fn slow(count: u32, delay_ms: u32) -> Request {
    Request {
        count,
        size: 10,
        delay_ms,
        ..Request::default()
    }
}

const METADATA: [(&str, &str); 7] = [
    ("x-initial", "one, and more"),
    ("x-initial-bin", "00ff807f"),
    ("x-initial-twice", "first"),
    ("x-initial-twice", "second"),
    ("x-trailing", "two"),
    ("x-trailing-bin", ""),
    ("x-trailing-long-bin", "000102030405060708090a0b0c0d0e0f"),
];
