//! How the samples of each target are run: written as files, built where the language is compiled, and run many to a
//! process. A driver says which programs it needs.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A way to run samples.
pub struct Driver {
    pub target: &'static str,
    /// Programs that must be there, each with arguments by which it answers.
    pub needs: &'static [&'static [&'static str]],
    pub run: fn(&Path, &[String]) -> String,
}

const DRIVERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snippets/drivers");

pub static ALL: &[Driver] = &[
    Driver { target: "curl", needs: &[&["curl", "--version"]], run: shell },
    Driver { target: "wget", needs: &[&["wget", "--version"]], run: shell },
    Driver { target: "httpie", needs: &[&["http", "--version"]], run: httpie },
    Driver { target: "python-requests", needs: &[&["python3", "-c", "import requests"]], run: python },
    Driver { target: "python-http-client", needs: &[&["python3", "-c", ""]], run: python },
    Driver { target: "javascript-fetch", needs: &[&["node", "-e", "fetch"]], run: fetch },
    Driver { target: "node-http", needs: &[&["node", "--version"]], run: node },
    Driver { target: "php-curl", needs: &[&["php", "-r", "exit(extension_loaded('curl') ? 0 : 1);"]], run: php },
    Driver { target: "ruby-net-http", needs: &[&["ruby", "--version"]], run: ruby },
    Driver { target: "go-net-http", needs: &[&["go", "version"], &["gofmt", "-h"]], run: go },
    Driver { target: "java-httpclient", needs: &[&["javac", "--version"]], run: java },
    Driver { target: "csharp-httpclient", needs: &[&["mcs", "--version"], &["mono", "--version"]], run: csharp },
    Driver { target: "c-libcurl", needs: &[&["gcc", "--version"], &["curl-config", "--version"]], run: c },
    Driver { target: "rust-reqwest", needs: &[&["cargo", "--version"]], run: rust },
    Driver { target: "perl-lwp", needs: &[&["perl", "-MLWP::UserAgent", "-e", ""]], run: perl },
    Driver { target: "r-httr", needs: &[&["Rscript", "-e", "library(httr)"]], run: r },
];

/// The Python that `tests/snippets/install.sh` has set up, or the machine's.
pub fn interpreter() -> String {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/target/snippets/python/bin/python");
    if Path::new(own).exists() { own.to_owned() } else { "python3".to_owned() }
}

/// What of `needs` does not answer.
pub fn missing(needs: &[&[&str]]) -> Vec<String> {
    let answers = |command: &[&str]| {
        let program = if command[0] == "python3" { interpreter() } else { command[0].to_owned() };
        let run = Command::new(program).args(&command[1..]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        // `gofmt -h` says how it is used, and fails.
        run.is_ok_and(|status| status.success() || command.contains(&"-h"))
    };
    needs.iter().filter(|command| !answers(command)).map(|command| command.join(" ")).collect()
}

/// Runs a program in `folder`; what it says on standard error, and its exit code where that is not 0.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    // A proxy of the machine is no business of requests to itself.
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    match command.env("LC_ALL", "C.UTF-8").output() {
        Ok(done) => {
            let mut said = String::from_utf8_lossy(&done.stderr).into_owned();
            if !done.status.success() {
                let _ = write!(said, "{program} {}: {}", done.status, String::from_utf8_lossy(&done.stdout));
            }
            said
        }
        Err(error) => format!("{program}: {error}"),
    }
}

fn files(folder: &Path, samples: &[String], extension: &str) {
    for (index, sample) in samples.iter().enumerate() {
        fs::write(folder.join(format!("case_{index:05}.{extension}")), format!("{sample}\n")).unwrap();
    }
}

fn driver(name: &str) -> String {
    format!("{DRIVERS}/{name}")
}

fn shell(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "sh");
    run(folder, "sh", &[&driver("run.sh")])
}

fn httpie(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "sh");
    run(folder, "sh", &[&driver("run_httpie.sh"), &driver("run_httpie.py")])
}

fn python(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "py");
    run(folder, &interpreter(), &[&driver("run.py"), "case_*.py"])
}

fn fetch(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "mjs");
    run(folder, "node", &[&driver("run.mjs")])
}

fn node(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "js");
    run(folder, "node", &[&driver("run.cjs")])
}

fn php(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "php");
    run(folder, "php", &[&driver("run.php")])
}

fn ruby(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "rb");
    run(folder, "ruby", &[&driver("run.rb")])
}

fn perl(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "pl");
    run(folder, "perl", &[&driver("run.pl")])
}

fn r(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "R");
    run(folder, "Rscript", &[&driver("run.R")])
}

