//! The templates that come with the program. `tests/snippets.rs` writes this list from the folder `templates/snippets`.

/// Path and text of every template, by path.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("templates/snippets/c-libcurl.jinja", include_str!("../../templates/snippets/c-libcurl.jinja")),
    ("templates/snippets/csharp-httpclient.jinja", include_str!("../../templates/snippets/csharp-httpclient.jinja")),
    ("templates/snippets/curl.jinja", include_str!("../../templates/snippets/curl.jinja")),
    ("templates/snippets/go-net-http.jinja", include_str!("../../templates/snippets/go-net-http.jinja")),
    ("templates/snippets/har.jinja", include_str!("../../templates/snippets/har.jinja")),
    ("templates/snippets/http.jinja", include_str!("../../templates/snippets/http.jinja")),
    ("templates/snippets/httpie.jinja", include_str!("../../templates/snippets/httpie.jinja")),
    ("templates/snippets/java-httpclient.jinja", include_str!("../../templates/snippets/java-httpclient.jinja")),
    ("templates/snippets/javascript-fetch.jinja", include_str!("../../templates/snippets/javascript-fetch.jinja")),
    ("templates/snippets/kotlin-okhttp.jinja", include_str!("../../templates/snippets/kotlin-okhttp.jinja")),
    ("templates/snippets/node-http.jinja", include_str!("../../templates/snippets/node-http.jinja")),
    ("templates/snippets/objc-nsurlsession.jinja", include_str!("../../templates/snippets/objc-nsurlsession.jinja")),
    ("templates/snippets/perl-lwp.jinja", include_str!("../../templates/snippets/perl-lwp.jinja")),
    ("templates/snippets/php-curl.jinja", include_str!("../../templates/snippets/php-curl.jinja")),
    (
        "templates/snippets/powershell-restmethod.jinja",
        include_str!("../../templates/snippets/powershell-restmethod.jinja"),
    ),
    ("templates/snippets/python-http-client.jinja", include_str!("../../templates/snippets/python-http-client.jinja")),
    ("templates/snippets/python-requests.jinja", include_str!("../../templates/snippets/python-requests.jinja")),
    ("templates/snippets/r-httr.jinja", include_str!("../../templates/snippets/r-httr.jinja")),
    ("templates/snippets/ruby-net-http.jinja", include_str!("../../templates/snippets/ruby-net-http.jinja")),
    ("templates/snippets/rust-reqwest.jinja", include_str!("../../templates/snippets/rust-reqwest.jinja")),
    ("templates/snippets/swift-urlsession.jinja", include_str!("../../templates/snippets/swift-urlsession.jinja")),
    ("templates/snippets/wget.jinja", include_str!("../../templates/snippets/wget.jinja")),
];
