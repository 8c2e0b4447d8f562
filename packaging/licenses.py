"""Prints the licences of the crates that the binary for a target is linked from, each text once.

usage: licenses.py TARGET
"""

import json
import pathlib
import subprocess
import sys


def main():
    target = sys.argv[1]
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    # What is only needed to build or to test is not in the binary.
    wanted, queue = set(), [metadata["resolve"]["root"]]
    while queue:
        node = queue.pop()
        if node in wanted:
            continue
        wanted.add(node)
        for dependency in nodes[node]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                queue.append(dependency["pkg"])
    wanted.discard(metadata["resolve"]["root"])

    print("isogloss is linked from these crates.\n")
    texts, missing = {}, []
    for package in sorted((packages[one] for one in wanted), key=lambda package: package["name"]):
        title = f"{package['name']} {package['version']} ({package['license'] or 'no licence named'})"
        print(f"- {title}")
        folder = pathlib.Path(package["manifest_path"]).parent
        files = sorted(
            file
            for file in folder.iterdir()
            if file.is_file() and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"))
        )
        if not files:
            missing.append(title)
        for file in files:
            texts.setdefault(file.read_text(encoding="utf-8", errors="replace").strip(), []).append(package["name"])
    if missing:
        print("\nThese have no licence file of their own; the licence named above applies:\n")
        print("\n".join(f"- {title}" for title in missing))
    for text, names in texts.items():
        print(f"\n{'=' * 80}\n{', '.join(dict.fromkeys(names))}\n{'=' * 80}\n\n{text}")


if __name__ == "__main__":
    main()