fn go(folder: &Path, samples: &[String]) -> String {
    // As they are, they must be formatted as Go's own tool does it.
    let mut formatted = String::new();
    files(folder, samples, "go");
    for chunk in (0..samples.len()).collect::<Vec<_>>().chunks(200) {
        let names: Vec<String> = chunk.iter().map(|index| format!("case_{index:05}.go")).collect();
        let mut arguments = vec!["-l"];
        arguments.extend(names.iter().map(String::as_str));
        let done = Command::new("gofmt").args(arguments).current_dir(folder).output().unwrap();
        formatted.push_str(&String::from_utf8_lossy(&done.stdout));
        formatted.push_str(&String::from_utf8_lossy(&done.stderr));
    }
    let mut main = "package main\n\nimport \"fmt\"\nimport \"os\"\n\nfunc try(name string, run func()) {\n\tdefer func() {\n\
                    \t\tif failure := recover(); failure != nil {\n\t\t\tfmt.Fprintln(os.Stderr, name, failure)\n\t\t}\n\t}()\n\
                    \trun()\n}\n\nfunc main() {\n"
        .to_owned();
    for (index, sample) in samples.iter().enumerate() {
        let name = format!("case_{index:05}");
        let own = sample.replace("func main()", &format!("func {name}()")).replace("log.Fatal(", "log.Panic(");
        fs::write(folder.join(format!("{name}.go")), own).unwrap();
        let _ = writeln!(main, "\ttry(\"{name}\", {name})");
    }
    fs::write(folder.join("all.go"), main + "}\n").unwrap();
    fs::write(folder.join("go.mod"), "module samples\n\ngo 1.19\n").unwrap();
    let built = run(folder, "go", &["build", "-o", "all"]);
    let ran = if built.is_empty() { run(folder, "./all", &[]) } else { built };
    if formatted.is_empty() { ran } else { format!("{ran}\nnot formatted as gofmt does it: {formatted}") }
}

fn java(folder: &Path, samples: &[String]) -> String {
    let mut sources = format!("{}\n", driver("Driver.java"));
    for (index, sample) in samples.iter().enumerate() {
        fs::create_dir_all(folder.join(format!("c{index}"))).unwrap();
        let path = format!("c{index}/Sample.java");
        fs::write(folder.join(&path), format!("package c{index};\n{sample}\n")).unwrap();
        let _ = writeln!(sources, "{path}");
    }
    fs::write(folder.join("sources.txt"), sources).unwrap();
    let built = run(folder, "javac", &["-nowarn", "-d", "classes", "@sources.txt"]);
    if built.contains("error") {
        return built;
    }
    run(folder, "java", &["-Xmx1g", "-cp", "classes", "Driver", &samples.len().to_string()])
}

fn csharp(folder: &Path, samples: &[String]) -> String {
    for (index, sample) in samples.iter().enumerate() {
        fs::write(folder.join(format!("C{index}.cs")), format!("namespace C{index} {{\n{sample}\n}}\n")).unwrap();
    }
    fs::copy(driver("Driver.cs"), folder.join("Driver.cs")).unwrap();
    let built = run(folder, "mcs", &["-r:System.Net.Http", "-out:all.exe", "-recurse:*.cs", "-main:Driver"]);
    if built.contains("error") {
        return built;
    }
    run(folder, "mono", &["all.exe", &samples.len().to_string()])
}

fn c(folder: &Path, samples: &[String]) -> String {
    files(folder, samples, "c");
    let mut main = "#include <stdio.h>\n#include <unistd.h>\n".to_owned();
    let count = samples.len();
    for index in 0..count {
        let _ = writeln!(main, "int case_{index:05}(void);");
    }
    main.push_str("int main(void) { freopen(\"/dev/null\", \"w\", stdout);\n");
    for index in 0..count {
        let _ = writeln!(main, "if (case_{index:05}()) fprintf(stderr, \"case_{index:05} failed\\n\");");
    }
    fs::write(folder.join("all.c"), main + "return 0; }\n").unwrap();
    let build = "ls case_*.c | sed 's/\\.c$//' | xargs -P 2 -I {} gcc -std=c11 -Wall -Wno-overlength-strings -Dmain={} -c {}.c -o {}.o \
                 && gcc -o all all.c case_*.o $(curl-config --libs)";
    let built = run(folder, "sh", &["-c", build]);
    if built.contains("error") || built.contains("warning: ") && !built.contains("freopen") {
        return built;
    }
    run(folder, "./all", &[])
}

fn rust(folder: &Path, samples: &[String]) -> String {
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = "[package]\nname = \"samples\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                    reqwest = { version = \"0.13\", default-features = false, features = [\"blocking\"] }\n\n[workspace]\n\n\
                    [profile.dev]\ndebug = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let mut main = String::new();
    let mut calls = String::new();
    for (index, sample) in samples.iter().enumerate() {
        let name = format!("case_{index:05}");
        let own = sample.replace("fn main()", "pub fn main()").replace("println!", "let _ = format!");
        fs::write(folder.join(format!("src/{name}.rs")), own).unwrap();
        let _ = writeln!(main, "mod {name};");
        let _ = writeln!(calls, "    if let Err(error) = {name}::main() {{ eprintln!(\"{name} {{error:?}}\"); }}");
    }
    fs::write(folder.join("src/main.rs"), format!("{main}\nfn main() {{\n{calls}}}\n")).unwrap();
    let built = run(folder, "cargo", &["build", "--quiet", "--target-dir", "../rust-target"]);
    if built.contains("error") {
        return built;
    }
    run(folder, "../rust-target/debug/samples", &[])
}
