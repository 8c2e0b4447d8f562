//! Types out of OData metadata (CSDL in XML, OData 4.01), which knows more than pages do: every type, every parameter in
//! order, every name of an enumeration. Must not know pages.

use super::types::{Member, Step, StepKind, Type, TypeKind, TypeRef, Types, bare, last_part};
use roxmltree::{Document, Node, ParsingOptions};

/// More nodes than the metadata of a service that is known: Microsoft Graph's has 100,000.
const MOST_NODES: u32 = 5_000_000;

impl Types {
    /// Adds what metadata says, which goes before what pages say. The error says what is wrong with the text.
    pub fn add_metadata(&mut self, csdl_text: &str) -> Result<(), String> {
        // Entities could make a small file a large one.
        let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let text = csdl_text.strip_prefix('\u{feff}').unwrap_or(csdl_text);
        let document = Document::parse_with_options(text, options).map_err(|error| format!("no XML: {error}"))?;
        let schemas: Vec<Node<'_, '_>> = elements(document.root_element(), "Schema", true).collect();
        if schemas.is_empty() {
            return Err("no OData metadata: there is no `Schema`".to_owned());
        }
        for schema in &schemas {
            let space = space(*schema);
            for node in schema.children().filter(Node::is_element) {
                if let Some(declared) = type_of(node, &space) {
                    self.replace(declared);
                }
            }
        }
        for schema in &schemas {
            for node in schema.children().filter(Node::is_element) {
                match node.tag_name().name() {
                    "EntityType" | "ComplexType" => self.add_properties(node, &space(*schema)),
                    "EntityContainer" => self.add_container(node),
                    "Action" | "Function" if node.attribute("IsBound") == Some("true") => self.add_operation(node),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn add_properties(&mut self, node: Node<'_, '_>, space: &str) {
        let owner = format!("{space}{}", node.attribute("Name").unwrap_or(""));
        for child in node.children().filter(Node::is_element) {
            let navigation = match child.tag_name().name() {
                "NavigationProperty" => true,
                "Property" => false,
                _ => continue,
            };
            let (Some(name), Some(of)) = (child.attribute("Name"), child.attribute("Type")) else { continue };
            let kind = if navigation { StepKind::Navigation } else { StepKind::Property };
            let step = Step { name: name.to_owned(), kind, gives: Some(type_ref(of)), parameters: Vec::new() };
            self.set_step(&owner, false, step);
        }
    }

    fn add_container(&mut self, node: Node<'_, '_>) {
        for child in node.children().filter(Node::is_element) {
            let (of, many) = match child.tag_name().name() {
                "EntitySet" => (child.attribute("EntityType"), true),
                "Singleton" => (child.attribute("Type"), false),
                _ => continue,
            };
            let (Some(name), Some(of)) = (child.attribute("Name"), of) else { continue };
            let gives = Some(TypeRef { name: bare(of).to_owned(), many });
            let step = Step { name: name.to_owned(), kind: StepKind::Navigation, gives, parameters: Vec::new() };
            self.set_step("", false, step);
        }
    }

    fn add_operation(&mut self, node: Node<'_, '_>) {
        let mut parameters = elements(node, "Parameter", false).filter_map(|parameter| {
            let of = type_ref(parameter.attribute("Type")?);
            Some(Member { name: parameter.attribute("Name")?.to_owned(), of, navigation: false, link: None })
        });
        let (Some(bound), Some(name)) = (parameters.next(), node.attribute("Name")) else { return };
        let kind = if node.tag_name().name() == "Action" { StepKind::Action } else { StepKind::Function };
        let gives = elements(node, "ReturnType", false).next().and_then(|of| of.attribute("Type")).map(type_ref);
        let step = Step { name: name.to_owned(), kind, gives, parameters: parameters.collect() };
        self.set_step(&bound.of.name, bound.of.many, step);
    }
}

fn elements<'a, 'i>(node: Node<'a, 'i>, name: &'static str, deep: bool) -> impl Iterator<Item = Node<'a, 'i>> {
    let nodes: Box<dyn Iterator<Item = Node<'a, 'i>>> =
        if deep { Box::new(node.descendants()) } else { Box::new(node.children()) };
    nodes.filter(move |node| node.tag_name().name() == name)
}

/// The namespace of a schema below the main one, with a dot behind it: `ediscovery.`; nothing for the main one.
fn space(schema: Node<'_, '_>) -> String {
    let name = schema.attribute("Namespace").unwrap_or("");
    let name = bare(name);
    if name.eq_ignore_ascii_case("microsoft.graph") || name.is_empty() { String::new() } else { format!("{name}.") }
}

fn type_of(node: Node<'_, '_>, space: &str) -> Option<Type> {
    let kind = match node.tag_name().name() {
        "EntityType" => TypeKind::Entity,
        "ComplexType" => TypeKind::Complex,
        "EnumType" => TypeKind::Enumeration,
        _ => return None,
    };
    let mut declared = Type { name: format!("{space}{}", node.attribute("Name")?), kind, ..Type::default() };
    declared.base = node.attribute("BaseType").map(|base| bare(base).to_owned());
    for child in node.children().filter(Node::is_element) {
        let Some(name) = child.attribute("Name") else { continue };
        let navigation = match child.tag_name().name() {
            "Member" => {
                declared.values.push(name.to_owned());
                continue;
            }
            "NavigationProperty" => true,
            "Property" => false,
            _ => continue,
        };
        let of = type_ref(child.attribute("Type").unwrap_or(""));
        declared
            .members
            .insert(name.to_ascii_lowercase(), Member { name: name.to_owned(), of, navigation, link: None });
    }
    Some(declared)
}

fn type_ref(written: &str) -> TypeRef {
    let many = written.starts_with("Collection(");
    let name = bare(written);
    // `graph.user`: the usual alias of the main namespace.
    let name = name.strip_prefix("graph.").unwrap_or(name);
    let name = if name.starts_with("Edm.") { last_part(name) } else { name };
    TypeRef { name: name.to_owned(), many }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSDL: &str = r#"<?xml version="1.0"?><edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
        <edmx:DataServices><Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EnumType Name="colour"><Member Name="deepBlue"/></EnumType>
        <EntityType Name="thing"><Property Name="id" Type="Edm.String"/></EntityType>
        <EntityType Name="lamp" BaseType="microsoft.graph.thing"><Property Name="colour" Type="graph.colour"/>
        <NavigationProperty Name="bulbs" Type="Collection(microsoft.graph.thing)"/></EntityType>
        <Action Name="dim" IsBound="true"><Parameter Name="bindingParameter" Type="graph.lamp"/>
        <Parameter Name="level" Type="Edm.Int32"/><ReturnType Type="graph.thing"/></Action>
        <EntityContainer Name="Service"><EntitySet Name="lamps" EntityType="microsoft.graph.lamp"/></EntityContainer>
        </Schema></edmx:DataServices></edmx:Edmx>"#;

    #[test]
    fn reads_metadata() {
        let mut types = Types::default();
        types.add_metadata(CSDL).unwrap();
        assert_eq!(types.member("lamp", "ID").unwrap().of.name, "String");
        assert_eq!(types.get("#microsoft.graph.Colour").unwrap().values, ["deepBlue"]);
        let lamps = types.step("", false, "LAMPS").unwrap().gives.clone().unwrap();
        assert_eq!((lamps.name.as_str(), lamps.many), ("lamp", true));
        let dim = types.step("lamp", false, "microsoft.graph.dim").unwrap();
        assert_eq!((dim.kind, dim.parameters[0].name.as_str()), (StepKind::Action, "level"));
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(Types::default().add_metadata("<a>").unwrap_err().starts_with("no XML: "));
        assert!(Types::default().add_metadata("<a/>").unwrap_err().contains("Schema"));
        let bomb = "<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>";
        assert!(Types::default().add_metadata(bomb).is_err());
    }
}
