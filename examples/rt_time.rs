use isogloss::docset::provenance::Base;
use isogloss::docset::{Locales, discover, layout};
use isogloss::engine::Selection;
use isogloss::rule::Settings;
use isogloss::{drift, engine};
use std::path::Path;
use std::time::Instant;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let layout = layout::infer(Path::new(&root)).unwrap();
    let t = Instant::now();
    let docset = discover::read(&layout, &[], &[], &Locales::built_in());
    println!("read {:?} {} pages", t.elapsed(), docset.members.len());
    let t = Instant::now();
    let mut pairs = Vec::new();
    for group in &docset.groups {
        let Some(source) = docset.source_of(group).and_then(|id| docset.get(id)) else { continue };
        for id in group.iter().skip(1) {
            let m = docset.get(*id).unwrap();
            if docset.base(m, source) == Base::Current {
                pairs.push((source, m));
            }
        }
    }
    println!("pairs {} {:?}", pairs.len(), t.elapsed());
    let loops: usize = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(3);
    for _ in 0..loops {
        let t = Instant::now();
        let mut n = 0;
        let mut warm = 0.0;
        if loops > 20 {
            for (s, m) in &pairs {
                n += drift::compare(&s.page, &m.page, &s.tables).len();
                let t = Instant::now();
                for _ in 0..4 {
                    n += drift::compare(&s.page, &m.page, &s.tables).len();
                }
                warm += t.elapsed().as_secs_f64() / 4.0;
            }
            println!("warm {:.2} us", warm * 1e6 / pairs.len() as f64);
            continue;
        }
        for (s, m) in &pairs {
            n += drift::compare(&s.page, &m.page, &s.tables).len();
        }
        let e = t.elapsed();
        println!("compare {:?} {} differences, {:.2} us/pair", e, n, e.as_secs_f64() * 1e6 / pairs.len() as f64);
    }
    if loops > 3 {
        return;
    }
    let sel = Selection::all();
    for _ in 0..2 {
        let t = Instant::now();
        let run = engine::run(&docset, &sel, &Settings::default());
        println!("run all {:?} {} findings", t.elapsed(), run.diagnostics.len());
    }
    for (rule, _) in &sel.rules {
        let mut one = Selection::all();
        one.rules.retain(|(r, _)| r.id == rule.id);
        let t = Instant::now();
        let run = engine::run(&docset, &one, &Settings::default());
        println!("{:32} {:?} {}", rule.id, t.elapsed(), run.diagnostics.len());
    }
}
