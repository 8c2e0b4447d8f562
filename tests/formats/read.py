"""Reads a report with parsers that know nothing of the program, and prints what it says as JSON. See tests/formats.rs.

usage: read.py junit|markdown|html|xliff FILE [SCHEMA]
"""

import json
import sys


def junit(path, schema):
    """Suites by the JUnit schema of Jenkins, then by junitparser."""
    from junitparser import Error, JUnitXml
    from lxml import etree

    rules = etree.XMLSchema(etree.parse(schema))
    rules.assertValid(etree.parse(path))
    cases = []
    report = JUnitXml.fromfile(path)
    for suite in report:
        for case in suite:
            for result in case.result:
                kind = "error" if isinstance(result, Error) else "failure"
                cases.append({"suite": suite.name, "case": case.name, "kind": kind, "severity": result.type,
                              "message": result.message, "text": result.text})
    counted = {"tests": sum(s.tests for s in report), "failures": sum(s.failures for s in report),
               "errors": sum(s.errors for s in report)}
    assert counted == {"tests": report.tests, "failures": report.failures, "errors": report.errors}, counted
    return {"cases": cases, **counted}


def markdown(path, _):
    """Rows of the first table as GitHub's tables are read; what else a page could smuggle in is counted."""
    from markdown_it import MarkdownIt

    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    rows, smuggled = [], []
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "html_block":
            smuggled.append(token.content)
        if token.type == "inline":
            parts = [(part.type, part.content) for part in token.children]
            smuggled += [content for kind, content in parts if kind not in ("text", "code_inline", "strong_open", "strong_close", "softbreak")]
            if token.level == 4:
                rows[-1].append("".join(content for _, content in parts))
    return {"rows": rows, "smuggled": smuggled}


def html(path, _):
    """Rows of all tables by html5lib, which refuses what is not HTML5; elements that could do something."""
    import html5lib

    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    said = lambda element: " ".join("".join(element.itertext()).split())
    rows = [[said(cell) for cell in row if cell.tag in ("td", "th")] for row in tree.iter("tr")]
    tags = sorted({element.tag for element in tree.iter() if isinstance(element.tag, str)})
    handlers = [name for element in tree.iter() for name in element.attrib if name.startswith("on") or name in ("src", "href", "action")]
    return {"rows": rows, "text": said(tree.find("body")), "tags": tags, "handlers": handlers}


def xliff(path, _):
    """Units by the Translate Toolkit; what XLIFF 2.0 asks of ids and references by lxml."""
    from lxml import etree
    from translate.storage.xliff2 import Xliff2File

    with open(path, "rb") as file:
        bytes_ = file.read()
    store = Xliff2File.parsestring(bytes_)
    units = [str(unit.source) for unit in store.units if not unit.isheader()]
    root = etree.fromstring(bytes_)
    names = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    assert root.tag == "{%s}xliff" % names["x"] and root.get("version") == "2.0" and root.get("srcLang") and root.get("trgLang")
    files = root.findall("x:file", names)
    assert len({one.get("id") for one in files}) == len(files) > 0
    raw = []
    for one in files:
        found = one.findall(".//x:unit", names)
        # 4.3.1: ids of units are unique within a file, and every file has a unit.
        assert len({unit.get("id") for unit in found}) == len(found) > 0
        for unit in found:
            # 4.2.2.5: notes, originalData, then segments.
            order = [etree.QName(child).localname for child in unit]
            assert order == sorted(order, key=["notes", "originalData", "segment"].index), order
            data = {entry.get("id"): entry for entry in unit.findall("x:originalData/x:data", names)}
            codes = unit.findall(".//x:ph", names) + unit.findall(".//x:pc", names)
            assert len({code.get("id") for code in codes}) == len(codes)
            used = [code.get(key) for code in codes for key in ("dataRef", "dataRefStart", "dataRefEnd") if code.get(key)]
            assert sorted(used) == sorted(data), (used, list(data))
            raw.append({"file": one.get("original"), "id": unit.get("id"), "name": unit.get("name"), "codes": len(codes)})
    return {"units": raw, "sources": units}


def main():
    kind, path = sys.argv[1:3]
    schema = sys.argv[3] if len(sys.argv) > 3 else None
    json.dump({"junit": junit, "markdown": markdown, "html": html, "xliff": xliff}[kind](path, schema), sys.stdout)


if __name__ == "__main__":
    main()
