//! Templates and requests to sample code. Every text that a template prints must have gone through the filter of a
//! language: one that has not is an error, so that no author of a template can forget to quote.

use super::built_in::BUILT_IN;
use super::header::{grouped, merged};
use super::literals::{self, Literal, plain};
use super::request::Request;
use super::target::{Problem, Target};
use crate::text::nearest::nearest;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context};

/// All targets, ready to render.
pub struct Renderer {
    targets: Vec<Target>,
    environment: Environment<'static>,
}

/// The most steps of a template for one sample. The longest built-in one takes a few hundred; one that never ends must be told.
const FUEL: u64 = 5_000_000;

/// A request in the form templates see. Made once for all targets.
pub struct Prepared<'a> {
    request: &'a Request,
    base: Value,
}

impl Renderer {
    /// The targets that come with the program, and those of `own` templates (path and text), which replace built-in ones of
    /// the same id. All mistakes in them are found here: each template is tried on requests that have everything.
    pub fn new(own: &[(String, String)]) -> Result<Renderer, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut targets: Vec<Target> = Vec::new();
        let built_in = BUILT_IN.iter().map(|(path, text)| (*path, *text));
        for (path, text) in built_in.chain(own.iter().map(|(path, text)| (path.as_str(), text.as_str()))) {
            match Target::read(path, text) {
                Ok(target) => match targets.iter_mut().find(|known| known.id == target.id) {
                    Some(known) => *known = target,
                    None => targets.push(target),
                },
                Err(problem) => problems.push(problem),
            }
        }
        let mut environment = environment().map_err(|error| vec![of_error("", &error)])?;
        let mut unread: Vec<String> = Vec::new();
        for target in &targets {
            if let Err(error) = environment.add_template_owned(target.id.clone(), target.template.clone()) {
                problems.push(of_error(&target.path, &error));
                unread.push(target.id.clone());
            }
        }
        let renderer = Renderer { targets, environment };
        // The built-in ones are tried by the tests.
        let is_foreign = |target: &&Target| own.iter().any(|(path, _)| *path == target.path);
        let foreign = renderer.targets.iter().filter(is_foreign).filter(|target| !unread.contains(&target.id));
        problems.extend(foreign.filter_map(|target| renderer.tried(target)));
        problems.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        if problems.is_empty() { Ok(renderer) } else { Err(problems) }
    }

    /// The first mistake that shows in a template when requests are put in. A wrong name is told as one: the program that renders only
    /// knows that it has no value.
    fn tried(&self, target: &Target) -> Option<Problem> {
        let (probe, mut problem) =
            probes().into_iter().find_map(|probe| self.render(target, &probe).err().map(|problem| (probe, problem)))?;
        let known: Vec<String> =
            Prepared::of(&probe).base.try_iter().into_iter().flatten().map(|name| name.to_string()).collect();
        let mut known: Vec<&str> = known.iter().map(String::as_str).chain(["notes"]).collect();
        known.sort_unstable();
        let used = self.environment.get_template(&target.id).map(|template| template.undeclared_variables(false));
        let line = target.template.lines().nth(problem.line.saturating_sub(1)).unwrap_or_default();
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let unknown = line.split(|character| !is_word(character)).find(|word| {
            let is_used = used.as_ref().is_ok_and(|used| used.contains(*word));
            is_used && !known.contains(word) && !self.environment.globals().any(|(name, _)| name == *word)
        });
        let is_undefined = problem.message.ends_with(UNKNOWN) || problem.message.contains("undefined");
        if let Some(name) = unknown.filter(|_| is_undefined) {
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? "),
                None => String::new(),
            };
            problem.message = format!("there is no name `{name}`; {hint}the names are {}", known.join(", "));
        }
        Some(problem)
    }

    /// The targets: the built-in ones by id, then own ones in the order given.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The target called `id`.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.id == id)
    }

    /// The sample of `request`, without a line end at its end.
    pub fn render(&self, target: &Target, request: &Request) -> Result<String, Problem> {
        self.render_prepared(target, &Prepared::of(request))
    }

    /// [`Renderer::render`] of a request that several targets are made for.
    pub fn render_prepared(&self, target: &Target, prepared: &Prepared<'_>) -> Result<String, Problem> {
        let notes: Vec<String> = target.cannot_send(prepared.request).into_iter().map(str::to_owned).collect();
        let context = context! { notes, ..prepared.base.clone() };
        let rendered = self.environment.get_template(&target.id).and_then(|template| template.render(context));
        let rendered = rendered.map_err(|error| of_error(&target.path, &error))?;
        // The line end of the template's last line; others may be a body's.
        let rendered = rendered.trim_start_matches('\n');
        Ok(rendered.strip_suffix('\n').unwrap_or(rendered).to_owned())
    }
}

