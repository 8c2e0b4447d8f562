"""Parses the files named and prints those with errors. Arguments: a grammar of tree-sitter, files."""
import importlib, sys
from tree_sitter import Language, Parser

grammar = importlib.import_module("tree_sitter_" + sys.argv[1])
parser = Parser(Language(grammar.language()))
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        tree = parser.parse(file.read())
    if tree.root_node.has_error:
        def first(node):
            if node.type == "ERROR" or node.is_missing:
                return node
            return next((found for child in node.children if child.has_error or child.is_missing for found in [first(child)] if found), None)
        node = first(tree.root_node)
        print(path, node and node.start_point, node and node.text[:80])
