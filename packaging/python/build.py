"""Assembles a wheel around the binary. A wheel is a zip file (the binary distribution format of PyPA): no build tool is needed,
and the binary is the very one that was tested.
"""

import argparse
import base64
import hashlib
import pathlib
import re
import subprocess
import zipfile

NAME = "isogloss"

# What manylinux allows a binary to need of the system (PEP 600 and the policies of auditwheel).
LIBRARIES = re.compile(r"^(libc|libm|libgcc_s|libpthread|libdl|librt|libutil)\.so\.\d+$|^ld-linux.*\.so\.\d+$")


def platform_tag(target, binary):
    """The tag of the platforms that the binary runs on."""
    machine = target.split("-")[0]
    if "apple" in target:
        return {"x86_64": "macosx_10_12_x86_64", "aarch64": "macosx_11_0_arm64"}[machine]
    if "windows" in target:
        return {"x86_64": "win_amd64", "aarch64": "win_arm64", "i686": "win32"}[machine]
    if "linux-musl" in target:
        return f"musllinux_1_2_{machine}"
    if "linux-gnu" not in target:
        raise SystemExit(f"error: no platform tag is known for {target}")
    # The newest symbol of the C library that is asked for is the oldest C library that will do.
    versions = [(int(a), int(b)) for a, b in re.findall(rb"GLIBC_(\d+)\.(\d+)", binary.read_bytes())]
    needed = subprocess.run(["readelf", "-d", binary], check=True, capture_output=True, text=True).stdout
    foreign = [name for name in re.findall(r"\(NEEDED\).*\[(.*)\]", needed) if not LIBRARIES.match(name)]
    if foreign:
        raise SystemExit(f"error: the binary needs {', '.join(foreign)}, which not every system has")
    major, minor = max(versions + [(2, 17)])
    return f"manylinux_{major}_{minor}_{machine}"


def metadata(version, readme):
    return f"""Metadata-Version: 2.4
Name: {NAME}
Version: {version}
Summary: Reads multilingual API documentation, finds where the translations stop saying the same thing, and says why
License-Expression: MIT OR Apache-2.0
License-File: LICENSE
License-File: LICENSE-MIT
License-File: LICENSE-APACHE
License-File: THIRD-PARTY.txt
Keywords: documentation,localization,lint,markdown,api
Classifier: Environment :: Console
Classifier: Programming Language :: Rust
Classifier: Topic :: Software Development :: Documentation
Classifier: Topic :: Software Development :: Quality Assurance
Requires-Python: >=3.7
Description-Content-Type: text/markdown

{readme}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True, help="of the package")
    parser.add_argument("--target", required=True, help="Rust's name of the platform")
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--stage", required=True, type=pathlib.Path, help="licences, README.md, man, completions")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the folder to write to")
    args = parser.parse_args()

    tag = f"py3-none-{platform_tag(args.target, args.binary)}"
    info, data = f"{NAME}-{args.version}.dist-info", f"{NAME}-{args.version}.data"
    program = NAME + (".exe" if "windows" in args.target else "")
    files = [(f"{data}/scripts/{program}", args.binary.read_bytes(), 0o755)]
    for page in sorted((args.stage / "man").iterdir()):
        files.append((f"{data}/data/share/man/man1/{page.name}", page.read_bytes(), 0o644))
    for folder, name, source in [
        ("bash-completion/completions", "isogloss", "isogloss.bash"),
        ("zsh/site-functions", "_isogloss", "_isogloss"),
        ("fish/vendor_completions.d", "isogloss.fish", "isogloss.fish"),
    ]:
        files.append((f"{data}/data/share/{folder}/{name}", (args.stage / "completions" / source).read_bytes(), 0o644))
    for name in ("LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"):
        files.append((f"{info}/licenses/{name}", (args.stage / name).read_bytes(), 0o644))
    readme = (args.stage / "README.md").read_text(encoding="utf-8")
    files.append((f"{info}/METADATA", metadata(args.version, readme).encode(), 0o644))
    wheel = f"Wheel-Version: 1.0\nGenerator: isogloss packaging\nRoot-Is-Purelib: false\nTag: {tag}\n"
    files.append((f"{info}/WHEEL", wheel.encode(), 0o644))
    record = ""
    for name, content, _ in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(content)}\n"
    files.append((f"{info}/RECORD", f"{record}{info}/RECORD,,\n".encode(), 0o644))

    path = args.out / f"{NAME}-{args.version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in files:
            # One date, so that the same files give the same bytes.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    print(path)


if __name__ == "__main__":
    main()