impl Prepared<'_> {
    /// The form of `request` that templates see.
    pub fn of(request: &Request) -> Prepared<'_> {
        let base = context! {
            name => request.name.as_str(),
            method => request.method.as_str(),
            documented_url => request.documented_url.as_str(),
            url => request.address.url.as_str(),
            address => minijinja::value::Serde(&request.address),
            headers => minijinja::value::Serde(&request.headers),
            merged_headers => minijinja::value::Serde(&merged(&request.headers)),
            grouped_headers => minijinja::value::Serde(&grouped(&request.headers)),
            parameters => minijinja::value::Serde(&request.address.parameters()),
            content_type => request.header("content-type").map(|header| header.value.as_str()),
            token => request.token(),
            body => request.body.as_deref(),
            body_length => request.body.as_ref().map(String::len),
            kind => minijinja::value::Serde(&request.kind),
        };
        Prepared { request, base }
    }
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // With a form of escaping of its own, what a macro prints counts as filtered, as it is.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("code".into()));
    environment.set_formatter(only_filtered);
    for name in ["safe", "escape", "e", "tojson", "urlencode"] {
        environment.remove_filter(name);
    }
    for (name, literal) in literals::ALL {
        add_literal(&mut environment, name, *literal);
    }
    environment.add_filter("plain", |value: &Value| {
        let text = text_of(value, "plain")?;
        plain::word(text).map(Value::from_safe_string).map_err(|character| {
            let message = format!(
                "`plain` prints words only, and `{character}` stands in `{text}`; use the filter of a language"
            );
            Error::new(ErrorKind::InvalidOperation, message)
        })
    });
    // A text, or every text of a list.
    environment.add_test("ascii", |value: &Value| match value.as_str() {
        Some(text) => text.is_ascii(),
        None => value.try_iter().is_ok_and(|mut list| list.all(|one| one.as_str().is_some_and(str::is_ascii))),
    });
    environment.add_filter("comment", |value: &Value| {
        text_of(value, "comment").map(|text| Value::from_safe_string(plain::comment(text)))
    });
    environment.add_filter("verbatim", |value: &Value| {
        text_of(value, "verbatim").map(|text| Value::from_safe_string(text.to_owned()))
    });
    Ok(environment)
}

fn add_literal(environment: &mut Environment<'static>, name: &'static str, literal: Literal) {
    environment.add_filter(name, move |value: &Value, options: Kwargs| -> Result<Value, Error> {
        let text = text_of(value, name)?;
        let indent: Option<usize> = options.get("indent")?;
        options.assert_all_used()?;
        Ok(Value::from_safe_string(literal(text, indent.unwrap_or(0).min(200))))
    });
}

const UNKNOWN: &str = "a name that there is not";

/// The text that a filter is given.
fn text_of<'v>(value: &'v Value, filter: &str) -> Result<&'v str, Error> {
    value.as_str().ok_or_else(|| {
        let what = match value.kind() {
            ValueKind::Undefined => UNKNOWN.to_owned(),
            ValueKind::None => "none: ask before, as in `{% if body is not none %}`".to_owned(),
            kind => format!("a {kind}"),
        };
        Error::new(ErrorKind::InvalidOperation, format!("`{filter}` takes a text, and is given {what}"))
    })
}

/// Prints filtered texts and whole numbers, and refuses everything else.
fn only_filtered(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if let Some(text) = value.as_str().filter(|_| value.is_safe()) {
        return out.write_str(text).map_err(Error::from);
    }
    if value.kind() == ValueKind::Number && value.is_integer() {
        return out.write_str(&value.to_string()).map_err(Error::from);
    }
    let message = format!(
        "{value:?} is printed without a filter; put the filter of the language behind it, as in `{{{{ url|python }}}}` \
         (`plain` for a single word, `comment` within a comment, `verbatim` where nothing is quoted)"
    );
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

fn of_error(path: &str, error: &Error) -> Problem {
    let message = match error.kind() {
        ErrorKind::UnknownFilter => {
            let names: Vec<&str> = literals::ALL.iter().map(|(name, _)| *name).collect();
            let detail = error.detail().unwrap_or("unknown filter");
            format!(
                "{detail}; the filters of languages are {}; others are plain, comment and verbatim",
                names.join(", ")
            )
        }
        _ => error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned),
    };
    Problem { path: path.to_owned(), line: error.line().unwrap_or(1), message }
}

/// Requests that between them take every branch of a template.
pub fn probes() -> Vec<Request> {
    use super::header::Header;
    let headers = |list: &[(&str, &str)]| list.iter().filter_map(|(name, value)| Header::of(name, value)).collect();
    let base = "https://api.example.com";
    let all =
        [("Authorization", "Bearer {token}"), ("Content-Type", "application/json"), ("X", "1"), ("x", ""), ("Y", "é")];
    vec![
        Request::new("get", "GET", "/v1.0/users/{id}", base, Vec::new(), None),
        Request::new("get_body", "GET", "/v1.0/users?$top=1", base, headers(&all), Some("{\n  \"a\": 1\n}".into())),
        Request::new("post", "POST", "http://127.0.0.1:8080/x", base, headers(&all[1..2]), Some("{}".into())),
        Request::new("bare", "POST", "/v1.0/x", base, headers(&all[..1]), Some("a=b".into())),
        Request::new("empty", "POST", "/v1.0/x", base, headers(&all[..1]), None),
        Request::new("custom", "PROPFIND", "/v1.0/x?flag", base, headers(&[("Cookie", "a=1")]), None),
        Request::new("long", "PUT", "/v1.0/x", base, Vec::new(), Some("x".repeat(100_001))),
    ]
}
