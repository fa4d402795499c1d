//! The messages that are measured, with contents of the usual sizes.

use super::ours::{
    Attribute, Document, Labels, Page, Request, Section, Series, Span, SpanKind, Trace,
    attribute::Value,
};

pub fn request() -> Request {
    Request {
        name: "projects/example/locations/europe-west3".to_owned(),
        id: 7_245_103_412,
        verbose: true,
        locale: Some("de-CH".to_owned()),
        score: 0.75,
        page: Some(Page {
            size: 100,
            token: "CAESBgoEMTIzNA".to_owned(),
            ..Page::default()
        }),
        ..Request::default()
    }
}

pub fn trace() -> Trace {
    let spans = (0..50u64).map(|index| Span {
        trace_id: index.to_le_bytes().repeat(2),
        span_id: index.to_be_bytes().to_vec(),
        name: format!("acme.shop.v1.Checkout/Step{index}"),
        kind: if index % 2 == 0 {
            SpanKind::Client
        } else {
            SpanKind::Server
        },
        start: 1_795_232_882_000_000_000 + index,
        end: 1_795_232_882_000_500_000 + index,
        attributes: vec![
            attribute("http.method", Value::Text("POST".to_owned())),
            attribute("http.status_code", Value::Number(200 + index as i64)),
            attribute("retry", Value::Flag(index % 3 == 0)),
            attribute("load", Value::Real(0.25)),
        ],
        ..Span::default()
    });
    Trace {
        spans: spans.collect(),
        ..Trace::default()
    }
}

fn attribute(key: &str, value: Value) -> Attribute {
    Attribute {
        key: key.to_owned(),
        value: Some(value),
        ..Attribute::default()
    }
}

pub fn series() -> Series {
    Series {
        metric: "node_cpu_seconds_total".to_owned(),
        times: (0..1000).map(|index| 1_795_232_882 + index * 15).collect(),
        values: (0..1000).map(|index| f64::from(index) * 0.37).collect(),
        deltas: (0..1000).map(|index| index % 130 - 64).collect(),
        buckets: (0..1000).map(|index| index % 100).collect(),
        ..Series::default()
    }
}

pub fn labels() -> Labels {
    Labels {
        labels: (0..40)
            .map(|index| {
                (
                    format!("app.example.com/label-{index}"),
                    format!("value-{index}"),
                )
            })
            .collect(),
        counters: (0..40)
            .map(|index| (format!("requests_{index}"), index * 1_000_003))
            .collect(),
        names: (0..40)
            .map(|index| (index * 7, format!("name {index}")))
            .collect(),
        ..Labels::default()
    }
}

pub fn document() -> Document {
    Document {
        title: "On the design of wire formats".to_owned(),
        tags: ["encoding", "schema", "größe"].map(str::to_owned).to_vec(),
        body: Some(section(4)),
        ..Document::default()
    }
}

fn section(level: i32) -> Section {
    let sections = if level == 0 { 0 } else { 3 };
    Section {
        heading: format!("Section of level {level}"),
        text: "The length of a nested message is known when its first byte has been written. "
            .repeat(3),
        sections: (0..sections).map(|_| section(level - 1)).collect(),
        level,
        ..Section::default()
    }
}
